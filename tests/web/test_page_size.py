"""Pages as they are sent: small to load, with headings for people."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.nonempty import nonempty
from tests.site.samples import SAMPLES

# In bytes, compressed as browsers ask for it.
LARGEST_PAGE = 150_000
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_HEADING = re.compile(r"<(title|h[1-6])\b[^>]*>(.*?)</\1>", re.DOTALL)


def slugs(text: str) -> list[str]:
    """The titles and headings of a page that are made for addresses."""
    headings = [re.sub("<[^>]*>", "", heading).strip() for _, heading in _HEADING.findall(text)]
    return [heading for heading in nonempty(headings) if _SLUG.fullmatch(heading)]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_small_to_load(project: FlaskClient, name: str) -> None:
    with project.get(SAMPLES[name], headers={"Accept": "text/html", "Accept-Encoding": "gzip"}) as response:
        assert (response.content_encoding, len(response.data) < LARGEST_PAGE) == ("gzip", True)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_title_and_no_heading_is_a_slug(project: FlaskClient, name: str) -> None:
    with project.get(SAMPLES[name], headers={"Accept": "text/html"}) as response:
        assert slugs(response.text) == []


def test_a_slug_is_noticed() -> None:
    assert slugs("<title>A page</title><h1>kim-jong-un</h1><h2>re-election</h2>") == ["kim-jong-un", "re-election"]

"""The sitemap and the rules for crawlers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.publish.catalog.sitemap import Sitemap, read_sitemap, robots_txt
from kg.publish.questions.question import Question
from tests.nonempty import nonempty
from tests.publish.small import BASE, NAMES, small

ELEMENT = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
QUESTION = Question("who", Path("who.rq"), "ASK {}", {"summary": ("Who?",)})


def locations(text: str | None, element: str) -> list[str]:
    """The addresses of the elements of a file."""
    assert text
    root = ElementTree.fromstring(text)  # noqa: S314
    return [str(entry.findtext(f"{ELEMENT}loc")) for entry in root.findall(f"{ELEMENT}{element}")]


@pytest.fixture(scope="module")
def paths() -> Sequence[str]:
    return read_sitemap(small(), [QUESTION]).paths


@pytest.mark.parametrize(
    "path", ["/", "/def.html", "/things/Person.html", "/questions/who.html", "/id/person/ann.html", "/source/text.html"]
)
def test_pages_are_in_the_sitemap(paths: Sequence[str], path: str) -> None:
    assert path in paths


def test_nothing_is_in_the_sitemap_twice(paths: Sequence[str]) -> None:
    assert len(paths) == len(set(paths))


def test_assertions_are_left_out(paths: Sequence[str]) -> None:
    assert [path for path in nonempty(paths) if path.startswith("/id/assertion/")] == []


def test_addresses_are_below_the_base() -> None:
    assert locations(Sitemap(NAMES, ["/", "/id/a&b.html"], 2).file(), "url") == [BASE, f"{BASE}id/a&b.html"]


def test_more_addresses_than_a_file_may_have_are_listed_in_an_index() -> None:
    assert locations(Sitemap(NAMES, ["/a", "/b", "/c"], 2).file(), "sitemap") == [
        f"{BASE}sitemap-1.xml",
        f"{BASE}sitemap-2.xml",
    ]


def test_the_files_of_an_index_hold_the_addresses_in_order() -> None:
    files = [locations(Sitemap(NAMES, ["/a", "/b", "/c"], 2).file(number), "url") for number in (1, 2)]
    assert files == [[f"{BASE}a", f"{BASE}b"], [f"{BASE}c"]]


def test_crawlers_may_not_query_the_endpoint_and_find_the_sitemap() -> None:
    lines = robots_txt(NAMES, served=True).splitlines()
    assert ("Disallow: /sparql" in lines, f"Sitemap: {BASE}sitemap.xml" in lines) == (True, True)


def test_crawlers_may_fetch_everything_on_a_site_of_files() -> None:
    assert robots_txt(NAMES, served=False) == f"User-agent: *\nDisallow:\n\nSitemap: {BASE}sitemap.xml\n"


@pytest.mark.parametrize("number", [0, 3])
def test_a_number_without_a_file_has_none(number: int) -> None:
    assert Sitemap(NAMES, ["/a", "/b", "/c"], 2).file(number) is None

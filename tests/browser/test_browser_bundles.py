"""What pages load of scripts is small, and only what they need."""

from __future__ import annotations

import gzip
from urllib.request import Request, urlopen

import pytest

from tests.browser import browsing

LARGEST = 400_000
PAGES = {"/explore.html": "explore", "/sparql": "workbench"}


def test_the_script_of_the_explorer_is_small() -> None:
    browsing.need_scripts()
    assert len(gzip.compress((browsing.SCRIPTS / "explore.js").read_bytes(), mtime=0)) < LARGEST


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_its_own_script_alone(path: str, live: str) -> None:
    with urlopen(Request(live + path, headers={"Accept": "text/html"})) as response:  # noqa: S310 - our own server
        page = response.read().decode()
    assert {name for name in PAGES.values() if f"built/{name}." in page} == {PAGES[path]}

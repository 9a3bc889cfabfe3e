"""Pages load small scripts, and none that they do not need."""

from __future__ import annotations

import gzip

import pytest

from kg.config import Settings
from tests.browser import browsing
from tests.web.conftest import running

MAX_BYTES = 400_000
PAGES = {"/explore.html": "explore", "/sparql": "workbench", "/source/9th-congress.html": "source"}


def test_the_script_of_the_explorer_is_small() -> None:
    browsing.need_scripts()
    assert len(gzip.compress((browsing.SCRIPTS / "explore.js").read_bytes(), mtime=0)) < MAX_BYTES


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_only_its_own_script(path: str, shipped: Settings) -> None:
    with running(shipped) as app:
        page = app.test_client().get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
    assert {name for name in PAGES.values() if f"built/{name}." in page} == {PAGES[path]}

"""Pages as boxes: nothing but code scrolls within a page, tables break no word, and targets suit fingers."""

from __future__ import annotations

import pytest

from tests.browser import browsing
from tests.site.samples import SAMPLES


@pytest.fixture(scope="module")
def findings(live: str) -> dict[str, list[str]]:
    """What is wrong with each page."""
    return browsing.findings("layout.js", pages={name: live + path for name, path in SAMPLES.items()})


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_scrolls_within_a_page_and_targets_suit_fingers(name: str, findings: dict[str, list[str]]) -> None:
    assert findings[name] == []


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is wrong with a page that has a box that scrolls, a table that breaks a word, and small targets."""
    path = tmp_path_factory.mktemp("broken") / "broken.html"
    path.write_text(
        "<!doctype html><html lang=en><title>x</title><main><div style='height: 50px; overflow: auto'>"
        "<div style='height: 90px'>x</div></div><div style='width: 50px; overflow: auto'>"
        "<div style='width: 80px'>x</div></div><ul style='font-size: 9px; line-height: 1'>"
        "<table style='width: 20px; table-layout: fixed; overflow-wrap: anywhere'><tr><td>confrontation</table>"
        "<li><button style='font-size: 9px; padding: 0; border: 0'>a</button></li>"
        "<li><button style='font-size: 9px; padding: 0; border: 0'>b</button></li></ul></main></html>"
    )
    return browsing.findings("layout.js", pages={"broken": path.as_uri()})["broken"]


@pytest.mark.parametrize(
    "problem",
    [
        "1280 px: div. scrolls 90 px in 50 px",
        "390 px: div. scrolls 80 px in 50 px",
        "a table breaks the word c",
        "too small: ",
    ],
)
def test_a_box_that_scrolls_and_a_small_target_are_noticed(broken: list[str], problem: str) -> None:
    assert [one for one in broken if one.startswith(problem)]

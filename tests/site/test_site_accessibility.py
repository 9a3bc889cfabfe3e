"""Pages in a browser, wide and narrow, light and dark: axe finds nothing, and nothing else goes wrong."""

from __future__ import annotations

import pytest

from tests.browser import browsing
from tests.site.samples import SAMPLES


@pytest.fixture(scope="module")
def findings(live: str) -> dict[str, list[str]]:
    """What is wrong with each page."""
    return browsing.findings("audit.js", pages={name: live + path for name, path in SAMPLES.items()})


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_accessible_and_loads_only_files_of_the_site(name: str, findings: dict[str, list[str]]) -> None:
    assert findings[name] == []

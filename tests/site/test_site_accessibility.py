"""Pages in a browser, wide and narrow, light and dark: axe finds nothing grave, and nothing else goes wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest

from tests.conftest import ROOT
from tests.npm import install, node
from tests.site.samples import SAMPLES
from tests.site.servers import program

AUDIT = Path(__file__).parent / "audit"
SCREENSHOTS = ROOT / "build/screenshots"
SECONDS = 300

# One browser looks at all pages, since it takes long to begin.
pytestmark = pytest.mark.xdist_group("accessibility")


@pytest.fixture(scope="module")
def findings(live: str) -> dict[str, list[str]]:
    """What is wrong with each page; pictures of them lie in build/screenshots."""
    browser = program("chromium-headless-shell", "chromium")
    install(AUDIT, "axe and Playwright")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    pages = {name: live + path for name, path in SAMPLES.items()}
    task = json.dumps({"browser": browser, "pages": pages, "screenshots": str(SCREENSHOTS)})
    done = node(AUDIT, "audit.js", seconds=SECONDS, text=task)
    assert done.returncode == 0, done.stderr
    return cast(dict[str, list[str]], json.loads(done.stdout))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_accessible_and_loads_nothing_from_elsewhere(name: str, findings: dict[str, list[str]]) -> None:
    assert findings[name] == []

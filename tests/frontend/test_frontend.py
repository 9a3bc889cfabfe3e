"""The unit tests of the explorer's scripts, run by Node: each file is a test here that reports what fails in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.explorer.document import overview_document
from kg.publish.explorer.overview import overview
from kg.publish.questions.question import read_questions
from kg.search.document import search_document
from kg.search.entries import read_entries
from tests.conftest import ROOT
from tests.npm import node

FOLDER = Path(__file__).parent
FILES = sorted(path.name for path in FOLDER.glob("*.test.js"))


@pytest.fixture(scope="module")
def document(published: PublishedDataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The overview that the explorer reads, of the project's dataset, with the names for searches beside it."""
    path = tmp_path_factory.mktemp("overview") / "explore.json"
    entries = read_entries(published, read_questions(ROOT / "queries", published.names))
    path.with_name("search.json").write_text(search_document(entries), encoding="utf-8")
    path.write_text(overview_document(published, overview(published)), encoding="utf-8")
    return path


def test_the_files_are_found() -> None:
    assert len(FILES) >= 8


@pytest.mark.parametrize("name", FILES)
def test_a_file_passes(name: str, document: Path) -> None:
    done = node(FOLDER, "--test-reporter=tap", name, document)
    failed = re.findall(r"^not ok [^\n]*\n.*?^  \.\.\.$", done.stdout, re.MULTILINE | re.DOTALL)
    assert (done.returncode, failed, done.stderr) == (0, [], ""), "\n".join(failed)
    assert re.search(r"^# pass [1-9]", done.stdout, re.MULTILINE), f"{name} has no tests"

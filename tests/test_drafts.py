"""Drafts: nothing is left of one, whatever ends its process, and no target is ever missing or half made."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg import drafts

_HOLD = """
import sys
from pathlib import Path
from kg.drafts import draft_folder
with draft_folder(Path(sys.argv[1])) as folder:
    (folder / "part").write_text("half")
    print(folder, flush=True)
    sys.stdin.read()
"""


@contextmanager
def another(target: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another process that makes a draft for a target, and its draft."""
    command = [sys.executable, "-c", _HOLD, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process, Path(process.stdout.readline().strip())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


def test_a_draft_is_removed_at_its_end(target: Path) -> None:
    with drafts.draft_folder(target) as folder:
        assert folder.parent == target.parent
    assert names(target.parent) == []


def test_a_draft_is_removed_after_an_error(target: Path) -> None:
    with pytest.raises(ZeroDivisionError), drafts.draft_folder(target):
        raise ZeroDivisionError
    assert names(target.parent) == []


def test_the_draft_of_a_killed_process_is_removed_by_the_next_one(target: Path) -> None:
    with another(target) as (process, folder):
        process.kill()
    assert folder.exists()
    with drafts.draft_folder(target) as own:
        assert names(target.parent) == [own.name]


def test_the_draft_of_a_running_process_is_left_alone(target: Path) -> None:
    with another(target) as (process, folder):
        with drafts.draft_folder(target):
            pass
        assert names(folder) == ["part"]
        process.communicate()
    assert names(target.parent) == []


@pytest.mark.parametrize("name", [".target.conf", "target.kg-draft", ".kg-draft", ".target"])
def test_other_folders_are_left_alone(target: Path, name: str) -> None:
    (target.parent / name).mkdir()
    with drafts.draft_folder(target):
        pass
    assert names(target.parent) == [name]


def test_what_was_left_of_another_target_is_removed_too(target: Path) -> None:
    (target.parent / ".other.x.kg-draft").mkdir()
    with drafts.draft_folder(target):
        pass
    assert names(target.parent) == []


def test_a_name_may_contain_what_patterns_do(tmp_path: Path) -> None:
    target = tmp_path / "a[b]*?"
    with another(target) as (process, _):
        process.kill()
    with drafts.draft_folder(target):
        pass
    assert names(tmp_path) == []


def replaced(target: Path) -> list[str]:
    """The names in a folder that had an old file, after a new folder has taken its place."""
    target.mkdir()
    (target / "old").touch()
    with drafts.draft_folder(target) as folder:
        (folder / "new").mkdir()
        (folder / "new/fresh").touch()
        drafts.replace(target, folder / "new")
    return names(target)


def test_a_folder_is_replaced_as_a_whole(target: Path) -> None:
    assert (replaced(target), names(target.parent)) == (["fresh"], ["target"])


def test_a_folder_is_replaced_where_names_cannot_be_exchanged(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.drafts._exchanged", lambda *_: False)
    assert (replaced(target), names(target.parent)) == (["fresh"], ["target"])


def test_a_folder_that_a_killed_process_has_moved_away_is_restored(target: Path) -> None:
    with another(target) as (process, folder):
        (folder / "old").mkdir()
        (folder / "old/content").touch()
        process.kill()
    with drafts.draft_folder(target):
        assert names(target) == ["content"]


def test_a_text_replaces_a_file_as_a_whole(target: Path) -> None:
    target.write_text("old")
    drafts.write_text(target, "new\n")
    assert (target.read_bytes(), names(target.parent)) == (b"new\n", ["target"])


def test_a_text_is_written_to_what_is_no_regular_file() -> None:
    drafts.write_text(Path("/dev/null"), "text")
    assert not Path("/dev/null").is_file()

"""The matching git commit: only a commit whose files are exactly those of the folders."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.graph.activity import matching_commit

Change = Callable[[Path], object]


def git(folder: Path, *arguments: str) -> str:
    """The output of git in a folder."""
    author = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    command = ["git", "-C", str(folder), *author, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def committed(folder: Path, *options: str) -> Path:
    """A repository with a commit of two files, one in a data folder, one beside it."""
    (folder / "data").mkdir(parents=True)
    for name in ("data/밥.yaml", "notes.txt"):
        (folder / name).write_text("one\n", encoding="utf-8")
    git(folder, "init", "-q", *options)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "x")
    return folder


def commit_of_all_files(*folders: Path) -> str | None:
    """The commit that matches all files of some folders."""
    return matching_commit(folders, [path for folder in folders for path in folder.iterdir()])


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with a commit."""
    return committed(tmp_path / "checkout")


@pytest.mark.parametrize("function", ["sha1", "sha256"])
def test_unchanged_files_have_the_commit(tmp_path: Path, function: str) -> None:
    folder = committed(tmp_path / "checkout", f"--object-format={function}")
    assert commit_of_all_files(folder / "data") == git(folder, "rev-parse", "HEAD")


BESIDE: dict[str, Change] = {
    "a stray file": lambda folder: (folder / "stray.txt").write_text(""),
    "an altered file": lambda folder: (folder / "notes.txt").write_text("two\n"),
    "a staged file": lambda folder: ((folder / "staged").write_text(""), git(folder, "add", "staged")),
    "a missing file": lambda folder: (folder / "notes.txt").unlink(),
    "the same content written again": lambda folder: (folder / "data/밥.yaml").write_text("one\n", encoding="utf-8"),
}


@pytest.mark.parametrize("change", BESIDE.values(), ids=BESIDE)
def test_changes_outside_the_folders_have_no_effect(checkout: Path, change: Change) -> None:
    change(checkout)
    assert commit_of_all_files(checkout / "data") == git(checkout, "rev-parse", "HEAD")


def test_files_that_the_build_does_not_read_have_no_effect(checkout: Path) -> None:
    (checkout / "data/stray.txt").touch()
    assert matching_commit([checkout / "data"], [checkout / "data/밥.yaml"])


WITHIN: dict[str, Change] = {
    "altered": lambda folder: (folder / "data/밥.yaml").write_text("two\n"),
    "altered and staged": lambda folder: ((folder / "data/밥.yaml").write_text("two\n"), git(folder, "add", ".")),
    "altered and assumed unchanged": lambda folder: (
        git(folder, "update-index", "--assume-unchanged", "data/밥.yaml"),
        (folder / "data/밥.yaml").write_text("two\n"),
    ),
    "untracked": lambda folder: (folder / "data/new.yaml").write_text(""),
    "ignored": lambda folder: (
        (folder / ".gitignore").write_text("new.yaml\n"),
        (folder / "data/new.yaml").write_text(""),
    ),
    "staged": lambda folder: ((folder / "data/new.yaml").write_text(""), git(folder, "add", ".")),
    "missing": lambda folder: (folder / "data/밥.yaml").unlink(),
    "renamed": lambda folder: (folder / "data/밥.yaml").rename(folder / "data/new.yaml"),
    "a link to another": lambda folder: (folder / "data/new.yaml").symlink_to(folder / "notes.txt"),
}


@pytest.mark.parametrize("change", WITHIN.values(), ids=WITHIN)
def test_files_that_differ_from_the_commit_have_none(checkout: Path, change: Change) -> None:
    change(checkout)
    assert commit_of_all_files(checkout / "data") is None


def test_files_partly_outside_the_repository_have_no_commit(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/밥.yaml").write_text("one\n")
    assert commit_of_all_files(checkout / "data", tmp_path / "elsewhere") is None


def test_files_of_two_repositories_have_no_commit(checkout: Path, tmp_path: Path) -> None:
    assert commit_of_all_files(checkout / "data", committed(tmp_path / "other") / "data") is None


def test_files_outside_any_repository_have_no_commit(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert commit_of_all_files(tmp_path) is None


def test_a_repository_without_commits_has_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    git(tmp_path, "init", "-q")
    assert matching_commit([tmp_path], [tmp_path / "file"]) is None


def test_a_worktree_has_its_own_commit(checkout: Path, tmp_path: Path) -> None:
    git(checkout, "worktree", "add", "-q", str(tmp_path / "tree"))
    git(tmp_path / "tree", "commit", "-q", "--allow-empty", "-m", "y")
    assert commit_of_all_files(tmp_path / "tree/data") == git(tmp_path / "tree", "rev-parse", "HEAD")


def test_a_submodule_has_its_own_commit(checkout: Path, tmp_path: Path) -> None:
    outer = committed(tmp_path / "outer")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(checkout), "inner")
    git(outer, "commit", "-q", "-m", "y")
    assert commit_of_all_files(outer / "inner/data") == git(checkout, "rev-parse", "HEAD")


def test_a_repository_of_another_owner_has_no_commit(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    assert commit_of_all_files(checkout / "data") is None


def test_without_git_there_is_no_commit(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert commit_of_all_files(checkout / "data") is None

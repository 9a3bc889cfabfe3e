"""The checkout: the commit that files come from, as far as git can tell."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Commit:
    """A commit by its hash, and whether the files are as it has them."""

    hash: str
    clean: bool


def commit_of(folder: Path) -> Commit | None:
    """The commit checked out in a folder; None where there is no checkout, no commit or no git to ask."""
    found = _git(folder, "rev-parse", "--verify", "HEAD")
    return Commit(found.strip(), clean=_git(folder, "status", "--porcelain") == "") if found else None


def _git(folder: Path, *arguments: str) -> str | None:
    # Without locks, so that whoever works in the checkout meanwhile is not disturbed.
    command = ["git", "--no-optional-locks", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None

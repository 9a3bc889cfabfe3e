"""The checkout: the commit that holds some files just as they are, as far as git can tell.

The files are compared with the commit itself, not with the index, so that nothing that git assumes, filters or leaves
out of its status counts.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Sequence
from hashlib import sha1, sha256
from pathlib import Path


def commit_of(folders: Sequence[Path], files: Collection[Path]) -> str | None:
    """The hash of the commit that is checked out in some folders, if the files in them are those that it holds.

    It holds each of the files byte by byte, and none of what it holds in the folders is missing. Other files of the
    checkout play no part. None where that is not so, and where there is no checkout, no commit or no git to ask.
    The paths are absolute and lead through no symbolic link.
    """
    found = _git(folders[0], "rev-parse", "--show-toplevel", "HEAD")
    if found is None:
        return None
    top, commit = found.removesuffix("\n").rsplit("\n", 1)
    blobs = _blobs(Path(top), commit)
    same = all(blobs.get(path) == _blob(path.read_bytes(), commit) for path in files)
    whole = all(path.exists() for path in blobs if any(path.is_relative_to(folder) for folder in folders))
    return commit if same and whole else None


def _blobs(top: Path, commit: str) -> dict[Path, str]:
    """The names of the contents that a commit holds, by where they lie when it is checked out."""
    entries = (_git(top, "ls-tree", "-r", "-z", commit) or "").split("\0")[:-1]
    parts = (entry.partition("\t") for entry in entries)
    return {top / path: properties.rpartition(" ")[2] for properties, _, path in parts}


def _blob(content: bytes, commit: str) -> str:
    """The name that git gives to a content, by the hash function that named the commit (git-hash-object)."""
    blob = b"blob %d\0%b" % (len(content), content)
    return sha256(blob).hexdigest() if len(commit) == 64 else sha1(blob, usedforsecurity=False).hexdigest()


def _git(folder: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(folder), *arguments]
    try:
        return os.fsdecode(subprocess.run(command, capture_output=True, check=True, timeout=10).stdout)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None

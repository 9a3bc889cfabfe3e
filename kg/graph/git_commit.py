"""The git commit whose files are exactly those of a build.

Files are compared with the commit itself, not with the index, so that nothing that git assumes, filters or leaves
out of its status has an effect.
"""

import os
import subprocess
from collections.abc import Collection, Sequence
from hashlib import sha1, sha256
from pathlib import Path


def matching_commit(folders: Sequence[Path], files: Collection[Path]) -> str | None:
    """The hash of the commit that is checked out, if the files in some folders match it exactly.

    The commit has each of the files with the same bytes, and no other file of these folders that is missing now. Other
    files of the working tree are ignored. None if that does not hold, or if there is no repository, commit or git.
    The paths are absolute, without symbolic links.
    """
    answer = _git(folders[0], "rev-parse", "--show-toplevel", "HEAD")
    if answer is None:
        return None
    top, commit = answer.removesuffix("\n").rsplit("\n", 1)
    blobs = _blobs(Path(top), commit)
    same = all(blobs.get(path) == _blob_name(path.read_bytes(), commit) for path in files)
    complete = all(path.exists() for path in blobs if any(path.is_relative_to(folder) for folder in folders))
    return commit if same and complete else None


def _blobs(top: Path, commit: str) -> dict[Path, str]:
    """The blob names of a commit, by the paths of the files in the working tree."""
    entries = (_git(top, "ls-tree", "-r", "-z", commit) or "").split("\0")[:-1]
    parts = (entry.partition("\t") for entry in entries)
    return {top / path: properties.rpartition(" ")[2] for properties, _, path in parts}


def _blob_name(content: bytes, commit: str) -> str:
    """The name of a blob, by the hash function that named the commit (git-hash-object)."""
    blob = b"blob %d\0%b" % (len(content), content)
    return sha256(blob).hexdigest() if len(commit) == 64 else sha1(blob, usedforsecurity=False).hexdigest()


def _git(folder: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(folder), *arguments]
    try:
        return os.fsdecode(subprocess.run(command, capture_output=True, check=True, timeout=10).stdout)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None

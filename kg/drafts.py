"""Drafts: where a command makes what takes the place of something else when it is complete.

A draft is a folder beside its target. The process that makes it holds a lock on it, which the kernel releases whatever
ends the process; so a draft without a lock is what a killed process has left, and the next one removes it.
"""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

_SUFFIX = ".kg-draft"
_OLD = "old"
# Of fcntl.h and linux/fs.h.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def draft_folder(target: Path) -> Iterator[Path]:
    """A new folder beside a target, in which to make it; it is removed at the end.

    Before, the drafts that killed processes have left beside it are removed. Raises OSError if no folder can be made.
    """
    if target.parent.exists() and not target.parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target.parent))
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_left(target.parent)
    folder, lock = _locked_folder(target)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def remove_left(folder: Path) -> None:
    """Remove the drafts in a folder that killed processes have left."""
    for left in folder.glob(f".?*.?*{_SUFFIX}"):
        # The name of the target, between a dot and what makes the draft's own name unique.
        _remove_unlocked(left, left.with_name(left.stem[1:].rpartition(".")[0]))


def replace(target: Path, draft: Path) -> None:
    """Have a file or folder of a draft folder take the place of the target, which is never missing meanwhile.

    Raises OSError if that is not possible; then the target is as it was.
    """
    if not (draft.is_dir() and target.exists()):
        draft.replace(target)
    elif not _exchanged(draft, target):
        # File systems that cannot exchange two names.
        target.rename(draft.with_name(_OLD))
        draft.rename(target)


def write_text(target: Path, text: str) -> None:
    """Replace a file by a text as a whole, so that nobody reads a part; raises OSError if that is not possible.

    What is no regular file, such as a terminal, is written to.
    """
    if target.exists() and not target.is_file():
        target.write_text(text, encoding="utf-8", newline="")
        return
    with draft_folder(target) as folder:
        draft = folder / target.name
        draft.write_text(text, encoding="utf-8", newline="")
        draft.replace(target)


def _locked_folder(target: Path) -> tuple[Path, int]:
    while True:
        folder = Path(mkdtemp(_SUFFIX, f".{target.name}.", target.parent))
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Another process may have found it before it was locked.
        if folder.exists():
            return folder, lock
        os.close(lock)


def _remove_unlocked(folder: Path, target: Path) -> None:
    with suppress(OSError):
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if (old := folder / _OLD).exists() and not target.exists():
                # The process was killed between the two steps of ``replace``.
                old.rename(target)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)


def _exchanged(draft: Path, target: Path) -> bool:
    """Exchange two names at once (renameat2(2)); return whether the system can do that."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    names = os.fsencode(draft), os.fsencode(target)
    return renameat2 is not None and renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0

"""Files and folders on disk: written for good, and held against removal by another process."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def sync(path: Path) -> None:
    """Wait until the content of a file, or the names in a folder, would survive a loss of power (fsync(2))."""
    with _opened(path) as descriptor:
        os.fsync(descriptor)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep a folder from being removed by ``remove_unless_held``, until the end of this process at the latest.

    Raises FileNotFoundError if it has been removed.
    """
    with _opened(folder) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        # Who removed it meanwhile had the lock.
        folder.stat()
        yield


def settle(draft: Path, place: Path) -> None:
    """Move a folder of files to its place, where it is completely or not at all, also after a loss of power."""
    for path in (*draft.iterdir(), draft):
        sync(path)
    draft.rename(place)
    sync(place.parent)


@contextmanager
def private() -> Iterator[None]:
    """Have only its owner read the files and folders that this process makes."""
    mask = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(mask)


def remove_unless_held(folder: Path) -> None:
    """Remove a folder, unless a process holds it or it cannot be removed."""
    with suppress(OSError), _opened(folder) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)

"""The files and sockets that this process has open."""

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

OWN_FILES = Path("/proc/self/fd")


def open_files() -> Iterator[tuple[int, os.stat_result]]:
    """The open files of this process: their numbers and their status."""
    for path in OWN_FILES.iterdir():
        with suppress(OSError):
            yield int(path.name), os.fstat(int(path.name))


def open_sockets() -> Iterator[socket.socket]:
    """Its open sockets, in the order of their numbers; each is a duplicate, which the caller closes."""
    for number, status in sorted(open_files(), key=lambda file: file[0]):
        if stat.S_ISSOCK(status.st_mode) and (duplicate := _duplicate(number)):
            yield duplicate


def _duplicate(number: int) -> socket.socket | None:
    """Another handle of a socket; None if it has been closed meanwhile, and its number perhaps given to a file."""
    with suppress(OSError):
        duplicate = os.dup(number)
        try:
            return socket.socket(fileno=duplicate)
        except OSError:
            os.close(duplicate)
    return None

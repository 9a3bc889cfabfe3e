"""The sending of large answers: their files, and the clients that do not read them."""

import asyncio
import os
import socket
import stat
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from kg.http.response import FileBody
from kg.limits import RequestLimits

_OWN_FILES = Path("/proc/self/fd")

_Inode = tuple[int, int]


class FileSender:
    """The files that the server sends, each of which is kept open until the server has closed it.

    The kernel disconnects a client that reads nothing; the file of a client that reads too slowly is emptied. A lasting
    file takes no room, so it is kept only until the server has opened it, and its readers may take their time.
    """

    def __init__(self, limits: RequestLimits) -> None:
        self._limits = limits
        self._started: dict[FileBody, float] = {}
        self._watches = False

    def path(self, body: FileBody) -> str:
        """The path at which the server can open a body's file, from now on until it has sent it."""
        loop = asyncio.get_running_loop()
        if not self._started:
            loop.call_later(self._limits.release_seconds, self._release)
        self._started[body] = time.monotonic()
        return str(_OWN_FILES / str(body.file.fileno()))

    def watch_clients(self) -> None:
        """Have the kernel end stalled connections; new connections inherit that from the listening socket."""
        if self._watches:
            return
        self._watches = True
        for number in _open_files():
            with suppress(OSError):
                if stat.S_ISSOCK(os.fstat(number).st_mode):
                    _limit_stalls(number, self._limits.stalled_ms)

    def _release(self) -> None:
        """Close the files that no client reads any more, and empty those that take too long."""
        now, opened = time.monotonic(), _open_counts()
        for body, started in list(self._started.items()):
            late = now - started > self._limits.send_seconds
            if late and not body.lasting:
                # The server finds the end before the length that it has announced, and breaks the connection.
                os.ftruncate(body.file.fileno(), 0)
            needed = not body.lasting and opened[_inode(body.file.fileno())] > 1
            if late or (not needed and now - started >= self._limits.release_seconds):
                del self._started[body]
        if self._started:
            asyncio.get_running_loop().call_later(self._limits.release_seconds, self._release)


def _limit_stalls(number: int, milliseconds: int) -> None:
    with socket.socket(fileno=os.dup(number)) as connection:
        if connection.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)


def _open_files() -> list[int]:
    return [int(path.name) for path in _OWN_FILES.iterdir()]


def _open_counts() -> Counter[_Inode]:
    """How often each file is open in this process."""
    counts: Counter[_Inode] = Counter()
    for number in _open_files():
        with suppress(OSError):
            counts[_inode(number)] += 1
    return counts


def _inode(number: int) -> _Inode:
    status = os.fstat(number)
    return status.st_dev, status.st_ino

"""The large answers on their way: their files, and the clients that do not take them."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from kg.http.response import FileBody

_OWN_FILES = Path("/proc/self/fd")
_SECONDS_BETWEEN_LOOKS = 5.0
# A client that takes nothing for so long is let go by the kernel; one that takes little gets no more after so long.
_MS_STALLED = 30_000
_SECONDS_TO_SEND = 600.0

_Inode = tuple[int, int]


class Sending:
    """The files that the server sends, each of which is kept open until the server has closed it.

    A lasting one takes no room, so it is kept until the server has opened it, and who reads it slowly may go on.
    """

    def __init__(self) -> None:
        self._since: dict[FileBody, float] = {}
        self._watched = False

    def address(self, body: FileBody) -> str:
        """The address at which the server can open a body's file, from now on until it has sent it."""
        loop = asyncio.get_running_loop()
        if not self._since:
            loop.call_later(_SECONDS_BETWEEN_LOOKS, self._look)
        self._since[body] = time.monotonic()
        return str(_OWN_FILES / str(body.file.fileno()))

    def watch_clients(self) -> None:
        """Have the kernel end connections whose client takes nothing; new ones inherit that from the one listening."""
        if self._watched:
            return
        self._watched = True
        for number in _open_files():
            with suppress(OSError):
                if stat.S_ISSOCK(os.fstat(number).st_mode):
                    _limit_stalls(number)

    def _look(self) -> None:
        """Let the files go that nobody reads any more, and empty those that are read for too long."""
        now = time.monotonic()
        opened = _inodes()
        for body, since in list(self._since.items()):
            late = now - since > _SECONDS_TO_SEND
            if late and not body.lasting:
                # The server finds the end before the length that it has announced, and breaks the connection.
                os.ftruncate(body.file.fileno(), 0)
            needed = not body.lasting and opened[_inode(body.file.fileno())] > 1
            if late or (not needed and now - since >= _SECONDS_BETWEEN_LOOKS):
                del self._since[body]
        if self._since:
            asyncio.get_running_loop().call_later(_SECONDS_BETWEEN_LOOKS, self._look)


def _limit_stalls(number: int) -> None:
    with socket.socket(fileno=os.dup(number)) as one:
        if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _MS_STALLED)


def _open_files() -> list[int]:
    return [int(path.name) for path in _OWN_FILES.iterdir()]


def _inodes() -> Counter[_Inode]:
    """How often each file is open in this process."""
    found: Counter[_Inode] = Counter()
    for number in _open_files():
        with suppress(OSError):
            found[_inode(number)] += 1
    return found


def _inode(number: int) -> _Inode:
    status = os.fstat(number)
    return status.st_dev, status.st_ino

"""The sending of large answers: their files, and the clients that do not read them."""

import asyncio
import os
import socket
import time
from collections import Counter
from contextlib import suppress

from kg.http.open_files import OWN_FILES, open_files, open_sockets
from kg.http.wsgi import FileBody
from kg.limits import RequestLimits


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
        return str(OWN_FILES / str(body.file.fileno()))

    def watch_clients(self) -> None:
        """Have the kernel end stalled connections; new connections inherit that from the listening socket."""
        if self._watches:
            return
        self._watches = True
        for connection in open_sockets():
            with suppress(OSError), connection:
                if connection.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, self._limits.stalled_ms)

    def _release(self) -> None:
        """Close the files that no client reads any more, and empty those that take too long."""
        now, opened = time.monotonic(), Counter(_inode(status) for _, status in open_files())
        for body, started in list(self._started.items()):
            late = now - started > self._limits.send_seconds
            if late and not body.lasting:
                # The server finds the end before the length that it has announced, and breaks the connection.
                os.ftruncate(body.file.fileno(), 0)
            needed = not body.lasting and opened[_inode(os.fstat(body.file.fileno()))] > 1
            if late or (not needed and now - started >= self._limits.release_seconds):
                del self._started[body]
        if self._started:
            asyncio.get_running_loop().call_later(self._limits.release_seconds, self._release)


def _inode(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino

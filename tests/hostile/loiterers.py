"""Loiterers: clients that hold connections on which they send little, read little, or leave."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from tests.hostile.served import Served
from tests.patience import PATIENCE

_LINES = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
SILENT = b""
HALF_A_HEADER = f"{_LINES}X-Half: ".encode()
NO_BODY = f"{_LINES}Content-Length: 50\r\n\r\n".encode()


def asking(query: str) -> bytes:
    """A whole request with a query."""
    body = query.encode()
    return f"{_LINES}Content-Length: {len(body)}\r\n\r\n".encode() + body


@contextmanager
def loitering(served: Served, *starts: bytes) -> Iterator[list[socket.socket]]:
    """Connections, each from an address of its own, on which no more than a start has been sent."""
    with ExitStack() as stack:
        connections = []
        for number, start in enumerate(starts):
            connection = stack.enter_context(served.connect(f"127.0.1.{number % 250 + 1}"))
            connection.sendall(start)
            connections.append(connection)
        yield connections


def answer_on(connection: socket.socket) -> tuple[int, str, bytes] | None:
    """The status, the media type and the body that come on a connection; None if it is closed without an answer."""
    connection.settimeout(PATIENCE)
    response = http.client.HTTPResponse(connection)
    try:
        response.begin()
        return response.status, (response.getheader("Content-Type") or "").partition(";")[0], response.read()
    except (http.client.BadStatusLine, ConnectionError):
        return None
    finally:
        response.close()


class Sipping:
    """Clients that read a little of their answers now and then, so that the kernel does not end their connections."""

    # The kernel ends a connection on which nothing is read for 30 s, and opens its window by such a piece.
    _SECONDS, _PIECE = 5.0, 1 << 16

    def __init__(self, connections: list[socket.socket]) -> None:
        self._starts = dict.fromkeys(connections, b"")
        self._last = 0.0
        for connection in connections:
            connection.setblocking(False)

    def sip(self) -> None:
        """Read a piece of each answer, unless that was done a moment ago."""
        if time.monotonic() < self._last + self._SECONDS:
            return
        self._last = time.monotonic()
        for connection, start in self._starts.items():
            with suppress(BlockingIOError):
                self._starts[connection] = start or connection.recv(self._PIECE)[:12]
                if start:
                    connection.recv(self._PIECE)

    @property
    def starts(self) -> set[bytes]:
        """How the answers begin, as far as they have come."""
        return set(self._starts.values())

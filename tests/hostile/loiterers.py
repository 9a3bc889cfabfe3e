"""Loiterers: clients that hold connections on which they say little, take little, or leave."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.hostile.served import Served

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


def answer_on(connection: socket.socket, seconds: float) -> tuple[int, str, bytes] | None:
    """The status, the media type and the body that come on a connection; None if it is closed without an answer."""
    connection.settimeout(seconds)
    response = http.client.HTTPResponse(connection)
    try:
        response.begin()
        return response.status, (response.getheader("Content-Type") or "").partition(";")[0], response.read()
    except (http.client.BadStatusLine, ConnectionError):
        return None
    finally:
        response.close()

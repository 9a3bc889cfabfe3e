"""A canary: a server on the loopback that must receive no connections, and those that it has received."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Canary(NamedTuple):
    """The port on which it listens, and the clients that have connected."""

    port: int
    caught: list[str]


@contextmanager
def listening() -> Iterator[Canary]:
    """A canary for as long as the context lasts."""
    caught: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def setup(self) -> None:
            caught.append(str(self.client_address))
            super().setup()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Canary(server.server_port, caught)
        server.shutdown()

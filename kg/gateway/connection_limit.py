"""The limit of connections: a client that opens too many loses the surplus."""

import asyncio
import os
import socket
import stat
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from kg.http.clients import network_of
from kg.limits import RequestLimits

_OWN_FILES = Path("/proc/self/fd")


class ConnectionLimit:
    """Looks now and then how many connections each client of this process has open, and ends the surplus."""

    def __init__(self, limits: RequestLimits) -> None:
        self._limits = limits
        self._watching: asyncio.Task[None] | None = None

    def watch(self) -> None:
        """Look from now on, as long as the event loop runs."""
        self._watching = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._limits.connection_seconds)
            # No client can have too many as long as there are fewer in all.
            if len([*_OWN_FILES.iterdir()]) > self._limits.client_connections:
                await asyncio.to_thread(self.end_surplus)

    def end_surplus(self) -> None:
        """End the connections of each client beyond the limit."""
        with ExitStack() as stack:
            by_client = defaultdict(list)
            for connection in _connections():
                stack.enter_context(closing(connection))
                by_client[network_of(connection.getpeername()[0])].append(connection)
            for connections in by_client.values():
                for surplus in connections[self._limits.client_connections :]:
                    with suppress(OSError):
                        surplus.shutdown(socket.SHUT_RDWR)


def _connections() -> Iterator[socket.socket]:
    """Handles of our own for the connections that are open, the lowest number first."""
    for number in sorted(int(path.name) for path in _OWN_FILES.iterdir()):
        with suppress(OSError):
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            connection = socket.socket(fileno=os.dup(number))
            try:
                is_client = connection.family in (socket.AF_INET, socket.AF_INET6) and bool(connection.getpeername())
            except OSError:
                is_client = False
            if is_client:
                yield connection
            else:
                connection.close()

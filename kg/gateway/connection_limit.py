"""The limit of connections: a client that opens too many loses the surplus."""

import asyncio
import socket
from collections import defaultdict
from contextlib import ExitStack, suppress

from kg.http.clients import network_of
from kg.http.open_files import OWN_FILES, open_sockets
from kg.limits import RequestLimits


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
            if sum(1 for _ in OWN_FILES.iterdir()) > self._limits.client_connections:
                await asyncio.to_thread(self.end_surplus)

    def end_surplus(self) -> None:
        """End the connections of each client beyond the limit."""
        by_client = defaultdict(list)
        with ExitStack() as stack:
            for connection in map(stack.enter_context, open_sockets()):
                if client := _client(connection):
                    by_client[client].append(connection)
            for connections in by_client.values():
                for surplus in connections[self._limits.client_connections :]:
                    with suppress(OSError):
                        surplus.shutdown(socket.SHUT_RDWR)


def _client(connection: socket.socket) -> str | None:
    """The client at the other end of a connection; None for a socket that is not one over TCP."""
    with suppress(OSError):
        if connection.family in (socket.AF_INET, socket.AF_INET6):
            return network_of(connection.getpeername()[0])
    return None

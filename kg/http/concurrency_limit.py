"""The clients: who asks, what they may do, and how much of it at a time."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from kg.errors import Problem, RequestError


def client_of(environ: dict[str, Any]) -> str:
    """The address of a client; one of version 6 stands for its network, of which every client has a whole one."""
    address = str(environ.get("REMOTE_ADDR", ""))
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network(f"{parsed}/64", strict=False))


class ConcurrencyLimit:
    """The evaluations that each client has under way, at most ``limit`` at a time."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, client: str) -> Iterator[None]:
        """Let a client evaluate something.

        Raises RequestError with status 429 if it evaluates too much already.
        """
        with self._lock:
            if self._taken[client] >= self._limit:
                what = f"This client has {self._limit} evaluations under way, the limit."
                raise RequestError(429, Problem("client", what, "Wait for one of them to end."), retry_after=1)
            self._taken[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[client] -= 1
                if not self._taken[client]:
                    del self._taken[client]

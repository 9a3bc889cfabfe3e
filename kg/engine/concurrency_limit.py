"""The concurrency limit: how many evaluations each client may have in progress."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from kg.errors import Problem, RequestError
from kg.http.wsgi import Environ
from kg.limits import RequestLimits


def client_of(environ: Environ) -> str:
    """What tells the client of a request from others."""
    return network_of(str(environ.get("REMOTE_ADDR", "")))


@lru_cache(4096)
def network_of(address: str) -> str:
    """The address of a client; for IPv6 its /64 network, since every client has a whole one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network(f"{parsed}/64", strict=False))


class ConcurrencyLimit:
    """The slots of clients, of which each has a limited number."""

    def __init__(self, limits: RequestLimits) -> None:
        self._limits = limits
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def slot(self, client: str) -> Iterator[None]:
        """Hold a slot of a client.

        Raises RequestError with status 429 if all of them are taken.
        """
        with self._lock:
            if self._taken[client] >= self._limits.per_client:
                what = f"This client has {self._limits.per_client} evaluations in progress, which is the limit."
                problem = Problem("client", what, "Wait for one of them to end.")
                raise RequestError(429, problem, self._limits.retry_seconds)
            self._taken[client] += 1
        try:
            yield
        finally:
            with self._lock:
                # The difference of two counters keeps no clients without slots.
                self._taken -= Counter((client,))

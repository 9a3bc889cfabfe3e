"""The concurrency limit: how many evaluations each client may have in progress."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import Problem, RequestError
from kg.limits import RequestLimits


class ConcurrencyLimit:
    """The slots of clients, of which each has a limited number."""

    def __init__(self, limits: RequestLimits) -> None:
        self._limits = limits
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    def is_full(self, client: str) -> bool:
        """Whether all slots of a client are taken."""
        return self._taken[client] >= self._limits.per_client

    @contextmanager
    def slot(self, client: str) -> Iterator[None]:
        """Hold a slot of a client.

        Raises RequestError with status 429 if all of them are taken.
        """
        with self._lock:
            if self.is_full(client):
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

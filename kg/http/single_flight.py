"""Single-flight: of callers that need the same result at the same time, one computes it and the others wait for it."""

import threading
from collections.abc import Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

_Result = TypeVar("_Result")


class SingleFlight(Generic[_Result]):
    """The computations in progress, at most one for a key.

    Look up a kept result before ``join``, and once more after it: it may have been kept in between.
    """

    def __init__(self) -> None:
        self._flights: dict[Hashable, Future[_Result | None]] = {}
        self._lock = threading.Lock()

    def join(self, key: Hashable) -> Future[_Result | None] | None:
        """The computation to wait for; None if the caller has to compute the result itself, and to ``land`` it."""
        with self._lock:
            if flight := self._flights.get(key):
                return flight
            self._flights[key] = Future()
            return None

    def land(self, key: Hashable, result: _Result | None) -> None:
        """End the caller's computation; None sends those who wait to compute for themselves."""
        with self._lock:
            flight = self._flights.pop(key)
        flight.set_result(result)

"""Single-flight: of callers that need the same result at the same time, one computes it and the others wait for it."""

import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

_Result = TypeVar("_Result")


class Flight(Generic[_Result]):
    """A computation under way in another thread."""

    def __init__(self) -> None:
        self._landed = threading.Event()
        self._result: _Result | None = None

    def wait(self, seconds: float | None = None) -> _Result | None:
        """Wait for the result; None if the computation failed, cannot be shared, or takes longer."""
        self._landed.wait(seconds)
        return self._result

    def land(self, result: _Result | None) -> None:
        """Give the result to those who wait."""
        self._result = result
        self._landed.set()


class SingleFlight(Generic[_Result]):
    """The computations under way, at most one for a key.

    Look up a kept result before ``join``, and once more after it: it may have been kept in between.
    """

    def __init__(self) -> None:
        self._flights: dict[Hashable, Flight[_Result]] = {}
        self._lock = threading.Lock()

    def join(self, key: Hashable) -> Flight[_Result] | None:
        """The computation to wait for; None if the caller has to compute the result itself, and to ``land`` it."""
        with self._lock:
            if flight := self._flights.get(key):
                return flight
            self._flights[key] = Flight()
            return None

    def land(self, key: Hashable, result: _Result | None) -> None:
        """End the caller's computation; None sends those who wait to compute for themselves."""
        with self._lock:
            flight = self._flights.pop(key)
        flight.land(result)

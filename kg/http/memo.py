"""What concurrent requests share: single-flight computations, and values memoized for one state of the dataset."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, Generic, TypeVar

_Value = TypeVar("_Value")


class SingleFlight(Generic[_Value]):
    """The computations in progress, at most one for a key: one caller computes and the others wait for its result.

    Look up a kept result before ``join``, and once more after it: it may have been kept in between.
    """

    def __init__(self) -> None:
        self._flights: dict[Hashable, Future[_Value | None]] = {}
        self._lock = Lock()

    def join(self, key: Hashable) -> Future[_Value | None] | None:
        """The computation to wait for; None if the caller has to compute the result itself, and to ``land`` it."""
        with self._lock:
            if flight := self._flights.get(key):
                return flight
            self._flights[key] = Future()
            return None

    def land(self, key: Hashable, result: _Value | None) -> None:
        """End the caller's computation; None sends those who wait to compute for themselves."""
        with self._lock:
            flight = self._flights.pop(key)
        flight.set_result(result)


class Memo:
    """At most ``limit`` values, of which the least recently used goes first; a new state of the dataset drops all."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = Lock()
        self._state = ""
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._flights: SingleFlight[tuple[Any]] = SingleFlight()

    def memoize(self, state: str, key: Hashable, compute: Callable[[], _Value]) -> _Value:
        """The value for a key in a state of the dataset, computed unless it is kept.

        Concurrent callers compute it once. ``compute`` may memoize other keys, but not this one.
        """
        while True:
            if kept := self._kept(state, key):
                return kept[0]  # type: ignore[no-any-return]
            flight = self._flights.join((state, key))
            if result := flight.result() if flight else self._compute(state, key, compute):
                return result[0]  # type: ignore[no-any-return]

    def _compute(self, state: str, key: Hashable, compute: Callable[[], Any]) -> tuple[Any]:
        result = None
        try:
            result = self._kept(state, key) or (compute(),)
            with self._lock:
                if state == self._state:
                    self._values[key] = result[0]
                    if len(self._values) > self._limit:
                        self._values.popitem(last=False)
            return result
        finally:
            self._flights.land((state, key), result)

    def _kept(self, state: str, key: Hashable) -> tuple[Any] | None:
        with self._lock:
            if state != self._state:
                self._state = state
                self._values.clear()
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return (self._values[key],)

"""Values that are memoized for one state of the dataset."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from kg.http.single_flight import SingleFlight

_Value = TypeVar("_Value")


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
            self._keep(state, key, result[0])
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

    def _keep(self, state: str, key: Hashable, value: Any) -> None:
        with self._lock:
            if state == self._state:
                self._values[key] = value
                if len(self._values) > self._limit:
                    self._values.popitem(last=False)

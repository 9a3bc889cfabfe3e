"""What is remembered between requests of one state of the dataset."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

_Value = TypeVar("_Value")
_MOST = 1024


class Memo:
    """A limited number of values, the last used the longest; all of them are forgotten with the state they are of."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state = ""
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._searches: defaultdict[Hashable, Lock] = defaultdict(Lock)

    def recall(self, state: str, key: Hashable, find: Callable[[], _Value]) -> _Value:
        """The value that was found for a key in a state of the dataset; it is found now if it is not remembered.

        Who asks while another one finds it waits for that. ``find`` may recall other keys, but not this one.
        """
        with self._lock:
            self._forget(state)
            search = self._searches[state, key]
        try:
            with search:
                with self._lock:
                    if state == self._state and key in self._values:
                        self._values.move_to_end(key)
                        return self._values[key]  # type: ignore[no-any-return]
                value = find()
                self._keep(state, key, value)
                return value
        finally:
            with self._lock:
                self._searches.pop((state, key), None)

    def _keep(self, state: str, key: Hashable, value: Any) -> None:
        with self._lock:
            if state == self._state:
                self._values[key] = value
                if len(self._values) > _MOST:
                    self._values.popitem(last=False)

    def _forget(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self._values.clear()
            self._searches.clear()

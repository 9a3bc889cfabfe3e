"""The responses that are kept in memory, of which the least recently used go first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from kg.http.wsgi import BufferedResponse
from kg.limits import CacheLimits


class KeptResponses:
    """Responses by what determines them, all of them together within a limit of memory."""

    def __init__(self, limits: CacheLimits) -> None:
        self._limits = limits
        self._kept: OrderedDict[Hashable, BufferedResponse] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> BufferedResponse | None:
        """The response with a key, if it is kept."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def keep(self, key: Hashable, response: BufferedResponse) -> bool:
        """Keep a response, unless its body is in a file or there is no room for it; return whether it is kept."""
        limit = self._limits.megabytes << 20
        if not isinstance(response.body, bytes) or self._weight(response) > limit:
            return False
        with self._lock:
            if before := self._kept.pop(key, None):
                self._size -= self._weight(before)
            self._kept[key] = response
            self._size += self._weight(response)
            while self._size > limit:
                self._size -= self._weight(self._kept.popitem(last=False)[1])
        return True

    def _weight(self, response: BufferedResponse) -> int:
        """The bytes of memory that a kept response takes, with its key, headers and objects."""
        return response.size + self._limits.overhead_bytes

"""The limit of failed tokens: how often a client may send an invalid token, before it has to wait."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from kg.errors import Problem, RequestError
from kg.limits import RequestLimits


class FailedTokens:
    """What clients have failed with lately; as time goes by, one failure after the other is forgotten.

    Of the clients those are remembered that failed last. ``now`` is a time in seconds.
    """

    def __init__(self, limits: RequestLimits, now: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._now = now
        # When the last failure of each client will be forgotten.
        self._forgotten: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, client: str) -> None:
        """Note that a client has sent an invalid token.

        Raises RequestError with status 429 if it has done so too often; a refused attempt does not prolong the wait.
        """
        each, now = self._limits.failed_token_seconds, self._now()
        with self._lock:
            end = max(self._forgotten.pop(client, now), now) + each
            wait = end - now - self._limits.failed_tokens * each
            self._forgotten[client] = end if wait <= 0 else end - each
            while len(self._forgotten) > self._limits.failed_clients:
                self._forgotten.popitem(last=False)
        if wait > 0:
            what = f"This client has sent {self._limits.failed_tokens} invalid tokens."
            problem = Problem("Authorization", what, "Send a valid token, or wait as Retry-After states.")
            raise RequestError(429, problem, math.ceil(wait))

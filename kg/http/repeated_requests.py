"""Repeated requests: those that were sent before, byte for byte, are answered without parsing them again."""

from collections import OrderedDict
from typing import Any

from kg.http.concurrency_limit import network_of
from kg.http.wsgi import Again, BufferedResponse
from kg.limits import CacheLimits

# Whatever else determines a response, or how it is sent.
_HEADERS = (
    "host",
    "accept",
    "accept-encoding",
    "authorization",
    "content-type",
    "x-forwarded-host",
    "x-forwarded-proto",
)
# Such a request has a response of its own.
_CONDITIONS = ("if-none-match", "if-modified-since", "range")

Key = tuple[object, ...]


class RepeatedRequests:
    """What answers each request again that has a kept response; only the event loop may use it.

    ``proxies`` is the number of trusted proxies in front, which name the client in X-Forwarded-For.
    """

    def __init__(self, limits: CacheLimits, proxies: int) -> None:
        self._limits = limits
        self._proxies = proxies
        self._known: OrderedDict[Key, Again] = OrderedDict()

    def key(self, scope: Any, body: bytes) -> Key | None:
        """What determines the response to a request; None if that is not known."""
        headers = scope.headers
        if scope.method not in ("GET", "POST") or len(body) > self._limits.repeated_bytes:
            return None
        if any(headers.get(name) is not None for name in _CONDITIONS):
            return None
        # A header may come in several lines.
        values = (tuple(headers.get_all(name)) for name in _HEADERS)
        return (scope.method, scope.scheme, scope.path, scope.query_string, body, *values)

    def find(self, key: Key | None, scope: Any) -> BufferedResponse | None:
        """The kept response to a request; None if it has to be answered anew."""
        again = self._known.get(key) if key else None
        return again(self._client(scope)) if again else None

    def keep(self, key: Key | None, again: Again | None) -> None:
        """Answer such a request ``again`` from now on, if that is possible."""
        if key is None or again is None:
            return
        self._known[key] = again
        self._known.move_to_end(key)
        if len(self._known) > self._limits.repeated:
            self._known.popitem(last=False)

    def _client(self, scope: Any) -> str:
        peer = scope.client.rpartition(":")[0].strip("[]")
        if self._proxies:
            named = (scope.headers.get("x-forwarded-for") or "").split(",")
            peer = named[-self._proxies].strip() if len(named) >= self._proxies else peer
        return network_of(peer)

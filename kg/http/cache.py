"""The cache in front of the application: it keeps answers as encoded bytes, and has equal requests evaluated once."""

from __future__ import annotations

import hashlib
import io
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable

from kg.errors import RequestError
from kg.http.concurrency_limit import ConcurrencyLimit, client_of
from kg.http.request_context import record_of, refusal_of, refuse
from kg.http.response import Application, Environ, Reply, StartResponse, collect
from kg.protocol.negotiation import choose_encoding
from kg.protocol.sparql import FORM, QUERY

# Errors that depend on nothing but the request and the data.
_DETERMINED = frozenset({400, 404, 406, 422, 504, 507})
# What a 304 repeats of the response that it stands for (RFC 9110, 15.4.5), and what scripts of other sites need.
_KEPT_BY_304 = frozenset({"etag", "cache-control", "vary", "content-location", "access-control-allow-origin"})
_LARGEST_BODY = 1 << 20
# The host stands in some addresses of a page, so it must not come from another client's request.
_DETERMINING = (
    "wsgi.url_scheme",
    "HTTP_HOST",
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_ACCEPT",
    "CONTENT_TYPE",
    "HTTP_AUTHORIZATION",
)
# The headers of a reply, its key and its objects.
_BESIDES = 2048
_SECONDS_TO_WAIT = 60.0
_ATTEMPTS = 3


class _Flight:
    """A request under way for which others wait."""

    def __init__(self) -> None:
        self._landed = threading.Event()
        self._reply: Reply | None = None

    def land(self, reply: Reply | None) -> None:
        """Give those who wait the reply; None if it is not for them."""
        self._reply = reply
        self._landed.set()

    def wait(self) -> Reply | None:
        """The reply, once it is there."""
        self._landed.wait(_SECONDS_TO_WAIT)
        return self._reply


class Cache:
    """A WSGI application around another one.

    It keeps the replies that have an entity tag, by everything that determines them: ``version`` tells the dataset's
    state. At most ``megabytes`` are kept, the last used the longest. To wait for another's reply is one of the
    ``turns`` of a client too, since it takes a thread.
    """

    def __init__(
        self, application: Application, megabytes: int, version: Callable[[], str], turns: ConcurrencyLimit
    ) -> None:
        self._application = application
        self._turns = turns
        self._limit = megabytes << 20
        self._version = version
        self._kept: OrderedDict[str, Reply] = OrderedDict()
        self._size = 0
        self._flights: dict[str, _Flight] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, with what an equal request gets just now, or from the application."""
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        head = environ["REQUEST_METHOD"] == "HEAD"
        if head:
            environ["REQUEST_METHOD"] = "GET"
        conditional = environ["REQUEST_METHOD"] == "GET"
        reply = self._reply(key, environ)
        if conditional and reply.status == 200 and _matches(environ.get("HTTP_IF_NONE_MATCH"), reply.header("ETag")):
            headers = [(name, value) for name, value in reply.headers if name.lower() in _KEPT_BY_304]
            reply = Reply(304, "Not Modified", headers, b"")
        return reply.send(start_response, head=head)

    def _reply(self, key: str, environ: Environ) -> Reply:
        for _ in range(_ATTEMPTS):
            with self._lock:
                if (kept := self._kept.get(key)) is not None:
                    self._kept.move_to_end(key)
                    record_of(environ).cache = "hit"
                    return kept
                flight = self._flights.get(key)
                if flight is None:
                    mine = self._flights[key] = _Flight()
                    break
            try:
                with self._turns.turn(client_of(environ)):
                    reply = flight.wait()
            except RequestError as error:
                refuse(environ, error)
                return collect(self._application, environ)
            if reply is not None:
                record_of(environ).cache = "shared"
                return reply
        else:
            return collect(self._application, environ)
        reply = None
        try:
            reply = collect(self._application, environ)
            return reply
        finally:
            with self._lock:
                del self._flights[key]
                if reply is not None:
                    self._keep(key, reply)
            mine.land(reply if reply is not None and _shareable(reply) else None)

    def _keep(self, key: str, reply: Reply) -> None:
        if reply.status != 200 or not reply.header("ETag") or not isinstance(reply.body, bytes):
            return
        if _weight(reply) > self._limit:
            return
        self._kept[key] = reply
        self._size += _weight(reply)
        while self._size > self._limit:
            self._size -= _weight(self._kept.popitem(last=False)[1])

    def _key(self, environ: Environ) -> str | None:
        """What determines the reply, or None for a request that may change something."""
        if refusal_of(environ):
            return None
        method = environ["REQUEST_METHOD"]
        body = b""
        if method == "POST":
            content_type = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
            size = int(environ.get("CONTENT_LENGTH") or 0)
            if content_type not in (FORM, QUERY) or size > _LARGEST_BODY:
                return None
            body = environ["wsgi.input"].read(size)
            environ["wsgi.input"] = io.BytesIO(body)
            if content_type == FORM and b"update" in body:
                return None
        elif method not in ("GET", "HEAD"):
            return None
        parts = [self._version(), str(method == "POST"), *(str(environ.get(name)) for name in _DETERMINING)]
        parts.append(choose_encoding(environ.get("HTTP_ACCEPT_ENCODING")))
        return hashlib.sha256("\0".join(parts).encode() + b"\0" + body).hexdigest()


def _weight(reply: Reply) -> int:
    """The bytes of memory that a kept reply takes."""
    return reply.size + _BESIDES


def _shareable(reply: Reply) -> bool:
    return (reply.status == 200 and reply.header("ETag") is not None) or reply.status in _DETERMINED


def _matches(condition: str | None, entity_tag: str | None) -> bool:
    """Whether the condition If-None-Match names a tag, compared weakly (RFC 9110, 13.1.2)."""
    if condition is None or entity_tag is None:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in condition.split(",")}
    return "*" in tags or entity_tag in tags

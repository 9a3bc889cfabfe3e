"""The response cache in front of the application: it keeps encoded responses, and coalesces identical requests."""

import hashlib
import io
from collections.abc import Callable, Iterable

from werkzeug.http import parse_etags, unquote_etag
from werkzeug.wsgi import get_content_length

from kg.engine.concurrency_limit import ConcurrencyLimit
from kg.errors import RequestError
from kg.http.clients import client_of
from kg.http.kept_responses import KeptResponses
from kg.http.memo import SingleFlight
from kg.http.wsgi import Application, BufferedResponse, Environ, StartResponse, collect, request_context
from kg.limits import Limits
from kg.protocol.negotiation import Preferences
from kg.protocol.sparql import FORM, QUERY, form_fields

# Errors that depend on nothing but the request and the data.
_SHARED_ERRORS = frozenset({400, 404, 406, 422, 504, 507})
# What a 304 repeats of the response that it stands for (RFC 9110, 15.4.5), and what scripts of other sites need.
_KEPT_BY_304 = frozenset({"etag", "cache-control", "vary", "content-location", "access-control-allow-origin"})
# The host stands in some addresses of a page, so it must not come from another client's request.
_KEY_VARIABLES = (
    "wsgi.url_scheme",
    "HTTP_HOST",
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_ACCEPT",
    "CONTENT_TYPE",
    "HTTP_CONTENT_ENCODING",
    "HTTP_AUTHORIZATION",
)


class Cache:
    """A WSGI middleware that keeps the responses that have an entity tag among those that are ``kept``.

    ``version`` returns the state of the dataset. A request that waits for an identical one takes a slot of its client
    too, since it takes a thread.
    """

    def __init__(
        self,
        application: Application,
        limits: Limits,
        version: Callable[[], str],
        slots: ConcurrencyLimit,
        kept: KeptResponses,
    ) -> None:
        self._application = application
        self._kept = kept
        self._limits = limits.cache
        self._request_limits = limits.request
        self._form_fields = limits.query.form_fields
        self._version = version
        self._slots = slots
        self._flights: SingleFlight[BufferedResponse] = SingleFlight()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a kept response, with that of an identical request in progress, or as the application does."""
        state, version = request_context(environ), self._version()
        if state.refusal:
            response = collect(self._application, environ)
            if _is_shared(response):
                # It was refused for what it holds, as identical ones in progress are.
                state.again = lambda _: response
            return response.send(start_response, head=environ["REQUEST_METHOD"] == "HEAD")
        key = self._key(environ, version)
        if key is None:
            return self._application(environ, start_response)
        head = environ["REQUEST_METHOD"] == "HEAD"
        if head:
            environ["REQUEST_METHOD"] = "GET"
        response = self._respond(key, environ)
        self._note(environ, key, version, response)
        if environ["REQUEST_METHOD"] == "GET" and _is_unmodified(environ, response):
            headers = [(name, value) for name, value in response.headers if name.lower() in _KEPT_BY_304]
            response = BufferedResponse(304, "Not Modified", headers, b"")
        return response.send(start_response, head=head)

    def _respond(self, key: str, environ: Environ) -> BufferedResponse:
        for _ in range(self._limits.attempts):
            if kept := self._kept.find(key):
                request_context(environ).cache = "hit"
                return kept
            if (flight := self._flights.join(key)) is None:
                return self._lead(key, environ)
            try:
                with self._slots.slot(client_of(environ)):
                    response = flight.result(self._limits.wait_seconds)
            except TimeoutError:
                continue
            except RequestError as error:
                request_context(environ).refusal = error
                break
            if response is not None:
                request_context(environ).cache = "shared"
                return response
        return collect(self._application, environ)

    def _lead(self, key: str, environ: Environ) -> BufferedResponse:
        """Evaluate a request for all identical ones."""
        response = None
        try:
            if response := self._kept.find(key):
                request_context(environ).cache = "hit"
            else:
                response = collect(self._application, environ)
                if _may_be_kept(response):
                    self._kept.keep(key, response)
            return response
        finally:
            self._flights.land(key, response if response and _is_shared(response) else None)

    def _note(self, environ: Environ, key: str, version: str, response: BufferedResponse) -> None:
        """Note in the context of a request how identical ones are answered."""
        state = request_context(environ)
        state.kept = self._kept.find(key) is not None
        if state.kept:
            state.again = lambda _: self._kept.find(key) if version == self._version() else None
        elif _is_shared(response):
            state.again = lambda _: response

    def _key(self, environ: Environ, version: str) -> str | None:
        """A digest of all that determines the response, or None for a request that may change something."""
        method, body = environ["REQUEST_METHOD"], b""
        if method == "POST":
            media_type = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
            size = get_content_length(environ) or 0
            if media_type not in (FORM, QUERY) or size > self._limits.body_bytes:
                return None
            body = environ["wsgi.input"].read(size)
            environ["wsgi.input"] = io.BytesIO(body)
            if media_type == FORM and self._may_change(body):
                return None
        elif method not in ("GET", "HEAD"):
            return None
        encoding = Preferences(environ.get("HTTP_ACCEPT_ENCODING"), self._request_limits).encoding()
        parts = [version, method == "POST", encoding, *(environ.get(name) for name in _KEY_VARIABLES)]
        return hashlib.sha256(repr(parts).encode() + body).hexdigest()

    def _may_change(self, form: bytes) -> bool:
        """Whether a form has a field ``update``, or cannot be read."""
        try:
            return any(name == "update" for name, _ in form_fields(form, self._form_fields))
        except RequestError:
            return True


def _may_be_kept(response: BufferedResponse) -> bool:
    """Whether a response has an entity tag and is not a file, which may change."""
    return response.status == 200 and bool(response.header("ETag")) and not response.header("Last-Modified")


def _is_shared(response: BufferedResponse) -> bool:
    """Whether identical requests in progress have the same response."""
    tagged = response.status == 200 and response.header("ETag") is not None
    return tagged or response.status in _SHARED_ERRORS


def _is_unmodified(environ: Environ, response: BufferedResponse) -> bool:
    """Whether the condition If-None-Match names the response's entity tag, compared weakly (RFC 9110, 13.1.2)."""
    tag, _ = unquote_etag(response.header("ETag"))
    named = parse_etags(environ.get("HTTP_IF_NONE_MATCH"))
    return response.status == 200 and tag is not None and named.contains_weak(tag)

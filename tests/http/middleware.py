"""A WSGI application that counts what it is asked, and requests to it through a middleware."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.engine.concurrency_limit import ConcurrencyLimit
from kg.http.cache import Cache
from kg.http.kept_responses import KeptResponses
from kg.http.wsgi import Application, BufferedResponse, Environ, StartResponse, collect, request_context
from kg.limits import CacheLimits, Limits
from tests.patience import PATIENCE

ENVIRON = {
    "REQUEST_METHOD": "GET",
    "wsgi.url_scheme": "http",
    "HTTP_HOST": "example.org",
    "PATH_INFO": "/sparql",
    "QUERY_STRING": "query=ASK",
    "HTTP_ACCEPT": "text/csv",
    "CONTENT_TYPE": "text/plain",
    "HTTP_AUTHORIZATION": "Bearer a",
    "HTTP_ACCEPT_ENCODING": "gzip",
    "REMOTE_ADDR": "192.0.2.1",
}


def request(**changes: str | None) -> Environ:
    """The environment of a request; None removes a variable."""
    names = {"scheme": "wsgi.url_scheme"}
    changed = {names.get(name, name): value for name, value in changes.items()}
    return {name: value for name, value in (ENVIRON | changed).items() if value is not None}


def post(content_type: str, body: bytes, **changes: str | None) -> Environ:
    """The environment of a request with a body."""
    size = str(len(body))
    environ = request(REQUEST_METHOD="POST", CONTENT_TYPE=content_type, CONTENT_LENGTH=size, **changes)
    return environ | {"wsgi.input": io.BytesIO(body)}


def send(application: Application, environ: Environ) -> BufferedResponse:
    """The response of an application."""
    return collect(application, environ)


def cached(
    application: Application, limits: CacheLimits, slots: ConcurrencyLimit, version: Callable[[], str] = lambda: "1"
) -> Cache:
    """An application with a cache in front."""
    return Cache(application, Limits(cache=limits), version, slots, KeptResponses(limits))


@dataclass
class Counting:
    """An application that answers with a status, headers and a body, and keeps what it was asked."""

    status: str = "200 OK"
    headers: list[tuple[str, str]] = field(default_factory=lambda: [("ETag", '"1"'), ("Content-Type", "text/plain")])
    body: Iterable[bytes] = (b"answer",)
    methods: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    refusals: list[object] = field(default_factory=list)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.refusals.append(request_context(environ).refusal)
        self.bodies.append(environ["wsgi.input"].read() if "wsgi.input" in environ else b"")
        self.methods.append(environ["REQUEST_METHOD"])
        start_response(self.status, list(self.headers))
        return self.body

    @property
    def evaluations(self) -> int:
        """How many requests reached the application."""
        return len(self.methods)


@dataclass
class Blocking(Counting):
    """An application whose first answer waits until it is let go."""

    started: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    fails: bool = False

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        answer = super().__call__(environ, start_response)
        if self.evaluations == 1:
            self.started.set()
            assert self.go.wait(PATIENCE)
            if self.fails:
                raise ZeroDivisionError
        return answer

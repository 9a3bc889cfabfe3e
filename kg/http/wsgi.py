"""The requests and responses of a WSGI application: what is known of a request, and a response before it is sent."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import IO, Any, cast

from kg.errors import KgError

# The environment of a request, and what an application is called with (PEP 3333).
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

_BLOCK = 64 * 1024
_KEY = "kg.request_context"


@dataclass
class RequestContext:
    """What is known of a request.

    ``refusal`` is an error that the server has met before the application. ``client_left`` returns whether the client
    has closed the connection, where the server knows. ``cache`` is ``hit`` or ``shared`` if nothing was evaluated.
    ``slot`` holds the client's slot while the application evaluates. ``again`` answers an identical request, as long as
    the response is ``kept``, or else only those that were sent before the response was ready. ``begun`` is a time of
    time.perf_counter.
    """

    refusal: KgError | None = None
    client_left: Callable[[], bool] | None = None
    cache: str | None = None
    query: str | None = None
    rows: int | None = None
    slot: ExitStack | None = None
    again: "Again | None" = None
    kept: bool = False
    begun: float = field(default_factory=time.perf_counter)

    def note_query(self, text: str) -> None:
        """Note a query by its hash, which identifies equal queries without keeping their text."""
        self.query = hashlib.sha256(text.encode()).hexdigest()[:16]


def request_context(environ: Environ) -> RequestContext:
    """The context of the request that a WSGI environment belongs to."""
    return cast(RequestContext, environ.setdefault(_KEY, RequestContext()))


def attach_context(environ: Environ, context: RequestContext) -> None:
    """Make a context that of the request that a WSGI environment belongs to."""
    environ[_KEY] = context


@dataclass(frozen=True, eq=False)
class FileBody:
    """A response body in an open file; it can be iterated over any number of times.

    A server that knows this class may send the file itself. ``lasting`` marks a file that other requests use too.
    """

    file: IO[bytes]
    lasting: bool = False

    def __del__(self) -> None:
        self.file.close()

    @property
    def size(self) -> int:
        """The length of the file in bytes."""
        return os.fstat(self.file.fileno()).st_size

    def __iter__(self) -> Iterator[bytes]:
        offset = 0
        while block := os.pread(self.file.fileno(), _BLOCK, offset):
            offset += len(block)
            yield block


@dataclass(frozen=True)
class BufferedResponse:
    """A whole response; its body is sent for GET and not for HEAD."""

    status: int
    reason: str
    headers: Headers
    body: bytes | FileBody = field(repr=False)

    @property
    def size(self) -> int:
        """The length of the body in bytes."""
        return len(self.body) if isinstance(self.body, bytes) else self.body.size

    def header(self, name: str) -> str | None:
        """The value of a header."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def send(self, start_response: StartResponse, *, head: bool = False) -> Iterable[bytes]:
        """Answer a WSGI server with the response."""
        start_response(f"{self.status} {self.reason}", list(self.headers))
        if head:
            return []
        return [self.body] if isinstance(self.body, bytes) else self.body


# Answers a request of a client, whose address it is given, without waiting; None if it has to be answered anew.
Again = Callable[[str], BufferedResponse | None]


def collect(application: Application, environ: Environ) -> BufferedResponse:
    """The whole response of an application to a request."""
    started: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, _: object = None) -> None:
        started.append((status, headers))

    parts = application(environ, start)
    body = parts if isinstance(parts, FileBody) else b"".join(parts)
    getattr(parts, "close", lambda: None)()
    status, headers = started[-1]
    code, _, reason = status.partition(" ")
    return BufferedResponse(int(code), reason, headers, body)

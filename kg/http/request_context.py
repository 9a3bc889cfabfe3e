"""The request context: what the server, the cache, the application and the access log share about one request."""

import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import cast

from kg.errors import RequestError
from kg.http.response import Environ

_KEY = "kg.request_context"


@dataclass
class RequestContext:
    """What is known of a request.

    ``refusal`` is an error that the server has met before the application. ``client_left`` returns whether the client
    has closed the connection, where the server knows. ``cache`` is ``hit`` or ``shared`` if nothing was evaluated.
    ``slot`` holds the client's slot while the application evaluates.
    """

    refusal: RequestError | None = None
    client_left: Callable[[], bool] | None = None
    cache: str | None = None
    query: str | None = None
    rows: int | None = None
    slot: ExitStack | None = None

    def note_query(self, text: str) -> None:
        """Note a query by its hash, which identifies equal queries without keeping their text."""
        self.query = hashlib.sha256(text.encode()).hexdigest()[:16]


def request_context(environ: Environ) -> RequestContext:
    """The context of the request that a WSGI environment belongs to."""
    return cast(RequestContext, environ.setdefault(_KEY, RequestContext()))

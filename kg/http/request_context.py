"""The record of a request: what the parts of the application tell each other and the log about it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from kg.errors import RequestError

_KEY = "kg.record"
_REFUSED = "kg.refused"
_GONE = "kg.gone"


@dataclass
class Record:
    """What is known of a request; ``cache`` is ``hit`` or ``shared`` if nothing had to be evaluated for it."""

    query: str | None = None
    rows: int | None = None
    cache: str | None = None

    def ask(self, text: str) -> None:
        """Note the query by its hash, which tells equal queries without keeping what people ask."""
        self.query = hashlib.sha256(text.encode()).hexdigest()[:16]


def record_of(environ: dict[str, Any]) -> Record:
    """The record of the request that a WSGI environment belongs to."""
    return cast(Record, environ.setdefault(_KEY, Record()))


def gone_of(environ: dict[str, Any]) -> Callable[[], bool] | None:
    """What tells whether the client has left, where the server knows."""
    return cast("Callable[[], bool] | None", environ.get(_GONE))


def refuse(environ: dict[str, Any], error: RequestError) -> None:
    """Have the application answer with an error that the server has met."""
    environ[_REFUSED] = error


def refusal_of(environ: dict[str, Any]) -> RequestError | None:
    """The error that the server has met, if any."""
    return cast("RequestError | None", environ.get(_REFUSED))


def watch(environ: dict[str, Any], gone: Callable[[], bool]) -> None:
    """Let the application learn whether the client has left."""
    environ[_GONE] = gone

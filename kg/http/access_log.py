"""The access log and the metrics: for each request a line of JSON in the log, and counts for Prometheus."""

import json
import logging
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from kg.http.clients import client_of
from kg.http.wsgi import (
    Again,
    Application,
    BufferedResponse,
    Environ,
    RequestContext,
    StartResponse,
    collect,
    request_context,
)

LOG = logging.getLogger("kg.access")

# The labels of metrics must be few, but paths and methods are whatever clients send.
_ROUTES = ("/sparql", "/data", "/health", "/metrics", "/static", "/questions", "/query")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_END_OF_ROUTE = re.compile("[/.]")
_OUTCOMES = {429: "refused", 499: "gone", 503: "busy", 504: "time", 507: "size"}


class Metrics:
    """What Prometheus collects; ``evaluations`` returns the number of evaluations in progress."""

    def __init__(self, evaluations: Callable[[], int]) -> None:
        self._registry = registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self._requests = Counter("kg_requests", "Requests answered.", labels, registry=registry)
        self._seconds = Histogram(
            "kg_request_seconds", "Seconds until the response was ready.", ("route",), registry=registry
        )
        self._bytes = Counter("kg_response_bytes", "Bytes of response bodies.", ("route",), registry=registry)
        self._outcomes = Counter("kg_outcomes", "Requests by outcome.", ("outcome",), registry=registry)
        # There are few, and to find them by their labels takes long.
        self._known: dict[tuple[str, ...], Counts] = {}
        Gauge("kg_evaluations", "Evaluations in progress.", registry=registry).set_function(evaluations)

    def counts(self, path: str, method: str, status: int, outcome: str) -> "Counts":
        """What counts requests for a path with a method and a status."""
        first = "/" + _END_OF_ROUTE.split(path[1:], maxsplit=1)[0]
        route = first if first in _ROUTES else "page"
        labels = (route, method if method in _METHODS else "other", str(status), outcome)
        if (known := self._known.get(labels)) is None:
            known = self._known[labels] = Counts(
                self._requests.labels(*labels[:3]),
                self._seconds.labels(route),
                self._bytes.labels(route),
                self._outcomes.labels(outcome),
            )
        return known

    def text(self) -> bytes:
        """The metrics in the text format of Prometheus."""
        return generate_latest(self._registry)


@dataclass(frozen=True)
class Counts:
    """The counters of requests that are counted alike."""

    requests: Counter
    seconds: Histogram
    bytes: Counter
    outcomes: Counter

    def add(self, seconds: float, sent: int) -> None:
        """Count one request."""
        self.requests.inc()
        self.seconds.observe(seconds)
        self.bytes.inc(sent)
        self.outcomes.inc()


@dataclass(frozen=True)
class _Record:
    """What is written and counted of requests that are answered alike; a line begins with what differs between them."""

    counts: Counts
    sent: int
    rest: str

    def line(self, client: str, seconds: float) -> str:
        """Count a request, and return its line of the log."""
        self.counts.add(seconds, self.sent)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        return f'{{"time": "{now}", "client": {json.dumps(client)}, "ms": {1000 * seconds:.2f}, {self.rest}'


class RequestLog:
    """Logs and counts requests; ``write`` takes a line of the log."""

    def __init__(self, metrics: Metrics, write: Callable[[str], None] = LOG.info) -> None:
        self._metrics = metrics
        self._write = write

    def add(self, method: str, path: str, client: str, state: RequestContext, response: BufferedResponse) -> None:
        """Log a request that is answered now, and have those that are answered again like it be logged too."""
        status, sent = response.status, 0 if method == "HEAD" else response.size
        known = {"method": method[:16], "path": path[:256], "status": status, "bytes": sent}
        details = {name: value for name, value in (("query", state.query), ("rows", state.rows)) if value is not None}

        # It refers to neither the request nor the response, which keeps a file open: both refer to it.
        def record(outcome: str) -> _Record:
            outcome = _OUTCOMES.get(status, outcome)
            fields = known | {"outcome": outcome} | details
            counts = self._metrics.counts(path, method, status, outcome)
            return _Record(counts, sent, json.dumps(fields).removeprefix("{"))

        outcome = state.cache or ("ok" if status < 400 else "error")
        self._write(record(outcome).line(client, time.perf_counter() - state.begun))
        if state.again:
            state.again = self._logged(state.again, cache(partial(record, "hit" if state.kept else "shared")))

    def _logged(self, again: Again, record: Callable[[], _Record]) -> Again:
        """What answers requests again, and logs each."""

        def answer(client: str) -> BufferedResponse | None:
            start = time.perf_counter()
            if response := again(client):
                self._write(record().line(client, time.perf_counter() - start))
            return response

        return answer


class AccessLog:
    """A WSGI middleware that has the requests of an application logged."""

    def __init__(self, application: Application, log: RequestLog) -> None:
        self._application = application
        self._log = log

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        method, state = environ["REQUEST_METHOD"], request_context(environ)
        response = collect(self._application, environ)
        self._log.add(method, environ["PATH_INFO"], client_of(environ), state, response)
        return response.send(start_response, head=method == "HEAD")

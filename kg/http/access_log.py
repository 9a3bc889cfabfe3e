"""The access log and the metrics: for each request a line of JSON in the log, and counts for Prometheus."""

import json
import logging
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from kg.http.concurrency_limit import client_of
from kg.http.wsgi import Again, Application, BufferedResponse, Environ, StartResponse, collect, request_context

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
        Gauge("kg_evaluations", "Evaluations in progress.", registry=registry).set_function(evaluations)

    def counts(self, path: str, method: str, status: int, outcome: str) -> "Counts":
        """What counts requests for a path with a method and a status."""
        first = "/" + _END_OF_ROUTE.split(path[1:], maxsplit=1)[0]
        route = first if first in _ROUTES else "page"
        return Counts(
            self._requests.labels(route, method if method in _METHODS else "other", str(status)),
            self._seconds.labels(route),
            self._bytes.labels(route),
            self._outcomes.labels(outcome),
        )

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


class _Record:
    """What is written and counted of a request, and of later ones that are answered like it.

    A line begins with what differs between them.
    """

    def __init__(self, metrics: Metrics, environ: Environ, method: str, response: BufferedResponse, outcome: str):
        state, path = request_context(environ), environ["PATH_INFO"]
        self._bytes = 0 if method == "HEAD" else response.size
        self._counts = metrics.counts(path, method, response.status, outcome)
        fields = {
            "method": method[:16],
            "path": path[:256],
            "status": response.status,
            "bytes": self._bytes,
            "outcome": outcome,
            "query": state.query,
            "rows": state.rows,
        }
        known = {name: value for name, value in fields.items() if value is not None}
        self._rest = json.dumps(known).removeprefix("{")

    def line(self, client: str, seconds: float) -> str:
        """Count a request, and return its line of the log."""
        self._counts.add(seconds, self._bytes)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        return f'{{"time": "{now}", "client": {json.dumps(client)}, "ms": {1000 * seconds:.2f}, {self._rest}'


class AccessLog:
    """A WSGI middleware that logs and counts the requests of an application; ``write`` takes a line of the log."""

    def __init__(self, application: Application, metrics: Metrics, write: Callable[[str], None] = LOG.info) -> None:
        self._application = application
        self._metrics = metrics
        self._write = write

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        method, start = environ["REQUEST_METHOD"], time.perf_counter()
        response = collect(self._application, environ)
        state, status = request_context(environ), response.status
        outcome = _OUTCOMES.get(status) or state.cache or ("ok" if status < 400 else "error")
        record = _Record(self._metrics, environ, method, response, outcome)
        self._write(record.line(client_of(environ), time.perf_counter() - start))
        if state.again:
            outcome = _OUTCOMES.get(status) or ("hit" if state.kept else "shared")
            record = _Record(self._metrics, environ, method, response, outcome)
            state.again = partial(self._answer_again, record, state.again)
        return response.send(start_response, head=method == "HEAD")

    def _answer_again(self, record: _Record, again: Again, client: str) -> BufferedResponse | None:
        start = time.perf_counter()
        if response := again(client):
            self._write(record.line(client, time.perf_counter() - start))
        return response

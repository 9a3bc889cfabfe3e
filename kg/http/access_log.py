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

    def count(self, path: str, method: str, response: BufferedResponse, seconds: float, outcome: str) -> None:
        """Count one request."""
        first = "/" + _END_OF_ROUTE.split(path[1:], maxsplit=1)[0]
        route = first if first in _ROUTES else "page"
        self._requests.labels(route, method if method in _METHODS else "other", str(response.status)).inc()
        self._seconds.labels(route).observe(seconds)
        self._bytes.labels(route).inc(_sent(method, response))
        self._outcomes.labels(outcome).inc()

    def text(self) -> bytes:
        """The metrics in the text format of Prometheus."""
        return generate_latest(self._registry)


@dataclass(frozen=True)
class _LoggedRequest:
    """What the log has of a request besides its client: the query by its hash, and the number of rows."""

    method: str
    path: str
    query: str | None
    rows: int | None


class AccessLog:
    """A WSGI middleware that logs and counts the requests of an application."""

    def __init__(self, application: Application, metrics: Metrics) -> None:
        self._application = application
        self._metrics = metrics

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        method, start = environ["REQUEST_METHOD"], time.perf_counter()
        response = collect(self._application, environ)
        state, status = request_context(environ), response.status
        request = _LoggedRequest(method, environ["PATH_INFO"], state.query, state.rows)
        outcome = _OUTCOMES.get(status) or state.cache or ("ok" if status < 400 else "error")
        self._record(request, client_of(environ), response, time.perf_counter() - start, outcome)
        if state.again:
            state.again = partial(self._answer_again, request, state.again)
        return response.send(start_response, head=method == "HEAD")

    def _answer_again(self, request: _LoggedRequest, again: Again, client: str) -> BufferedResponse | None:
        start = time.perf_counter()
        if response := again(client):
            self._record(request, client, response, time.perf_counter() - start, "hit")
        return response

    def _record(
        self, request: _LoggedRequest, client: str, response: BufferedResponse, seconds: float, outcome: str
    ) -> None:
        self._metrics.count(request.path, request.method, response, seconds, outcome)
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": client,
            "method": request.method[:16],
            "path": request.path[:256],
            "status": response.status,
            "ms": round(1000 * seconds, 2),
            "bytes": _sent(request.method, response),
            "outcome": outcome,
            "query": request.query,
            "rows": request.rows,
        }
        LOG.info(json.dumps({name: value for name, value in line.items() if value is not None}))


def _sent(method: str, response: BufferedResponse) -> int:
    """The bytes of the body that are sent."""
    return 0 if method == "HEAD" else response.size

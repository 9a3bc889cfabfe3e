"""The journal: for each request a line in the log, as JSON, and the figures for Prometheus."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from kg.http.request_context import record_of
from kg.http.response import Application, Environ, Reply, StartResponse, collect

LOG = logging.getLogger("kg.access")

_ROUTES = ("/sparql", "/data", "/health", "/metrics", "/static", "/questions", "/query")
_OUTCOMES = {429: "refused", 499: "gone", 503: "busy", 504: "time", 507: "size"}


class AccessLog:
    """A WSGI application around another one, which records what the other one does.

    ``who`` tells the client from a WSGI environment, ``busy`` the evaluations under way.
    """

    def __init__(self, application: Application, who: Callable[[Environ], str], busy: Callable[[], int]) -> None:
        self._application = application
        self._who = who
        self._registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self._requests = Counter("kg_requests", "Requests answered.", labels, registry=self._registry)
        self._seconds = Histogram(
            "kg_request_seconds", "Seconds until the answer was ready.", ("route",), registry=self._registry
        )
        self._bytes = Counter("kg_response_bytes", "Bytes of bodies sent.", ("route",), registry=self._registry)
        self._outcomes = Counter(
            "kg_outcomes", "Requests by what became of them.", ("outcome",), registry=self._registry
        )
        Gauge("kg_evaluations", "Evaluations under way.", registry=self._registry).set_function(busy)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does, and record it."""
        method, begun = environ["REQUEST_METHOD"], time.perf_counter()
        client = self._who(environ)
        reply = collect(self._application, environ)
        self._note(environ, client, method, reply, time.perf_counter() - begun)
        return reply.send(start_response, head=method == "HEAD")

    def metrics(self) -> bytes:
        """The figures in the text format of Prometheus."""
        return generate_latest(self._registry)

    def _note(self, environ: Environ, client: str, method: str, reply: Reply, seconds: float) -> None:
        record = record_of(environ)
        outcome = _OUTCOMES.get(reply.status) or record.cache or ("ok" if reply.status < 400 else "error")
        size = 0 if method == "HEAD" else reply.size
        route = "/" + re.split("[/.]", environ["PATH_INFO"][1:], maxsplit=1)[0]
        route = route if route in _ROUTES else "page"
        # A method is any word a client likes; the labels of a figure must stay few.
        known = method if method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") else "other"
        self._requests.labels(route, known, str(reply.status)).inc()
        self._seconds.labels(route).observe(seconds)
        self._bytes.labels(route).inc(size)
        self._outcomes.labels(outcome).inc()
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": client,
            "method": method[:16],
            "path": environ["PATH_INFO"][:256],
            "status": reply.status,
            "ms": round(1000 * seconds, 2),
            "bytes": size,
            "outcome": outcome,
            "query": record.query,
            "rows": record.rows,
        }
        LOG.info(json.dumps({name: value for name, value in line.items() if value is not None}))

"""What operators ask: /health and /metrics."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from kg.errors import KgError, RequestError
from kg.http.access_log import AccessLog
from kg.web import context

_PROBE = "ASK {}"


def blueprint(journal: AccessLog) -> Blueprint:
    """The addresses for operators, with the figures of a journal."""
    views = Blueprint("operations", __name__)

    @views.get("/health")
    @views.get("/health/ready")
    def ready() -> tuple[Response, int]:
        """Whether a query gets an answer just now."""
        here = context.current()
        try:
            answers = here.service.query(_PROBE).truth
        except RequestError as error:
            # A server whose workers are all busy is in order.
            answers = error.status == 503
        except KgError:
            answers = False
        return _status(live=True, ready=answers, version=here.service.version), 200 if answers else 503

    @views.get("/health/live")
    def live() -> Response:
        """Whether the server answers at all."""
        return _status(live=True)

    @views.get("/metrics")
    def metrics() -> Response:
        """The figures in the text format of Prometheus."""
        response = Response(journal.metrics(), content_type="text/plain; version=0.0.4; charset=utf-8")
        response.cache_control.no_store = True
        return response

    return views


def _status(**members: object) -> Response:
    response = jsonify(members)
    response.cache_control.no_store = True
    return response

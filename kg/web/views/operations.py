"""The state of the server for operators, /health and /metrics, and the explanation of its errors, /problems."""

from flask import Response, jsonify

from kg.protocol.problems import PROBLEM_TYPES
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import render_page

blueprint = Views("operations", __name__)


@blueprint.public("/health", "/health/ready")
def readiness() -> tuple[Response, int]:
    """The readiness probe: whether queries are answered. It takes no slot of a client."""
    ready = context.is_ready()
    return _status(live=True, ready=ready, version=context.version), 200 if ready else 503


@blueprint.public("/health/live")
def liveness() -> Response:
    """The liveness probe."""
    return _status(live=True)


@blueprint.public("/metrics")
def prometheus_metrics() -> Response:
    """The metrics in the text format of Prometheus."""
    response = Response(context.metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")
    response.cache_control.no_store = True
    return response


@blueprint.public("/problems")
def problems_page() -> Response:
    """The kinds of problems, to which the errors of the endpoint link."""
    return render_page("problems.html", kinds=PROBLEM_TYPES)


def _status(**members: object) -> Response:
    response = jsonify(members)
    response.cache_control.no_store = True
    return response

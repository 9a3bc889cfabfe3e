"""The state of the server for operators, /health and /metrics, and the explanation of its errors, /problems."""

from flask import Response

from kg.gateway.health import liveness
from kg.protocol.problems import PROBLEM_TYPES
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import buffered_response, render_page

blueprint = Views("operations", __name__)


@blueprint.public("/health", "/health/ready")
def readiness_probe() -> Response:
    """Whether queries are answered."""
    return buffered_response(context.readiness())


@blueprint.public("/health/live")
def liveness_probe() -> Response:
    """Whether the server lives."""
    return buffered_response(liveness())


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

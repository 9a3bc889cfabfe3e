"""The charts: /timeline.html, /organs.html and /delegates.html, whose drawings and figures are files to download."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import Problem, RequestError
from kg.formats import by_name
from kg.model.literal_format import words
from kg.protocol.access_tokens import READ
from kg.publish.charts import bar_chart, tables, timeline_svg
from kg.publish.charts.delegates import Chart, Delegates, read_delegates
from kg.publish.charts.organs import read_organs
from kg.publish.charts.timeline import read_timeline
from kg.web import context, delivery

blueprint = Blueprint("charts", __name__)


@blueprint.get("/timeline")
@blueprint.get("/organs")
@blueprint.get("/delegates")
def plain() -> AnyResponse:
    """The address without a suffix leads to the page."""
    return redirect(url_for(f"charts.{request.path[1:]}"), 301)


@blueprint.get("/timeline.html")
def timeline() -> Response:
    """Events and messages in the order of time."""
    here = context.current()
    here.require(READ)
    with here.turn():
        found = here.recall("timeline", lambda: read_timeline(here.dataset))
    text = render_template(
        "timeline.html",
        timeline=found,
        band=timeline_svg.draw(found),
        names=found.labels,
        query=found.query,
        words=words,
    )
    return delivery.page(text)


@blueprint.get("/organs.html")
def organs() -> Response:
    """Organs as trees, with who elected them."""
    here = context.current()
    here.require(READ)
    with here.turn():
        found = here.recall("organs", lambda: read_organs(here.dataset))
    return delivery.page(render_template("organs.html", chart=found, names=found.labels, query=found.query))


@blueprint.get("/delegates.html")
def delegates() -> Response:
    """The people at congresses in figures, as bars and as tables."""
    found = _delegates()
    drawings = {chart.key: bar_chart.draw(chart, found.labels) for chart in found.charts}
    text = render_template("delegates.html", delegates=found, drawings=drawings, names=found.labels, query=found.query)
    return delivery.page(text)


@blueprint.get("/delegates/<key>.svg")
def drawing(key: str) -> Response:
    """The bars of a chart as a drawing of its own."""
    found = _delegates()
    chart = _asked(found, key)
    drawn = bar_chart.draw(chart, found.labels)
    text = render_template("bars.svg", chart=chart, drawing=drawn, names=found.labels)
    return _file(text, "image/svg+xml", f"{key}.svg")


@blueprint.get("/delegates/<key>.csv")
def numbers(key: str) -> Response:
    """The figures of a chart."""
    found = _delegates()
    return _file(tables.table(_asked(found, key), found.labels), by_name("csv").content_type, f"{key}.csv")


def _delegates() -> Delegates:
    here = context.current()
    here.require(READ)
    with here.turn():
        return here.recall("delegates", lambda: read_delegates(here.dataset))


def _asked(found: Delegates, key: str) -> Chart:
    for chart in found.charts:
        if chart.key == key:
            return chart
    raise RequestError(404, Problem(request.path, "There is no such chart.", "Choose one from /delegates.html."))


def _file(text: str, content_type: str, name: str) -> Response:
    response = delivery.page(text, content_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response

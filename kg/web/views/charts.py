"""The charts: /timeline.html, /organs.html and /delegates.html, with drawings and tables to download."""

from flask import Response, render_template

from kg.formats import by_name
from kg.model.dataset import memoized
from kg.model.labels import format_literal
from kg.publish.charts.bar_chart import draw_bars
from kg.publish.charts.delegates import DelegateChart, Delegates, delegates_table, read_delegates
from kg.publish.charts.organs import read_organs
from kg.publish.charts.timeline import read_timeline
from kg.publish.charts.timeline_svg import draw_timeline
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import render_page, text_response
from kg.web.errors import not_found

blueprint = Views("charts", __name__)


@blueprint.reads("/timeline.html")
def timeline_page() -> Response:
    """Events and messages in chronological order."""
    timeline = memoized(read_timeline)(context.dataset)
    return render_page(
        "timeline.html",
        timeline=timeline,
        drawing=draw_timeline(timeline),
        names=timeline.labels,
        query=timeline.query,
        words=format_literal,
    )


@blueprint.reads("/organs.html")
def organs_page() -> Response:
    """Organs as trees, with the bodies that elected them."""
    organs = memoized(read_organs)(context.dataset)
    return render_page("organs.html", chart=organs, names=organs.labels, query=organs.query)


@blueprint.reads("/delegates.html")
def delegates_page() -> Response:
    """The numbers of people at congresses, as bar charts and tables."""
    delegates = memoized(read_delegates)(context.dataset)
    drawings = {chart.key: draw_bars(chart, delegates.labels) for chart in delegates.charts}
    return render_page(
        "delegates.html", delegates=delegates, drawings=drawings, names=delegates.labels, query=delegates.query
    )


@blueprint.reads("/delegates/<key>.svg")
def chart_svg(key: str) -> Response:
    """A bar chart as a drawing of its own."""
    delegates, chart = _chart(key)
    drawing = draw_bars(chart, delegates.labels)
    text = render_template("bars.svg", chart=chart, drawing=drawing, names=delegates.labels)
    return text_response(text, "image/svg+xml", filename=f"{key}.svg")


@blueprint.reads("/delegates/<key>.csv")
def chart_csv(key: str) -> Response:
    """The numbers of a bar chart."""
    delegates, chart = _chart(key)
    return text_response(delegates_table(chart, delegates.labels), by_name("csv").content_type, filename=f"{key}.csv")


def _chart(key: str) -> tuple[Delegates, DelegateChart]:
    delegates = memoized(read_delegates)(context.dataset)
    for chart in delegates.charts:
        if chart.key == key:
            return delegates, chart
    raise not_found("There is no such chart.", "Choose one from /delegates.html.")

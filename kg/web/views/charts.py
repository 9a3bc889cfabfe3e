"""The charts: /timeline.html, /organs.html and /delegates.html, with drawings and tables to download."""

from flask import Response, render_template

from kg.formats import by_name
from kg.model.dataset import memoized
from kg.model.labels import format_literal
from kg.publish.charts.bar_chart import NARROW_BARS, WIDE_BARS, draw_bars
from kg.publish.charts.chart_files import elections_table, timeline_table
from kg.publish.charts.chart_styles import COLOURS, FONT
from kg.publish.charts.delegates import DelegateChart, Delegates, delegates_table, read_delegates
from kg.publish.charts.drawing import Drawing, framed
from kg.publish.charts.elections import election_trees
from kg.publish.charts.elections_svg import NARROW, WIDE, draw_elections
from kg.publish.charts.findings import compared, finding, signed, subject
from kg.publish.charts.organs import read_organs
from kg.publish.charts.timeline import read_timeline
from kg.publish.charts.timeline_legend import MEANINGS, timeline_legend
from kg.publish.charts.timeline_outline import outline_timeline
from kg.publish.charts.timeline_svg import draw_timeline
from kg.publish.questions.english import sentence_case
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import render_page, text_response
from kg.web.errors import not_found

_TIMELINE = "Dates are in order, not to scale. The dates of a congress are shaded."
_ORGANS = (
    "A line leads from an elector to what it elected. “Elector: inferred”: it follows from other facts, such as whose "
    "meeting held the election. Dashed: no electors are stated."
)
blueprint = Views("charts", __name__)


@blueprint.reads("/timeline.html")
def timeline_page() -> Response:
    """Events and messages in chronological order."""
    timeline = memoized(read_timeline)(context.dataset)
    wide, (before, rest) = draw_timeline(timeline), outline_timeline(timeline)
    # A drawing for each lane, between which a page of paper may end.
    names = ("Dates", *(lane.name for lane in timeline.lanes))
    return render_page(
        "timeline.html",
        timeline=timeline,
        wide=[(name, Drawing(wide.width, (strip,))) for name, strip in zip(names, wide.strips, strict=True)],
        before=before,
        rest=rest,
        meanings=MEANINGS,
        names=timeline.labels,
        query=timeline.query,
        words=format_literal,
    )


@blueprint.reads("/timeline.svg")
def timeline_svg() -> Response:
    """The wide drawing of the timeline as a file."""
    timeline = memoized(read_timeline)(context.dataset)
    drawing = draw_timeline(timeline)
    whole = Drawing(drawing.width, (*timeline_legend(timeline), *drawing.strips))
    return _svg(whole, "Timeline of events and messages", "timeline-of-events-and-messages", _TIMELINE)


@blueprint.reads("/timeline.csv")
def timeline_csv() -> Response:
    """The entries of the timeline as a table."""
    return _csv(timeline_table(memoized(read_timeline)(context.dataset)), "timeline-of-events-and-messages")


@blueprint.reads("/organs.html")
def organs_page() -> Response:
    """Organs as trees, with the bodies that elected them."""
    organs = memoized(read_organs)(context.dataset)
    trees = [
        (tree, *(draw_elections(tree, organs, layout) for layout in (WIDE, NARROW))) for tree in election_trees(organs)
    ]
    return render_page(
        "organs.html",
        chart=organs,
        trees=trees,
        names=organs.labels,
        query=organs.query,
        sentence_case=sentence_case,
    )


@blueprint.reads("/organs.svg")
def organs_svg() -> Response:
    """Who elected what as a drawing in a file."""
    organs = memoized(read_organs)(context.dataset)
    drawings = [draw_elections(tree, organs, WIDE) for tree in election_trees(organs)]
    whole = Drawing(WIDE.width, tuple(strip for drawing in drawings for strip in drawing.strips))
    return _svg(whole, "Bodies and posts: who elected what", "organs-who-elected-what", _ORGANS)


@blueprint.reads("/organs.csv")
def organs_csv() -> Response:
    """Who elected what as a table."""
    return _csv(elections_table(memoized(read_organs)(context.dataset)), "organs-who-elected-what")


@blueprint.reads("/delegates.html")
def delegates_page() -> Response:
    """The numbers of people at congresses, as bar charts and tables."""
    delegates = memoized(read_delegates)(context.dataset)
    widths = {"wide": WIDE_BARS, "narrow": NARROW_BARS}
    drawings = {
        chart.key: {style: draw_bars(chart, delegates.labels, width) for style, width in widths.items()}
        for chart in delegates.charts
    }
    return render_page(
        "delegates.html",
        delegates=delegates,
        drawings=drawings,
        names=delegates.labels,
        query=delegates.query,
        finding=finding,
        compared=compared,
        subject=subject,
        signed=signed,
    )


@blueprint.reads("/delegates/<key>.svg")
def chart_svg(key: str) -> Response:
    """A bar chart as a drawing of its own."""
    delegates, chart = _chart(key)
    names, about = delegates.labels, subject(chart, delegates)
    party = f", {names.text(chart.party)}" if chart.party else ""
    remark = f"{about}{party}, {compared(chart, delegates)}. Counts as the sources state them."
    title = finding(chart, delegates) or about
    return _svg(draw_bars(chart, names, WIDE_BARS), title, f"delegates-{key}", remark)


@blueprint.reads("/delegates/<key>.csv")
def chart_csv(key: str) -> Response:
    """The numbers of a bar chart."""
    delegates, chart = _chart(key)
    return _csv(delegates_table(chart, delegates.labels), f"delegates-{key}")


def _csv(text: str, filename: str) -> Response:
    return text_response(text, by_name("csv").content_type, filename=f"{filename}.csv")


def _svg(drawing: Drawing, title: str, filename: str, remark: str) -> Response:
    """A drawing as a file that stands alone, with its title and where it is from."""
    file = framed(drawing, title, (remark, f"Data: {context.names.base}"))
    text = render_template("drawing.svg", file=file, title=title, font=FONT, ground=COLOURS["ground"])
    return text_response(text, "image/svg+xml", filename=f"{filename}.svg")


def _chart(key: str) -> tuple[Delegates, DelegateChart]:
    delegates = memoized(read_delegates)(context.dataset)
    for chart in delegates.charts:
        if chart.key == key:
            return delegates, chart
    raise not_found("There is no such chart.", "Choose one from /delegates.html.")

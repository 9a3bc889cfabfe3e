"""The overviews of congresses: /people-by-day.html and /congresses.html, each also as a file for spreadsheets."""

from flask import Response

from kg.formats import by_name
from kg.model.dataset import memoized
from kg.publish.charts.delegates import read_delegates
from kg.publish.charts.series import read_series
from kg.publish.congresses.attendance import attendance_file, read_attendance
from kg.publish.congresses.comparison import compare_congresses, comparison_file
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import render_page, text_response

blueprint = Views("congresses", __name__)


@blueprint.reads("/people-by-day.html")
def attendance_page() -> Response:
    """What people did on each day of a congress, and at the events before and after it."""
    attendance = memoized(read_attendance)(context.dataset)
    limit = context.limits.page.attending
    return render_page("people-by-day.html", attendance=attendance, names=attendance.names, limit=limit)


@blueprint.reads("/people-by-day.csv")
def attendance_csv() -> Response:
    """The same for spreadsheets, with a row for each person and day or event."""
    text = attendance_file(memoized(read_attendance)(context.dataset))
    return text_response(text, by_name("csv").content_type, filename="people-by-day.csv")


@blueprint.reads("/congresses.html")
def congresses_page() -> Response:
    """What is known of each congress, side by side, with the notes about the numbers of people."""
    comparison = memoized(compare_congresses)(context.dataset)
    series = memoized(read_series)(context.dataset)
    delegates = memoized(read_delegates)(context.dataset)
    return render_page(
        "congresses.html",
        comparison=comparison,
        series=series,
        delegates=delegates,
        names=comparison.names | delegates.labels,
    )


@blueprint.reads("/congresses.csv")
def congresses_csv() -> Response:
    """The same for spreadsheets, with a row for each congress."""
    text = comparison_file(memoized(compare_congresses)(context.dataset))
    return text_response(text, by_name("csv").content_type, filename="congresses.csv")

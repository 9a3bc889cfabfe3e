"""The figures of a chart as a table for programs, a row for each number, stated or derived."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.model.labels import Labels
from kg.publish.charts.delegates import Chart, Congress, Figure

COLUMNS = (
    "party", "dimension", "category", "congress", "compared_with", "measure", "value", "agrees", "status", "figure",
)  # fmt: skip


def table(chart: Chart, names: Labels) -> str:
    """A chart as CSV (RFC 4180).

    ``measure`` is a ``count`` or ``stated change``, which have the IRI of the ``figure`` and the ``status`` of its
    assertion; or a ``difference of counts``, ``sum of counts`` or ``stated total``. ``agrees`` tells whether a stated
    change is the difference of the counts, and whether a sum is the stated total.
    """
    written = io.StringIO()
    csv.writer(written).writerows([COLUMNS, *_rows(chart, names)])
    return written.getvalue()


def _rows(chart: Chart, names: Labels) -> Iterator[list[str]]:
    about = [names.text(iri) if iri else "" for iri in (chart.party, chart.dimension)]

    def row(category: str, at: Congress, since: Congress | None, measure: str, value: int, *more: str) -> list[str]:
        compared = names.text(since.iri) if since else ""
        return [*about, category, names.text(at.iri), compared, measure, str(value), *more]

    def backed(agrees: bool | None, figure: Figure) -> list[str]:
        status = figure.known.status if figure.known else None
        return [_truth(agrees), names.text(status) if status else "", figure.iri]

    for line in chart.lines:
        category = names.text(line.category)
        for at, cell in zip(chart.congresses, line.counts, strict=True):
            yield from (row(category, at, None, "count", one.value, *backed(None, one)) for one in cell)
        for pair in line.comparisons:
            for one in pair.stated:
                yield row(category, pair.at, pair.since, "stated change", one.value, *backed(pair.agrees(one), one))
            if pair.counted is not None:
                yield row(category, pair.at, pair.since, "difference of counts", pair.counted, "", "", "")
    for at, total in zip(chart.congresses, chart.sums, strict=False):
        agrees = None if at.total is None else at.total == total
        yield row("", at, None, "sum of counts", total, _truth(agrees), "", "")
        if at.total is not None:
            yield row("", at, None, "stated total", at.total, "", "", "")


def _truth(value: bool | None) -> str:
    return "" if value is None else str(value).lower()

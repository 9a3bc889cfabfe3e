"""The numbers of a chart as a table, a row for each number, stated or derived."""

import csv
import io
from collections.abc import Iterator

from kg.model.labels import Labels
from kg.publish.charts.delegates import Congress, DelegateChart, StatedNumber

_HEADER = (
    "party", "dimension", "category", "congress", "compared_with", "measure", "value", "agrees", "status", "figure",
)  # fmt: skip


def delegates_table(chart: DelegateChart, names: Labels) -> str:
    """A chart as CSV (RFC 4180).

    ``measure`` is a ``count`` or ``stated change``, which have the IRI of the ``figure`` and the ``status`` of its
    assertion; or a ``difference of counts``, ``sum of counts`` or ``stated total``. ``agrees``: a stated change is the
    difference of the counts, or a sum is the stated total.
    """
    text = io.StringIO()
    csv.writer(text).writerows([_HEADER, *_rows(chart, names)])
    return text.getvalue()


def _rows(chart: DelegateChart, names: Labels) -> Iterator[list[str]]:
    about = [names.text(iri) if iri else "" for iri in (chart.party, chart.dimension)]

    def row(category: str, at: Congress, since: Congress | None, measure: str, value: int, *more: str) -> list[str]:
        compared = names.text(since.iri) if since else ""
        return [*about, category, names.text(at.iri), compared, measure, str(value), *(more or ("", "", ""))]

    def stated(agrees: bool | None, number: StatedNumber) -> list[str]:
        status = number.support.status if number.support else None
        return [_truth(agrees), names.text(status) if status else "", number.iri]

    for line in chart.lines:
        category = names.text(line.category)
        for at, cell in zip(chart.congresses, line.counts, strict=True):
            yield from (row(category, at, None, "count", count.value, *stated(None, count)) for count in cell)
        for pair in line.comparisons:
            for change in pair.stated:
                more = stated(pair.agrees(change), change)
                yield row(category, pair.at, pair.since, "stated change", change.value, *more)
            if pair.counted is not None:
                yield row(category, pair.at, pair.since, "difference of counts", pair.counted)
    for at, total in zip(chart.congresses, chart.sums, strict=False):
        agrees = None if at.total is None else at.total == total
        yield row("", at, None, "sum of counts", total, _truth(agrees), "", "")
        if at.total is not None:
            yield row("", at, None, "stated total", at.total)


def _truth(value: bool | None) -> str:
    return "" if value is None else str(value).lower()

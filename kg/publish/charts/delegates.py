"""The delegates of congresses: counts by category, and stated changes beside the differences of the counts."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from kg.grouping import grouped
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.display import Display, read_display
from kg.model.evidence import EvidenceSummary
from kg.model.gaps_and_notes import GapOrNote, notes_about
from kg.model.labels import Labels
from kg.publish.charts.facts import chart_query, whole_number
from kg.publish.charts.series import CongressSeries, read_series
from kg.publish.congresses.short_names import distinct_parts
from kg.publish.questions.english import description_in_text
from kg.publish.questions.proper_nouns import proper_nouns

_COLUMNS = (
    "party", "dimension", "category", "congress", "compared_with", "measure", "value", "agrees", "status", "figure",
)  # fmt: skip
_TRUTHS = {True: "true", False: "false", None: ""}


@dataclass(frozen=True)
class StatedNumber:
    """The number of people of a category at a congress, or how it changed ``since`` another congress."""

    iri: str
    party: str | None
    dimension: str | None
    category: str
    congress: str
    since: str | None
    value: int
    support: EvidenceSummary | None

    @property
    def status(self) -> str | None:
        """The status of the assertion of the number."""
        return self.support.status if self.support else None

    @property
    def mentioned(self) -> Iterator[str]:
        """The IRIs of the number and of all that it is about."""
        iris = (self.iri, self.party, self.dimension, self.category, self.congress, self.since, self.status)
        return (iri for iri in iris if iri)


@dataclass(frozen=True)
class Congress:
    """A congress: its ordinal, its stated total of delegates, and its number as a series, 0 for the latest."""

    iri: str
    ordinal: int | None = None
    total: int | None = None
    number: int = 0

    @property
    def order(self) -> tuple[int, int, str]:
        """Its place among those of its party, the earliest first."""
        return -self.number, self.ordinal or 0, self.iri


@dataclass(frozen=True)
class Comparison:
    """Two congresses in a category: the stated changes, and the difference of the counts if each is stated once."""

    since: Congress
    at: Congress
    stated: tuple[StatedNumber, ...]
    counted: int | None

    def agrees(self, change: StatedNumber) -> bool | None:
        """Whether a stated change is the difference of the counts; None where they give none."""
        return None if self.counted is None else change.value == self.counted


@dataclass(frozen=True)
class CategoryCounts:
    """A category: its counts at each congress of the chart, in that order, and the comparisons of the chart."""

    category: str
    counts: tuple[tuple[StatedNumber, ...], ...]
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True)
class DelegateChart:
    """The categories of one dimension at the congresses of one party, earliest first; ``key`` is part of its address.

    ``pairs`` are the congresses that are compared. ``sums`` has the sum of the counts at each congress where these
    should give the total.
    """

    key: str
    party: str | None
    dimension: str | None
    congresses: tuple[Congress, ...]
    pairs: tuple[tuple[Congress, Congress], ...]
    lines: tuple[CategoryCounts, ...]
    sums: tuple[int, ...]

    @property
    def numbers(self) -> Iterator[StatedNumber]:
        """The counts and the stated changes."""
        for line in self.lines:
            yield from chain(*line.counts, *(pair.stated for pair in line.comparisons))


@dataclass(frozen=True)
class Delegates:
    """The charts, those with most categories first, the congresses, and the labels of what is named.

    ``notes`` are those of the curators about numbers, by their IRIs. ``short`` are the names of congresses without what
    all share, and ``in_text`` those of categories as they stand within a sentence.
    """

    charts: tuple[DelegateChart, ...]
    series: CongressSeries
    labels: Labels
    query: str
    notes: Mapping[str, Sequence[GapOrNote]]
    short: Mapping[str, str]
    in_text: Mapping[str, str]


def read_delegates(dataset: PublishedDataset) -> Delegates:
    """The numbers that a dataset states about the people at congresses."""
    query, display = chart_query("delegates", dataset.names), read_display(dataset)
    series = read_series(dataset)
    numbers, congresses = _read(dataset, display, query, series)
    members = grouped(((number.party, number.dimension), number) for number in numbers)
    charts = [_chart(charted, congresses, display.terms("dividing")) for charted in members.values()]
    names = labels.of(dataset, {iri for number in numbers for iri in number.mentioned})
    order = sorted(charts, key=lambda chart: (chart.party or "~", -len(chart.lines), chart.key))
    notes = notes_about(dataset, [number.iri for number in numbers])
    short = dict(zip(congresses, distinct_parts([names.text(iri) for iri in congresses]), strict=True))
    categories = {number.category for number in numbers}
    in_text = {iri: _in_text(names.text(iri), proper_nouns(dataset)) for iri in categories}
    return Delegates(tuple(order), series, names, query, notes, short, in_text)


def _in_text(category: str, proper: Collection[str]) -> str:
    return category if category.partition(" ")[0] in proper else description_in_text(category)


def _read(
    dataset: PublishedDataset, display: Display, query: str, series: CongressSeries
) -> tuple[list[StatedNumber], dict[str, Congress]]:
    numbers: dict[str, StatedNumber] = {}
    congresses: dict[str, Congress] = {}
    answer = dataset.store.query(query)
    for row in answer.rows():
        cell = {name: term.value for name, term in zip(answer.columns, row, strict=True) if term}
        party, congress, iri = cell.get("party"), cell["congress"], cell["figure"]
        ordinal, total = whole_number(cell.get("ordinal")), whole_number(cell.get("total"))
        congresses[congress] = Congress(congress, ordinal, total, series.number(congress))
        if (number := whole_number(cell.get("count") or cell.get("change"))) is None:
            continue
        support = EvidenceSummary(cell["known"], cell.get("status"), cell.get("rule")) if "known" in cell else None
        if iri in numbers:
            support = min(numbers[iri].support, support, key=display.certainty.rank)
        dimension, since = cell.get("dimension"), cell.get("since")
        numbers[iri] = StatedNumber(iri, party, dimension, cell["category"], congress, since, number, support)
        if since:
            congresses.setdefault(since, Congress(since, number=series.number(since)))
    return [*numbers.values()], congresses


def _chart(
    numbers: Sequence[StatedNumber], congresses: Mapping[str, Congress], dividing: Iterable[str]
) -> DelegateChart:
    counts = grouped(((number.category, number.congress), number) for number in numbers if number.since is None)
    changes = grouped(((number.category, number.since, number.congress), number) for number in numbers if number.since)
    order = tuple(sorted({congresses[at] for _, at in counts}, key=lambda congress: congress.order))
    stated = {(congresses[since], congresses[at]) for _, since, at in changes}
    pairs = tuple(sorted(stated | set(pairwise(order)), key=lambda pair: (pair[1].order, pair[0].order)))

    def compared(category: str, since: Congress, at: Congress) -> Comparison:
        first, second = (counts.get((category, congress.iri), []) for congress in (since, at))
        counted = second[0].value - first[0].value if len(first) == len(second) == 1 else None
        return Comparison(since, at, tuple(changes.get((category, since.iri, at.iri), ())), counted)

    lines = [
        CategoryCounts(
            category,
            tuple(tuple(counts.get((category, congress.iri), ())) for congress in order),
            tuple(compared(category, *pair) for pair in pairs),
        )
        for category in dict.fromkeys(number.category for number in numbers)
    ]
    lines.sort(key=lambda line: ([-_sum(cell) for cell in reversed(line.counts)], line.category))
    party, dimension = numbers[0].party, numbers[0].dimension
    columns = zip(*(line.counts for line in lines), strict=True) if dimension in {*dividing} else ()
    sums = tuple(sum(map(_sum, column)) for column in columns)
    names = (re.split(r"[/#]", iri)[-1] for iri in (party, dimension) if iri)
    key = "-".join(re.sub(r"[^A-Za-z0-9]+", "-", name) for name in names)
    return DelegateChart(key or "figures", party, dimension, order, pairs, tuple(lines), sums)


def _sum(cell: Iterable[StatedNumber]) -> int:
    return sum(count.value for count in cell)


def delegates_table(chart: DelegateChart, names: Labels) -> str:
    """A chart as CSV (RFC 4180).

    ``measure`` is a ``count`` or ``stated change``, which have the IRI of the ``figure`` and the ``status`` of its
    assertion; or a ``difference of counts``, ``sum of counts`` or ``stated total``. ``agrees``: a stated change is the
    difference of the counts, or a sum is the stated total.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS)
    writer.writeheader()
    writer.writerows(_rows(chart, names))
    return text.getvalue()


def _rows(chart: DelegateChart, names: Labels) -> Iterator[dict[str, str]]:
    about = {"party": names.text(chart.party or ""), "dimension": names.text(chart.dimension or "")}

    def row(measure: str, at: Congress, value: int, **more: str) -> dict[str, str]:
        return {**about, "measure": measure, "congress": names.text(at.iri), "value": str(value), **more}

    def stated(number: StatedNumber) -> dict[str, str]:
        return {"status": names.text(number.status or ""), "figure": number.iri}

    for line in chart.lines:
        category = names.text(line.category)
        for at, cell in zip(chart.congresses, line.counts, strict=True):
            yield from (row("count", at, count.value, category=category, **stated(count)) for count in cell)
        for pair in line.comparisons:
            compared = {"category": category, "compared_with": names.text(pair.since.iri)}
            for change in pair.stated:
                agrees = _TRUTHS[pair.agrees(change)]
                yield row("stated change", pair.at, change.value, agrees=agrees, **compared, **stated(change))
            if pair.counted is not None:
                yield row("difference of counts", pair.at, pair.counted, **compared)
    for at, total in zip(chart.congresses, chart.sums, strict=False):
        yield row("sum of counts", at, total, agrees=_TRUTHS[None if at.total is None else at.total == total])
        if at.total is not None:
            yield row("stated total", at, at.total)

"""The delegates of congresses: counts by category, and stated changes beside the differences of the counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.engine.answer import Term
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.display import Display, DisplayList, read_display
from kg.model.evidence import EvidenceSummary
from kg.model.labels import Labels
from kg.publish.charts.facts import chart_query, whole_number


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


@dataclass(frozen=True)
class Congress:
    """A congress: its number and stated total of delegates, and its rank among those of its party, 0 for the latest."""

    iri: str
    ordinal: int | None
    total: int | None
    rank: int = 0


@dataclass(frozen=True)
class Comparison:
    """Two congresses in one category: the stated changes, and the difference of the counts if each is stated once."""

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


@dataclass(frozen=True)
class Delegates:
    """The charts, those with most categories first, and the labels of what is named."""

    charts: tuple[DelegateChart, ...]
    labels: Labels
    query: str


def read_delegates(dataset: PublishedDataset) -> Delegates:
    """The numbers that a dataset states about the people at congresses."""
    query, display = chart_query("delegates", dataset.names), read_display(dataset)
    numbers, congresses = _read(dataset, display, query)
    grouped: dict[tuple[str | None, str | None], list[StatedNumber]] = {}
    for number in numbers:
        grouped.setdefault((number.party, number.dimension), []).append(number)
    dividing = display.terms(DisplayList.DIVIDING)
    charts = [_chart(members, congresses, dividing) for members in grouped.values()]
    names = labels.of(dataset, {iri for number in numbers for iri in _mentioned(number)})
    order = sorted(charts, key=lambda chart: (chart.party or "~", -len(chart.lines), chart.key))
    return Delegates(tuple(order), names, query)


def _read(dataset: PublishedDataset, display: Display, query: str) -> tuple[list[StatedNumber], dict[str, Congress]]:
    certainty = display.certainty
    numbers: dict[str, StatedNumber] = {}
    congresses: dict[str, Congress] = {}
    parties: dict[str, str | None] = {}
    answer = dataset.store.query(query)
    for row in answer.rows():
        cell = {name: term for name, term in zip(answer.columns, row, strict=True) if term}
        congress, since, iri = cell["congress"].value, _value(cell.get("since")), cell["figure"].value
        congresses[congress] = Congress(congress, whole_number(cell.get("ordinal")), whole_number(cell.get("total")))
        parties[congress] = party = _value(cell.get("party"))
        if (value := whole_number(cell.get("count") or cell.get("change"))) is None:
            continue
        support = EvidenceSummary(cell["known"].value, _value(cell.get("status"))) if "known" in cell else None
        if iri in numbers:
            support = min(numbers[iri].support, support, key=certainty.rank)
        dimension, category = _value(cell.get("dimension")), cell["category"].value
        numbers[iri] = StatedNumber(iri, party, dimension, category, congress, since, value, support)
        if since:
            congresses.setdefault(since, Congress(since, None, None))
    return [*numbers.values()], _ranked(congresses, parties)


def _ranked(congresses: Mapping[str, Congress], parties: Mapping[str, str | None]) -> dict[str, Congress]:
    """Congresses with their ranks, the one with the highest number being the latest."""
    ranks: dict[str | None, int] = {}
    ranked = {}
    for congress in sorted(congresses.values(), key=lambda congress: (-(congress.ordinal or 0), congress.iri)):
        party = parties.get(congress.iri)
        ranks[party] = ranks.get(party, -1) + 1
        ranked[congress.iri] = Congress(congress.iri, congress.ordinal, congress.total, ranks[party])
    return ranked


def _chart(
    numbers: Sequence[StatedNumber], congresses: Mapping[str, Congress], dividing: Iterable[str]
) -> DelegateChart:
    counts = [number for number in numbers if number.since is None]
    changes = [number for number in numbers if number.since is not None]
    used = {congresses[count.congress] for count in counts}
    order = tuple(sorted(used, key=lambda congress: -congress.rank))
    stated = {(congresses[change.since], congresses[change.congress]) for change in changes if change.since}
    pairs = tuple(sorted(stated | set(pairwise(order)), key=lambda pair: (-pair[1].rank, -pair[0].rank)))
    categories = dict.fromkeys(number.category for number in numbers)
    lines = [_line(category, counts, changes, order, pairs) for category in categories]
    lines.sort(
        key=lambda line: ([-sum(count.value for count in cell) for cell in reversed(line.counts)], line.category)
    )
    party, dimension = numbers[0].party, numbers[0].dimension
    cells = zip(*(line.counts for line in lines), strict=True) if dimension in {*dividing} else ()
    sums = tuple(sum(count.value for counts in column for count in counts) for column in cells)
    key = "-".join(_slug(iri) for iri in (party, dimension) if iri)
    return DelegateChart(key or "figures", party, dimension, order, pairs, tuple(lines), sums)


def _line(
    category: str,
    counts: Iterable[StatedNumber],
    changes: Iterable[StatedNumber],
    order: Iterable[Congress],
    pairs: Iterable[tuple[Congress, Congress]],
) -> CategoryCounts:
    by_congress: dict[str, list[StatedNumber]] = {}
    for count in counts:
        if count.category == category:
            by_congress.setdefault(count.congress, []).append(count)

    def compared(since: Congress, at: Congress) -> Comparison:
        wanted = (category, since.iri, at.iri)
        stated = (change for change in changes if (change.category, change.since, change.congress) == wanted)
        first, second = (by_congress.get(congress.iri, []) for congress in (since, at))
        counted = second[0].value - first[0].value if len(first) == len(second) == 1 else None
        return Comparison(since, at, tuple(stated), counted)

    cells = tuple(tuple(by_congress.get(congress.iri, ())) for congress in order)
    return CategoryCounts(category, cells, tuple(compared(since, at) for since, at in pairs))


def _mentioned(number: StatedNumber) -> Iterable[str]:
    status = number.support.status if number.support else None
    iris = (number.iri, number.party, number.dimension, number.category, number.congress, number.since, status)
    return (iri for iri in iris if iri)


def _slug(iri: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", re.split(r"[/#]", iri)[-1])


def _value(term: Term | None) -> str | None:
    return term.value if term else None

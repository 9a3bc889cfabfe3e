"""The people at congresses in figures: counts by category, and stated changes beside what the counts give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.engine.answer import Term
from kg.model import labels
from kg.model.certainty import read_certainty
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Support
from kg.model.labels import Labels
from kg.namespaces import Namespaces
from kg.publish.charts.facts import number
from kg.publish.charts.queries import chart_query

# The respects in which every delegate belongs to just one category, so that the counts add up to all delegates.
_DIVIDING = frozenset({"ckg:sector", "ckg:origin"})


@dataclass(frozen=True)
class Figure:
    """A stated number: of the people of a category at a congress, or how it changed ``since`` another congress."""

    iri: str
    party: str | None
    dimension: str | None
    category: str
    congress: str
    since: str | None
    value: int
    known: Support | None


@dataclass(frozen=True)
class Congress:
    """A congress: its number and stated total of delegates, and its rank among those of its party, 0 for the latest."""

    iri: str
    ordinal: int | None
    total: int | None
    rank: int = 0


@dataclass(frozen=True)
class Comparison:
    """Two congresses in one category: the changes that are stated, and what the counts give if each is there once."""

    since: Congress
    at: Congress
    stated: tuple[Figure, ...]
    counted: int | None

    def agrees(self, figure: Figure) -> bool | None:
        """Whether a stated change is what the counts give; None where they give nothing."""
        return None if self.counted is None else figure.value == self.counted


@dataclass(frozen=True)
class Line:
    """A category: its counts at each congress of the chart, in that order, and the comparisons of the chart."""

    category: str
    counts: tuple[tuple[Figure, ...], ...]
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True)
class Chart:
    """The categories of one dimension at the congresses of one party, earliest first; ``key`` is part of its address.

    ``pairs`` are the congresses that are compared. ``sums`` has the sum of the counts at each congress where these
    should give the total.
    """

    key: str
    party: str | None
    dimension: str | None
    congresses: tuple[Congress, ...]
    pairs: tuple[tuple[Congress, Congress], ...]
    lines: tuple[Line, ...]
    sums: tuple[int, ...]


@dataclass(frozen=True)
class Delegates:
    """The charts, those with most categories first, and the labels of what is named."""

    charts: tuple[Chart, ...]
    labels: Labels
    query: str


def read_delegates(dataset: PublishedDataset) -> Delegates:
    """The figures that a dataset has about the people at congresses."""
    query = chart_query("delegates", dataset.names)
    figures, congresses = _read(dataset, query)
    grouped: dict[tuple[str | None, str | None], list[Figure]] = {}
    for figure in figures:
        grouped.setdefault((figure.party, figure.dimension), []).append(figure)
    charts = [_chart(dataset.names, members, congresses) for members in grouped.values()]
    known = labels.of(dataset, {iri for figure in figures for iri in _mentioned(figure)})
    order = sorted(charts, key=lambda chart: (chart.party or "~", -len(chart.lines), chart.key))
    return Delegates(tuple(order), known, query)


def _read(dataset: PublishedDataset, query: str) -> tuple[list[Figure], dict[str, Congress]]:
    answer = dataset.store.query(query)
    certainty = read_certainty(dataset)
    figures: dict[str, Figure] = {}
    congresses: dict[str, Congress] = {}
    parties: dict[str, str | None] = {}
    for row in answer.rows():
        cell = {name: term for name, term in zip(answer.columns, row, strict=True) if term}
        congress, since = cell["congress"].value, cell.get("since")
        congresses[congress] = Congress(congress, number(cell.get("ordinal")), number(cell.get("total")))
        parties[congress] = party = _value(cell.get("party"))
        known = Support(cell["known"].value, _value(cell.get("status"))) if "known" in cell else None
        if (value := number(cell.get("count") or cell.get("change"))) is None:
            continue
        before = figures.get(cell["figure"].value)
        figures[cell["figure"].value] = Figure(
            cell["figure"].value,
            party,
            _value(cell.get("dimension")),
            cell["category"].value,
            congress,
            _value(since),
            value,
            min(before.known, known, key=certainty.rank) if before else known,
        )
        if since:
            congresses.setdefault(since.value, Congress(since.value, None, None))
    return [*figures.values()], _ranked(congresses, parties)


def _ranked(congresses: Mapping[str, Congress], parties: Mapping[str, str | None]) -> dict[str, Congress]:
    """Congresses with their ranks, the one with the highest number being the latest."""
    latest = sorted(congresses.values(), key=lambda one: (-(one.ordinal or 0), one.iri))
    seen: dict[str | None, int] = {}
    found = {}
    for one in latest:
        rank = seen[parties.get(one.iri)] = seen.get(parties.get(one.iri), -1) + 1
        found[one.iri] = Congress(one.iri, one.ordinal, one.total, rank)
    return found


def _chart(names: Namespaces, figures: Sequence[Figure], congresses: Mapping[str, Congress]) -> Chart:
    counts = [figure for figure in figures if figure.since is None]
    changes = [figure for figure in figures if figure.since is not None]
    used = {congresses[figure.congress] for figure in counts}
    order = tuple(sorted(used, key=lambda one: -one.rank))
    stated = {(congresses[one.since], congresses[one.congress]) for one in changes if one.since}
    pairs = tuple(sorted(stated | set(pairwise(order)), key=lambda pair: (-pair[1].rank, -pair[0].rank)))
    lines = [
        _line(category, counts, changes, order, pairs) for category in dict.fromkeys(one.category for one in figures)
    ]
    lines.sort(key=lambda line: ([-sum(one.value for one in cell) for cell in reversed(line.counts)], line.category))
    dimension = figures[0].dimension
    dividing = dimension and names.compact(dimension) in _DIVIDING
    sums = [sum(one.value for line in lines for one in line.counts[at]) for at in range(len(order))] if dividing else []
    key = "-".join(_slug(iri) for iri in (figures[0].party, dimension) if iri)
    return Chart(key or "figures", figures[0].party, dimension, order, pairs, tuple(lines), tuple(sums))


def _line(
    category: str,
    counts: Iterable[Figure],
    changes: Iterable[Figure],
    order: Iterable[Congress],
    pairs: Iterable[tuple[Congress, Congress]],
) -> Line:
    by_congress: dict[str, list[Figure]] = {}
    for figure in counts:
        if figure.category == category:
            by_congress.setdefault(figure.congress, []).append(figure)

    def compared(since: Congress, at: Congress) -> Comparison:
        stated = [one for one in changes if (one.category, one.since, one.congress) == (category, since.iri, at.iri)]
        first, second = (by_congress.get(one.iri, []) for one in (since, at))
        counted = second[0].value - first[0].value if len(first) == len(second) == 1 else None
        return Comparison(since, at, tuple(stated), counted)

    cells = tuple(tuple(by_congress.get(one.iri, ())) for one in order)
    return Line(category, cells, tuple(compared(since, at) for since, at in pairs))


def _mentioned(figure: Figure) -> Iterable[str]:
    status = figure.known.status if figure.known else None
    found = (figure.iri, figure.party, figure.dimension, figure.category, figure.congress, figure.since, status)
    return (iri for iri in found if iri)


def _slug(iri: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", re.split(r"[/#]", iri)[-1])


def _value(term: Term | None) -> str | None:
    return term.value if term else None

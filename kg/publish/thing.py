"""What a page says about a thing: its statements in groups and rows, each value with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from kg.namespaces import Namespaces
from kg.publish import labels, statements
from kg.publish.dataset import PublishedDataset
from kg.publish.display import Display, Head
from kg.publish.labels import Labels
from kg.publish.remarks import Remark, remarks
from kg.publish.statements import Extent, Statement
from kg.publish.structure import Branch, trees
from kg.publish.timeline import Moment, timeline


@dataclass(frozen=True)
class Row:
    """The values of one property, or with ``inverse`` the things that have the page's thing as a value of it."""

    head: Head
    link: str
    inverse: bool
    values: tuple[Statement, ...]
    gaps: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Thing:
    """What one page, counted from 1, says about a thing; ``kinds`` are its most specific classes."""

    iri: str
    page: int
    more: bool
    kinds: tuple[str, ...]
    groups: list[tuple[str, list[Row]]]
    notes: list[Remark]
    moments: list[Moment]
    trees: list[Branch]
    labels: Labels

    @property
    def statements(self) -> Iterator[Statement]:
        """The statements of the page."""
        return (value for _, rows in self.groups for row in rows for value in row.values)


def read_thing(dataset: PublishedDataset, display: Display, iri: str, size: Extent, page: int) -> Thing:
    """What a page says about a thing that exists."""
    names = dataset.names
    found = statements.statements(dataset, iri, size, page)
    about = {one.other.value for one in found if one.inverse and one.link == names.term("about")}
    said = remarks(dataset, about)
    nodes = {remark.node for remark in said}
    shown = [one for one in found if one.other.value not in nodes]
    neighbours = {one.other.value for one in shown if one.other.is_iri}
    kinds = _kinds(shown, names)
    moments = timeline(dataset, display, {iri, *neighbours}) if display.datable & neighbours else []
    branches = trees(dataset, display, iri, shown)
    mentioned = {iri, *_mentioned(shown), *(iri for remark in said for iri in (remark.kind, *remark.missing))}
    return Thing(
        iri,
        page,
        size.more(page),
        kinds,
        _groups(_rows(display, shown, [remark for remark in said if remark.gap])),
        [remark for remark in said if not remark.gap],
        moments if len(moments) > 1 else [],
        branches,
        labels.of(dataset, mentioned),
    )


def _kinds(found: Iterable[Statement], names: Namespaces) -> tuple[str, ...]:
    """The classes of the thing itself that are not inferred from others."""
    types = [one for one in found if not one.inverse and one.link == names.prefixes["rdf"] + "type"]
    stated = [one for one in types if not one.evidence or not one.evidence[0].inferred]
    return tuple(sorted(one.other.value for one in stated or types))


def _mentioned(found: Iterable[Statement]) -> Iterator[str]:
    for one in found:
        yield one.link
        if one.other.is_iri:
            yield one.other.value
        for proof in one.evidence:
            yield from proof.mentioned


def _rows(display: Display, found: list[Statement], gaps: list[Remark]) -> list[Row]:
    """The statements by property and direction, the gaps beside what they are gaps in, in the order of the display."""
    cells: dict[tuple[bool, str], tuple[list[Statement], list[Remark]]] = {}
    for one in found:
        cells.setdefault((one.inverse, one.link), ([], []))[0].append(one)
    for gap in gaps:
        for link in gap.missing:
            cells.setdefault((False, link), ([], []))[1].append(gap)
    rows = [
        Row(display.head(link, inverse=inverse), link, inverse, tuple(values), tuple(missing))
        for (inverse, link), (values, missing) in cells.items()
    ]
    return sorted(rows, key=lambda row: (row.head, row.link))


def _groups(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    return [(name, list(members)) for name, members in groupby(rows, key=lambda row: row.head.group)]

"""What a page says about a thing: its statements in groups and rows, each value with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from kg.engine.answer import Term
from kg.model import labels, statements
from kg.model.dataset import PublishedDataset
from kg.model.display import Display, Head
from kg.model.evidence import Evidence
from kg.model.gaps_and_notes import Remark, remarks
from kg.model.hierarchy import Tree, read_hierarchies
from kg.model.labels import Labels
from kg.model.statements import Extent, Statement
from kg.namespaces import Namespaces
from kg.publish.entities.chronology import DatedEntity, read_chronology

_MOST_CLASSES = 20


@dataclass(frozen=True)
class Value:
    """What stands at the other end of statements of one row, with all that backs them."""

    other: Term
    evidence: tuple[Evidence, ...]

    @property
    def inferred(self) -> bool:
        """Whether this only follows from statements of the sources."""
        return bool(self.evidence) and all(support.inferred for support in self.evidence)


@dataclass(frozen=True)
class Row:
    """The values of one property or, from the other end, the things that have the page's thing as a value of it.

    Properties that say the same from both ends share a row; ``link`` is one of them.
    """

    head: Head
    link: str
    values: tuple[Value, ...]
    gaps: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Thing:
    """What one page, counted from 1, says about a thing; ``kinds`` are its most specific classes."""

    iri: str
    page: int
    more: bool
    kinds: tuple[str, ...]
    statements: tuple[Statement, ...]
    groups: list[tuple[str, list[Row]]]
    notes: list[Remark]
    moments: list[DatedEntity]
    trees: list[Tree]
    labels: Labels


def read_thing(dataset: PublishedDataset, display: Display, iri: str, size: Extent, page: int) -> Thing:
    """What a page says about a thing that exists."""
    names = dataset.names
    found = statements.statements(dataset, iri, size, page)
    about = {one.other.value for one in found if one.inverse and one.link == names.term("about")}
    said = remarks(dataset, about)
    nodes = {remark.node for remark in said}
    shown = [one for one in found if one.other.value not in nodes]
    neighbours = {one.other.value for one in shown if one.other.is_iri}
    kinds = _kinds(shown, names) or _classes(dataset, iri)
    moments = read_chronology(dataset, display, {iri, *neighbours}) if display.datable & neighbours else []
    branches = read_hierarchies(dataset, display, iri, shown)
    mentioned = {iri, *_mentioned(shown), *(iri for remark in said for iri in (remark.kind, *remark.missing))}
    known = labels.of(dataset, mentioned)
    rows = _rows(display, shown, [remark for remark in said if remark.gap])
    return Thing(
        iri,
        page,
        statements.more(dataset, iri, size, page),
        kinds,
        tuple(found),
        _groups([_sorted(row, known) for row in rows]),
        [remark for remark in said if not remark.gap],
        moments if len(moments) > 1 else [],
        branches,
        known,
    )


def _kinds(found: Iterable[Statement], names: Namespaces) -> tuple[str, ...]:
    """The classes of the thing itself that are not inferred from others."""
    types = [one for one in found if not one.inverse and one.link == names.prefixes["rdf"] + "type"]
    stated = [one for one in types if not one.evidence or not all(support.inferred for support in one.evidence)]
    return tuple(sorted(one.other.value for one in stated or types))


def _classes(dataset: PublishedDataset, iri: str) -> tuple[str, ...]:
    """The classes of a thing, which among very many statements may stand on any page."""
    text = f"SELECT DISTINCT ?class WHERE {{ <{iri}> a ?class }} ORDER BY ?class LIMIT {_MOST_CLASSES}"
    return tuple(row[0].value for row in dataset.store.query(text).rows() if row[0])


def _mentioned(found: Iterable[Statement]) -> Iterator[str]:
    for one in found:
        yield one.link
        if one.other.is_iri:
            yield one.other.value
        for proof in one.evidence:
            yield from proof.mentioned


def _rows(display: Display, found: list[Statement], gaps: list[Remark]) -> list[Row]:
    """The statements by what their rows are called, the gaps beside what they are gaps in, in the order of a page."""
    by_head: dict[Head, list[Statement]] = {}
    for one in found:
        by_head.setdefault(display.head(one.link, inverse=one.inverse), []).append(one)
    missing: dict[Head, list[tuple[str, Remark]]] = {}
    for gap in gaps:
        for link in gap.missing:
            missing.setdefault(display.head(link, inverse=False), []).append((link, gap))
    return [_row(display, head, by_head.get(head, []), missing.get(head, [])) for head in sorted({*by_head, *missing})]


def _row(display: Display, head: Head, found: list[Statement], missing: list[tuple[str, Remark]]) -> Row:
    by_other: dict[Term, list[Evidence]] = {}
    for one in found:
        by_other.setdefault(one.other, []).extend(one.evidence)
    values = [Value(other, tuple(display.certainty.best_first(backing))) for other, backing in by_other.items()]
    links = [one.link for one in sorted(found, key=lambda one: one.inverse)] or [link for link, _ in missing]
    return Row(head, links[0], tuple(values), tuple(gap for _, gap in missing))


def _sorted(row: Row, known: Labels) -> Row:
    """A row with what sources say first, and then in the order of names."""
    values = sorted(row.values, key=lambda value: (value.inferred, known.term(value.other), value.other.value))
    return replace(row, values=tuple(values))


def _groups(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    return [(name, list(members)) for name, members in groupby(rows, key=lambda row: row.head.group)]

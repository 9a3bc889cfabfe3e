"""What a page says about an entity: its statements in groups and rows, each value with its evidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model import labels
from kg.model.chronology import read_chronology
from kg.model.classes import superproperties
from kg.model.dataset import PublishedDataset
from kg.model.display import Display, Head
from kg.model.evidence import Evidence
from kg.model.gaps_and_notes import GapOrNote, read_gaps_and_notes
from kg.model.hierarchy import Tree, read_hierarchies
from kg.model.labels import Labels
from kg.model.statements import Extent, Statement, has_page_after, read_statements, without_restated
from kg.model.time import StatedTime
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class PropertyValue:
    """A value in a row, with the evidence for it from either end, the most certain first."""

    other: Term
    evidence: tuple[Evidence, ...]

    @property
    def inferred(self) -> bool:
        """Whether there are only inferences for it."""
        return bool(self.evidence) and all(support.inferred for support in self.evidence)


@dataclass(frozen=True)
class PropertyRow:
    """The values of one property, or the entities whose value the entity is; ``link`` may be the inverse property."""

    head: Head
    link: str
    values: tuple[PropertyValue, ...]
    gaps: tuple[GapOrNote, ...] = ()


@dataclass(frozen=True)
class EntityDescription:
    """What one page, counted from 1, says about an entity; ``kinds`` are its most specific classes."""

    iri: str
    page: int
    more: bool
    kinds: tuple[str, ...]
    statements: tuple[Statement, ...]
    groups: list[tuple[str, list[PropertyRow]]]
    notes: list[GapOrNote]
    chronology: list[tuple[str, StatedTime]]
    trees: list[Tree]
    labels: Labels


def describe_entity(dataset: PublishedDataset, display: Display, extent: Extent, page: int) -> EntityDescription:
    """What a page says about an entity that exists."""
    iri, statements = extent.iri, read_statements(dataset, extent, page)
    about = dataset.names.term("about")
    linked = {statement.other.value for statement in statements if statement.inverse and statement.link == about}
    entries = read_gaps_and_notes(dataset, linked)
    gaps, notes = ([entry for entry in entries if entry.gap is gap] for gap in (True, False))
    nodes = {entry.node for entry in entries}
    informative = _informative(statements, superproperties(dataset), display)
    shown = [statement for statement in informative if statement.other.value not in nodes]
    neighbours = {statement.other.value for statement in shown if statement.other.is_iri}
    chronology = read_chronology(dataset, display, {iri, *neighbours}) if display.datable & neighbours else []
    mentioned = {iri, *_mentioned(shown), *(mentioned for entry in entries for mentioned in entry.mentioned)}
    names = labels.of(dataset, mentioned)
    return EntityDescription(
        iri,
        page,
        has_page_after(dataset, extent, page),
        _classes(dataset, iri, shown),
        tuple(statements),
        [(group, [*rows]) for group, rows in groupby(_rows(display, names, shown, gaps), lambda row: row.head.group)],
        notes,
        chronology if len(chronology) > 1 else [],
        read_hierarchies(dataset, display, iri, shown),
        names,
    )


def _informative(
    statements: Sequence[Statement], above: Mapping[str, set[str]], display: Display
) -> Iterator[Statement]:
    """The statements without derived order, and without those that a narrower property implies."""
    by_pair = grouped(((statement.inverse, statement.other), statement) for statement in statements)
    order = {*display.terms("order")}
    # Either end may state the order.
    ordered = {statement.other for statement in statements if statement.link in order and _is_stated(statement)}
    for alternatives in by_pair.values():
        for statement in alternatives:
            narrower = [other for other in alternatives if statement.link in above.get(other.link, ())]
            is_implied = narrower and (not _is_stated(statement) or any(map(_is_stated, narrower)))
            if not is_implied and (statement.link not in order or statement.other in ordered):
                yield statement


def _is_stated(statement: Statement) -> bool:
    """Whether an assertion supports a statement; one without any evidence counts as stated."""
    return not statement.evidence or any(not support.inferred for support in statement.evidence)


def _classes(dataset: PublishedDataset, iri: str, statements: Iterable[Statement]) -> tuple[str, ...]:
    """The classes that are not inferred from others, or all, which among very many statements may be on any page."""
    rdf_type = f"{dataset.names.prefixes['rdf']}type"
    stated = (statement for statement in statements if statement.link == rdf_type and not statement.inverse)
    if types := [PropertyValue(statement.other, statement.evidence) for statement in stated]:
        asserted = [value for value in types if not value.inferred]
        return tuple(sorted(value.other.value for value in asserted or types))
    limit = dataset.limits.page.classes
    pattern = without_restated(f"{iri_ref(iri)} a ?class")
    query = f"SELECT DISTINCT ?class WHERE {{ {pattern} }} ORDER BY ?class LIMIT {limit}"
    return tuple(cls.value for (cls,) in dataset.select_bound(query))


def _mentioned(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        yield statement.link
        if statement.other.is_iri:
            yield statement.other.value
        for support in statement.evidence:
            yield from support.mentioned


def _rows(
    display: Display, names: Labels, statements: Iterable[Statement], gaps: Iterable[GapOrNote]
) -> Iterator[PropertyRow]:
    """The rows in the order of a page: the statements by the heads of their properties, with the gaps beside them."""
    by_head = grouped((display.head(statement.link, inverse=statement.inverse), statement) for statement in statements)
    missing = grouped((display.head(link, inverse=False), (link, gap)) for gap in gaps for link in gap.missing)
    for head in sorted({*by_head, *missing}):
        members = sorted(by_head.get(head, ()), key=lambda statement: statement.inverse)
        links = [statement.link for statement in members] or [link for link, _ in missing[head]]
        gaps_beside = tuple(gap for _, gap in missing.get(head, ()))
        yield PropertyRow(head, links[0], tuple(_values(display, names, members)), gaps_beside)


def _values(display: Display, names: Labels, statements: Iterable[Statement]) -> list[PropertyValue]:
    """The values in a row: what sources state first, and then in the order of names."""
    evidence = grouped((statement.other, statement.evidence) for statement in statements)
    best_first = display.certainty.best_first
    values = [PropertyValue(other, tuple(best_first(chain(*supports)))) for other, supports in evidence.items()]
    return sorted(values, key=lambda value: (value.inferred, names.term(value.other), value.other.value))

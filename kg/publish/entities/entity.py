"""What a page says about an entity: its introduction, and its statements in groups and rows with their evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.model import labels
from kg.model.chronology import read_chronology
from kg.model.classes import superclasses, superproperties
from kg.model.dataset import PublishedDataset
from kg.model.display import Display
from kg.model.gaps_and_notes import GapOrNote, read_gaps_and_notes
from kg.model.hierarchy import Tree, read_hierarchies
from kg.model.key_facts import KeyFacts, key_facts_of
from kg.model.labels import Labels
from kg.model.statements import Extent, Statement, has_page_after, read_statements, read_values, without_restated
from kg.model.time import StatedTime
from kg.publish.entities.introduction import Introduction, Subject, introduce
from kg.publish.entities.key_facts import entity_time, time_links, time_of_whole
from kg.publish.entities.rows import PropertyRow, Telling, by_weight, property_rows, stated_classes
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class EntityDescription:
    """What one page, counted from 1, says about an entity; ``kinds`` are its most specific classes.

    The ``introduction`` stands on the first page. ``groups`` are the rows that it leaves, by their headings, and
    ``derived`` those that only repeat, order or count others. The ``chronology`` has what no tree has; ``times`` are
    those of both.
    """

    iri: str
    page: int
    more: bool
    kinds: tuple[str, ...]
    statements: tuple[Statement, ...]
    introduction: Introduction
    groups: list[tuple[str, list[PropertyRow]]]
    derived: list[PropertyRow]
    gaps: list[GapOrNote]
    notes: list[GapOrNote]
    chronology: list[tuple[str, StatedTime]]
    trees: list[Tree]
    times: dict[str, StatedTime]
    labels: Labels


@dataclass(frozen=True)
class _Material:
    """What was read for a page; the introduction is made from the ``leading`` statements, by a ``profile``."""

    extent: Extent
    statements: list[Statement]
    telling: Telling
    gaps: list[GapOrNote]
    notes: list[GapOrNote]
    profile: KeyFacts | None
    leading: list[Statement]

    @property
    def mentioned(self) -> Iterator[str]:
        """The IRIs that a reader meets."""
        for statement in (*self.statements, *self.leading):
            yield statement.link
            if statement.other.is_iri:
                yield statement.other.value
            for support in statement.evidence:
                yield from support.mentioned
        for entry in (*self.gaps, *self.notes):
            yield from entry.mentioned


def describe_entity(dataset: PublishedDataset, display: Display, extent: Extent, page: int) -> EntityDescription:
    """What a page says about an entity that exists."""
    iri, more = extent.iri, has_page_after(dataset, extent, page)
    read = _read(dataset, display, extent, page, more=more)
    shown = read.telling.shown
    kinds = stated_classes(shown, f"{dataset.names.prefixes['rdf']}type") or _classes(dataset, iri)
    names = labels.of(dataset, {iri, *kinds, *read.mentioned})
    trees = [tree for tree in read_hierarchies(dataset, display, iri, shown) if _is_deep(tree, iri)]
    placed = {branch.iri for tree in trees for branch, _ in tree.walk()}
    neighbours = {statement.other.value for statement in shown if statement.other.is_iri}
    chronology = read_chronology(dataset, display, {iri, *neighbours, *placed})
    apart = [(event, time) for event, time in chronology if event not in placed - {iri}]
    ranks = {event: rank for rank, (event, _) in enumerate(chronology)}
    start = _introduction(display, names, _subject(dataset, display, kinds, read), read, ranks)
    groups, derived = _groups(display, names, read, start, ranks)
    return EntityDescription(
        iri,
        page,
        more,
        kinds,
        tuple(read.statements),
        start,
        groups,
        derived,
        read.gaps,
        read.notes,
        # Two are in the rows.
        apart if len(apart) > 2 else [],
        [tree.arranged(lambda event: ranks.get(event, len(ranks))) for tree in trees],
        dict(chronology),
        names,
    )


def _read(dataset: PublishedDataset, display: Display, extent: Extent, page: int, *, more: bool) -> _Material:
    statements = read_statements(dataset, extent, page)
    about = dataset.names.term("about")
    linked = {statement.other.value for statement in statements if statement.inverse and statement.link == about}
    entries = read_gaps_and_notes(dataset, linked)
    nodes = {entry.node for entry in entries}
    own = [statement for statement in statements if statement.other.value not in nodes]
    telling = by_weight(own, _above(dataset), display)
    profile = key_facts_of(dataset, _classes(dataset, extent.iri)) if page == 1 else None
    leading = _leading(dataset, display, extent, profile) if profile and more else telling.shown
    gaps, notes = ([entry for entry in entries if entry.gap is gap] for gap in (True, False))
    return _Material(extent, statements, telling, gaps, notes, profile, leading)


def _subject(dataset: PublishedDataset, display: Display, kinds: Sequence[str], read: _Material) -> Subject | None:
    if not read.profile:
        return None
    time = entity_time(display, read.leading) or time_of_whole(dataset, display, read.leading)
    return Subject(read.extent.iri, next(iter(kinds), read.profile.cls), time, read.extent.limits.statements)


def _introduction(
    display: Display, names: Labels, subject: Subject | None, read: _Material, ranks: Mapping[str, int]
) -> Introduction:
    if not (subject and read.profile):
        return Introduction()
    rows = [*property_rows(display, names, read.leading, read.gaps, ranks)]
    return introduce(display, names, subject, read.profile, rows)


def _is_deep(tree: Tree, iri: str) -> bool:
    """Whether a tree says more than rows do, which have the parts and the wholes of the entity."""
    links = ((branch.iri, child.iri) for branch, _ in tree.walk() for child in branch.children)
    return any(iri not in link for link in links)


def _above(dataset: PublishedDataset) -> dict[str, set[str]]:
    return superproperties(dataset) | superclasses(dataset)


def _leading(dataset: PublishedDataset, display: Display, extent: Extent, profile: KeyFacts) -> list[Statement]:
    """The statements from which the introduction of an entity with several pages is made, which may be on any."""
    links = [(path.link, path.inverse) for path in profile.paths]
    links += [(link, False) for link in time_links(display) if (link, False) not in links]
    return by_weight(read_values(dataset, extent, links), _above(dataset), display).shown


def _groups(
    display: Display, names: Labels, read: _Material, start: Introduction, ranks: Mapping[str, int]
) -> tuple[list[tuple[str, list[PropertyRow]]], list[PropertyRow]]:
    """The rows that the introduction leaves, by their headings, and those that are derived."""
    covered = {value for fact in start.facts for value in fact.covered}
    _, last = display.section("derived")
    heads = [(display.head(statement.link, inverse=statement.inverse), statement) for statement in read.telling.shown]
    left = [(head.group, statement) for head, statement in heads if (head, statement.other) not in covered]
    relations = [statement for group, statement in left if group != last]
    derived = [statement for group, statement in left if group == last]
    # What a gap alone says stands in a section of its own.
    rows = [row for row in property_rows(display, names, relations, read.gaps, ranks) if row.values]
    groups = [(group, [*members]) for group, members in groupby(rows, lambda row: row.head.group)]
    return groups, [*property_rows(display, names, (*read.telling.derived, *derived), (), ranks)]


def _classes(dataset: PublishedDataset, iri: str) -> tuple[str, ...]:
    """The classes of an entity, which among very many statements may be on any page."""
    limit = dataset.limits.page.classes
    pattern = without_restated(f"{iri_ref(iri)} a ?class")
    query = f"SELECT DISTINCT ?class WHERE {{ {pattern} }} ORDER BY ?class LIMIT {limit}"
    return tuple(cls.value for (cls,) in dataset.select_bound(query))

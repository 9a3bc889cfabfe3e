"""The timeline: events and messages in the order of time, under the stated dates, in lanes by their class."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.chronology import in_order
from kg.model.dataset import PublishedDataset
from kg.model.display import DATES, ClassDisplay
from kg.model.hierarchy import Children, first_parents, grow
from kg.model.labels import Labels, format_literal
from kg.publish.charts.facts import ChartFact, ChartFacts, by_link, read_facts
from kg.publish.charts.positions import Position, position_of
from kg.publish.charts.series import CongressSeries, read_series

# Where the display data have no lanes.
_ONE_LANE = (ClassDisplay("others", 1, "Events and messages", "", (), frozenset()),)


@dataclass(frozen=True)
class TimelineEntry:
    """An entity on the timeline: its most specific class, its lane, and how deep it stands below what it is part of.

    A ``numbered`` entity is a day of a congress, such as its second. ``bounds`` are the days between which an entity
    without a date lies, but for those that its position gives. ``extent`` are the first and the last date that it
    has or can have; None where that is open. ``involved`` are the statements about who and what is involved, by
    property. ``gap`` is the IRI of a gap that says that no date is given. ``congress`` is the congress that it is or is
    part of.
    """

    iri: str
    kind: str | None
    lane: ClassDisplay
    depth: int
    numbered: bool
    position: Position
    bounds: tuple[ChartFact, ...]
    extent: tuple[Term | None, Term | None]
    involved: tuple[tuple[str, tuple[ChartFact, ...]], ...]
    gap: str | None
    congress: str | None


@dataclass(frozen=True)
class TimelineSection:
    """The entries that stand together: on a date or in an interval, before or after one, or without a position."""

    key: str
    position: Position
    entries: tuple[TimelineEntry, ...]

    @property
    def name(self) -> str:
        """The heading."""
        if self.position.time is None:
            return "Neither date nor order stated"
        if self.position.bound:
            return f"{self.position.basis.capitalize()} {format_literal(self.position.bound)}, date not stated"
        return self.position.time.text[:1].upper() + self.position.time.text[1:]

    @property
    def is_day(self) -> bool:
        """Whether the entries stand on a stated day."""
        return self.day is not None

    @property
    def day(self) -> str | None:
        """The stated day (xsd:date) on which the entries stand."""
        time = self.position.time
        return time.first_day if time and not self.position.bound and time.first_day == time.last_day else None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The keys of the lanes that the entries are in."""
        return tuple(dict.fromkeys(entry.lane.key for entry in self.entries))

    @property
    def leading(self) -> list[TimelineEntry]:
        """The entries in the order of time; for a day of a congress stands what happened on it."""
        return [entry for entry in self.entries if not entry.numbered] or [*self.entries]


@dataclass(frozen=True)
class LegendEntry:
    """What a colour means: a congress, or None for what belongs to none; ``kinds`` are the keys of its lanes."""

    congress: str | None
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Timeline:
    """The sections in the order of time, the lanes with entries, the congresses, and the labels of what is named."""

    sections: tuple[TimelineSection, ...]
    lanes: tuple[ClassDisplay, ...]
    series: CongressSeries
    labels: Labels
    query: str

    @property
    def entries(self) -> tuple[TimelineEntry, ...]:
        """All entries, in the order of time."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @property
    def dated_congresses(self) -> tuple[TimelineEntry, ...]:
        """The congresses that have a date, the earliest first."""
        return tuple(entry for entry in self.entries if entry.iri == entry.congress and entry.position.basis == "dated")

    @property
    def legend(self) -> tuple[LegendEntry, ...]:
        """The colours: those of the congresses with entries, the earliest first, and that of all other entries."""
        kinds = grouped((entry.congress, entry.lane.key) for entry in self.entries)
        order = sorted(kinds, key=lambda iri: (iri is None, -self.series.number(iri or ""), iri or ""))
        return tuple(LegendEntry(congress, tuple(dict.fromkeys(kinds[congress]))) for congress in order)


def read_timeline(dataset: PublishedDataset) -> Timeline:
    """The timeline of all events and messages of a dataset."""
    facts = read_facts(dataset, "timeline")
    positions = {entity: position_of(facts, entity) for entity in facts.entities()}
    lanes, series = _lanes(facts, positions), read_series(dataset)

    def entry(entity: str, depth: int) -> TimelineEntry:
        return TimelineEntry(
            entity,
            facts.kind(entity),
            lanes[entity],
            depth,
            facts.number(entity, "numbers") is not None,
            positions[entity],
            _bounds(facts, entity, positions[entity]),
            _extent(facts, entity, positions[entity]),
            by_link(_involved(facts, positions, entity)),
            facts.gap(entity, *DATES),
            next((iri for iri in (entity, *sorted(facts.iris(entity, "wholes"))) if iri in series.numbers), None),
        )

    order = sorted(positions, key=lambda entity: (*positions[entity].order, positions[entity].section))
    sections = []
    for key, group in groupby(order, key=lambda entity: positions[entity].section):
        members = [*group]
        # An entity with a date of its own names the section, if there is one.
        leading = min((positions[member] for member in members), key=lambda position: position.basis != "dated")
        entries = (entry(entity, depth) for entity, depth in _nested(facts, positions, members))
        sections.append(TimelineSection(key, leading, tuple(entries)))
    used = sorted({*lanes.values()}, key=lambda lane: lane.order)
    return Timeline(tuple(sections), tuple(used), series, facts.labels, facts.query)


def _extent(facts: ChartFacts, entity: str, position: Position) -> tuple[Term | None, Term | None]:
    """The first and the last date that an entity in a position has or can have."""
    if position.basis == "dated" and position.time:
        return position.time.begin, position.time.end
    links = facts.display.terms("bounds")
    days = {link: next((fact.value for fact in facts.stated.get((entity, link), ())), None) for link in links}
    earliest, latest = (days[links[0]], days[links[-1]]) if days else (None, None)
    if earliest or latest:
        return earliest, latest
    if position.bound:
        return (position.bound, None) if position.basis == "not before" else (None, position.bound)
    return (position.time.begin, position.time.end) if position.time else (None, None)


def _bounds(facts: ChartFacts, entity: str, position: Position) -> tuple[ChartFact, ...]:
    """The days between which an entity without a date lies, but for those that its position gives."""
    bounds = () if position.basis == "dated" else facts.of(entity, "bounds")
    given = dict(zip(facts.display.terms("bounds"), position.days, strict=False))
    return tuple(fact for fact in bounds if fact.value.value != given.get(fact.link))


def _involved(facts: ChartFacts, positions: Mapping[str, Position], entity: str) -> list[ChartFact]:
    """Who and what is involved, and the stated order of events that the dates do not give already."""
    section = positions[entity].section
    order = [
        fact
        for fact in facts.of(entity, "sequence")
        if fact.support and not fact.support.inferred
        if (other := positions.get(fact.value.value)) and other.section == section
    ]
    return [*facts.of(entity, "participants"), *order]


def _lanes(facts: ChartFacts, entities: Iterable[str]) -> dict[str, ClassDisplay]:
    """The first lane that fits each entity; the parts of an entity that a property puts in a lane follow it there."""
    lanes = facts.display.group("lanes") or _ONE_LANE
    subjects = {lane: {entity for entity, link in facts.stated if link in lane.subjects_of} for lane in lanes}

    def fits(lane: ClassDisplay, entity: str) -> bool:
        own = {entity, *facts.iris(entity, "hierarchies")}
        return bool(own & subjects[lane] or facts.classes(entity) & {*lane.classes})

    return {entity: next((lane for lane in lanes if fits(lane, entity)), lanes[-1]) for entity in entities}


def _nested(facts: ChartFacts, positions: Mapping[str, Position], members: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The entities of a section, each before its parts, with their depth; a part of several stands below the first."""
    inside = {*members}
    wholes = {entity: facts.iris(entity, "wholes") & inside - {entity} for entity in members}

    def arranged(siblings: Sequence[str], parts: Children) -> list[str]:
        """Numbered days, then dated entities, then the others; each after what it or its parts come after."""

        def key(entity: str) -> tuple[float, bool, str]:
            number = facts.number(entity, "numbers")
            return inf if number is None else number, positions[entity].basis != "dated", entity

        def later(entity: str) -> set[str]:
            return {iri for part in (entity, *parts.get(entity, ())) for iri in facts.iris(part, "sequence")}

        return in_order(sorted(siblings, key=key), later)

    for tree in grow(first_parents(wholes), arranged):
        yield from ((branch.iri, depth) for branch, depth in tree.walk())

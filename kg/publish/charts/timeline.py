"""The timeline: events and messages in the order of time, under the dates that are stated, in lanes by their kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import groupby
from math import inf

from kg.model import labels
from kg.model.chronology import WHOLES, How, Place, place_of
from kg.model.classes import most_specific, superclasses
from kg.model.dataset import PublishedDataset
from kg.model.forest import Parts, forest
from kg.model.labels import Labels
from kg.model.literal_format import words
from kg.model.time import DATES
from kg.publish.charts.facts import Fact, Facts, by_link, read_facts
from kg.publish.charts.queries import chart_query

# Who and what a thing involves, in the order in which it is told.
_PARTS = (
    "ckg:speaker", "ckg:proposer", "ckg:organizer", "ckg:meetingOf", "ckg:decidedBy", "ckg:electedBy",
    "ckg:electedPerson", "ckg:electedPost", "ckg:electedBody", "ckg:sender", "ckg:onBehalfOf", "ckg:occasion",
    "ckg:publisher",
)  # fmt: skip
_ORDER = ("ckg:before",)
_PREPARES = "ckg:preparationFor"


@dataclass(frozen=True)
class Lane:
    """A lane with the classes of what runs in it; the first that fits is a thing's."""

    key: str
    name: str
    classes: frozenset[str]


_PREPARATION = Lane("preparation", "Preparation", frozenset({"ckg:Preparation"}))
_OTHERS = Lane("others", "Other events", frozenset({"ckg:Event"}))
LANES = (
    _PREPARATION,
    Lane("gatherings", "Congresses, days and meetings", frozenset(
        {"ckg:Gathering", "ckg:CongressDay", "ckg:Opening", "ckg:Closing"}
    )),
    Lane("speeches", "Speeches", frozenset({"ckg:Speech"})),
    Lane("decisions", "Elections and decisions", frozenset({"ckg:Election", "ckg:Decision", "ckg:Proposal"})),
    Lane("messages", "Messages and publications", frozenset({"ckg:Message", "ckg:Publication"})),
    _OTHERS,
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A thing on the timeline: its most specific class, its lane, and how deep it stands below what it is part of.

    ``said`` tells who and what is involved, by property. ``gap`` is the IRI of a gap that says that no date is given.
    """

    iri: str
    kind: str | None
    lane: Lane
    depth: int
    place: Place
    said: tuple[tuple[str, tuple[Fact, ...]], ...]
    gap: str | None


@dataclass(frozen=True)
class Section:
    """What stands together: on a date or in a span, before or after one, or without any place in time."""

    key: str
    place: Place
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """The heading."""
        if self.place.span is None:
            return "Neither date nor order stated"
        if self.place.bound:
            return f"{self.place.how.capitalize()} {words(self.place.bound)}, date not stated"
        return self.place.span.text[:1].upper() + self.place.span.text[1:]


@dataclass(frozen=True)
class Timeline:
    """The sections in the order of time, the lanes that have something in them, and the labels of what is named."""

    sections: tuple[Section, ...]
    lanes: tuple[Lane, ...]
    labels: Labels
    query: str


def read_timeline(dataset: PublishedDataset) -> Timeline:
    """The timeline of everything that a dataset tells of."""
    query = chart_query("timeline", dataset.names)
    facts = read_facts(dataset, query)
    above = superclasses(dataset)
    places = {thing: place_of(facts, thing) for thing in facts.things()}
    order = sorted(places, key=lambda thing: (*places[thing].order, places[thing].section))
    lanes = _lanes(facts, places)

    def entry(thing: str, depth: int) -> Entry:
        kind = most_specific(facts.iris(thing, "rdf:type"), above)
        return Entry(
            thing,
            kind,
            lanes[thing],
            depth,
            places[thing],
            by_link(_said(facts, places, thing)),
            facts.gap(thing, *DATES),
        )

    sections = tuple(
        Section(key, _leading(places, members), tuple(entry(*one) for one in _nested(facts, places, members)))
        for key, members in ((key, list(group)) for key, group in groupby(order, key=lambda one: places[one].section))
    )
    used = set(lanes.values())
    return Timeline(
        sections, tuple(lane for lane in LANES if lane in used), labels.of(dataset, facts.mentioned()), query
    )


def _leading(places: Mapping[str, Place], members: list[str]) -> Place:
    """The place that names a section: that of a thing with a date of its own, if there is one."""
    return min((places[one] for one in members), key=lambda place: place.how != How.DATED)


def _said(facts: Facts, places: Mapping[str, Place], thing: str) -> tuple[Fact, ...]:
    """Who and what is involved, and of the order in time what is stated and the dates do not tell already."""
    section = places[thing].section
    order = [
        fact
        for fact in facts.of(thing, *_ORDER)
        if fact.known and fact.known.status and (place := places.get(fact.value.value)) and place.section == section
    ]
    return (*facts.of(thing, *_PARTS), *order)


def _lanes(facts: Facts, things: Iterable[str]) -> dict[str, Lane]:
    prepares = {fact.thing for fact in facts.having(_PREPARES)}

    def lane(thing: str) -> Lane:
        if thing in prepares or facts.iris(thing, "ckg:partOf") & prepares:
            return _PREPARATION
        classes = {facts.names.compact(kind) for kind in facts.iris(thing, "rdf:type")}
        return next((one for one in LANES if one.classes & classes), _OTHERS)

    return {thing: lane(thing) for thing in things}


def _nested(facts: Facts, places: Mapping[str, Place], members: list[str]) -> Iterator[tuple[str, int]]:
    """The things of a section, each followed by its parts, with their depth."""
    wholes = {one: facts.iris(one, *WHOLES) & set(members) - {one} for one in members}
    for node in forest(wholes, lambda things, parts: _arranged(facts, places, things, parts)):
        yield from node.walk()


def _arranged(facts: Facts, places: Mapping[str, Place], things: list[str], parts: Parts) -> list[str]:
    """Things beside each other: numbered days, what is dated, the rest; each after what it or its parts come after."""

    def key(thing: str) -> tuple[float, bool, str]:
        number = facts.number(thing, "ckg:dayNumber")
        return inf if number is None else number, places[thing].how != How.DATED, thing

    def later(thing: str) -> set[str]:
        return facts.iris(thing, *_ORDER).union(*(facts.iris(part, *_ORDER) for part in parts.get(thing, ())))

    return in_order(sorted(things, key=key), later)


def in_order(things: list[str], later: Callable[[str], Collection[str]]) -> list[str]:
    """Things as they are, but none before one that came earlier; a circle is cut at its first."""
    places = {one: place for place, one in enumerate(things)}
    after = {one: {other for other in later(one) if other in places and other != one} for one in things}
    blocked = Counter(other for others in after.values() for other in others)
    waiting = dict.fromkeys(things)
    free = [places[one] for one in things if not blocked[one]]
    ordered = []
    while waiting:
        chosen = things[heappop(free)] if free else next(iter(waiting))
        if chosen not in waiting:
            continue
        del waiting[chosen]
        ordered.append(chosen)
        for one in after[chosen]:
            blocked[one] -= 1
            if not blocked[one]:
                heappush(free, places[one])
    return ordered

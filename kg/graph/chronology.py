"""The days between which events lie, as stated dates and the order and inclusion of events decide them.

No part of an event is before its earliest day or after its latest. That a stated day is a bound is an axiom of the
ontology; here follow the bounds from months, years and other events, and the order and the days that bounds decide.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from rdflib import RDF, XSD, Literal, URIRef, Variable
from rdflib.term import Node

from kg.graph.assertions import RdfTriple
from kg.graph.ontology import Ontology
from kg.graph.rules import Derivation, InferenceRule, Pattern

_X, _Y, _DAY, _OTHER_DAY, _PERIOD = map(Variable, ("x", "y", "day", "otherDay", "period"))
_Derivations = dict[RdfTriple, Derivation]
_Facts = Mapping[URIRef, list[tuple[URIRef, Node]]]
"""Subjects and objects by predicate."""


def calendar_rules(ontology: Ontology) -> list[InferenceRule]:
    """The rules by which the bounds of events order them, and give their days."""
    term, earliest, latest = ontology.term, ontology.term("earliestDay"), ontology.term("latestDay")
    events: list[Pattern] = [(event, RDF.type, term("Event")) for event in (_X, _Y)]
    order = (*events, (_X, latest, _DAY), (_Y, earliest, _OTHER_DAY))
    label = "An event whose latest day is before the earliest day of another is before it."
    before = InferenceRule("order-of-days", label, term("before"), order, (_X, term("before"), _Y), "?day < ?otherDay")
    day = (events[0], (_X, earliest, _DAY), (_X, latest, _DAY))
    label = "What an election confers does not begin before it."
    confers = (_X, term("acquiredIn"), _Y), (_Y, earliest, _DAY)
    begin = InferenceRule("begin-of-acquired", label, term("acquiredIn"), confers, (_X, term("startsNotBefore"), _DAY))
    label = "An event is on the only day on which it can be."
    return [before, begin, InferenceRule("only-day", label, term("onDay"), day, (_X, term("onDay"), _DAY))]


def day_bounds(
    triples: Iterable[RdfTriple], ontology: Ontology, doubtful: Set[RdfTriple]
) -> tuple[_Derivations, _Derivations]:
    """The narrowest bounds of events that have no day of their own, each derived from premises that come before it.

    First those that need no ``doubtful`` triple, then the others.
    """
    facts: dict[URIRef, list[tuple[URIRef, Node]]] = defaultdict(list)
    for subject, predicate, value in sorted(triples):
        facts[predicate].append((subject, value))
    ends = [_Bounds(end, facts, ontology).derivations(doubtful) for end in (_EARLIEST, _LATEST)]
    certain, others = ({**first, **last} for first, last in zip(*ends, strict=True))
    return certain, others


@dataclass(frozen=True)
class _End:
    """An end of events: the property of its bound, the narrower of two bounds, and what else gives bounds."""

    bound: str
    narrowest: Callable[[Iterable[str]], str]
    of_date: Callable[[str], str]
    periods: tuple[str, ...]
    # The other end of the event before, or after: a day, or the month or year of it, which is a bound too.
    adjacent: tuple[str, ...]
    words: str


def _first_day(date: str) -> str:
    """The first day of a year, a month, as 2026-02, or a day."""
    return f"{date}-01-01"[:10]


def _last_day(date: str) -> str:
    match date.split("-"):
        case [year]:
            return f"{year}-12-31"
        case [year, month]:
            return f"{date}-{monthrange(int(year), int(month))[1]}"
    return date


_EARLIEST = _End(
    "earliestDay",
    max,
    _first_day,
    ("inMonth", "startMonth", "inYear", "startYear"),
    ("endDate", "endMonth", "endYear"),
    "not before",
)
_LATEST = _End(
    "latestDay",
    min,
    _last_day,
    ("inMonth", "endMonth", "inYear", "endYear"),
    ("startDate", "startMonth", "startYear"),
    "not after",
)


@dataclass(frozen=True)
class _Way:
    """A way to a bound: to a day, or to the bound of ``other``, with the premises besides that."""

    rule: InferenceRule
    premises: tuple[RdfTriple, ...]
    day: str | None = None
    other: URIRef | None = None


class _Bounds:
    """The bounds of events at one end."""

    def __init__(self, end: _End, facts: _Facts, ontology: Ontology) -> None:
        self._end, self._facts, self._term = end, facts, ontology.term
        self._bound = ontology.term(end.bound)
        days: dict[URIRef, list[str]] = defaultdict(list)
        for event, day in facts.get(self._bound, ()):
            days[event].append(str(day))
        self._days = {event: end.narrowest(stated) for event, stated in days.items()}
        self._ways: dict[URIRef, list[_Way]] = defaultdict(list)
        for event, way in (*self._by_period(), *self._by_inclusion(), *self._by_order()):
            if event not in self._days:
                self._ways[event].append(way)

    def derivations(self, doubtful: Set[RdfTriple]) -> tuple[_Derivations, _Derivations]:
        """The bounds, each with the first way that leads to it from those before: the certain ones, then the others."""
        stated = set(self._days)
        while narrower := dict(self._narrower()):
            self._days |= narrower
        proved = {event for event in stated if self._triple(event) not in doubtful}
        certain = dict(self._proofs(proved, doubtful))
        proved.update(stated)
        return certain, dict(self._proofs(proved, frozenset()))

    def _proofs(self, proved: set[URIRef], avoided: Set[RdfTriple]) -> Iterator[tuple[RdfTriple, Derivation]]:
        """The bounds that rest on what is proved, to which they are added, and on no triple that is avoided."""
        while ready := {e: way for e in self._days.keys() - proved if (way := self._way(e, proved, avoided))}:
            proved.update(ready)
            for event in sorted(ready):
                premises = ready[event].premises
                if other := ready[event].other:
                    premises = (*premises, self._triple(other))
                yield self._triple(event), Derivation(ready[event].rule, premises)

    def _narrower(self) -> Iterator[tuple[URIRef, str]]:
        """Bounds that are narrower than those found so far."""
        for event, ways in self._ways.items():
            days = [day for way in ways if (day := self._day(way))]
            if days and (narrowest := self._end.narrowest(days)) != self._days.get(event):
                yield event, narrowest

    def _way(self, event: URIRef, proved: set[URIRef], avoided: Set[RdfTriple]) -> _Way | None:
        """The first way to the bound of an event that rests on what is proved, and on no triple that is avoided."""
        ways = (way for way in self._ways[event] if way.other is None or way.other in proved)
        ways = (way for way in ways if avoided.isdisjoint(way.premises))
        return next((way for way in ways if self._day(way) == self._days[event]), None)

    def _day(self, way: _Way) -> str | None:
        return self._days.get(way.other) if way.other else way.day

    def _triple(self, event: URIRef) -> RdfTriple:
        return event, self._bound, Literal(self._days[event], datatype=XSD.date)

    def _by_period(self) -> Iterator[tuple[URIRef, _Way]]:
        for name in self._end.periods:
            label = f"An event is {self._end.words} the days of its {'year' if name.endswith('Year') else 'month'}."
            rule = self._rule(name, label, (_X, self._term(name), _PERIOD))
            for event, period in self._facts.get(self._term(name), ()):
                premise = (event, self._term(name), period)
                yield event, _Way(rule, (premise,), day=self._end.of_date(str(period)))

    def _by_inclusion(self) -> Iterator[tuple[URIRef, _Way]]:
        within = self._term("within")
        label = f"An event is {self._end.words} the one in which it falls."
        rule = self._rule("within", label, (_X, within, _Y), (_Y, self._bound, _DAY))
        for event, whole in self._facts.get(within, ()):
            if isinstance(whole, URIRef):
                yield event, _Way(rule, ((event, within, whole),), other=whole)

    def _by_order(self) -> Iterator[tuple[URIRef, _Way]]:
        before, first = self._term("before"), self._end is _EARLIEST
        link = (_Y, before, _X) if first else (_X, before, _Y)
        label = f"An event is {self._end.words} what is {'before' if first else 'after'} it."
        rule = self._rule("order", label, link, (_Y, self._bound, _DAY))
        ends = defaultdict(list)
        for name in self._end.adjacent:
            by_end = self._rule(f"order-{name}", label, link, (_Y, self._term(name), _DAY))
            for other, value in self._facts.get(self._term(name), ()):
                ends[other].append((by_end, (other, self._term(name), value)))
        for earlier, later in self._facts.get(before, ()):
            if isinstance(later, URIRef):
                event, other = (later, earlier) if first else (earlier, later)
                premise = (earlier, before, later)
                yield event, _Way(rule, (premise,), other=other)
                for by_end, stated in ends[other]:
                    yield event, _Way(by_end, (premise, stated), day=self._end.of_date(str(stated[2])))

    def _rule(self, name: str, label: str, *premises: tuple[Variable, URIRef, Variable]) -> InferenceRule:
        bound = self._bound
        return InferenceRule(f"{self._end.bound}-by-{name}", label, bound, premises, (_X, bound, _DAY))

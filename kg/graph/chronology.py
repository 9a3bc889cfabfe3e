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
    label = "An event comes before another if its latest day is before the earliest day of the other."
    before = InferenceRule("order-of-days", label, term("before"), order, (_X, term("before"), _Y), "?day < ?otherDay")
    day = (events[0], (_X, earliest, _DAY), (_X, latest, _DAY))
    label = "A mandate or membership does not begin before the election that confers it."
    confers = (_X, term("acquiredIn"), _Y), (_Y, earliest, _DAY)
    begin = InferenceRule("begin-of-acquired", label, term("acquiredIn"), confers, (_X, term("startsNotBefore"), _DAY))
    label = "An event took place on the only day that is possible."
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
    "no earlier than",
)
_LATEST = _End(
    "latestDay",
    min,
    _last_day,
    ("inMonth", "endMonth", "inYear", "endYear"),
    ("startDate", "startMonth", "startYear"),
    "no later than",
)


@dataclass(frozen=True)
class _Candidate:
    """A candidate for a bound: a day, or the bound of ``other``, with the premises besides that bound."""

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
        self._candidates: dict[URIRef, list[_Candidate]] = defaultdict(list)
        for event, candidate in (*self._by_period(), *self._by_inclusion(), *self._by_order()):
            if event not in self._days:
                self._candidates[event].append(candidate)

    def derivations(self, doubtful: Set[RdfTriple]) -> tuple[_Derivations, _Derivations]:
        """The bounds, each by the first candidate that gives it: those without doubtful premises, then the others."""
        stated = set(self._days)
        while narrower := dict(self._narrower()):
            self._days |= narrower
        proved = {event for event in stated if self._triple(event) not in doubtful}
        certain = dict(self._proofs(proved, doubtful))
        proved.update(stated)
        return certain, dict(self._proofs(proved, frozenset()))

    def _proofs(self, proved: set[URIRef], avoided: Set[RdfTriple]) -> Iterator[tuple[RdfTriple, Derivation]]:
        """The bounds that rest on what is proved, to which they are added, and on no triple that is avoided."""
        while ready := self._provable(proved, avoided):
            proved.update(ready)
            for event in sorted(ready):
                premises = ready[event].premises
                if other := ready[event].other:
                    premises = (*premises, self._triple(other))
                yield self._triple(event), Derivation(ready[event].rule, premises)

    def _narrower(self) -> Iterator[tuple[URIRef, str]]:
        """Bounds that are narrower than those found so far."""
        for event, candidates in self._candidates.items():
            days = [day for candidate in candidates if (day := self._day(candidate))]
            if days and (narrowest := self._end.narrowest(days)) != self._days.get(event):
                yield event, narrowest

    def _provable(self, proved: set[URIRef], avoided: Set[RdfTriple]) -> dict[URIRef, _Candidate]:
        """The first candidate for each further bound that rests on proved bounds, and on no triple that is avoided."""
        provable: dict[URIRef, _Candidate] = {}
        for event in self._days.keys() - proved:
            for candidate in self._candidates[event]:
                is_proved = candidate.other is None or candidate.other in proved
                if is_proved and self._day(candidate) == self._days[event] and avoided.isdisjoint(candidate.premises):
                    provable.setdefault(event, candidate)
        return provable

    def _day(self, candidate: _Candidate) -> str | None:
        return self._days.get(candidate.other) if candidate.other else candidate.day

    def _triple(self, event: URIRef) -> RdfTriple:
        return event, self._bound, Literal(self._days[event], datatype=XSD.date)

    def _by_period(self) -> Iterator[tuple[URIRef, _Candidate]]:
        for name in self._end.periods:
            label = f"An event is {self._end.words} its {'year' if name.endswith('Year') else 'month'}."
            rule = self._rule(name, label, (_X, self._term(name), _PERIOD))
            for event, period in self._facts.get(self._term(name), ()):
                premise = (event, self._term(name), period)
                yield event, _Candidate(rule, (premise,), day=self._end.of_date(str(period)))

    def _by_inclusion(self) -> Iterator[tuple[URIRef, _Candidate]]:
        within = self._term("within")
        label = f"An event is {self._end.words} the longer event in which it falls."
        rule = self._rule("within", label, (_X, within, _Y), (_Y, self._bound, _DAY))
        for event, whole in self._facts.get(within, ()):
            if isinstance(whole, URIRef):
                yield event, _Candidate(rule, ((event, within, whole),), other=whole)

    def _by_order(self) -> Iterator[tuple[URIRef, _Candidate]]:
        before, first = self._term("before"), self._end is _EARLIEST
        link = (_Y, before, _X) if first else (_X, before, _Y)
        label = f"An event is {self._end.words} the events {'before' if first else 'after'} it."
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
                yield event, _Candidate(rule, (premise,), other=other)
                for by_end, stated in ends[other]:
                    yield event, _Candidate(by_end, (premise, stated), day=self._end.of_date(str(stated[2])))

    def _rule(self, name: str, label: str, *premises: tuple[Variable, URIRef, Variable]) -> InferenceRule:
        bound = self._bound
        return InferenceRule(f"{self._end.bound}-by-{name}", label, bound, premises, (_X, bound, _DAY))

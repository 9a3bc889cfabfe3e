"""Where things stand in the order of time: by their dates, by what they are part of, or by what they came after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.engine.answer import Term
from kg.model.time import LATEST, Span, span_of
from kg.publish.charts.facts import Fact, Facts

WHOLES = ("ckg:partOf", "ckg:during", "ckg:publishedIn")
_LATER = ("ckg:before", "ckg:laterCongress", "ckg:preparationFor")
_EARLIER = ("ckg:after", "ckg:earlierCongress", "ckg:sentAfter")
_INVERSES = {
    "ckg:after": "ckg:before",
    "ckg:before": "ckg:after",
    "ckg:earlierCongress": "ckg:laterCongress",
    "ckg:laterCongress": "ckg:earlierCongress",
    "ckg:publishedIn": "ckg:publishes",
}


class How(StrEnum):
    """What gives a thing its place: its date, what it is a part of, or that it came neither before nor after a date."""

    DATED = "dated"
    WITHIN = "within"
    NOT_AFTER = "not after"
    NOT_BEFORE = "not before"
    OPEN = "open"


@dataclass(frozen=True)
class Place:
    """The place of a thing: ``span`` is its own time, or that of the thing from which it has its place.

    ``fact`` is the statement that relates the two; a thing with a date of its own needs none. ``bound`` is the date
    that it is not before or not after. One that is OPEN has neither a date nor a stated order.
    """

    how: How
    span: Span | None = None
    fact: Fact | None = None
    bound: Term | None = None

    @property
    def section(self) -> str:
        """What all things that stand together share, as part of an address within a page."""
        if self.span is None:
            return "not-stated"
        if self.bound:
            return f"{self.how.replace(' ', '-')}-{self.bound.value}"
        return f"on-{self.span.key}"

    @property
    def order(self) -> tuple[str, int, bool]:
        """The place as what sorts; of what begins together, spans come before their first days."""
        if self.span is None:
            return LATEST, 3, True
        if self.bound:
            return (
                (f"{self.bound.value}{LATEST}", 2, True) if self.how == How.NOT_BEFORE else (self.bound.value, 0, True)
            )
        return self.span.lower, 1, not self.span.lasting


def place_of(facts: Facts, thing: str) -> Place:
    """The place of a thing. Its own date counts first, then the time of what it is a part of, then the stated order."""
    if own := span_of(facts, thing):
        return Place(How.DATED, own)
    if within := _within(facts, thing):
        return within
    if earlier := _related(facts, thing, How.NOT_BEFORE):
        return _strongest(facts, earlier, max(_value(one) for one in earlier))
    if later := _related(facts, thing, How.NOT_AFTER):
        return _strongest(facts, later, min(_value(one) for one in later))
    return Place(How.OPEN)


def _within(facts: Facts, thing: str) -> Place | None:
    """The place by the narrowest time of what a thing is a part of; these properties lead to wholes at any depth."""
    timed = [(fact, span) for fact in facts.of(thing, *WHOLES) if (span := span_of(facts, fact.value.value))]
    if not timed:
        return None
    begin = max(span.lower for _, span in timed)
    end = min(span.upper for _, span in timed if span.lower == begin)
    narrowest = [(fact, span) for fact, span in timed if (span.lower, span.upper) == (begin, end)]
    fact, span = min(narrowest, key=lambda one: _rank(facts, one[0]))
    return Place(How.WITHIN, span, _backed(facts, fact))


def _related(facts: Facts, thing: str, how: How) -> list[Place]:
    """The places by what is stated to be earlier or later than a thing.

    Later than something means after its end, as far as this is stated. What is only a part of something may have been
    anywhere in it, so that later means after the beginning of the whole.
    """
    found = []
    for fact in facts.of(thing, *(_EARLIER if how == How.NOT_BEFORE else _LATER)):
        other = fact.value.value
        own, within = span_of(facts, other), _within(facts, other)
        span = own or (within.span if within else None)
        if span:
            bound = span.end if (how == How.NOT_BEFORE) == (own is not None) else span.begin
            if bound:
                found.append(Place(how, span, fact, bound))
    return found


def _strongest(facts: Facts, places: Iterable[Place], bound: str) -> Place:
    """Of the places with a bound the one that is known best."""
    same = [(place, place.fact) for place in places if place.fact and _value(place) == bound]
    place, fact = min(same, key=lambda one: _rank(facts, one[1]))
    return replace(place, fact=_backed(facts, fact))


def _value(place: Place) -> str:
    return place.bound.value if place.bound else ""


def _rank(facts: Facts, fact: Fact) -> tuple[int, str]:
    return facts.certainty.rank(_backed(facts, fact).known), fact.value.value


def _backed(facts: Facts, fact: Fact) -> Fact:
    """A relation with the strongest of what backs it, which is often stated from the other end."""
    return facts.from_both_ends(fact, _INVERSES.get(facts.names.compact(fact.link)))

"""Where things stand in the order of time: by their dates, by what they are part of, or by what they came after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.engine.answer import Term
from kg.publish.charts.facts import Fact, Facts, weakness
from kg.publish.charts.spans import Span, span_of

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
_Related = tuple[Fact, Span]


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

    ``fact`` is the statement that relates the two; a thing with a date of its own needs none. One that is OPEN has
    neither a date nor a stated order.
    """

    how: How
    span: Span | None = None
    fact: Fact | None = None

    @property
    def bound(self) -> Term | None:
        """The date that a thing is not before or not after, where no more is stated."""
        if self.span is None or self.how not in (How.NOT_AFTER, How.NOT_BEFORE):
            return None
        return self.span.begin if self.how == How.NOT_AFTER else self.span.end

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
        """The place as what sorts; of spans that begin together the longer comes first, which is up to ``latest``."""
        if self.span is None:
            return "~", 3, True
        if self.how == How.NOT_BEFORE:
            return self.span.upper, 2, True
        return self.span.lower, 0 if self.how == How.NOT_AFTER else 1, not self.span.lasting


def place_of(facts: Facts, thing: str) -> Place:
    """The place of a thing. Its own date counts first, then the time of what it is a part of, then the stated order."""
    if own := span_of(facts, thing):
        return Place(How.DATED, own)
    if within := _within(facts, thing):
        return within
    if after := [one for one in _related(facts, thing, *_EARLIER) if one[1].end]:
        latest = max(span.upper for _, span in after)
        return Place(How.NOT_BEFORE, *_best(facts, (one for one in after if one[1].upper == latest)))
    if before := [one for one in _related(facts, thing, *_LATER) if one[1].begin]:
        earliest = min(span.lower for _, span in before)
        return Place(How.NOT_AFTER, *_best(facts, (one for one in before if one[1].lower == earliest)))
    return Place(How.OPEN)


def _within(facts: Facts, thing: str) -> Place | None:
    """The place by the narrowest time of what a thing is a part of; these properties lead to wholes at any depth."""
    timed = [(fact, span) for fact in facts.of(thing, *WHOLES) if (span := span_of(facts, fact.value.value))]
    if not timed:
        return None
    begin = max(span.lower for _, span in timed)
    end = min(span.upper for _, span in timed if span.lower == begin)
    return Place(How.WITHIN, *_best(facts, (one for one in timed if (one[1].lower, one[1].upper) == (begin, end))))


def _related(facts: Facts, thing: str, *links: str) -> Iterator[_Related]:
    """What a thing stands in some relations to, with its time or that of what it is a part of."""
    for fact in facts.of(thing, *links):
        other = fact.value.value
        within = _within(facts, other)
        if span := span_of(facts, other) or (within.span if within else None):
            yield fact, span


def _best(facts: Facts, related: Iterable[_Related]) -> tuple[Span, Fact]:
    """The relation that is known best of several, which is often stated from the other end."""
    both = [(facts.from_both_ends(fact, _INVERSES.get(facts.names.compact(fact.link))), span) for fact, span in related]
    fact, span = min(both, key=lambda one: (weakness(one[0].known, facts.names), one[0].value.value))
    return span, fact

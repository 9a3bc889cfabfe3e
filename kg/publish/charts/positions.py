"""Where events stand in time: by their dates, by what they are part of, or by what they came before or after."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.chronology import stated_time
from kg.model.display import ALL_DATES
from kg.model.time import LATEST, StatedTime
from kg.publish.charts.facts import ChartFact, ChartFacts

# What gives an entity its position: its own date, that of its whole, or a date that it came before or after.
Basis = Literal["dated", "within", "not after", "not before", "open"]


@dataclass(frozen=True)
class Position:
    """The position of an entity: ``time`` is its own, or that of the entity from which it has its position.

    ``fact`` states the own date or relates the two. ``bound`` is the date that the entity is not before or not after.
    An open position has neither a date nor a stated order.
    """

    basis: Basis
    time: StatedTime | None = None
    fact: ChartFact | None = None
    bound: Term | None = None

    @property
    def section(self) -> str:
        """What all entities in this position share, as part of an address within a page."""
        if self.time is None:
            return "not-stated"
        if self.bound:
            return f"{self.basis.replace(' ', '-')}-{self.bound.value}"
        return f"on-{self.time.key}"

    @property
    def days(self) -> tuple[str | None, str | None]:
        """The first and the last day (xsd:date) that the position leaves possible; None where it is open."""
        if self.time is None:
            return None, None
        if not self.bound:
            return self.time.first_day, self.time.last_day
        limit = StatedTime((self.bound,), (), ())
        return (limit.last_day, None) if self.basis == "not before" else (None, limit.last_day)

    @property
    def order(self) -> tuple[str, int, bool]:
        """The position as what sorts; of what begins together, intervals come before their first days."""
        if self.time is None:
            return LATEST, 3, True
        if self.bound and self.basis == "not before":
            return f"{self.bound.value}{LATEST}", 2, True
        if self.bound:
            return self.bound.value, 0, True
        return self.time.lower, 1, not self.time.lasting


def position_of(facts: ChartFacts, entity: str) -> Position:
    """The position of an entity: by its own date first, then by its whole, then by the stated order."""
    if own := _time_of(facts, entity):
        stated = (fact for fact in facts.of(entity, *ALL_DATES) if fact.value == (own.begin or own.end))
        return Position("dated", own, next(stated))
    return (
        _within(facts, entity)
        or _ordered(facts, entity, "not before")
        or _ordered(facts, entity, "not after")
        or Position("open")
    )


def _time_of(facts: ChartFacts, entity: str) -> StatedTime | None:
    return stated_time(grouped((fact.link, fact.value) for fact in facts.of(entity, *ALL_DATES)), facts.display)


def _within(facts: ChartFacts, entity: str, inner: frozenset[str] = frozenset()) -> Position | None:
    """The position by the shortest time of a whole, which may have it from its own whole; ``inner`` are its parts."""
    inner |= {entity}
    wholes = [fact for fact in facts.of(entity, "wholes") if fact.value.value not in inner]
    timed = [(fact, time) for fact in wholes if (time := _time_of(facts, fact.value.value))]
    if not timed:
        outer = [(fact, _within(facts, fact.value.value, inner)) for fact in wholes]
        timed = [(fact, position.time) for fact, position in outer if position and position.time]
    if not timed:
        return None
    begin = max(time.lower for _, time in timed)
    end = min(time.upper for _, time in timed if time.lower == begin)
    shortest = [Position("within", time, fact) for fact, time in timed if (time.lower, time.upper) == (begin, end)]
    return _most_certain(facts, shortest)


def _ordered(facts: ChartFacts, entity: str, basis: Basis) -> Position | None:
    """The position by what is stated to be earlier or later than an entity, where these are nearest to it.

    Later than an event means after its end, as far as this is stated. What is only a part of an event may have been
    anywhere in it, so that later means after the beginning of the whole.
    """
    after = basis == "not before"
    bounds: list[tuple[str, Position]] = []
    for fact in facts.of(entity, "earlier" if after else "later"):
        own, within = _time_of(facts, fact.value.value), _within(facts, fact.value.value)
        if time := own or (within.time if within else None):
            bound = time.end if after == (own is not None) else time.begin
            bounds += [(bound.value, Position(basis, time, fact, bound))] if bound else []
    if not bounds:
        return None
    nearest = (max if after else min)(bound for bound, _ in bounds)
    return _most_certain(facts, [position for bound, position in bounds if bound == nearest])


def _most_certain(facts: ChartFacts, positions: Iterable[Position]) -> Position:
    """The most certain of some positions that facts give."""
    rank = facts.display.certainty.rank
    stated = [(facts.from_both_ends(position.fact), position) for position in positions if position.fact]
    fact, position = min(stated, key=lambda pair: (rank(pair[0].support), pair[0].value.value))
    return replace(position, fact=fact)

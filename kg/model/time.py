"""When things happen, as precisely as it is stated: days, months, years, and spans of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.literal_format import words
from kg.publish.charts.facts import Fact, Facts

_POINTS = ("ckg:date", "ckg:inMonth", "ckg:inYear")
_BEGINS = ("ckg:startDate", "ckg:startMonth")
_ENDS = ("ckg:endDate",)
DATES = (*_POINTS, *_BEGINS, *_ENDS)

# Sorts after every continuation of a date: 2026-02~ comes after all days of that month.
LATEST = "~"


@dataclass(frozen=True)
class Span:
    """A stated time: one day, month or year, or what lies between two of them, of which one may not be stated.

    ``facts`` are the statements that give it.
    """

    begin: Term | None
    end: Term | None
    facts: tuple[Fact, ...] = ()

    @property
    def lower(self) -> str:
        """The earliest that it can be, as text that sorts: a month comes before its days."""
        return self.begin.value if self.begin else ""

    @property
    def upper(self) -> str:
        """The latest that it can be, as text that sorts: a month comes after its days."""
        return (self.end.value if self.end else "") + LATEST

    @property
    def lasting(self) -> bool:
        """Whether it has a beginning and an end that differ, or only one of them."""
        return self.begin != self.end

    @property
    def text(self) -> str:
        """The time in words."""
        if self.begin == self.end and self.begin:
            return words(self.begin)
        if self.begin and self.end:
            first, last = words(self.begin), words(self.end)
            # Of two days in a month the first does without it.
            day, _, month = first.partition(" ")
            return f"{day if day.isdigit() and month and last.endswith(f' {month}') else first} to {last}"
        one = self.begin or self.end
        assert one
        return f"from {words(one)}, end not stated" if self.begin else f"until {words(one)}, beginning not stated"

    @property
    def key(self) -> str:
        """The time as part of an address within a page."""
        return "-to-".join(date.value if date else "open" for date in dict.fromkeys((self.begin, self.end)))


def span_of(facts: Facts, thing: str) -> Span | None:
    """When a thing happens by its own dates, or None if none is stated.

    A month beside a day in it only says the same less exactly. Several days that contradict each other make a span.
    """
    begins, ends = _exact(facts.of(thing, *_BEGINS)), _exact(facts.of(thing, *_ENDS))
    if begins or ends:
        used = (*begins[:1], *ends[-1:])
        return Span(begins[0].value if begins else None, ends[-1].value if ends else None, used)
    if points := _exact(facts.of(thing, *_POINTS)):
        return Span(points[0].value, points[-1].value, tuple(points))
    return None


def _exact(found: Iterable[Fact]) -> list[Fact]:
    """Dates without those that others say more exactly, the earliest first."""
    facts = sorted(found, key=lambda fact: fact.value.value)
    texts = [fact.value.value for fact in facts]
    return [fact for fact, text in zip(facts, texts, strict=True) if not any(_says_more(one, text) for one in texts)]


def _says_more(date: str, other: str) -> bool:
    return date != other and date.startswith(other)

"""Stated times: days, months, years, and intervals of them whose ends may be open."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.labels import format_literal

# Sorts after every continuation of a date: 2026-02~ comes after all days of that month.
LATEST = "~"
_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")


@dataclass(frozen=True)
class StatedTime:
    """The dates of an entity: those on which it was, those on which it began and those on which it ended.

    Each is a day, a month or a year (XSD), in order. Dates that others state more exactly are left out.
    """

    points: tuple[Term, ...]
    begins: tuple[Term, ...]
    ends: tuple[Term, ...]

    @classmethod
    def of(cls, points: Iterable[Term], begins: Iterable[Term] = (), ends: Iterable[Term] = ()) -> StatedTime | None:
        """The time that some dates give; None without any."""
        dates = [_exact(terms) for terms in (points, begins, ends)]
        return cls(*dates) if any(dates) else None

    @property
    def begin(self) -> Term | None:
        """The first date, or the beginning where one or an end is stated; None for an interval that is open there."""
        dates = self.begins if self.begins or self.ends else self.points
        return dates[0] if dates else None

    @property
    def end(self) -> Term | None:
        """The last date, or the end where one or a beginning is stated; None for an interval that is open there."""
        dates = self.ends if self.begins or self.ends else self.points
        return dates[-1] if dates else None

    @property
    def dates(self) -> tuple[Term, ...]:
        """All dates, in order."""
        return _exact((*self.points, *self.begins, *self.ends))

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
        begin, end = (format_literal(date) if date else "" for date in (self.begin, self.end))
        if begin == end:
            return begin
        if not (begin and end):
            return f"from {begin}, end not stated" if begin else f"until {end}, start not stated"
        # Of two days in a month the first does without it.
        day, _, month = begin.partition(" ")
        return f"{day if day.isdigit() and month and end.endswith(f' {month}') else begin} to {end}"

    @property
    def key(self) -> str:
        """The time as part of an address within a page."""
        return "-to-".join(date.value if date else "open" for date in dict.fromkeys((self.begin, self.end)))

    @property
    def notation(self) -> str:
        """What is stated, with intervals as in ISO 8601-1 (5.5.1) and ``..`` for an open end (ISO 8601-2, 4.7).

        Dates of other forms, such as years before the Christian era, are left out here and in the days.
        """
        points, begins, ends = (_values(dates) for dates in (self.points, self.begins, self.ends))
        interval = [f"{', '.join(begins) or '..'}/{', '.join(ends) or '..'}"] if begins or ends else []
        return "; ".join([", ".join(points), *interval] if points else interval)

    @property
    def first_day(self) -> str | None:
        """The first day (xsd:date) that is possible; None for an open beginning."""
        return min((_days(date)[0] for date in _values((*self.points, *self.begins))), default=None)

    @property
    def last_day(self) -> str | None:
        """The last day (xsd:date) that is possible; None for an open end."""
        open_end = _values(self.begins) and not _values(self.ends)
        dates = () if open_end else _values((*self.points, *self.ends))
        return max((_days(date)[1] for date in dates), default=None)


def _exact(dates: Iterable[Term]) -> tuple[Term, ...]:
    """Dates without those that others state more exactly, the earliest first."""
    ordered = sorted(set(dates), key=lambda date: date.value)
    values = {date.value for date in ordered}
    vaguer = {date for date in values if any(value != date and value.startswith(date) for value in values)}
    return tuple(date for date in ordered if date.value not in vaguer)


def _values(dates: Iterable[Term]) -> list[str]:
    return [date.value for date in dates if _DATE.fullmatch(date.value)]


def _days(date: str) -> tuple[str, str]:
    """The first and the last day of a year, a month or a day."""
    year, _, rest = date.partition("-")
    if "-" in rest:
        return date, date
    if rest:
        return f"{date}-01", f"{date}-{monthrange(int(year), int(rest))[1]:02}"
    return f"{year}-01-01", f"{year}-12-31"

"""When something was: days that enclose what is stated, and what is stated, which may be less exact than a day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True)
class Period:
    """The first and the last day (xsd:date) that are possible, and the dates as ``stated``.

    An end that nothing tells is None: the period is open there. ``stated`` is an interval of ISO 8601-1 (5.5.1) where a
    beginning or an end is stated as such, with ``..`` for an open end (ISO 8601-2, 4.7).
    """

    first: str | None
    last: str | None
    stated: str


def period(at: Collection[str], begins: Collection[str], ends: Collection[str]) -> Period | None:
    """The period of what was ``at`` some dates, begins and ends at others: years, months or days in the forms of XSD.

    Values of other forms, such as years before the Christian era, are passed over; None if nothing is left.
    """
    inside, start, end = (sorted(value for value in values if _DATE.fullmatch(value)) for values in (at, begins, ends))
    # A month in which a day is stated says nothing more.
    inside = [one for one in inside if not any(other.startswith(f"{one}-") for other in inside)]
    if not (inside or start or end):
        return None
    parts = [", ".join(inside)] if inside else []
    if start or end:
        parts.append(f"{', '.join(start) or '..'}/{', '.join(end) or '..'}")
    first = min((_bounds(value)[0] for value in [*inside, *start]), default=None)
    last = max((_bounds(value)[1] for value in [*inside, *end]), default=None) if end or not start else None
    return Period(first, last, "; ".join(parts))


def _bounds(date: str) -> tuple[str, str]:
    """The first and the last day of a year, a month or a day."""
    found = _DATE.fullmatch(date)
    assert found is not None
    year, month, day = found["year"], found["month"], found["day"]
    if day:
        return date, date
    if month:
        return f"{date}-01", f"{date}-{monthrange(int(year), int(month))[1]:02}"
    return f"{year}-01-01", f"{year}-12-31"

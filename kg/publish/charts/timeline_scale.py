"""The scale of the timeline: its dates in order, not at their distances, and the stretch of it that each entry has."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.labels import format_literal
from kg.publish.charts.timeline import Timeline, TimelineEntry

_DATE = re.compile(r"-?[0-9]{4}")


@dataclass(frozen=True)
class Stretch:
    """The columns from the first to the last that an entry has; at an ``open`` end it may reach farther.

    It is ``dated`` if the entry has a date of its own; otherwise the entry lies somewhere in it.
    """

    first: int
    last: int
    dated: bool
    open_start: bool = False
    open_end: bool = False

    @property
    def point(self) -> bool:
        """Whether it is a single date."""
        return self.first == self.last and not (self.open_start or self.open_end)


@dataclass(frozen=True)
class TimelineScale:
    """The dates that have columns, in order; entries without any position have a column after these."""

    dates: tuple[Term, ...]
    undated: bool

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.dates) + self.undated

    def column(self, date: Term) -> int:
        """The column of a date, or of the period that it is in."""
        return max(bisect_right([one.value for one in self.dates], date.value) - 1, 0)

    def stretch(self, entry: TimelineEntry) -> Stretch:
        """The stretch of an entry."""
        begin, end = entry.extent
        if not (begin or end):
            return Stretch(self.columns - 1, self.columns - 1, dated=False)
        dated = entry.position.basis == "dated"
        first = self.column(begin) if begin else 0
        last = self.column(end) if end else max(len(self.dates) - 1, first)
        return Stretch(first, max(first, last), dated, begin is None, end is None)


def timeline_scale(timeline: Timeline) -> TimelineScale:
    """The scale of a timeline."""
    entries = timeline.entries
    stated = {date for entry in entries if entry.position.basis == "dated" for date in entry.extent if date}
    others = {date for entry in entries for date in entry.extent if date} - stated
    periods = {date.value for date in stated}
    # A bound in a period that has a column needs none of its own.
    bounds = {date for date in others if not any(date.value.startswith(period) for period in periods)}
    dates = {date.value: date for date in (*bounds, *stated) if _DATE.match(date.value)}
    undated = any(entry.extent == (None, None) for entry in entries)
    return TimelineScale(tuple(dates[value] for value in sorted(dates)), undated)


def short_date(date: Term) -> tuple[str, str]:
    """A date on two lines: ``19 February 2026`` as ``2026`` and ``19 Feb``, a year as ``2026`` alone."""
    *parts, year = format_literal(date).split() or [""]
    return year, " ".join(part[:3] if len(part) > 4 else part for part in parts)

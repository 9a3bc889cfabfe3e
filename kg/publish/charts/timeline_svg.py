"""The overview of a timeline as a drawing: a column for each section, a row for each lane; its axis is no scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model.display import ClassDisplay
from kg.model.literal_format import format_literal
from kg.model.time import StatedTime
from kg.publish.charts.positions import Basis
from kg.publish.charts.timeline import Timeline, TimelineSection

# In pixels, which are the units of the drawing too, so that its text is as large as that around it.
_HEAD, _COLUMN, _ROW, _LARGEST = 56, 50, 44, 13
# The name of a lane stands above its line.
_NAME, _LINE = 14, 32
_MARGIN = 2


@dataclass(frozen=True)
class Dot:
    """The entries of one lane in one section: their number; ``open``: none of them has a date of its own."""

    x: int
    y: int
    radius: int
    number: int
    open: bool


@dataclass(frozen=True)
class TimelineColumn:
    """A section: where it leads to, and what it is called in short, on two lines."""

    key: str
    x: int
    lines: tuple[str, str]
    dots: tuple[Dot, ...]

    @property
    def middle(self) -> int:
        """The x of the middle of the column."""
        return self.x + _COLUMN // 2


@dataclass(frozen=True)
class YearHeading:
    """The columns of one year, by their left side and their width."""

    name: str
    x: int
    width: int


@dataclass(frozen=True)
class IntervalBar:
    """An interval over the columns that fall in it; ``open``: its end is not stated."""

    x: int
    y: int
    width: int
    open: bool


@dataclass(frozen=True)
class LaneRow:
    """A lane with the height of its name, and that of its line."""

    lane: ClassDisplay
    name: int
    y: int


@dataclass(frozen=True)
class TimelineDrawing:
    """A drawing with its size."""

    width: int
    height: int
    column: int
    rows: list[LaneRow]
    years: list[YearHeading]
    columns: list[TimelineColumn]
    bars: list[IntervalBar]


def draw_timeline(timeline: Timeline) -> TimelineDrawing:
    """The overview of a timeline."""
    rows = [
        LaneRow(lane, _HEAD + number * _ROW + _NAME, _HEAD + number * _ROW + _LINE)
        for number, lane in enumerate(timeline.lanes)
    ]
    columns = [_column(section, number * _COLUMN, rows) for number, section in enumerate(timeline.sections)]
    return TimelineDrawing(
        len(columns) * _COLUMN + _MARGIN,
        _HEAD + len(rows) * _ROW + _MARGIN,
        _COLUMN,
        rows,
        _years(timeline.sections),
        columns,
        _bars(timeline.sections, rows),
    )


def _column(section: TimelineSection, x: int, rows: Sequence[LaneRow]) -> TimelineColumn:
    dots = []
    for row in rows:
        entries = [entry for entry in section.entries if entry.lane == row.lane]
        if entries:
            undated = all(entry.position.basis != Basis.DATED for entry in entries)
            dots.append(Dot(x + _COLUMN // 2, row.y, min(7 + len(entries), _LARGEST), len(entries), undated))
    return TimelineColumn(section.key, x, _short(section), tuple(dots))


def _short(section: TimelineSection) -> tuple[str, str]:
    """The name of a section on two lines, without the years, which stand above."""
    time = section.position.time
    if time is None:
        return "not", "stated"
    if bound := section.position.bound:
        return section.position.basis, _day(format_literal(bound))
    begin, end = (_day(format_literal(date)) if date else "" for date in (time.begin, time.end))
    if not time.lasting:
        return "", begin
    if begin and end and begin.partition(" ")[2] == end.partition(" ")[2]:
        return "", f"{begin.partition(' ')[0]}–{end}"
    return (f"{begin} –", end) if begin and end else ("from", begin) if begin else ("until", end)


def _day(date: str) -> str:
    """``19 February 2026`` as ``19 Feb``, ``June 2025`` as ``June``, and a year as it is."""
    *parts, year = date.split() or [""]
    return " ".join(part[:3] if len(part) > 4 else part for part in parts) or year


def _years(sections: Sequence[TimelineSection]) -> list[YearHeading]:
    years: list[YearHeading] = []
    for number, section in enumerate(sections):
        time = section.position.time
        date = section.position.bound or (time and (time.begin or time.end))
        name = format_literal(date).rpartition(" ")[2] if date else ""
        if years and years[-1].name == name:
            years[-1] = YearHeading(name, years[-1].x, years[-1].width + _COLUMN)
        else:
            years.append(YearHeading(name, number * _COLUMN, _COLUMN))
    return years


def _bars(sections: Sequence[TimelineSection], rows: Sequence[LaneRow]) -> list[IntervalBar]:
    heights = {row.lane: row.y for row in rows}
    bars = []
    for number, section in enumerate(sections):
        for entry in section.entries:
            time = entry.position.time
            if time and entry.position.basis == Basis.DATED and time.lasting and time.begin:
                last = _last_column(sections, time) if time.end else number + 1
                width = (max(last, number) - number) * _COLUMN
                bars.append(IntervalBar(number * _COLUMN + _COLUMN // 2, heights[entry.lane], width, time.end is None))
    return bars


def _last_column(sections: Sequence[TimelineSection], time: StatedTime) -> int:
    """The number of the last section that begins within a time."""
    positions = (section.position for section in sections)
    return max((at for at, one in enumerate(positions) if one.time and one.order[0] < time.upper), default=0)

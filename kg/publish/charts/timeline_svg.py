"""The overview of a timeline as a drawing: a column for each section, a row for each lane; its axis is no scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model.chronology import How
from kg.model.literal_format import words
from kg.publish.charts.timeline import Lane, Section, Timeline

# In pixels, which are the units of the drawing too, so that its text is as large as that around it.
_HEAD, _COLUMN, _ROW, _LARGEST = 56, 50, 44, 13
# The name of a lane stands above its line.
_NAME, _LINE = 14, 32
_MARGIN = 2


@dataclass(frozen=True)
class Dot:
    """The entries of one lane in one section: their number, and whether the date of none of them is stated."""

    x: int
    y: int
    radius: int
    number: int
    open: bool


@dataclass(frozen=True)
class Column:
    """A section: where it leads to, and what it is called in short, on two lines."""

    key: str
    x: int
    lines: tuple[str, str]
    dots: tuple[Dot, ...]

    @property
    def middle(self) -> int:
        """The place of what is centred in the column."""
        return self.x + _COLUMN // 2


@dataclass(frozen=True)
class Year:
    """The columns of one year, by the place of their left side and their width."""

    name: str
    x: int
    width: int


@dataclass(frozen=True)
class Bar:
    """A span of time over the columns that fall in it; the end of an ``open`` one is not stated."""

    x: int
    y: int
    width: int
    open: bool


@dataclass(frozen=True)
class Row:
    """A lane with the height of its name, and that of its line."""

    lane: Lane
    name: int
    y: int


@dataclass(frozen=True)
class Band:
    """A drawing with its size."""

    width: int
    height: int
    column: int
    rows: list[Row]
    years: list[Year]
    columns: list[Column]
    bars: list[Bar]


def draw(timeline: Timeline) -> Band:
    """The overview of a timeline."""
    rows = [
        Row(lane, _HEAD + number * _ROW + _NAME, _HEAD + number * _ROW + _LINE)
        for number, lane in enumerate(timeline.lanes)
    ]
    columns = [_column(section, number * _COLUMN, rows) for number, section in enumerate(timeline.sections)]
    return Band(
        len(columns) * _COLUMN + _MARGIN,
        _HEAD + len(rows) * _ROW + _MARGIN,
        _COLUMN,
        rows,
        _years(timeline.sections),
        columns,
        _bars(timeline.sections, rows),
    )


def _column(section: Section, x: int, rows: Sequence[Row]) -> Column:
    dots = []
    for row in rows:
        found = [entry for entry in section.entries if entry.lane == row.lane]
        if found:
            undated = all(entry.place.how != How.DATED for entry in found)
            dots.append(Dot(x + _COLUMN // 2, row.y, min(7 + len(found), _LARGEST), len(found), undated))
    return Column(section.key, x, _short(section), tuple(dots))


def _short(section: Section) -> tuple[str, str]:
    """The name of a section on two lines, without the years, which stand above."""
    span = section.place.span
    if span is None:
        return "not", "stated"
    if bound := section.place.bound:
        return section.place.how, _day(words(bound))
    begin, end = (_day(words(date)) if date else "" for date in (span.begin, span.end))
    if not span.lasting:
        return "", begin
    if begin and end and begin.partition(" ")[2] == end.partition(" ")[2]:
        return "", f"{begin.partition(' ')[0]}–{end}"
    return (f"{begin} –", end) if begin and end else ("from", begin) if begin else ("until", end)


def _day(date: str) -> str:
    """``19 February 2026`` as ``19 Feb``, ``June 2025`` as ``June``, and a year as it is."""
    *parts, year = date.split() or [""]
    return " ".join(part[:3] if len(part) > 4 else part for part in parts) or year


def _years(sections: Sequence[Section]) -> list[Year]:
    found: list[Year] = []
    for number, section in enumerate(sections):
        span = section.place.span
        date = section.place.bound or (span and (span.begin or span.end))
        name = words(date).rpartition(" ")[2] if date else ""
        if found and found[-1].name == name:
            found[-1] = Year(name, found[-1].x, found[-1].width + _COLUMN)
        else:
            found.append(Year(name, number * _COLUMN, _COLUMN))
    return found


def _bars(sections: Sequence[Section], rows: Sequence[Row]) -> list[Bar]:
    heights = {row.lane: row.y for row in rows}
    found = []
    for number, section in enumerate(sections):
        for entry in section.entries:
            span = entry.place.span
            if span and entry.place.how == How.DATED and span.lasting and span.begin:
                inside = [at for at, one in enumerate(sections) if one.place.span and one.place.order[0] < span.upper]
                last = max(inside, default=number) if span.end else number + 1
                width = (last - number) * _COLUMN
                found.append(Bar(number * _COLUMN + _COLUMN // 2, heights[entry.lane], width, span.end is None))
    return found

"""The overview of a timeline as a drawing: a column for each section, a row for each lane; its axis is not to scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.model.display import ClassDisplay
from kg.model.labels import format_literal
from kg.publish.charts.timeline import Timeline, TimelineSection

# In pixels, which are the units of the drawing too, so that its text is as large as that around it: the height of the
# head, the width of a column, the height of a row and of the line in it, and the largest radius.
_HEAD, _COLUMN, _ROW, _LINE, _LARGEST = 56, 50, 44, 32, 13
_MARGIN = 2


@dataclass(frozen=True)
class Dot:
    """The entries of one lane in one section: their number; ``open``: none of them has a date of its own."""

    y: int
    radius: int
    number: int
    open: bool


@dataclass(frozen=True)
class TimelineColumn:
    """A section by the left side and the middle of its column, with its short name on two lines."""

    key: str
    x: int
    middle: int
    lines: tuple[str, str]
    dots: list[Dot]


@dataclass(frozen=True)
class ColumnBar:
    """A bar over some columns: the ``name`` of a year, or an interval, whose end is not stated if it is ``open``."""

    x: int
    width: int
    y: int = 0
    name: str = ""
    open: bool = False


@dataclass(frozen=True)
class TimelineDrawing:
    """A drawing with its size; the rows are lanes with the heights of their lines."""

    width: int
    height: int
    column: int
    rows: list[tuple[ClassDisplay, int]]
    years: list[ColumnBar]
    columns: list[TimelineColumn]
    bars: list[ColumnBar]


def draw_timeline(timeline: Timeline) -> TimelineDrawing:
    """The overview of a timeline."""
    rows = [(lane, _HEAD + number * _ROW + _LINE) for number, lane in enumerate(timeline.lanes)]
    columns = [
        TimelineColumn(section.key, x, x + _COLUMN // 2, _short(section), [*_dots(section, rows)])
        for x, section in zip(range(0, len(timeline.sections) * _COLUMN, _COLUMN), timeline.sections, strict=True)
    ]
    return TimelineDrawing(
        len(columns) * _COLUMN + _MARGIN,
        _HEAD + len(rows) * _ROW + _MARGIN,
        _COLUMN,
        rows,
        [*_years(timeline.sections)],
        columns,
        [*_intervals(timeline.sections, dict(rows))],
    )


def _dots(section: TimelineSection, rows: Sequence[tuple[ClassDisplay, int]]) -> Iterator[Dot]:
    for lane, y in rows:
        if entries := [entry for entry in section.entries if entry.lane == lane]:
            undated = all(entry.position.basis != "dated" for entry in entries)
            yield Dot(y, min(7 + len(entries), _LARGEST), len(entries), undated)


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


def _years(sections: Sequence[TimelineSection]) -> Iterator[ColumnBar]:
    x = 0
    for name, group in groupby(sections, key=_year):
        width = len([*group]) * _COLUMN
        yield ColumnBar(x, width, name=name)
        x += width


def _year(section: TimelineSection) -> str:
    time = section.position.time
    date = section.position.bound or (time and (time.begin or time.end))
    return format_literal(date).rpartition(" ")[2] if date else ""


def _intervals(sections: Sequence[TimelineSection], heights: dict[ClassDisplay, int]) -> Iterator[ColumnBar]:
    """The intervals of entries; each reaches to the last section that begins in it."""
    positions = [section.position for section in sections]
    for number, section in enumerate(sections):
        for entry in section.entries:
            time = entry.position.time
            if time and entry.position.basis == "dated" and time.lasting and time.begin:
                inside = [at for at, other in enumerate(positions) if other.time and other.order[0] < time.upper]
                last = max([number, *inside]) if time.end else number + 1
                x, width = number * _COLUMN + _COLUMN // 2, (last - number) * _COLUMN
                yield ColumnBar(x, width, heights[entry.lane], open=time.end is None)

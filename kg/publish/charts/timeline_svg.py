"""The wide drawing of the timeline: dates from left to right, kinds of entries from top to bottom, each entry named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from kg.model.display import ClassDisplay
from kg.publish.charts.chart_styles import SeriesStyle, font_size, of_series
from kg.publish.charts.drawing import (
    Area,
    Drawing,
    Shape,
    ShapeGroup,
    Strip,
    box_shape,
    disc_shape,
    line_shape,
    text_shape,
)
from kg.publish.charts.text_width import text_width, wrapped
from kg.publish.charts.timeline import Timeline, TimelineEntry
from kg.publish.charts.timeline_scale import Stretch, TimelineScale, short_date, timeline_scale

_WIDTH = 1008
# The heights of the dates, of the name of a lane, of a row, of each further line of a name in it and of a bar; the
# radius of what is drawn; the distances of two entries, of an entry and its name beside it, and of the side of a bar
# and a name in it.
_HEAD, _NAME, _ROW, _LINE, _BAR = 44, 28, 24, 16, 18
_RADIUS, _GAP, _SPACE, _INSET = 7, 14, 6, 18


@dataclass(frozen=True)
class _Placed:
    """An entry in its lane: where its drawing and its name, in one or more lines, begin and end."""

    entry: TimelineEntry
    stretch: Stretch
    left: float
    right: float
    names: tuple[str, ...]
    name_at: float

    @property
    def begin(self) -> float:
        """The left side of all of it."""
        return min(self.left, self.name_at)

    @property
    def end(self) -> float:
        """The right side of all of it."""
        return max(self.right, self.name_at + _widest(self.names))

    def meets(self, other: _Placed) -> bool:
        """Whether there is too little room between it and another entry in the same row."""
        return self.begin < other.end + _GAP and other.begin < self.end + _GAP


def draw_timeline(timeline: Timeline) -> Drawing:
    """The wide drawing of a timeline."""
    plan = _Plan(timeline, timeline_scale(timeline))
    lanes = (plan.lane(lane, [entry for entry in timeline.entries if entry.lane == lane]) for lane in timeline.lanes)
    return Drawing(_WIDTH, (plan.head(), *lanes))


class _Plan:
    """A timeline on its scale."""

    def __init__(self, timeline: Timeline, scale: TimelineScale) -> None:
        self._timeline, self._scale = timeline, scale
        self._column = _WIDTH / max(scale.columns, 1)

    def head(self) -> Strip:
        """The dates; one that has no room beside the one before goes without its name."""
        groups = [*self._background(_HEAD - 8, _HEAD)]
        places = {section.day: section.key for section in self._timeline.sections}
        end, above = 0.0, ""
        for column, date in enumerate(self._scale.dates):
            year, day = short_date(date)
            middle, half = (column + 0.5) * self._column, max(map(_small_width, (year, day))) / 2
            if middle - half >= end:
                target = f"#{places[date.value]}" if date.value in places else ""
                groups.append(_date(middle, half, "" if year == above else year, day, target))
                end, above = middle + half + _GAP / 2, year
        if self._scale.undated:
            groups.append(_date(_WIDTH - self._column / 2, self._column / 2, "not", "stated", ""))
        return Strip(_HEAD, tuple(groups))

    def lane(self, lane: ClassDisplay, entries: Iterable[TimelineEntry]) -> Strip:
        """A lane with its entries in rows, of which each has those that do not meet."""
        rows = _rows(self._placed(entry) for entry in entries)
        *tops, bottom = accumulate((_row_height(row) for row in rows), initial=_NAME)
        height = bottom + _GAP
        head = ShapeGroup((line_shape(f"M0 0.5H{_WIDTH}", "grid"), *_lane_name(lane)))
        groups = [
            ShapeGroup(tuple(self._drawn(placed, top)), placed.entry.iri, self._timeline.labels.text(placed.entry.iri))
            for top, row in zip(tops, rows, strict=True)
            for placed in row
        ]
        return Strip(height, (*self._background(0, height), head, *groups), (lane.key,))

    def _background(self, top: int, height: int) -> Iterator[ShapeGroup]:
        """A band for each congress, for the kinds of its entries, and a line for each date, from a height on."""
        kinds = {entry.congress: entry.kinds for entry in self._timeline.legend}
        for entry in self._timeline.dated_congresses:
            stretch, style = self._scale.stretch(entry), of_series("band", self._timeline.series.number(entry.iri))
            left, width = stretch.first * self._column, (stretch.last - stretch.first + 1) * self._column
            band = box_shape(Area(_rounded(left), top, _rounded(width), height - top), style)
            yield ShapeGroup((band,), kinds=kinds[entry.iri])
        middles = (_rounded((column + 0.5) * self._column) for column in range(self._scale.columns))
        yield ShapeGroup(tuple(line_shape(f"M{middle} {top}V{height}", "grid") for middle in middles))

    def _placed(self, entry: TimelineEntry) -> _Placed:
        """An entry with its name beside it, on the right if possible, or in it; in lines if no room is wide enough."""
        stretch = self._scale.stretch(entry)
        left = 0 if stretch.open_start else (stretch.first + 0.5) * self._column - _RADIUS
        right = _WIDTH if stretch.open_end else (stretch.last + 0.5) * self._column + _RADIUS
        room = int(max(_WIDTH - right, left)) - _SPACE
        name = self._timeline.labels.text(entry.iri)
        inside = int(right - left) - 2 * _INSET
        if _label_width(name) > room and inside > room:
            return _Placed(entry, stretch, left, right, _lines(name, inside), left + _INSET)
        names = _lines(name, room)
        fits = right + _SPACE + _widest(names) <= _WIDTH
        return _Placed(entry, stretch, left, right, names, right + _SPACE if fits else left - _SPACE - _widest(names))

    def _drawn(self, placed: _Placed, top: int) -> Iterator[Shape]:
        stretch, congress = placed.stretch, placed.entry.congress
        y = top + _ROW // 2
        number = None if congress is None else self._timeline.series.number(congress)
        if stretch.point:
            style = of_series("solid" if stretch.dated else "hollow", number)
            yield disc_shape(_rounded((placed.left + placed.right) / 2), y, _RADIUS - 1, style)
        else:
            area = Area(_rounded(placed.left), y - _BAR // 2, _rounded(placed.right - placed.left), _bar_height(placed))
            yield box_shape(area, of_series(_bar_style(placed), number), radius=_RADIUS)
            if stretch.dated and (stretch.open_start or stretch.open_end):
                known = placed.left + _RADIUS if stretch.open_end else placed.right - _RADIUS
                yield disc_shape(_rounded(known), y, _RADIUS - 1, of_series("solid", number))
        # What is on the left ends where its drawing begins, however wide the reader's font makes it.
        before = placed.name_at < placed.left
        x, anchor = (placed.left - _SPACE, "end") if before else (placed.name_at, "")
        for at, name in enumerate(placed.names):
            yield text_shape(_rounded(x), y + 5 + at * _LINE, name, "entry", anchor=anchor)


def _bar_style(placed: _Placed) -> SeriesStyle:
    """A bar is solid if both its dates are stated, and hollow where its name is in it."""
    stretch = placed.stretch
    if not stretch.dated or stretch.open_start or stretch.open_end:
        return "between"
    return "hollow" if _is_named_inside(placed) else "solid"


def _bar_height(placed: _Placed) -> int:
    return _BAR + ((len(placed.names) - 1) * _LINE if _is_named_inside(placed) else 0)


def _is_named_inside(placed: _Placed) -> bool:
    return placed.left < placed.name_at < placed.right


def _lane_name(lane: ClassDisplay) -> Iterator[Shape]:
    yield text_shape(0, _NAME - 8, lane.name, "name")


def _date(middle: float, half: float, year: str, day: str, target: str) -> ShapeGroup:
    """A date over its column, and the area of its link."""
    lines = [
        text_shape(_rounded(middle), y, text, "small", anchor="middle") for y, text in ((16, year), (32, day)) if text
    ]
    return ShapeGroup(
        (box_shape(Area(_rounded(middle - half), 0, _rounded(2 * half), _HEAD - 8), "clear"), *lines), target
    )


def _rows(placed: Iterable[_Placed]) -> list[list[_Placed]]:
    """Entries in as few rows as they need in their order, so that nothing in a row meets."""
    rows: list[list[_Placed]] = []
    for one in placed:
        if row := next((row for row in rows if not any(one.meets(other) for other in row)), None):
            row.append(one)
        else:
            rows.append([one])
    return rows


def _row_height(row: Iterable[_Placed]) -> int:
    return _ROW + (max(len(placed.names) for placed in row) - 1) * _LINE


def _lines(name: str, width: int) -> tuple[str, ...]:
    return tuple(wrapped(name, width, font_size("entry")))


def _widest(names: Iterable[str]) -> int:
    return max(map(_label_width, names))


def _label_width(text: str) -> int:
    return text_width(text, font_size("entry"))


def _small_width(text: str) -> int:
    return text_width(text, font_size("small"))


def _rounded(number: float) -> float:
    return round(number, 1)

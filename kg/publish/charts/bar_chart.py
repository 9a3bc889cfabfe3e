"""Counts as a drawing of grouped bars: a group for each category, a bar for each congress.

Lengths are in per cent of the width of the drawing, heights in pixels, so that its text is as large on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from kg.model.labels import Labels
from kg.publish.charts.delegates import Chart, Congress, Figure

# The rest of the width is for the numbers at the ends of the bars.
_LONGEST = 80
_CHARACTERS = 42
_TEXT, _BAR, _BETWEEN, _GAP = 18, 16, 3, 12


@dataclass(frozen=True)
class Entry:
    """A congress in the legend, whose text stands on the line at ``y``."""

    y: int
    congress: Congress
    name: str


@dataclass(frozen=True)
class Bar:
    """A count as a bar with its upper side at ``y``; ``width`` is in per cent."""

    y: int
    width: float
    congress: Congress
    figure: Figure
    name: str


@dataclass(frozen=True)
class Group:
    """A category: the lines of its name, each with its height, and its bars."""

    text: tuple[tuple[int, str], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Drawing:
    """A drawing of a height; the names of its parts are those of congresses and categories."""

    height: int
    thickness: int
    legend: tuple[Entry, ...]
    groups: tuple[Group, ...]


def draw(chart: Chart, names: Labels) -> Drawing:
    """The drawing of a chart, whose latest congress comes first as in the legend."""
    congresses = [*reversed(range(len(chart.congresses)))]
    legend = tuple(
        Entry((at + 1) * _TEXT, chart.congresses[one], names.text(chart.congresses[one].iri))
        for at, one in enumerate(congresses)
    )
    largest = max((figure.value for line in chart.lines for cell in line.counts for figure in cell), default=0)
    groups = []
    y = len(legend) * _TEXT + _GAP
    for line in chart.lines:
        cells = [(chart.congresses[one], figure) for one in congresses for figure in line.counts[one]]
        group, y = _group(names.text(line.category), cells, y, largest, {one.congress.iri: one.name for one in legend})
        groups.append(group)
    return Drawing(y, _BAR, legend, tuple(groups))


def _group(
    name: str, cells: Sequence[tuple[Congress, Figure]], top: int, largest: int, names: Mapping[str, str]
) -> tuple[Group, int]:
    """A group with the height at which the next one begins."""
    lines = wrap(name, _CHARACTERS) or [name]
    text = tuple(_stacked(lines, top, _TEXT))
    begin = top + len(lines) * _TEXT + 2 * _BETWEEN
    bars = tuple(
        Bar(
            begin + at * (_BAR + _BETWEEN),
            round(_LONGEST * max(figure.value, 0) / largest, 2) if largest > 0 else 0,
            congress,
            figure,
            names[congress.iri],
        )
        for at, (congress, figure) in enumerate(cells)
    )
    return Group(text, bars), begin + len(bars) * (_BAR + _BETWEEN) + _GAP


def _stacked(lines: Iterable[str], top: int, step: int) -> Iterable[tuple[int, str]]:
    return ((top + (at + 1) * step, line) for at, line in enumerate(lines))

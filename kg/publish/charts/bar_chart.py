"""Counts as a drawing of grouped bars: a group for each category, a bar for each congress.

Lengths are in per cent of the width of the drawing, heights in pixels, so that its text is as large on a phone.
"""

from dataclasses import dataclass
from textwrap import wrap

from kg.model.labels import Labels
from kg.publish.charts.delegates import Congress, DelegateChart, StatedNumber

# The rest of the width is for the numbers at the ends of the bars.
_LONGEST = 80
_CHARACTERS = 42
_TEXT, _BAR, _BETWEEN, _GAP = 18, 16, 3, 12


@dataclass(frozen=True)
class CountBar:
    """A count as a bar with its upper side at ``y``; ``width`` is in per cent."""

    y: int
    width: float
    congress: Congress
    count: StatedNumber


@dataclass(frozen=True)
class CategoryBars:
    """A category: the lines of its name, each with its height, and its bars."""

    text: tuple[tuple[int, str], ...]
    bars: tuple[CountBar, ...]


@dataclass(frozen=True)
class BarChart:
    """A drawing of a height; the legend has the congresses with the heights of their lines."""

    height: int
    thickness: int
    legend: tuple[tuple[int, Congress], ...]
    groups: tuple[CategoryBars, ...]


def draw_bars(chart: DelegateChart, names: Labels) -> BarChart:
    """The drawing of a chart, whose latest congress comes first as in the legend."""
    columns = [*reversed([*enumerate(chart.congresses)])]
    legend = tuple((line * _TEXT, congress) for line, (_, congress) in enumerate(columns, start=1))
    largest = max((count.value for line in chart.lines for cell in line.counts for count in cell), default=0)
    groups = []
    y = len(legend) * _TEXT + _GAP
    for line in chart.lines:
        name = names.text(line.category)
        name_lines = enumerate(wrap(name, _CHARACTERS) or [name], start=1)
        text = tuple((y + number * _TEXT, name_line) for number, name_line in name_lines)
        y += len(text) * _TEXT + 2 * _BETWEEN
        bars = []
        for congress, count in ((congress, count) for column, congress in columns for count in line.counts[column]):
            width = round(_LONGEST * max(count.value, 0) / largest, 2) if largest > 0 else 0
            bars.append(CountBar(y, width, congress, count))
            y += _BAR + _BETWEEN
        groups.append(CategoryBars(text, tuple(bars)))
        y += _GAP
    return BarChart(y, _BAR, legend, tuple(groups))

"""Counts as a drawing of grouped bars: a group for each category, a bar for each congress, the earliest first."""

from collections.abc import Iterator

from kg.model.labels import Labels
from kg.publish.charts.chart_styles import font_size, of_series
from kg.publish.charts.delegates import CategoryCounts, Congress, DelegateChart, StatedNumber
from kg.publish.charts.drawing import Area, Drawing, Shape, ShapeGroup, Strip, box_shape, lines_of_text, text_shape
from kg.publish.charts.text_width import text_width, wrapped

WIDE_BARS, NARROW_BARS = 720, 358
_LINE, _BAR, _BETWEEN, _GAP = 20, 18, 4, 14
_SWATCH = 12


def draw_bars(chart: DelegateChart, names: Labels, width: int) -> Drawing:
    """The drawing of a chart in a width."""
    counts = [count.value for line in chart.lines for cell in line.counts for count in cell]
    largest = max((abs(value) for value in counts), default=0) or 1
    room = width - max((_number_width(value) for value in counts), default=0)
    scale = max(room, 0) / largest
    legend = (_legend(congress, names, width) for congress in chart.congresses)
    return Drawing(width, (*legend, *(_category(chart, line, names, width, scale) for line in chart.lines)))


def _legend(congress: Congress, names: Labels, width: int) -> Strip:
    lines = wrapped(names.text(congress.iri), width - 20, font_size("label"))
    swatch = box_shape(Area(0.5, 5, _SWATCH, _SWATCH), of_series("solid", congress.number))
    return Strip(len(lines) * _LINE, (ShapeGroup((swatch, *lines_of_text(lines, 20, 0, "label"))),))


def _category(chart: DelegateChart, line: CategoryCounts, names: Labels, width: int, scale: float) -> Strip:
    lines = wrapped(names.text(line.category), width, font_size("name"), bold=True)
    y = _GAP + len(lines) * _LINE + _BETWEEN
    groups = [ShapeGroup(lines_of_text(lines, 0, _GAP, "name"))]
    for congress, cell in zip(chart.congresses, line.counts, strict=True):
        for count in cell:
            title = f"{names.text(congress.iri)}: {count.value:,}"
            groups.append(ShapeGroup(tuple(_bar(count, congress, y, scale)), title=title))
            y += _BAR + _BETWEEN
    return Strip(y, tuple(groups))


def _bar(count: StatedNumber, congress: Congress, y: int, scale: float) -> Iterator[Shape]:
    length = round(max(count.value, 0) * scale, 1)
    yield box_shape(Area(0.5, y, length, _BAR), of_series("solid", congress.number))
    yield text_shape(length + 8, y + 14, f"{count.value:,}", "label")


def _number_width(value: int) -> int:
    return text_width(f"{value:,}", font_size("label")) + 10

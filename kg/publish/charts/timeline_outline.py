"""The narrow drawing of the timeline: dates from top to bottom, below each its entries by name."""

from collections.abc import Iterator

from kg.publish.charts.chart_styles import font_size, of_series
from kg.publish.charts.drawing import Drawing, Shape, ShapeGroup, Strip, disc_shape, line_shape, lines_of_text
from kg.publish.charts.text_width import wrapped
from kg.publish.charts.timeline import Timeline, TimelineEntry, TimelineSection

_WIDTH = 358
# The height of a line of text, what is above and below the lines of an entry, its radius, and the step to its parts.
_LINE, _PADDING, _RADIUS, _STEP = 20, 4, 5, 14
_TEXT_AT = 22


def outline_timeline(timeline: Timeline) -> tuple[Drawing, Drawing]:
    """The narrow drawings of a timeline: of what is before the congress at which it opens, and of the rest."""
    key = timeline.dated_congresses[-1].position.section if timeline.dated_congresses else ""
    opening = next((at for at, section in enumerate(timeline.sections) if section.key == key), 0)
    before, rest = timeline.sections[:opening], timeline.sections[opening:]

    def drawn(sections: tuple[TimelineSection, ...]) -> Drawing:
        return Drawing(_WIDTH, tuple(strip for section in sections for strip in _section(timeline, section)))

    return drawn(before), drawn(rest)


def _section(timeline: Timeline, section: TimelineSection) -> Iterator[Strip]:
    lines = wrapped(section.name, _WIDTH, font_size("name"), bold=True)
    height = len(lines) * _LINE + 3 * _PADDING
    name = ShapeGroup(lines_of_text(lines, 0, 2 * _PADDING, "name"), f"#{section.key}")
    yield Strip(height, (name,), section.kinds)
    for entry in section.entries:
        yield _entry(timeline, entry)


def _entry(timeline: Timeline, entry: TimelineEntry) -> Strip:
    indent = entry.depth * _STEP
    name = timeline.labels.text(entry.iri)
    lines = wrapped(name, _WIDTH - _TEXT_AT - indent, font_size("label"))
    height = len(lines) * _LINE + 2 * _PADDING
    texts = lines_of_text(lines, _TEXT_AT + indent, _PADDING, "label")
    line = ShapeGroup((line_shape(f"M{_RADIUS + 1} 0V{height}", "grid"),))
    return Strip(height, (line, ShapeGroup((_dot(timeline, entry, indent), *texts), entry.iri)), (entry.lane.key,))


def _dot(timeline: Timeline, entry: TimelineEntry, indent: int) -> Shape:
    """The dot of an entry: solid with a date of its own, hollow without."""
    number = None if entry.congress is None else timeline.series.number(entry.congress)
    style = of_series("solid" if entry.position.basis == "dated" else "hollow", number)
    return disc_shape(_RADIUS + 1 + indent, _PADDING + _LINE // 2, _RADIUS, style)

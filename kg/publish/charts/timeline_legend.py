"""The legend of the timeline in a file: what its marks mean, and a line for each colour."""

from collections.abc import Iterator, Mapping

from kg.publish.charts.chart_styles import of_series
from kg.publish.charts.drawing import Area, Shape, ShapeGroup, Strip, box_shape, disc_shape, text_shape
from kg.publish.charts.timeline import Timeline

# What the marks mean, on a page and in a file.
MEANINGS: Mapping[str, str] = {
    "dated": "dated",
    "undated": "own date not stated",
    "between": "date not fully stated: it lies between these days",
    "no_congress": "not part of a congress",
}
_LINE, _RADIUS, _TEXT_AT = 20, 6, 32


def timeline_legend(timeline: Timeline) -> tuple[Strip, ...]:
    """The lines of the legend; that of a colour is for the kinds that have it."""
    marks = (
        (disc_shape(_TEXT_AT / 2, _LINE / 2, _RADIUS, of_series("solid", None)), MEANINGS["dated"]),
        (disc_shape(_TEXT_AT / 2, _LINE / 2, _RADIUS, of_series("hollow", None)), MEANINGS["undated"]),
        (box_shape(Area(2, 3, _TEXT_AT - 8, 14), of_series("between", None), radius=7), MEANINGS["between"]),
    )
    return (*(Strip(_LINE, (_line(*mark),)) for mark in marks), *_colours(timeline), Strip(_LINE, ()))


def _colours(timeline: Timeline) -> Iterator[Strip]:
    for entry in timeline.legend:
        number = None if entry.congress is None else timeline.series.number(entry.congress)
        text = MEANINGS["no_congress"] if entry.congress is None else timeline.labels.text(entry.congress)
        swatch = box_shape(Area(_TEXT_AT / 2 - 6, 4, 12, 12), of_series("solid", number))
        yield Strip(_LINE, (_line(swatch, text),), entry.kinds)


def _line(mark: Shape, text: str) -> ShapeGroup:
    return ShapeGroup((mark, text_shape(_TEXT_AT, 15, text, "small")))

"""Drawings as shapes of SVG, which a page embeds and a file holds alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from kg.publish.charts.chart_styles import Style, font_size, presentation
from kg.publish.charts.text_width import wrapped

_LINE = 20


class Area(NamedTuple):
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Shape:
    """An element of SVG: its name, its style, its place and size, and its text."""

    element: str
    style: str
    place: Mapping[str, str | float]
    text: str = ""

    def attributes(self, *, alone: bool) -> dict[str, str | float]:
        """All its attributes, on a page or in a file that stands ``alone``."""
        return {**self.place, **presentation(self.style, alone=alone)}


@dataclass(frozen=True)
class ShapeGroup:
    """Shapes that belong together; with a ``target``, an IRI or a place on the page such as ``#day``, they are a link.

    ``title`` is what the shapes mean, where their texts do not say it all. ``kinds`` are those that they are for, none
    for all.
    """

    shapes: tuple[Shape, ...]
    target: str = ""
    title: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Strip:
    """A part of a drawing over its whole width, of a height; ``kinds`` are those that it is for, none for all."""

    height: int
    groups: tuple[ShapeGroup, ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """Strips one below the other."""

    width: int
    strips: tuple[Strip, ...]

    @property
    def height(self) -> int:
        """The height of all strips."""
        return sum(strip.height for strip in self.strips)

    @property
    def placed(self) -> Iterator[tuple[int, Strip]]:
        """The strips, each with its upper side."""
        return zip(accumulate((strip.height for strip in self.strips), initial=0), self.strips, strict=False)

    @property
    def linked(self) -> bool:
        """Whether anything in it is a link."""
        return any(group.target for strip in self.strips for group in strip.groups)


def box_shape(area: Area, style: str, *, radius: float = 0) -> Shape:
    """A rectangle, whose corners may be round."""
    place: dict[str, str | float] = {"x": area.x, "y": area.y, "width": area.width, "height": area.height}
    return Shape("rect", style, place | ({"rx": radius} if radius else {}))


def text_shape(x: float, y: float, text: str, style: Style, *, anchor: str = "") -> Shape:
    """A line of text above a base line."""
    return Shape("text", style, {"x": x, "y": y, **({"text-anchor": anchor} if anchor else {})}, text)


def line_shape(path: str, style: str) -> Shape:
    """Lines along a path."""
    return Shape("path", style, {"d": path})


def disc_shape(x: float, y: float, radius: float, style: str) -> Shape:
    """A disc around a point."""
    return Shape("circle", style, {"cx": x, "cy": y, "r": radius})


def lines_of_text(texts: Iterable[str], x: float, y: float, style: Style, height: int = _LINE) -> tuple[Shape, ...]:
    """Lines of text from an upper side on."""
    base = round(height * 0.75)
    return tuple(text_shape(x, y + at * height + base, text, style) for at, text in enumerate(texts))


def framed(drawing: Drawing, title: str, remarks: Iterable[str]) -> Drawing:
    """A drawing under its title and above remarks on it, as it stands alone in a file."""
    names = wrapped(title, drawing.width, font_size("name"), bold=True)
    notes = [line for remark in remarks for line in wrapped(remark, drawing.width, font_size("small"))]
    head = Strip((len(names) + 1) * _LINE, (ShapeGroup(lines_of_text(names, 0, 0, "name")),))
    foot = Strip((len(notes) + 1) * _LINE, (ShapeGroup(lines_of_text(notes, 0, _LINE, "small")),))
    return Drawing(drawing.width, (head, *drawing.strips, foot))

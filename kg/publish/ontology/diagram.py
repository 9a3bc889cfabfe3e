"""The classes as drawings: indented trees in columns, which stand side by side or, on a phone, one below another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model.hierarchy import Tree

# In pixels, which are the units of the drawing too, so that its text is as large as that around it.
_ROW, _BOX, _INDENT, _GAP, _COLUMN = 30, 24, 10, 20, 225
_COLUMNS = 4
# Room for the outlines of the boxes at the edge.
_MARGIN = 2


@dataclass(frozen=True)
class Box:
    """A class with the upper left corner of its box and, below its superclass, that box."""

    cls: str
    x: int
    y: int
    width: int
    height: int
    above: Box | None

    @property
    def line(self) -> str:
        """The SVG path from the lower side of the superclass down to the height of the class, and right to it."""
        above = self.above
        start = f"M{above.x + _INDENT // 2} {above.y + above.height}" if above else ""
        return f"{start}V{self.y + self.height // 2}H{self.x}" if above else ""


@dataclass(frozen=True)
class Diagram:
    """The drawing of a column."""

    boxes: list[Box]
    width: int = _COLUMN + 2 * _MARGIN

    @property
    def height(self) -> int:
        """The height in pixels."""
        return max(box.y + box.height for box in self.boxes) + _MARGIN


def draw_diagrams(trees: Sequence[Tree]) -> list[Diagram]:
    """The drawings of some trees, the largest first, each in the column that is the shortest so far."""
    heights = [_MARGIN] * _COLUMNS
    columns: list[list[Box]] = [[] for _ in heights]
    for tree in sorted(trees, key=lambda tree: sum(1 for _ in tree.walk()), reverse=True):
        column = heights.index(min(heights))
        above: list[Box] = []
        for branch, depth in tree.walk():
            indent = depth * _INDENT
            superclass = above[depth - 1] if depth else None
            box = Box(branch.iri, _MARGIN + indent, heights[column], _COLUMN - indent, _BOX, superclass)
            columns[column].append(box)
            above[depth:] = [box]
            heights[column] += _ROW
        heights[column] += _GAP
    return [Diagram(boxes) for boxes in columns if boxes]

"""How nodes look where a format can tell: a shape and a colour for each group of them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.publish.exports.network import Node


@dataclass(frozen=True)
class Appearance:
    """The names of a shape in yEd and in Graphviz, and a light colour, on which black text can be read."""

    yed: str
    graphviz: str
    colour: str


_OTHER = Appearance("roundrectangle", "box", "#E6E6E6")
_BY_GROUP = {
    "Person": Appearance("ellipse", "ellipse", "#BFDCF5"),
    "Organization": Appearance("rectangle", "box", "#F7CFB4"),
    "State": Appearance("octagon", "octagon", "#F2C1C9"),
    "Event": Appearance("diamond", "diamond", "#CDE8C4"),
    "Message": Appearance("parallelogram", "parallelogram", "#F4E6A8"),
    "Place": Appearance("hexagon", "hexagon", "#D9CCEC"),
    "Post": Appearance("trapezoid", "trapezium", "#C4E5E1"),
}


def appearance(node: Node) -> Appearance:
    """How a node looks."""
    return _BY_GROUP.get(node.group, _OTHER)

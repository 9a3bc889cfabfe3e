"""How nodes look where a format can tell: a shape and colours for each group of them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.publish.networks.network import Node


@dataclass(frozen=True)
class Appearance:
    """The names of a shape in yEd, in Graphviz and in Cytoscape, and two colours on which black text can be read.

    The ``colour`` is light, for a shape with a border and a text inside; the ``deep`` one shows on white without.
    """

    yed: str
    graphviz: str
    cytoscape: str
    colour: str
    deep: str


OTHER = Appearance("roundrectangle", "box", "round-rectangle", "#E6E6E6", "#9A9A9A")
BY_GROUP = {
    "Person": Appearance("ellipse", "ellipse", "ellipse", "#BFDCF5", "#6AA5DB"),
    "Organization": Appearance("rectangle", "box", "rectangle", "#F7CFB4", "#E08E5A"),
    "State": Appearance("octagon", "octagon", "octagon", "#F2C1C9", "#DB7384"),
    "Event": Appearance("hexagon", "hexagon", "hexagon", "#CDE8C4", "#79BF66"),
    "Message": Appearance("parallelogram", "note", "parallelogram", "#F4E6A8", "#CDB031"),
    "Place": Appearance("diamond", "diamond", "diamond", "#D9CCEC", "#A587D1"),
    "Post": Appearance("trapezoid", "tab", "round-rectangle", "#C4E5E1", "#57B5AC"),
}


def appearance(node: Node) -> Appearance:
    """How a node looks."""
    return BY_GROUP.get(node.group, OTHER)

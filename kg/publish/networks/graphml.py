"""GraphML: plain, and in the flavour of yEd, which shows labels and shapes only where its own elements tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

from kg.model.evidence import INFERRED
from kg.publish.networks.appearance import appearance
from kg.publish.networks.network import EDGE_COLUMNS, NODE_COLUMNS, Edge, Network, Node
from kg.publish.networks.xml import document

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_YFILES = "http://www.yworks.com/xml/graphml"
# The data by which yEd opens an address and shows a tooltip.
_OF_YED = ("url", "description")
_WIDEST, _CHARACTER, _HEIGHT = 320, 7, 40
# For a node with its name in it.
_ROOM = 240


def graphml(network: Network) -> str:
    """A network in GraphML (http://graphml.graphdrawing.org/specification.html); dates are attributes."""
    root = Element("graphml", {"xmlns": _NAMESPACE})
    _declare(root, network)
    _draw(root, network)
    return document(root)


def yed(network: Network) -> str:
    """A network in GraphML with the elements of yFiles by which yEd draws and labels nodes and edges.

    There a thing or an edge leads to its page, and tells its kind and its dates in a tooltip.
    """
    root = Element("graphml", {"xmlns": _NAMESPACE, "xmlns:y": _YFILES})
    _declare(root, network)
    for kind, name in (("node", "nodegraphics"), ("edge", "edgegraphics")):
        SubElement(root, "key", {"id": name, "for": kind, "yfiles.type": name})
        _columns(root, kind, _OF_YED)
    for element, drawn in _draw(root, network):
        if isinstance(drawn, Node):
            _shape(element, drawn, network.scale(_ROOM))
        else:
            _line(element, drawn)
    return document(root)


def _declare(root: Element, network: Network) -> None:
    SubElement(root, "desc").text = network.title
    for kind, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        _columns(root, kind, ("label", *columns))


def _columns(root: Element, kind: str, columns: Iterable[str]) -> None:
    for column in columns:
        declared = {"id": _key(kind, column), "for": kind, "attr.name": column, "attr.type": "string"}
        SubElement(root, "key", declared)


def _draw(root: Element, network: Network) -> list[tuple[Element, Node | Edge]]:
    """Write the nodes and the edges; the elements with what each stands for."""
    drawn: list[tuple[Element, Node | Edge]] = []
    graph = SubElement(root, "graph", {"id": "network", "edgedefault": "directed"})
    for node in network.nodes:
        element = SubElement(graph, "node", {"id": node.iri})
        _describe(element, {"label": node.label, **node.attributes})
        drawn.append((element, node))
    for number, edge in enumerate(network.edges):
        element = SubElement(graph, "edge", {"id": f"e{number}", "source": edge.source, "target": edge.target})
        _describe(element, {"label": edge.label, **edge.attributes})
        drawn.append((element, edge))
    return drawn


def _describe(element: Element, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        if value:
            SubElement(element, "data", {"key": _key(element.tag, name)}).text = value


def _key(kind: str, column: str) -> str:
    """The identifier of a column, which must be an NMTOKEN."""
    return f"{kind}-{column.replace(' ', '-')}"


def _shape(element: Element, node: Node, scale: float) -> None:
    look = appearance(node)
    _describe(element, dict(zip(_OF_YED, (node.iri, node.summary), strict=True)))
    shape = SubElement(SubElement(element, "data", {"key": "nodegraphics"}), "y:ShapeNode")
    width = min(_WIDEST, _CHARACTER * len(node.label) + _HEIGHT)
    x, y = (value * scale for value in node.place or (0, 0))
    place = {"x": f"{x - width / 2:.1f}", "y": f"{y - _HEIGHT / 2:.1f}"}
    SubElement(shape, "y:Geometry", {"width": str(width), "height": str(_HEIGHT)} | place)
    SubElement(shape, "y:Fill", {"color": look.colour, "transparent": "false"})
    SubElement(shape, "y:BorderStyle", {"color": look.deep, "type": "line", "width": "1.0"})
    SubElement(shape, "y:NodeLabel").text = node.label
    SubElement(shape, "y:Shape", {"type": look.yed})


def _line(element: Element, edge: Edge) -> None:
    _describe(element, dict(zip(_OF_YED, (next(iter(edge.grounds), ""), edge.summary), strict=True)))
    line = SubElement(SubElement(element, "data", {"key": "edgegraphics"}), "y:PolyLineEdge")
    SubElement(line, "y:LineStyle", {"type": "dashed" if edge.status == INFERRED else "line", "width": "1.0"})
    SubElement(line, "y:Arrows", {"source": "none", "target": "standard"})
    SubElement(line, "y:EdgeLabel").text = edge.label

"""The formats of networks in XML: GEXF for Gephi, and GraphML, plain and with the elements of yEd."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from kg.model.evidence import INFERRED
from kg.model.time import StatedTime
from kg.publish.networks.network import EDGE_COLUMNS, NODE_COLUMNS, Edge, Network, Node, present

# XML 1.0 cannot represent these characters (2.2), but a literal of RDF may hold them.
_UNREPRESENTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Gephi's usual size of a node, and the growth by the root of the number of its edges.
_SIZE, _GROWTH = 10, 3
_GEXF_ROOM = 100
_GRAPHML, _YFILES = "http://graphml.graphdrawing.org/xmlns", "http://www.yworks.com/xml/graphml"
# The columns from which yEd takes the address and the tooltip.
_YED_COLUMNS = ("url", "description")
_WIDEST, _CHARACTER, _HEIGHT = 320, 7, 40
# For a node with its name in it.
_YED_ROOM = 240


def gexf(network: Network) -> str:
    """A network in GEXF 1.3 (https://gexf.net/schema.html), a dynamic graph with intervals of days.

    An entity without dates has no interval, and an open end has no day. A time of reduced precision is written as the
    days that enclose it; the attribute ``dates`` has what is stated. Nodes have the colour of their group and grow
    with the number of their edges.
    """
    root = Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    SubElement(SubElement(root, "meta"), "description").text = network.title
    settings = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    graph = SubElement(root, "graph", settings | {"defaultedgetype": "directed", "idtype": "string"})
    for kind, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        attributes = SubElement(graph, "attributes", {"class": kind, "mode": "static"})
        for column in columns:
            SubElement(attributes, "attribute", {"id": column, "title": column, "type": "string"})
    _gexf_nodes(graph, network)
    edges = SubElement(graph, "edges", {"count": str(len(network.edges))})
    for number, (edge, kind) in enumerate(zip(network.edges, _edge_kinds(network.edges), strict=True)):
        ends = {"id": str(number), "source": edge.source, "target": edge.target, "label": edge.label, "kind": kind}
        _gexf_values(SubElement(edges, "edge", ends | _interval(edge.time)), edge.attributes)
    return _document(root)


def _gexf_nodes(graph: Element, network: Network) -> None:
    scale = network.scale(_GEXF_ROOM)
    degrees = Counter(end for edge in network.edges for end in (edge.source, edge.target))
    nodes = SubElement(graph, "nodes", {"count": str(len(network.nodes))})
    for node in network.nodes:
        element = SubElement(nodes, "node", {"id": node.iri, "label": node.label} | _interval(node.time))
        _gexf_values(element, node.attributes)
        # The schema has these in the namespace of the others, where tools read them as well as in that of viz.
        SubElement(element, "size", {"value": f"{_SIZE + _GROWTH * sqrt(degrees[node.iri]):.1f}"})
        if node.point:
            x, y = (value * scale for value in node.point)
            SubElement(element, "position", {"x": f"{x:.1f}", "y": f"{-y:.1f}", "z": "0"})
        SubElement(element, "color", {"hex": node.group.accent})


def _edge_kinds(edges: Iterable[Edge]) -> Iterable[str]:
    """The kinds of edges, distinct for the same nodes: Gephi merges edges of one kind between them."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for edge in edges:
        key = (edge.source, edge.target, edge.label)
        counts[key] += 1
        yield edge.label if counts[key] == 1 else f"{edge.label} ({counts[key]})"


def _interval(time: StatedTime | None) -> dict[str, str]:
    bounds = {"start": time.first_day, "end": time.last_day} if time else {}
    return {name: day for name, day in bounds.items() if day}


def _gexf_values(element: Element, attributes: Mapping[str, str]) -> None:
    values = SubElement(element, "attvalues")
    for name, value in present(attributes).items():
        SubElement(values, "attvalue", {"for": name, "value": value})


def graphml(network: Network) -> str:
    """A network in GraphML (http://graphml.graphdrawing.org/specification.html); dates are attributes."""
    return _graphml(network, drawn=False)


def yed(network: Network) -> str:
    """A network in GraphML with the yFiles elements from which yEd draws and labels nodes and edges.

    A node or an edge links to its page, and has its class or status and its dates in a tooltip.
    """
    return _graphml(network, drawn=True)


def _graphml(network: Network, *, drawn: bool) -> str:
    root = Element("graphml", {"xmlns": _GRAPHML} | ({"xmlns:y": _YFILES} if drawn else {}))
    SubElement(root, "desc").text = network.title
    for kind, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        _declare(root, kind, ("label", *columns))
    for kind in ("node", "edge") if drawn else ():
        SubElement(root, "key", {"id": f"{kind}graphics", "for": kind, "yfiles.type": f"{kind}graphics"})
        _declare(root, kind, _YED_COLUMNS)
    graph = SubElement(root, "graph", {"id": "network", "edgedefault": "directed"})
    for node in network.nodes:
        element = SubElement(graph, "node", {"id": node.iri})
        _graphml_values(element, {"label": node.label, **node.attributes})
        if drawn:
            _draw_node(element, node, network.scale(_YED_ROOM))
    for number, edge in enumerate(network.edges):
        element = SubElement(graph, "edge", {"id": f"e{number}", "source": edge.source, "target": edge.target})
        _graphml_values(element, {"label": edge.label, **edge.attributes})
        if drawn:
            _draw_edge(element, edge)
    return _document(root)


def _declare(root: Element, kind: str, columns: Iterable[str]) -> None:
    for column in columns:
        declared = {"id": _key(kind, column), "for": kind, "attr.name": column, "attr.type": "string"}
        SubElement(root, "key", declared)


def _graphml_values(element: Element, values: Mapping[str, str]) -> None:
    for name, value in present(values).items():
        SubElement(element, "data", {"key": _key(element.tag, name)}).text = value


def _key(kind: str, column: str) -> str:
    """The identifier of a column, which must be an NMTOKEN."""
    return f"{kind}-{column.replace(' ', '-')}"


def _draw_node(element: Element, node: Node, scale: float) -> None:
    _graphml_values(element, dict(zip(_YED_COLUMNS, (node.iri, node.summary), strict=True)))
    shape = SubElement(SubElement(element, "data", {"key": "nodegraphics"}), "y:ShapeNode")
    width = min(_WIDEST, _CHARACTER * len(node.label) + _HEIGHT)
    x, y = (value * scale for value in node.point or (0, 0))
    corner = {"x": f"{x - width / 2:.1f}", "y": f"{y - _HEIGHT / 2:.1f}"}
    SubElement(shape, "y:Geometry", {"width": str(width), "height": str(_HEIGHT)} | corner)
    SubElement(shape, "y:Fill", {"color": node.group.fill, "transparent": "false"})
    SubElement(shape, "y:BorderStyle", {"color": node.group.accent, "type": "line", "width": "1.0"})
    SubElement(shape, "y:NodeLabel").text = node.label
    SubElement(shape, "y:Shape", {"type": node.group.shape})


def _draw_edge(element: Element, edge: Edge) -> None:
    _graphml_values(element, dict(zip(_YED_COLUMNS, (next(iter(edge.grounds), ""), edge.summary), strict=True)))
    line = SubElement(SubElement(element, "data", {"key": "edgegraphics"}), "y:PolyLineEdge")
    SubElement(line, "y:LineStyle", {"type": "dashed" if edge.status == INFERRED else "line", "width": "1.0"})
    SubElement(line, "y:Arrows", {"source": "none", "target": "standard"})
    SubElement(line, "y:EdgeLabel").text = edge.label


def _document(root: Element) -> str:
    """A tree as an XML document, indented, without the characters that XML cannot represent."""
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_UNREPRESENTABLE.sub("", text)}\n'

"""GEXF 1.3, for Gephi: a dynamic graph with intervals of days, and attributes of plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt
from xml.etree.ElementTree import Element, SubElement

from kg.model.time import StatedTime
from kg.publish.networks.appearance import appearance
from kg.publish.networks.network import EDGE_COLUMNS, NODE_COLUMNS, Edge, Network
from kg.publish.networks.xml import document

# Gephi's usual size, and what the root of the number of edges adds to it.
_SMALLEST, _MORE = 10, 3
_ROOM = 100


def gexf(network: Network) -> str:
    """A network in GEXF 1.3 (https://gexf.net/schema.html).

    What has no dates is there all the time; a time without a beginning or an end is open there. A time of reduced
    precision is written as the days that enclose it; the attribute ``dates`` has what is stated. Nodes have the colour
    of their group grow with the number of their edges, and lie
    where the layout puts them.
    """
    root = Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    SubElement(SubElement(root, "meta"), "description").text = network.title
    settings = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    graph = SubElement(root, "graph", settings | {"defaultedgetype": "directed", "idtype": "string"})
    _declare(graph, "node", NODE_COLUMNS)
    _declare(graph, "edge", EDGE_COLUMNS)
    scale = network.scale(_ROOM)
    degrees = Counter(end for edge in network.edges for end in (edge.source, edge.target))
    nodes = SubElement(graph, "nodes", {"count": str(len(network.nodes))})
    for node in network.nodes:
        element = SubElement(nodes, "node", {"id": node.iri, "label": node.label} | _interval(node.time))
        _describe(element, node.attributes)
        # The schema has these in the namespace of the others, where tools read them as well as in that of viz.
        SubElement(element, "size", {"value": f"{_SMALLEST + _MORE * sqrt(degrees[node.iri]):.1f}"})
        if node.place:
            x, y = (value * scale for value in node.place)
            SubElement(element, "position", {"x": f"{x:.1f}", "y": f"{-y:.1f}", "z": "0"})
        SubElement(element, "color", {"hex": appearance(node).deep})
    edges = SubElement(graph, "edges", {"count": str(len(network.edges))})
    for number, (edge, kind) in enumerate(zip(network.edges, _kinds(network.edges), strict=True)):
        ends = {"id": str(number), "source": edge.source, "target": edge.target, "label": edge.label, "kind": kind}
        _describe(SubElement(edges, "edge", ends | _interval(edge.time)), edge.attributes)
    return document(root)


def _kinds(edges: Iterable[Edge]) -> Iterable[str]:
    """The kinds of edges, by which Gephi tells apart those between the same nodes: two of one kind it makes one."""
    met: Counter[tuple[str, str, str]] = Counter()
    for edge in edges:
        same = (edge.source, edge.target, edge.label)
        met[same] += 1
        yield edge.label if met[same] == 1 else f"{edge.label} ({met[same]})"


def _declare(graph: Element, kind: str, columns: Iterable[str]) -> None:
    attributes = SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for column in columns:
        SubElement(attributes, "attribute", {"id": column, "title": column, "type": "string"})


def _interval(time: StatedTime | None) -> dict[str, str]:
    bounds = {"start": time.first_day, "end": time.last_day} if time else {}
    return {name: day for name, day in bounds.items() if day}


def _describe(element: Element, attributes: Mapping[str, str]) -> None:
    values = SubElement(element, "attvalues")
    for name, value in attributes.items():
        if value:
            SubElement(values, "attvalue", {"for": name, "value": value})

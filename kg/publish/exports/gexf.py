"""GEXF 1.3, for Gephi: a dynamic graph with intervals of days, and attributes of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

from kg.publish.exports.network import EDGE_COLUMNS, NODE_COLUMNS, Network
from kg.publish.exports.period import Period
from kg.publish.exports.xml import document


def gexf(network: Network) -> str:
    """A network in GEXF 1.3 (https://gexf.net/schema.html).

    What has no dates is there all the time. A period of reduced precision is written as the days that enclose it; the
    attribute ``dates`` has what is stated.
    """
    root = Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    SubElement(SubElement(root, "meta"), "description").text = network.title
    settings = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    graph = SubElement(root, "graph", settings | {"defaultedgetype": "directed", "idtype": "string"})
    _declare(graph, "node", NODE_COLUMNS)
    _declare(graph, "edge", EDGE_COLUMNS)
    nodes = SubElement(graph, "nodes", {"count": str(len(network.nodes))})
    for node in network.nodes:
        element = SubElement(nodes, "node", {"id": node.iri, "label": node.label} | _interval(node.period))
        _describe(element, node.attributes)
    edges = SubElement(graph, "edges", {"count": str(len(network.edges))})
    for number, edge in enumerate(network.edges):
        ends = {"id": str(number), "source": edge.source, "target": edge.target, "label": edge.label}
        # Gephi keeps edges between the same nodes apart by their kind.
        _describe(SubElement(edges, "edge", ends | {"kind": edge.label} | _interval(edge.period)), edge.attributes)
    return document(root)


def _declare(graph: Element, kind: str, columns: Iterable[str]) -> None:
    attributes = SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for column in columns:
        SubElement(attributes, "attribute", {"id": column, "title": column, "type": "string"})


def _interval(period: Period | None) -> dict[str, str]:
    bounds = {"start": period.first, "end": period.last} if period else {}
    return {name: day for name, day in bounds.items() if day}


def _describe(element: Element, attributes: Mapping[str, str]) -> None:
    values = SubElement(element, "attvalues")
    for name, value in attributes.items():
        if value:
            SubElement(values, "attvalue", {"for": name, "value": value})

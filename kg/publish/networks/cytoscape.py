"""The formats of Cytoscape: CX2, and the JSON of Cytoscape.js (cyjs)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg.publish.networks.cytoscape_style import style
from kg.publish.networks.network import EDGE_COLUMNS, NODE_COLUMNS, Edge, Network, Node

# Cytoscape shows the first, and matches networks by the second.
_NAMES = ("name", "shared name")
# For a node with its name.
_ROOM = 160
_INTERACTIONS = ("interaction", "shared interaction")


def cyjs(network: Network) -> str:
    """A network as Cytoscape.js and Cytoscape read it (https://js.cytoscape.org/#notation/elements-json).

    For networkx the value of a node and the key of an edge are its identifiers, and the network tells its kind.
    """
    scale = network.scale(_ROOM)
    nodes = [
        {"data": {"id": node.iri, "value": node.iri, **_node(node)}, "position": _place(node, scale)}
        for node in network.nodes
    ]
    edges = [
        {"data": {"id": f"e{number}", "key": number, "source": edge.source, "target": edge.target, **_edge(edge)}}
        for number, edge in enumerate(network.edges)
    ]
    head = {"format_version": "1.0", "directed": True, "multigraph": True}
    data = dict.fromkeys(_NAMES, network.title)
    return _written({**head, "data": data, "elements": {"nodes": nodes, "edges": edges}})


def cx2(network: Network) -> str:
    """A network in CX2, whose aspects come in order (https://cytoscape.org/cx/cx2/specification/).

    Identifiers are integers there; the attribute ``iri`` of a node has its IRI.
    """
    numbers, scale = {node.iri: number for number, node in enumerate(network.nodes)}, network.scale(_ROOM)
    aspects: dict[str, list[Any]] = {
        "attributeDeclarations": [
            {
                "networkAttributes": {"name": {"d": "string"}},
                "nodes": _declared((*_NAMES, "iri", *NODE_COLUMNS)),
                "edges": _declared((*_NAMES, *_INTERACTIONS, *EDGE_COLUMNS)),
            }
        ],
        "networkAttributes": [{"name": network.title}],
        "nodes": [
            {"id": numbers[node.iri], **_place(node, scale), "v": {"iri": node.iri, **_node(node)}}
            for node in network.nodes
        ],
        "edges": [
            {"id": number, "s": numbers[edge.source], "t": numbers[edge.target], "v": _edge(edge)}
            for number, edge in enumerate(network.edges)
        ],
        "visualProperties": [style()],
    }
    counts = [{"name": name, "elementCount": len(elements)} for name, elements in aspects.items()]
    parts = [{name: elements} for name, elements in aspects.items()]
    head = [{"CXVersion": "2.0", "hasFragments": False}, {"metaData": counts}]
    return _written([*head, *parts, {"status": [{"success": True}]}])


def _place(node: Node, scale: float) -> dict[str, float]:
    x, y = node.place or (0, 0)
    return {"x": round(x * scale, 1), "y": round(y * scale, 1)}


def _node(node: Node) -> dict[str, str]:
    return dict.fromkeys(_NAMES, node.label) | _told(node.attributes)


def _edge(edge: Edge) -> dict[str, str]:
    return dict.fromkeys((*_NAMES, *_INTERACTIONS), edge.label) | _told(edge.attributes)


def _told(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}


def _declared(columns: Iterable[str]) -> dict[str, dict[str, str]]:
    return {column: {"d": "string"} for column in columns}


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"

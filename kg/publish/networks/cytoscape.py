"""The formats of Cytoscape: CX2, and the JSON of Cytoscape.js (cyjs)."""

import json
from collections.abc import Iterable
from typing import Any

from kg.model.evidence import INFERRED
from kg.publish.networks.network import EDGE_COLUMNS, NODE_COLUMNS, UNGROUPED, Edge, Network, Node, present

# Cytoscape shows the first, and matches networks by the second.
_NAMES = ("name", "shared name")
_INTERACTIONS = ("interaction", "shared interaction")
# For a node with its name.
_ROOM = 160
# The shapes of Cytoscape that have other names than in yEd, or fit better.
_SHAPES = {"roundrectangle": "round-rectangle", "trapezoid": "round-rectangle"}
_GREY, _BLACK = "#888888", "#000000"


def cyjs(network: Network) -> str:
    """A network for Cytoscape.js and Cytoscape (https://js.cytoscape.org/#notation/elements-json).

    For networkx the value of a node and the key of an edge are its identifiers, and the head states that the network
    is a directed multigraph.
    """
    scale = network.scale(_ROOM)
    nodes = [
        {"data": {"id": node.iri, "value": node.iri, **_node(node)}, "position": _position(node, scale)}
        for node in network.nodes
    ]
    edges = [
        {"data": {"id": f"e{number}", "key": number, "source": edge.source, "target": edge.target, **_edge(edge)}}
        for number, edge in enumerate(network.edges)
    ]
    head = {"format_version": "1.0", "directed": True, "multigraph": True}
    data = dict.fromkeys(_NAMES, network.title)
    return _json({**head, "data": data, "elements": {"nodes": nodes, "edges": edges}})


def cx2(network: Network) -> str:
    """A network in CX2, whose aspects have a fixed order (https://cytoscape.org/cx/cx2/specification/).

    Its identifiers are integers; the attribute ``iri`` of a node has its IRI.
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
            {"id": numbers[node.iri], **_position(node, scale), "v": {"iri": node.iri, **_node(node)}}
            for node in network.nodes
        ],
        "edges": [
            {"id": number, "s": numbers[edge.source], "t": numbers[edge.target], "v": _edge(edge)}
            for number, edge in enumerate(network.edges)
        ],
        "visualProperties": [_style(network)],
    }
    counts = [{"name": name, "elementCount": len(elements)} for name, elements in aspects.items()]
    parts = [{name: elements} for name, elements in aspects.items()]
    head = [{"CXVersion": "2.0", "hasFragments": False}, {"metaData": counts}]
    return _json([*head, *parts, {"status": [{"success": True}]}])


def _position(node: Node, scale: float) -> dict[str, float]:
    x, y = node.point or (0, 0)
    return {"x": round(x * scale, 1), "y": round(y * scale, 1)}


def _node(node: Node) -> dict[str, str]:
    return dict.fromkeys(_NAMES, node.label) | present(node.attributes)


def _edge(edge: Edge) -> dict[str, str]:
    return dict.fromkeys((*_NAMES, *_INTERACTIONS), edge.label) | present(edge.attributes)


def _declared(columns: Iterable[str]) -> dict[str, dict[str, str]]:
    return {column: {"d": "string"} for column in columns}


def _style(network: Network) -> dict[str, Any]:
    """The one element of the aspect ``visualProperties``, in portable styles (https://cytoscape.org/cx/cx2/).

    Nodes have labels, and a shape and colours by group; edges have labels and arrows, and inferred ones are dashed.
    These are mappings from columns, which people can change in Cytoscape.
    """
    groups = network.groups
    return {
        "default": {"network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"}, "node": _NODE_STYLE, "edge": _EDGE_STYLE},
        "nodeMapping": {
            "NODE_LABEL": _passthrough("name"),
            "NODE_SHAPE": _discrete("group", {group.name: _SHAPES.get(group.shape, group.shape) for group in groups}),
            "NODE_BACKGROUND_COLOR": _discrete("group", {group.name: group.fill for group in groups}),
            "NODE_BORDER_COLOR": _discrete("group", {group.name: group.accent for group in groups}),
        },
        "edgeMapping": {
            "EDGE_LABEL": _passthrough("interaction"),
            "EDGE_LINE_STYLE": _discrete("status", {INFERRED: "dashed"}),
        },
    }


_NODE_STYLE = {
    "NODE_SHAPE": _SHAPES[UNGROUPED.shape],
    "NODE_BACKGROUND_COLOR": UNGROUPED.fill,
    "NODE_BORDER_COLOR": UNGROUPED.accent,
    "NODE_BORDER_WIDTH": 1,
    "NODE_WIDTH": 100,
    "NODE_HEIGHT": 40,
    "NODE_LABEL_COLOR": _BLACK,
    "NODE_LABEL_FONT_SIZE": 10,
    "NODE_LABEL_MAX_WIDTH": 140,
}
_EDGE_STYLE = {
    "EDGE_LINE_COLOR": _GREY,
    "EDGE_LINE_STYLE": "solid",
    "EDGE_TARGET_ARROW_COLOR": _GREY,
    "EDGE_TARGET_ARROW_SHAPE": "triangle",
    "EDGE_LABEL_COLOR": _BLACK,
    "EDGE_LABEL_FONT_SIZE": 8,
}


def _passthrough(column: str) -> dict[str, Any]:
    return {"type": "PASSTHROUGH", "definition": {"attribute": column, "type": "string"}}


def _discrete(column: str, values: dict[str, str]) -> dict[str, Any]:
    mapping = [{"v": value, "vp": appearance} for value, appearance in values.items()]
    return {"type": "DISCRETE", "definition": {"attribute": column, "type": "string", "map": mapping}}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"

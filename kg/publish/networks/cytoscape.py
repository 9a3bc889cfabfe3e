"""The formats of Cytoscape: CX2, and the JSON of Cytoscape.js (cyjs)."""

import json
from importlib.resources import files
from typing import Any

from kg.model.evidence import INFERRED
from kg.publish.networks.network import EDGE_COLUMNS, NODE_COLUMNS, UNGROUPED, Edge, Network, Node, NodeGroup, present

# Cytoscape shows the first, and matches networks by the second.
_NAMES = ("name", "shared name")
_INTERACTIONS = ("interaction", "shared interaction")
# For a node with its name.
_ROOM = 160
# The shapes of Cytoscape that have other names than in yEd, or fit better.
_SHAPES = {"roundrectangle": "round-rectangle", "trapezoid": "round-rectangle"}


def cyjs(network: Network) -> str:
    """A network for Cytoscape.js and Cytoscape (https://js.cytoscape.org/#notation/elements-json).

    For networkx the value of a node and the key of an edge are its identifiers, and the head states that the network
    is a directed multigraph. The layout is the one that keeps the positions of the nodes.
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
    elements = {"nodes": nodes, "edges": edges}
    return _json({**head, "data": data, "elements": elements, "layout": {"name": "preset"}})


def cx2(network: Network) -> str:
    """A network in CX2, whose aspects have a fixed order (https://cytoscape.org/cx/cx2/specification/).

    Its identifiers are integers; the attribute ``iri`` of a node has its IRI.
    """
    numbers, scale = {node.iri: number for number, node in enumerate(network.nodes)}, network.scale(_ROOM)
    aspects: dict[str, list[Any]] = {
        "attributeDeclarations": [
            {
                "networkAttributes": {"name": {"d": "string"}},
                "nodes": {column: {"d": "string"} for column in (*_NAMES, "iri", *NODE_COLUMNS)},
                "edges": {column: {"d": "string"} for column in (*_NAMES, *_INTERACTIONS, *EDGE_COLUMNS)},
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


def _style(network: Network) -> dict[str, Any]:
    """The one element of the aspect ``visualProperties``, in portable styles (https://cytoscape.org/cx/cx2/).

    Nodes have labels, and a shape and colours by group; edges have labels and arrows, and inferred ones are dashed.
    These are mappings from columns, which people can change in Cytoscape.
    """
    style: dict[str, Any] = json.loads(files(__package__).joinpath("cx2-style.json").read_text(encoding="utf-8"))
    style["default"]["node"] = _appearance(UNGROUPED) | style["default"]["node"]
    appearances = {group.name: _appearance(group) for group in network.groups}
    for name in _appearance(UNGROUPED):
        values = {group: appearance[name] for group, appearance in appearances.items()}
        style["nodeMapping"][name] = _discrete("group", values)
    style["edgeMapping"]["EDGE_LINE_STYLE"] = _discrete("status", {INFERRED: "dashed"})
    return style


def _appearance(group: NodeGroup) -> dict[str, str]:
    return {
        "NODE_SHAPE": _SHAPES.get(group.shape, group.shape),
        "NODE_BACKGROUND_COLOR": group.fill,
        "NODE_BORDER_COLOR": group.accent,
    }


def _discrete(column: str, values: dict[str, str]) -> dict[str, Any]:
    mapping = [{"v": value, "vp": appearance} for value, appearance in values.items()]
    return {"type": "DISCRETE", "definition": {"attribute": column, "type": "string", "map": mapping}}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"

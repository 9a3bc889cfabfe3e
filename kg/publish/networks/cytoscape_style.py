"""How Cytoscape draws a network in CX2: by mappings from its columns, which people can change there."""

from __future__ import annotations

from typing import Any

from kg.model.evidence import INFERRED
from kg.publish.networks.appearance import BY_GROUP, OTHER

_GREY, _BLACK = "#888888", "#000000"


def style() -> dict[str, Any]:
    """The one element of the aspect ``visualProperties``, in portable styles (https://cytoscape.org/cx/cx2/).

    Nodes have labels, and a shape and colours by group; edges have labels and arrows, and what is inferred is dashed.
    """
    return {
        "default": {"network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"}, "node": _nodes(), "edge": _edges()},
        "nodeMapping": {
            "NODE_LABEL": _passed("name"),
            "NODE_SHAPE": _chosen("group", {group: look.cytoscape for group, look in BY_GROUP.items()}),
            "NODE_BACKGROUND_COLOR": _chosen("group", {group: look.colour for group, look in BY_GROUP.items()}),
            "NODE_BORDER_COLOR": _chosen("group", {group: look.deep for group, look in BY_GROUP.items()}),
        },
        "edgeMapping": {
            "EDGE_LABEL": _passed("interaction"),
            "EDGE_LINE_STYLE": _chosen("status", {INFERRED: "dashed"}),
        },
    }


def _nodes() -> dict[str, Any]:
    return {
        "NODE_SHAPE": OTHER.cytoscape,
        "NODE_BACKGROUND_COLOR": OTHER.colour,
        "NODE_BORDER_COLOR": OTHER.deep,
        "NODE_BORDER_WIDTH": 1,
        "NODE_WIDTH": 100,
        "NODE_HEIGHT": 40,
        "NODE_LABEL_COLOR": _BLACK,
        "NODE_LABEL_FONT_SIZE": 10,
        "NODE_LABEL_MAX_WIDTH": 140,
    }


def _edges() -> dict[str, Any]:
    return {
        "EDGE_LINE_COLOR": _GREY,
        "EDGE_LINE_STYLE": "solid",
        "EDGE_TARGET_ARROW_COLOR": _GREY,
        "EDGE_TARGET_ARROW_SHAPE": "triangle",
        "EDGE_LABEL_COLOR": _BLACK,
        "EDGE_LABEL_FONT_SIZE": 8,
    }


def _passed(column: str) -> dict[str, Any]:
    """What shows a column as it is."""
    return {"type": "PASSTHROUGH", "definition": {"attribute": column, "type": "string"}}


def _chosen(column: str, values: dict[str, str]) -> dict[str, Any]:
    """What has a look of its own for each of some values of a column."""
    chosen = [{"v": value, "vp": look} for value, look in values.items()]
    return {"type": "DISCRETE", "definition": {"attribute": column, "type": "string", "map": chosen}}

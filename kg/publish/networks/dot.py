"""DOT, for Graphviz."""

from __future__ import annotations

from kg.model.evidence import INFERRED
from kg.publish.networks.appearance import appearance
from kg.publish.networks.network import Edge, Network, Node

# A node attribute by this name would bend the lines between the things of a group.
_OF_GRAPHVIZ = {"group": "class"}
_DEFAULTS = (
    "graph [rankdir=LR];",
    'node [style=filled, fontname="Helvetica"];',
    'edge [color="#666666", fontname="Helvetica", fontsize=10];',
)


def dot(network: Network) -> str:
    """A network in the DOT language (https://graphviz.org/doc/info/lang.html); what is inferred is dashed.

    In SVG nodes lead to their things and edges to their evidence. What Graphviz does not know it passes over, and
    other readers find there.
    """
    lines = [f"{_quoted(node.iri)} {_attributes(_node(node))};" for node in network.nodes]
    lines += [f"{_quoted(edge.source)} -> {_quoted(edge.target)} {_attributes(_edge(edge))};" for edge in network.edges]
    return "\n".join([f"digraph {_quoted(network.title)} {{", *(f"  {line}" for line in [*_DEFAULTS, *lines]), "}", ""])


def _node(node: Node) -> dict[str, str]:
    look = appearance(node)
    drawn = {"label": node.label, "shape": look.graphviz, "fillcolor": look.colour, "color": look.deep}
    return drawn | {"URL": node.iri, "tooltip": node.summary} | node.attributes


def _edge(edge: Edge) -> dict[str, str]:
    drawn = {"label": edge.label, "style": "dashed" if edge.status == INFERRED else "solid"}
    return drawn | {"URL": next(iter(edge.grounds), ""), "tooltip": edge.summary} | edge.attributes


def _attributes(values: dict[str, str]) -> str:
    told = {_OF_GRAPHVIZ.get(name, name): value for name, value in values.items() if value}
    return f"[{', '.join(f'{_name(name)}={_quoted(value)}' for name, value in told.items())}]"


def _name(name: str) -> str:
    return name if name.isalpha() else _quoted(name)


def _quoted(text: str) -> str:
    """A text as a quoted ID, in which a backslash begins an escape sequence of labels."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "")
    return f'"{escaped}"'

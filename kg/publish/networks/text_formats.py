"""The formats of networks as plain text: DOT for Graphviz, and tables in CSV."""

import csv
import io
from collections.abc import Iterable

from kg.model.evidence import INFERRED
from kg.publish.networks.network import EDGE_COLUMNS, NODE_COLUMNS, Edge, Network, Node, present

# The shapes of Graphviz that have other names than in yEd, or fit better.
_DOT_SHAPES = {"rectangle": "box", "roundrectangle": "box", "parallelogram": "note", "trapezoid": "tab"}
# A node attribute called group would straighten the lines between the nodes of a group.
_DOT_ATTRIBUTES = {"group": "class"}
_DOT_DEFAULTS = (
    "graph [rankdir=LR];",
    'node [style=filled, fontname="Helvetica"];',
    'edge [color="#666666", fontname="Helvetica", fontsize=10];',
)


def dot(network: Network) -> str:
    """A network in the DOT language (https://graphviz.org/doc/info/lang.html); inferred edges are dashed.

    In SVG nodes link to their entities and edges to their evidence. Graphviz ignores the attributes that it does not
    know; other readers find them there.
    """
    lines = [f"{_quoted(node.iri)} {_dot_attributes(_dot_node(node))};" for node in network.nodes]
    lines += [
        f"{_quoted(edge.source)} -> {_quoted(edge.target)} {_dot_attributes(_dot_edge(edge))};"
        for edge in network.edges
    ]
    body = (f"  {line}" for line in [*_DOT_DEFAULTS, *lines])
    return "\n".join([f"digraph {_quoted(network.title)} {{", *body, "}", ""])


def _dot_node(node: Node) -> dict[str, str]:
    shape = _DOT_SHAPES.get(node.group.shape, node.group.shape)
    drawn = {"label": node.label, "shape": shape, "fillcolor": node.group.fill, "color": node.group.accent}
    return drawn | {"URL": node.iri, "tooltip": node.summary} | node.attributes


def _dot_edge(edge: Edge) -> dict[str, str]:
    drawn = {"label": edge.label, "style": "dashed" if edge.status == INFERRED else "solid"}
    return drawn | {"URL": next(iter(edge.grounds), ""), "tooltip": edge.summary} | edge.attributes


def _dot_attributes(values: dict[str, str]) -> str:
    attributes = {_DOT_ATTRIBUTES.get(name, name): value for name, value in present(values).items()}
    names = {name: name if name.isalpha() else _quoted(name) for name in attributes}
    return f"[{', '.join(f'{names[name]}={_quoted(value)}' for name, value in attributes.items())}]"


def _quoted(text: str) -> str:
    """A text as a quoted ID, in which a backslash would begin an escape sequence of labels."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "")
    return f'"{escaped}"'


def nodes_csv(network: Network) -> str:
    """The nodes of a network as CSV (RFC 4180), with the column names of Gephi's spreadsheet import."""
    rows = ([node.iri, node.label, *node.attributes.values()] for node in network.nodes)
    return _csv(["Id", "Label", *NODE_COLUMNS], rows)


def edges_csv(network: Network) -> str:
    """The edges of a network as CSV (RFC 4180); their ends are IRIs, as in the table of nodes."""
    rows = ([edge.source, edge.target, "Directed", edge.label, *edge.attributes.values()] for edge in network.edges)
    return _csv(["Source", "Target", "Type", "Label", *EDGE_COLUMNS], rows)


def _csv(header: list[str], rows: Iterable[list[str]]) -> str:
    table = io.StringIO()
    csv.writer(table).writerows([header, *rows])
    return table.getvalue()

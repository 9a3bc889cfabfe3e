"""DOT, for Graphviz."""

from __future__ import annotations

from kg.publish.exports.appearance import appearance
from kg.publish.exports.network import INFERRED, Network


def dot(network: Network) -> str:
    """A network in the DOT language (https://graphviz.org/doc/info/lang.html); what is inferred is dashed."""
    lines = [f"digraph {_quoted(network.title)} {{", "  node [style=filled];"]
    for node in network.nodes:
        look = appearance(node)
        drawn = {"label": node.label, "shape": look.graphviz, "fillcolor": look.colour}
        lines.append(f"  {_quoted(node.iri)} {_attributes(drawn)};")
    for edge in network.edges:
        drawn = {"label": edge.label, "style": "dashed" if edge.status == INFERRED else "solid"}
        lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)} {_attributes(drawn)};")
    return "\n".join([*lines, "}", ""])


def _attributes(values: dict[str, str]) -> str:
    return f"[{', '.join(f'{name}={_quoted(value)}' for name, value in values.items())}]"


def _quoted(text: str) -> str:
    """A text as a quoted ID, in which a backslash begins an escape sequence of labels."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "")
    return f'"{escaped}"'

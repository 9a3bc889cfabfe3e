"""The table of the formats of networks: name, suffix, media type, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.formats import FileFormat, answer_formats
from kg.publish.networks import cytoscape, spreadsheet
from kg.publish.networks.dot import dot
from kg.publish.networks.gexf import gexf
from kg.publish.networks.graphml import graphml, yed
from kg.publish.networks.network import Network


@dataclass(frozen=True)
class NetworkFormat(FileFormat):
    """A way to write a network, in UTF-8; ``tools`` are those that it is meant for."""

    tools: str
    write: Callable[[Network], str]


NETWORK_FORMATS: tuple[NetworkFormat, ...] = (
    NetworkFormat("gexf", "GEXF 1.3", "application/gexf+xml", "gexf", "Gephi", gexf),
    NetworkFormat("graphml", "GraphML", "application/graphml+xml", "graphml", "igraph, networkx, Cytoscape", graphml),
    NetworkFormat("yed", "GraphML for yEd", "application/graphml+xml", "yed.graphml", "yEd", yed),
    NetworkFormat("cx2", "CX2", "application/json", "cx2", "Cytoscape, NDEx", cytoscape.cx2),
    NetworkFormat("cyjs", "Cytoscape.js JSON", "application/json", "cyjs", "Cytoscape, Cytoscape.js", cytoscape.cyjs),
    NetworkFormat("dot", "DOT", "text/vnd.graphviz", "gv", "Graphviz", dot),
    NetworkFormat("nodes", "table of nodes", "text/csv", "nodes.csv", "spreadsheets, pandas", spreadsheet.nodes),
    NetworkFormat("edges", "table of edges", "text/csv", "edges.csv", "spreadsheets, pandas", spreadsheet.edges),
)
BY_NAME = {form.name: form for form in NETWORK_FORMATS}


def wanted(name: str | None, accept: str | None) -> NetworkFormat | None:
    """The format of a network that a client asks for by name or, without one, by an Accept header that has no other.

    None if it asks for no network; media types of other answers, such as ``text/csv``, ask for those.
    """
    if name:
        return BY_NAME.get(name)
    media_type = (accept or "").partition(";")[0].strip()
    if any(media_type in form.media_types for form in answer_formats()):
        return None
    return next((form for form in NETWORK_FORMATS if form.media_type == media_type), None)


def split(path: str) -> tuple[str, NetworkFormat] | None:
    """A path without the suffix of a format, and the format; None if it has no such suffix."""
    fitting = [form for form in NETWORK_FORMATS if path.endswith(f".{form.suffix}")]
    form = max(fitting, key=lambda one: len(one.suffix), default=None)
    return (path.removesuffix(f".{form.suffix}"), form) if form else None

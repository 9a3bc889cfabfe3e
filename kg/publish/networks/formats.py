"""The table of the network formats: name, label, media type, suffix, tools and writer."""

from collections.abc import Callable
from dataclasses import dataclass

from kg.formats import FileFormat, answer_formats
from kg.publish.networks.cytoscape import cx2, cyjs
from kg.publish.networks.network import Network
from kg.publish.networks.text_formats import dot, edges_csv, nodes_csv
from kg.publish.networks.xml_formats import gexf, graphml, yed


@dataclass(frozen=True)
class NetworkFormat(FileFormat):
    """A way to write a network, in UTF-8; ``tools`` are the programs that it is meant for."""

    tools: str
    write: Callable[[Network], str]


NETWORK_FORMATS: tuple[NetworkFormat, ...] = (
    NetworkFormat("gexf", "GEXF 1.3", "application/gexf+xml", "gexf", "Gephi", gexf),
    NetworkFormat("graphml", "GraphML", "application/graphml+xml", "graphml", "igraph, networkx, Cytoscape", graphml),
    NetworkFormat("yed", "GraphML for yEd", "application/graphml+xml", "yed.graphml", "yEd", yed),
    NetworkFormat("cx2", "CX2", "application/json", "cx2", "Cytoscape, NDEx", cx2),
    NetworkFormat("cyjs", "Cytoscape.js JSON", "application/json", "cyjs", "Cytoscape, Cytoscape.js", cyjs),
    NetworkFormat("dot", "DOT", "text/vnd.graphviz", "gv", "Graphviz", dot),
    NetworkFormat("nodes", "table of nodes", "text/csv", "nodes.csv", "spreadsheets, pandas", nodes_csv),
    NetworkFormat("edges", "table of edges", "text/csv", "edges.csv", "spreadsheets, pandas", edges_csv),
)
BY_NAME = {form.name: form for form in NETWORK_FORMATS}


def requested_format(name: str | None, accept: str | None) -> NetworkFormat | None:
    """The network format that a client requests by name or, without one, by an Accept header with one media type.

    None for any other request; a media type of other answers too, such as ``text/csv``, requests those.
    """
    if name:
        return BY_NAME.get(name)
    media_type = (accept or "").partition(";")[0].strip()
    if any(media_type in form.media_types for form in answer_formats()):
        return None
    return next((form for form in NETWORK_FORMATS if form.media_type == media_type), None)


def split_suffix(path: str) -> tuple[str, NetworkFormat] | None:
    """A path without the suffix of a format, and the format; None if it has no such suffix."""
    matching = (form for form in NETWORK_FORMATS if path.endswith(f".{form.suffix}"))
    form = max(matching, key=lambda form: len(form.suffix), default=None)
    return (path.removesuffix(f".{form.suffix}"), form) if form else None

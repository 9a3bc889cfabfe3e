"""The table of the formats of networks: name, suffix, media type, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.formats import FORMATS
from kg.publish.networks import cytoscape, spreadsheet
from kg.publish.networks.dot import dot
from kg.publish.networks.gexf import gexf
from kg.publish.networks.graphml import graphml, yed
from kg.publish.networks.network import Network


@dataclass(frozen=True)
class NetworkFormat:
    """A way to write a network, in UTF-8; ``label`` names it for people, ``tools`` are those that it is meant for."""

    name: str
    label: str
    tools: str
    suffix: str
    media_type: str
    write: Callable[[Network], str]

    @property
    def content_type(self) -> str:
        """The media type as a Content-Type header gives it."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


NETWORK_FORMATS: tuple[NetworkFormat, ...] = (
    NetworkFormat("gexf", "GEXF 1.3", "Gephi", "gexf", "application/gexf+xml", gexf),
    NetworkFormat("graphml", "GraphML", "igraph, networkx, Cytoscape", "graphml", "application/graphml+xml", graphml),
    NetworkFormat("yed", "GraphML for yEd", "yEd", "yed.graphml", "application/graphml+xml", yed),
    NetworkFormat("cx2", "CX2", "Cytoscape, NDEx", "cx2", "application/json", cytoscape.cx2),
    NetworkFormat("cyjs", "Cytoscape.js JSON", "Cytoscape, Cytoscape.js", "cyjs", "application/json", cytoscape.cyjs),
    NetworkFormat("dot", "DOT", "Graphviz", "gv", "text/vnd.graphviz", dot),
    NetworkFormat("nodes", "table of nodes", "spreadsheets, pandas", "nodes.csv", "text/csv", spreadsheet.nodes),
    NetworkFormat("edges", "table of edges", "spreadsheets, pandas", "edges.csv", "text/csv", spreadsheet.edges),
)
BY_NAME = {form.name: form for form in NETWORK_FORMATS}
_OTHERS = {kind for form in FORMATS for kind in (form.media_type, *form.aliases)}
_BY_MEDIA_TYPE = {form.media_type: form for form in reversed(NETWORK_FORMATS) if form.media_type not in _OTHERS}


def wanted(name: str | None, accept: str | None) -> NetworkFormat | None:
    """The format of a network that a client asks for by name or, without one, by an Accept header that has no other.

    None if it asks for no network; media types of other answers, such as ``text/csv``, ask for those.
    """
    return BY_NAME.get(name) if name else _BY_MEDIA_TYPE.get((accept or "").partition(";")[0].strip())


def split(path: str) -> tuple[str, NetworkFormat] | None:
    """A path without the suffix of a format, and the format; None if it has no such suffix."""
    fitting = [form for form in NETWORK_FORMATS if path.endswith(f".{form.suffix}")]
    form = max(fitting, key=lambda one: len(one.suffix), default=None)
    return (path.removesuffix(f".{form.suffix}"), form) if form else None

"""Tables of nodes and of edges as CSV, with the names of columns that Gephi's spreadsheet import knows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kg.publish.networks.network import EDGE_COLUMNS, NODE_COLUMNS, Network


def nodes(network: Network) -> str:
    """The nodes of a network as CSV (RFC 4180), a row each."""
    rows = ([node.iri, node.label, *node.attributes.values()] for node in network.nodes)
    return _written(["Id", "Label", *NODE_COLUMNS], rows)


def edges(network: Network) -> str:
    """The edges of a network as CSV (RFC 4180), a row each; their ends are IRIs, as in the table of nodes."""
    rows = ([edge.source, edge.target, "Directed", edge.label, *edge.attributes.values()] for edge in network.edges)
    return _written(["Source", "Target", "Type", "Label", *EDGE_COLUMNS], rows)


def _written(head: list[str], rows: Iterable[list[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([head, *rows])
    return written.getvalue()

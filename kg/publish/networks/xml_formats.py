"""The formats of networks in XML: GEXF for Gephi, and GraphML, plain and with the elements of yEd.

Their templates are ``gexf.xml`` and ``graphml.xml``.
"""

import re
from collections import Counter
from math import sqrt
from xml.sax.saxutils import escape

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.model.evidence import INFERRED
from kg.model.time import StatedTime
from kg.publish.networks.network import EDGE_COLUMNS, NODE_COLUMNS, Network, present

# XML 1.0 cannot represent these characters (2.2), but a literal of RDF may hold them.
_UNREPRESENTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATTRIBUTE_ENTITIES = {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"}
# Gephi's usual size of a node, and the growth by the root of the number of its edges.
_SIZE, _GROWTH = 10, 3
# For a node, and for one with its name in it.
_GEXF_ROOM, _YED_ROOM = 100, 240


def gexf(network: Network) -> str:
    """A network in GEXF 1.3 (https://gexf.net/schema.html), a dynamic graph with intervals of days.

    An entity without dates has no interval, and an open end has no day. A time of reduced precision is written as the
    days that enclose it; the attribute ``dates`` has what is stated. Nodes have the colour of their group and grow
    with the number of their edges. The kinds of edges are distinct for the same nodes, since Gephi merges edges of one
    kind between them.
    """
    degrees = Counter(end for edge in network.edges for end in (edge.source, edge.target))
    sizes = {node.iri: _SIZE + _GROWTH * sqrt(degrees[node.iri]) for node in network.nodes}
    counts: Counter[tuple[str, str, str]] = Counter()
    kinds = []
    for edge in network.edges:
        key = (edge.source, edge.target, edge.label)
        counts[key] += 1
        kinds.append(edge.label if counts[key] == 1 else f"{edge.label} ({counts[key]})")
    return _TEMPLATES.get_template("gexf.xml").render(
        network=network, scale=network.scale(_GEXF_ROOM), sizes=sizes, kinds=kinds
    )


def graphml(network: Network) -> str:
    """A network in GraphML (http://graphml.graphdrawing.org/specification.html); dates are attributes."""
    return _TEMPLATES.get_template("graphml.xml").render(network=network, drawn=False)


def yed(network: Network) -> str:
    """A network in GraphML with the yFiles elements from which yEd draws and labels nodes and edges.

    A node or an edge links to its page, and has its class or status and its dates in a tooltip.
    """
    return _TEMPLATES.get_template("graphml.xml").render(network=network, drawn=True, scale=network.scale(_YED_ROOM))


def _interval(time: StatedTime | None) -> Markup:
    bounds = present({"start": time.first_day, "end": time.last_day} if time else {})
    return Markup("").join(Markup(' {}="{}"').format(name, day) for name, day in bounds.items())


def _text(value: str) -> Markup:
    # A reader turns any other carriage return into a line feed (XML 1.0, 2.11).
    return Markup(escape(_UNREPRESENTABLE.sub("", value), {"\r": "&#13;"}))  # noqa: S704 - escaped


def _lines(macro: str) -> Markup:
    return Markup(macro.removesuffix("\n"))  # noqa: S704 - written by a template


def _attribute(value: object) -> str:
    return value if isinstance(value, Markup) else escape(_UNREPRESENTABLE.sub("", str(value)), _ATTRIBUTE_ENTITIES)


_TEMPLATES = Environment(  # noqa: S701 - everything is escaped as the value of an attribute, unless it is Markup
    loader=PackageLoader("kg.publish.networks", "."),
    finalize=_attribute,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.filters.update(text=_text, lines=_lines, interval=_interval, present=present)
_TEMPLATES.globals.update(columns={"node": NODE_COLUMNS, "edge": EDGE_COLUMNS}, inferred=INFERRED)

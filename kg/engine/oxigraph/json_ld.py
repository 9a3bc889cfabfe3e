"""JSON-LD 1.1 with ``@type``, ``@list`` and a context, which the engine's serializer does not write."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any, cast

import pyoxigraph as ox

from kg.engine.answer_writer import unwritable
from kg.engine.oxigraph.corrections import ByteTarget
from kg.engine.oxigraph.rdf_lists import NIL, REST, ListFolder, NodeInGraph, RdfLink, RdfNode, RdfValue

_Json = dict[str, Any]

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_STRING = "http://www.w3.org/2001/XMLSchema#string"
# The namespaces that may be prefixes in a plain context, whose last character ends a prefix (JSON-LD 1.1, 4.1.5), and
# what no term may be (9.2).
_NAMESPACE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.*[:/?#\[\]@]")
_PREFIX = re.compile(r"[^@_:/#?][^:/#?]*")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_json_ld(
    target: ByteTarget, statements: Iterable[ox.Triple] | Iterable[ox.Quad], prefixes: Mapping[str, str]
) -> None:
    """Write triples or quads as JSON-LD, a node in a line; ``prefixes`` shorten properties, classes and datatypes.

    Values keep their lexical forms. The lists of RDF are lists where nothing is lost by it. Nodes are written as they
    come, but those that refer to blank nodes, which may be lists, at the end: memory grows only with these.
    Raises RequestError with status 406 for a triple term.
    """
    document = _Document(target, _Names(prefixes))
    kept = ListFolder()
    for place, links in _nodes(statements):
        if not kept.takes(place, links):
            document.write(place, links)
    for place, links in kept.nodes():
        document.write(place, links)
    document.close()


def _nodes(statements: Iterable[ox.Triple] | Iterable[ox.Quad]) -> Iterator[tuple[NodeInGraph, list[RdfLink]]]:
    """What consecutive statements about a node say about it in a graph, None for the default graph."""
    for place, group in groupby(statements, _place):
        yield place, [(statement.predicate, statement.object) for statement in group]


def _place(statement: ox.Triple | ox.Quad) -> NodeInGraph:
    subject = cast("RdfNode", statement.subject)
    if isinstance(statement, ox.Triple) or isinstance(statement.graph_name, ox.DefaultGraph):
        return None, subject
    return statement.graph_name, subject


class _Names:
    """The context of a document: prefixes, and the short forms that they give."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        usable = {name: iri for name, iri in prefixes.items() if _PREFIX.fullmatch(name) and _NAMESPACE.fullmatch(iri)}
        self.context = {name: iri for name, iri in usable.items() if not _looks_short(iri, usable)}
        self._by_length = sorted(self.context.items(), key=lambda item: len(item[1]), reverse=True)
        # Only properties, classes and datatypes are shortened, which are few.
        self.short = lru_cache(self._short)

    def identifier(self, node: RdfNode) -> str:
        """The name of a node; raises _MisreadError."""
        if isinstance(node, ox.BlankNode):
            return str(node)
        self._require_full(node.value)
        return node.value

    def _short(self, iri: str) -> str:
        for name, namespace in self._by_length:
            local = iri[len(namespace) :]
            if local and iri.startswith(namespace) and not local.startswith("//"):
                return f"{name}:{local}"
        self._require_full(iri)
        return iri

    def _require_full(self, iri: str) -> None:
        if _looks_short(iri, self.context):
            raise _MisreadError


def _looks_short(iri: str, prefixes: Mapping[str, str]) -> bool:
    """Whether the scheme of an IRI is taken for a prefix (JSON-LD 1.1 Processing Algorithms, 5.2.2)."""
    scheme, _, rest = iri.partition(":")
    return scheme in prefixes and not rest.startswith("//")


class _MisreadError(Exception):
    """An IRI in full looks as if a prefix shortened it."""


_IN_FULL = _Names({})


class _Document:
    """A document that is written node by node, the nodes of a named graph within it."""

    def __init__(self, target: ByteTarget, names: _Names) -> None:
        self._target = target
        self._names = names
        # In a graph whose own name looks shortened nothing is.
        self._used = names
        self._graph: RdfNode | None = None
        self._separator = "\n"
        self._write(f'{{"@context":{_encode(names.context)},"@graph":[')

    def write(self, place: NodeInGraph, links: list[RdfLink]) -> None:
        """Write what is said about a node in a graph."""
        graph, subject = place
        if graph != self._graph:
            self._end_graph()
            self._begin_graph(graph)
        self._write(f"{self._separator}{_encode(self._node(subject, links))}")
        self._separator = ",\n"

    def close(self) -> None:
        """Write the end."""
        self._end_graph()
        self._write("\n]}\n")

    def _begin_graph(self, graph: RdfNode | None) -> None:
        self._graph = graph
        if graph is None:
            return
        try:
            head: _Json = {"@id": self._names.identifier(graph)}
        except _MisreadError:
            self._used = _IN_FULL
            head = {"@context": None, "@id": _IN_FULL.identifier(graph)}
        self._write(f'{self._separator}{_encode(head)[:-1]},"@graph":[')
        self._separator = "\n"

    def _end_graph(self) -> None:
        if self._graph is not None:
            self._write("\n]}")
            self._separator, self._used = ",\n", self._names

    def _node(self, subject: RdfNode, links: list[RdfLink]) -> _Json:
        try:
            return _described(subject, links, self._used)
        except _MisreadError:
            return {"@context": None} | _described(subject, links, _IN_FULL)

    def _write(self, text: str) -> None:
        self._target.write(text.encode())


def _described(subject: RdfNode, links: list[RdfLink], names: _Names) -> _Json:
    node: _Json = {"@id": names.identifier(subject)}
    for predicate, value in links:
        if predicate == _TYPE and isinstance(value, ox.NamedNode | ox.BlankNode):
            name = names.short(value.value) if isinstance(value, ox.NamedNode) else names.identifier(value)
            node.setdefault("@type", []).append(name)
        elif value == NIL and predicate != REST:
            node.setdefault(names.short(predicate.value), []).append({"@list": []})
        else:
            node.setdefault(names.short(predicate.value), []).append(_value(value, names))
    return node


def _value(value: RdfValue, names: _Names) -> _Json:
    if isinstance(value, list):
        return {"@list": [_value(item, names) for item in value]}
    if isinstance(value, ox.Triple):
        raise unwritable("JSON-LD cannot hold a triple term.")
    if not isinstance(value, ox.Literal):
        return {"@id": names.identifier(value)}
    if value.language is None:
        datatype = value.datatype.value
        return {"@value": value.value} | ({} if datatype == _STRING else {"@type": names.short(datatype)})
    direction = {"@direction": value.direction.value} if value.direction else {}
    return {"@value": value.value, "@language": value.language} | direction

"""The built dataset as N-Quads: the named graphs, and a default graph with the triples of most of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import BNode, Node

from kg import drafts
from kg.errors import DatasetError, Problem
from kg.namespaces import SEPARATE_GRAPHS, Namespaces

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class NamedGraphs:
    """The triples of each named graph, as N-Quads writes them before the name of the graph."""

    def __init__(self, names: Namespaces) -> None:
        self._separate = {names.graph(name) for name in SEPARATE_GRAPHS}
        self._graphs: dict[str, set[str]] = defaultdict(set)

    def add(self, graph: str, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        """Add triples to the graph with an IRI."""
        self._graphs[graph].update(" ".join(map(_term, triple)) for triple in triples)

    def quads(self) -> list[str]:
        """The named graphs as sorted N-Quads lines."""
        return sorted(f"{triple} <{graph}> ." for graph, triples in self._graphs.items() for triple in triples)

    def lines(self) -> list[str]:
        """The dataset as sorted N-Quads lines: equal input gives equal lines.

        A triple appears once in each named graph that holds it, and once in the default graph unless that leaves all
        of them out.
        """
        default = set().union(*(triples for graph, triples in self._graphs.items() if graph not in self._separate))
        return sorted([*(f"{triple} ." for triple in default), *self.quads()])

    def digest(self) -> str:
        """The SHA-256, in hexadecimal, of the named graphs as sorted N-Quads lines with their line feeds."""
        return sha256("".join(f"{line}\n" for line in self.quads()).encode()).hexdigest()


def with_stable_labels(graph: Graph) -> Iterator[tuple[Node, Node, Node]]:
    """The triples of a graph, with the label of each blank node computed from the triples around it.

    Blank nodes in equal triples get the same label and so become one, which does not change the meaning (RDF 1.1
    Semantics, 4: the graph is leaner). This serves the trees and lists that Turtle's brackets write, not cycles of
    blank nodes; canonicalization, which handles those too, takes seconds where this takes none.
    """

    @cache
    def relabelled(node: Node) -> Node:
        """A blank node with a label made from the triples below and above it; any other node as it is."""
        if not isinstance(node, BNode):
            return node
        above = (f"{relabelled(s).n3()} {p.n3()}" for s, p in graph.subject_predicates(node))
        return BNode(f"b{_digest([tree(node), *above])}")

    @cache
    def tree(node: Node) -> str:
        """The digest of the triples below a blank node; any other node as Turtle writes it."""
        if not isinstance(node, BNode):
            return node.n3()
        return _digest(f"{p.n3()} {tree(o)}" for p, o in graph.predicate_objects(node))

    return ((relabelled(s), p, relabelled(o)) for s, p, o in graph)


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32]


def without_build(lines: Iterable[str], names: Namespaces) -> list[str]:
    """The lines of a dataset without the provenance of its build, which depends on the tools and the commit."""
    graph = f" <{names.graph('build')}> ."
    return [line for line in lines if not line.endswith(graph)]


def write_dataset(path: Path, lines: Iterable[str]) -> None:
    """Replace a file atomically, so that nobody reads a part; raises DatasetError if it cannot be written."""
    if path.exists() and not path.is_file():
        raise DatasetError(Problem(str(path), "is not a regular file.", "Name another file with --dataset."))
    try:
        drafts.write_text(path, "\n".join(lines) + "\n")
    except OSError as error:
        what = f"cannot be written: {error.strerror}."
        raise DatasetError(Problem(str(path), what, "Name a file that you may write with --dataset.")) from error


def _term(term: Node) -> str:
    """A term as N-Quads writes it (RDF 1.1 N-Quads, section 3); the datatype of plain text is left out."""
    if isinstance(term, URIRef):
        return f"<{term}>"
    if isinstance(term, BNode):
        return f"_:{term}"
    if isinstance(term, Literal):
        text = f'"{str(term).translate(_ESCAPES)}"'
        if term.language:
            return f"{text}@{term.language}"
        return text if term.datatype in (None, XSD.string) else f"{text}^^<{term.datatype}>"
    raise TypeError(term)

"""Labels of blank nodes that are the same in every build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from rdflib import BNode, Graph
from rdflib.term import Node


def with_stable_labels(graph: Graph) -> Iterator[tuple[Node, Node, Node]]:
    """The triples of a graph, with the label of each blank node computed from the triples around it.

    Blank nodes in equal triples get the same label and so become one, which does not change the meaning (RDF 1.1
    Semantics, 4: the graph is leaner). This serves the trees and lists that Turtle's brackets write, not cycles of
    blank nodes; canonicalization, which handles those too, takes seconds where this takes none.
    """
    labels = _StableLabels(graph)
    return ((labels.relabel(s), p, labels.relabel(o)) for s, p, o in graph)


class _StableLabels:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._trees: dict[Node, str] = {}
        self._labels: dict[Node, BNode] = {}

    def relabel(self, node: Node) -> Node:
        """A blank node with a label made from the triples below and above it; any other node as it is."""
        if not isinstance(node, BNode):
            return node
        if node not in self._labels:
            above = (f"{self.relabel(s).n3()} {p.n3()}" for s, p in self._graph.subject_predicates(node))
            self._labels[node] = BNode(f"b{_digest([self._tree(node), *above])}")
        return self._labels[node]

    def _tree(self, node: Node) -> str:
        """The digest of the triples below a blank node; any other node as Turtle writes it."""
        if not isinstance(node, BNode):
            return node.n3()
        if node not in self._trees:
            below = (f"{p.n3()} {self._tree(o)}" for p, o in self._graph.predicate_objects(node))
            self._trees[node] = _digest(below)
        return self._trees[node]


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32]

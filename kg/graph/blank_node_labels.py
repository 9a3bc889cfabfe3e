"""Labels of blank nodes that are the same in every build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from rdflib import BNode, Graph
from rdflib.term import Node


def labelled(graph: Graph) -> Iterator[tuple[Node, Node, Node]]:
    """The triples of a graph, each blank node labelled with the digest of what is said of it and with it.

    Nodes of which the same is said become one, which does not change the meaning (RDF 1.1 Semantics, 4: the graph is
    leaner). Canonicalization in general takes seconds for what takes none here. This serves the trees and lists that
    Turtle's brackets write, not blank nodes that lead back to themselves.
    """
    labels = _Labels(graph)
    return ((labels.of(s), p, labels.of(o)) for s, p, o in graph)


class _Labels:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._below: dict[Node, str] = {}
        self._labels: dict[Node, BNode] = {}

    def of(self, node: Node) -> Node:
        """A node as it is, or a blank node by its label: what lies below it, and where it hangs."""
        if not isinstance(node, BNode):
            return node
        if node not in self._labels:
            above = (f"{self.of(s).n3()} {p.n3()}" for s, p in self._graph.subject_predicates(node))
            self._labels[node] = BNode(f"b{_digest([self._tree(node), *above])}")
        return self._labels[node]

    def _tree(self, node: Node) -> str:
        if not isinstance(node, BNode):
            return node.n3()
        if node not in self._below:
            below = (f"{p.n3()} {self._tree(o)}" for p, o in self._graph.predicate_objects(node))
            self._below[node] = _digest(below)
        return self._below[node]


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32]

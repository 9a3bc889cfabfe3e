"""Stable labels of blank nodes: they depend on the triples around a node, and on nothing else."""

from __future__ import annotations

from rdflib import Graph
from rdflib.term import Node

from kg.graph.dataset import with_stable_labels

LIST = "@prefix : <https://example.org/> . :a :b ( [ :c :d ] [ :c :e ] ) ."


def relabelled(text: str) -> set[tuple[Node, Node, Node]]:
    return set(with_stable_labels(Graph().parse(data=text, format="turtle")))


def test_equal_texts_have_equal_labels() -> None:
    assert relabelled(LIST) == relabelled(LIST)


def test_labels_in_the_text_have_no_effect() -> None:
    assert relabelled("_:one <urn:p> 1 .") == relabelled("_:two <urn:p> 1 .")


def test_nodes_with_different_triples_stay_apart() -> None:
    assert len(relabelled(LIST)) == 7


def test_nodes_with_equal_triples_become_one() -> None:
    assert len(relabelled("[] <urn:p> 1 . [] <urn:p> 1 .")) == 1


def test_nodes_below_different_nodes_stay_apart() -> None:
    assert len(relabelled("<urn:a> <urn:p> [ <urn:q> [] ] . <urn:b> <urn:p> [ <urn:q> [] ] .")) == 4


def test_a_node_without_triples_of_its_own_has_a_label() -> None:
    assert len(relabelled("<urn:s> <urn:p> [] .")) == 1

"""Blank nodes: their labels depend on what is said of them, and on nothing else."""

from __future__ import annotations

from rdflib import Graph

from kg.graph.blank_node_labels import labelled
from kg.graph.dataset import statements

LIST = "@prefix : <https://example.org/> . :a :b ( [ :c :d ] [ :c :e ] ) ."


def lines(text: str) -> set[str]:
    return statements(labelled(Graph().parse(data=text, format="turtle")))


def test_the_same_text_has_the_same_labels() -> None:
    assert lines(LIST) == lines(LIST)


def test_labels_do_not_come_from_the_text() -> None:
    assert lines("_:one <urn:p> 1 .") == lines("_:two <urn:p> 1 .")


def test_nodes_of_which_different_things_are_said_stay_apart() -> None:
    assert len(lines(LIST)) == 7


def test_nodes_of_which_the_same_is_said_become_one() -> None:
    assert len(lines("[] <urn:p> 1 . [] <urn:p> 1 .")) == 1


def test_nodes_that_hang_in_different_places_stay_apart() -> None:
    assert len(lines("<urn:a> <urn:p> [ <urn:q> [] ] . <urn:b> <urn:p> [ <urn:q> [] ] .")) == 4


def test_a_node_that_nothing_is_said_of_has_a_label() -> None:
    assert len(lines("<urn:s> <urn:p> [] .")) == 1

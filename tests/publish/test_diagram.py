"""The classes as trees and as a drawing."""

from __future__ import annotations

from itertools import combinations

from kg.publish.ontology.diagram import Box, Diagram, draw
from kg.publish.ontology.taxonomy import trees

CLASSES = ["Act", "Body", "Organ", "Party", "Place", "Term"]
ABOVE = {"Organ": ["Body"], "Party": ["Body"], "Term": ["Organ", "Act"]}


def shape(classes: list[str], above: dict[str, list[str]]) -> list[list[tuple[str, int]]]:
    return [[(node.cls, node.depth) for node in tree] for tree in trees(classes, above)]


def drawn() -> Diagram:
    return draw(trees(CLASSES, ABOVE))


def test_a_class_stands_below_each_of_its_superclasses() -> None:
    assert shape(CLASSES, ABOVE) == [
        [("Act", 0), ("Term", 1)],
        [("Body", 0), ("Organ", 1), ("Term", 2), ("Party", 1)],
        [("Place", 0)],
    ]


def test_of_classes_that_are_each_below_the_other_the_first_is_the_top() -> None:
    assert shape(["A", "B"], {"A": ["B"], "B": ["A"]}) == [[("A", 0), ("B", 1)]]


def test_a_superclass_that_is_not_asked_for_is_left_out() -> None:
    assert shape(["A"], {"A": ["Elsewhere"]}) == [[("A", 0)]]


def test_every_class_has_a_box() -> None:
    assert {box.cls for box in drawn().boxes} == set(CLASSES)


def test_only_the_tops_are_marked() -> None:
    assert {box.cls for box in drawn().boxes if box.top} == {"Act", "Body", "Place"}


def test_boxes_do_not_overlap() -> None:
    assert [(one.cls, other.cls) for one, other in combinations(drawn().boxes, 2) if _overlap(one, other)] == []


def test_everything_lies_within_the_drawing() -> None:
    diagram = drawn()
    assert max(box.x + box.width for box in diagram.boxes) <= diagram.width
    assert max(box.y + box.height for box in diagram.boxes) <= diagram.height


def test_a_line_leads_from_each_superclass_to_its_subclass() -> None:
    diagram = drawn()
    ends = {(line.right, line.down) for line in diagram.lines}
    assert ends == {(box.x, box.y + box.height // 2) for box in diagram.boxes if not box.top}


def test_no_classes_give_an_empty_drawing() -> None:
    assert draw([]).boxes == []


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )

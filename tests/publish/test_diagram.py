"""The drawing of the classes."""

from __future__ import annotations

from itertools import combinations

from kg.model.hierarchy import grow
from kg.publish.ontology.diagram import Box, Diagram, draw_diagram

CLASSES = ["Act", "Body", "Organ", "Party", "Place", "Term"]
ABOVE = {"Organ": ["Body"], "Party": ["Body"], "Term": ["Organ", "Act"]}


def drawn() -> Diagram:
    return draw_diagram(grow({cls: ABOVE.get(cls, []) for cls in CLASSES}, repeated=True))


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
    assert draw_diagram([]).boxes == []


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )

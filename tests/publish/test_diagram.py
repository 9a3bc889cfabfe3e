"""The drawing of the classes."""

from __future__ import annotations

from itertools import combinations

from kg.model.hierarchy import grow
from kg.publish.ontology.diagram import Box, Diagram, draw_diagram
from tests.nonempty import nonempty

CLASSES = ["Act", "Body", "Organ", "Party", "Place", "Term"]
ABOVE = {"Organ": ["Body"], "Party": ["Body"], "Term": ["Organ", "Act"]}


def drawn() -> Diagram:
    return draw_diagram(grow({cls: ABOVE.get(cls, []) for cls in CLASSES}, repeated=True))


def test_every_class_has_a_box() -> None:
    assert {box.cls for box in drawn().boxes} == set(CLASSES)


def test_only_boxes_of_subclasses_have_one_above() -> None:
    assert {box.cls for box in drawn().boxes if not box.above} == {"Act", "Body", "Place"}


def test_boxes_do_not_overlap() -> None:
    assert [(a.cls, b.cls) for a, b in nonempty(combinations(drawn().boxes, 2)) if _overlap(a, b)] == []


def test_all_boxes_lie_within_the_drawing() -> None:
    diagram = drawn()
    assert max(box.x + box.width for box in diagram.boxes) <= diagram.width
    assert max(box.y + box.height for box in diagram.boxes) <= diagram.height


def test_a_line_links_each_superclass_to_its_subclass() -> None:
    subclasses = [box for box in drawn().boxes if box.above]
    assert [box.line.partition("V")[2] for box in subclasses] == [f"{box.y + 12}H{box.x}" for box in subclasses]
    assert {(box.above.cls, box.cls) for box in subclasses if box.above} == {
        ("Act", "Term"),
        ("Body", "Organ"),
        ("Body", "Party"),
        ("Organ", "Term"),
    }


def test_no_classes_give_an_empty_drawing() -> None:
    assert draw_diagram([]).boxes == []


def _overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height

"""The drawings of the classes."""

from __future__ import annotations

from itertools import combinations

from kg.model.hierarchy import grow
from kg.publish.ontology.diagram import Box, Diagram, draw_diagrams
from tests.nonempty import nonempty

CLASSES = ["Act", "Body", "Organ", "Party", "Place", "Term"]
ABOVE = {"Organ": ["Body"], "Party": ["Body"], "Term": ["Organ", "Act"]}


def drawn() -> list[Diagram]:
    return draw_diagrams(grow({cls: ABOVE.get(cls, []) for cls in CLASSES}, repeated=True))


def boxes() -> list[Box]:
    return [box for diagram in drawn() for box in diagram.boxes]


def test_every_class_has_a_box() -> None:
    assert {box.cls for box in boxes()} == set(CLASSES)


def test_only_boxes_of_subclasses_have_one_above() -> None:
    assert {box.cls for box in boxes() if not box.above} == {"Act", "Body", "Place"}


def test_boxes_do_not_overlap() -> None:
    pairs = [pair for diagram in drawn() for pair in combinations(diagram.boxes, 2)]
    assert [(a.cls, b.cls) for a, b in nonempty(pairs) if _overlap(a, b)] == []


def test_all_boxes_lie_within_their_drawing() -> None:
    placed = [(diagram, box) for diagram in drawn() for box in diagram.boxes]
    outside = [box for of, box in nonempty(placed) if box.x + box.width > of.width or box.y + box.height > of.height]
    assert outside == []


def test_the_trees_stand_in_columns_of_which_the_largest_is_the_first() -> None:
    assert [[box.cls for box in diagram.boxes] for diagram in drawn()] == [
        ["Body", "Organ", "Term", "Party"],
        ["Act", "Term"],
        ["Place"],
    ]


def test_a_line_links_each_superclass_to_its_subclass() -> None:
    subclasses = [box for box in boxes() if box.above]
    assert [box.line.partition("V")[2] for box in subclasses] == [f"{box.y + 12}H{box.x}" for box in subclasses]
    assert {(box.above.cls, box.cls) for box in subclasses if box.above} == {
        ("Act", "Term"),
        ("Body", "Organ"),
        ("Body", "Party"),
        ("Organ", "Term"),
    }


def test_no_classes_give_no_drawing() -> None:
    assert draw_diagrams([]) == []


def _overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height

"""The trees in which things have their place."""

from __future__ import annotations

import pytest

from kg.model.display import Display
from kg.model.hierarchy import Branch, trees
from kg.model.statements import extent, statements
from tests.publish.written import NAMES, lists, written

DISPLAY = lists(hierarchies="partOf")
# Every whole of each part is told, as a transitive property has it.
CHAIN = "<id/c> ckg:partOf <id/b>, <id/a> . <id/b> ckg:partOf <id/a> ."


def drawn(branch: Branch) -> str:
    """A tree as text: ``a(b(C))``, the present thing in capitals."""
    name = branch.iri.rpartition("/")[2]
    below = " ".join(drawn(part) for part in branch.parts)
    return (name.upper() if branch.here else name) + (f"({below})" if below else "")


def placed(data: str, name: str, display: Display = DISPLAY) -> list[str]:
    dataset, iri = written(data), NAMES.thing(name)
    found = statements(dataset, iri, extent(dataset, iri), 1)
    return [drawn(tree) for tree in trees(dataset, display, iri, found)]


@pytest.mark.parametrize(("name", "tree"), [("a", "A(b(c))"), ("b", "a(B(c))"), ("c", "a(b(C))")])
def test_every_leap_is_left_out_and_the_present_thing_marked(name: str, tree: str) -> None:
    assert placed(CHAIN, name) == [tree]


def test_parts_of_one_whole_stand_side_by_side() -> None:
    assert placed("<id/b> ckg:partOf <id/a> . <id/c> ckg:partOf <id/a> .", "a") == ["A(b c)"]


def test_a_part_of_two_wholes_stands_below_each() -> None:
    assert placed("<id/c> ckg:partOf <id/a>, <id/b> .", "c") == ["a(C)", "b(C)"]


@pytest.mark.parametrize(
    "data",
    [
        "<id/a> ckg:partOf <id/a> .",
        "<id/a> ckg:partOf <id/b> . <id/b> ckg:partOf <id/a> .",
        "<id/a> ckg:partOf <id/b> . <id/b> ckg:partOf <id/c> . <id/c> ckg:partOf <id/a> .",
        "<id/a> ckg:partOf <id/b>, <id/c> . <id/b> ckg:partOf <id/a>, <id/c> . <id/c> ckg:partOf <id/a>, <id/b> .",
        "<id/a> ckg:partOf <id/b>, <id/c> . <id/b> ckg:partOf <id/c> . <id/c> ckg:partOf <id/b> .",
    ],
)
def test_no_thing_stands_below_itself(data: str) -> None:
    def repeated(branch: Branch, above: tuple[str, ...] = ()) -> bool:
        return branch.iri in above or any(repeated(part, (*above, branch.iri)) for part in branch.parts)

    dataset, iri = written(data), NAMES.thing("a")
    found = trees(dataset, DISPLAY, iri, statements(dataset, iri, extent(dataset, iri), 1))
    assert [tree for tree in found if repeated(tree)] == []


def test_the_parts_of_a_part_of_two_wholes_stand_below_its_first_place() -> None:
    data = "<id/d> ckg:partOf <id/c>, <id/a>, <id/b> . <id/c> ckg:partOf <id/a>, <id/b> ."
    assert placed(data, "d") == ["a(c(D))", "b(c)"]


def test_a_tree_does_not_grow_with_the_ways_through_it() -> None:
    layers = [[f"<id/{layer}{side}>" for side in "ab"] for layer in range(12)]
    wholes = [
        (part, ", ".join(one for above in layers[:at] for one in above))
        for at, layer in enumerate(layers)
        if at
        for part in layer
    ]
    found = placed(" ".join(f"{part} ckg:partOf {above} ." for part, above in wholes), "0a")
    assert sum(tree.count("a") + tree.count("b") for tree in found) < 100


def test_each_hierarchy_has_its_own_tree() -> None:
    display = lists(hierarchies="partOf organOf")
    assert placed("<id/a> ckg:partOf <id/b> ; ckg:organOf <id/c> .", "a", display) == ["c(A)", "b(A)"]


def test_other_properties_make_no_tree() -> None:
    assert placed("<id/a> ckg:knows <id/b> .", "a") == []

"""Trees of parts and wholes."""

from __future__ import annotations

import pytest

from kg.model.display import Display
from kg.model.hierarchy import Tree, grow, read_hierarchies
from kg.model.statements import read_extent, read_statements
from tests.nonempty import nonempty
from tests.publish.written import NAMES, lists, written

DISPLAY = lists(hierarchies="partOf")
# Each part lists all its wholes, as a transitive property implies.
CHAIN = "<id/c> ckg:partOf <id/b>, <id/a> . <id/b> ckg:partOf <id/a> ."


def drawn(tree: Tree, here: str = "") -> str:
    """A tree as text: ``a(b(C))``, the present entity in capitals."""
    name = tree.iri.rpartition("/")[2]
    below = " ".join(drawn(child, here) for child in tree.children)
    return (name.upper() if tree.iri == here else name) + (f"({below})" if below else "")


def placed(data: str, name: str, display: Display = DISPLAY) -> list[str]:
    dataset, iri = written(data), NAMES.thing(name)
    found = read_statements(dataset, read_extent(dataset, iri), 1)
    return [drawn(tree, iri) for tree in read_hierarchies(dataset, display, iri, found)]


@pytest.mark.parametrize(("name", "tree"), [("a", "A(b(c))"), ("b", "a(B(c))"), ("c", "a(b(C))")])
def test_only_direct_parts_stand_below_a_whole(name: str, tree: str) -> None:
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
def test_no_entity_stands_below_itself(data: str) -> None:
    def repeated(tree: Tree, above: tuple[str, ...] = ()) -> bool:
        return tree.iri in above or any(repeated(child, (*above, tree.iri)) for child in tree.children)

    dataset, iri = written(data), NAMES.thing("a")
    found = read_hierarchies(dataset, DISPLAY, iri, read_statements(dataset, read_extent(dataset, iri), 1))
    assert [tree for tree in nonempty(found) if repeated(tree)] == []


def test_the_parts_of_a_part_of_two_wholes_stand_below_its_first_place() -> None:
    data = "<id/d> ckg:partOf <id/c>, <id/a>, <id/b> . <id/c> ckg:partOf <id/a>, <id/b> ."
    assert placed(data, "d") == ["a(c(D))", "b(c)"]


def test_a_tree_does_not_grow_with_the_number_of_paths() -> None:
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


def test_an_entity_stands_once_with_its_parts_by_all_hierarchies() -> None:
    display = lists(hierarchies="partOf organOf")
    assert placed("<id/b> ckg:partOf <id/a> . <id/c> ckg:organOf <id/a> .", "a", display) == ["A(c b)"]


def test_other_properties_make_no_tree() -> None:
    assert placed("<id/a> ckg:knows <id/b> .", "a") == []


@pytest.mark.parametrize(
    ("parents", "trees"),
    [
        ({"a": "", "b": "a", "c": "b"}, "a(b(c))"),
        ({"b": "", "a": ""}, "b a"),
        ({"a": "", "b": "", "c": "ab", "d": "c"}, "a(c(d)) b(c(d))"),
        ({"a": "x", "b": "a"}, "a(b)"),
        ({"a": "b", "b": "a"}, "a(b)"),
    ],
)
def test_items_grow_below_each_of_their_parents(parents: dict[str, str], trees: str) -> None:
    assert " ".join(drawn(tree) for tree in grow(parents, repeated=True)) == trees


def test_siblings_are_arranged_given_the_children_of_all() -> None:
    parents = {"a": "", "b": "", "c": "b", "d": "a", "e": "a"}
    trees = grow(parents, lambda items, children: sorted(items, key=lambda item: len(children.get(item, ()))))
    assert " ".join(drawn(tree) for tree in trees) == "b(c) a(d e)"


def test_a_tree_is_walked_from_its_top_with_depths() -> None:
    (tree,) = grow({"a": "", "b": "a", "c": "b", "d": "a"})
    assert [(branch.iri, depth) for branch, depth in tree.walk()] == [("a", 0), ("b", 1), ("c", 2), ("d", 1)]

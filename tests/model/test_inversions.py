"""Statements that follow from others by an inverse property alone."""

from __future__ import annotations

import pytest

from kg.model import evidence
from kg.model.inversions import distinct, without_inversions
from tests.publish.written import NAMES, asserted, inferred, written

INVERSE = "ckg:after owl:inverseOf ckg:before . ckg:beside a owl:SymmetricProperty ."
STATED = asserted("a", "<id/b> ckg:after <id/a>")


def shown(data: str, node: str = "i") -> list[tuple[str, bool]]:
    """The nodes that stand for an inference, and whether they are those of its inverse."""
    dataset = written(INVERSE + data)
    supports = without_inversions(dataset, evidence.of_nodes(dataset, [NAMES.thing(f"inference/{node}")]))
    return [(support.node.removeprefix(NAMES.things), support.inverted) for support in supports]


def test_an_inverse_stands_as_the_statement_that_it_follows_from() -> None:
    assert shown(STATED + inferred("i", "<id/a> ckg:before <id/b>", "assertion/a")) == [("assertion/a", True)]


def test_a_symmetric_statement_stands_as_its_other_direction() -> None:
    data = asserted("a", "<id/b> ckg:beside <id/a>") + inferred("i", "<id/a> ckg:beside <id/b>", "assertion/a")
    assert shown(data) == [("assertion/a", True)]


@pytest.mark.parametrize(
    "premises",
    [("assertion/a", "assertion/c"), ("assertion/c",), ()],
    ids=["with another premise", "from another premise", "without premises"],
)
def test_what_follows_from_more_than_an_inverse_stays_an_inference(premises: tuple[str, ...]) -> None:
    other = asserted("c", "<id/c> ckg:after <id/a>")
    assert shown(STATED + other + inferred("i", "<id/a> ckg:before <id/b>", *premises)) == [("inference/i", False)]


def test_another_property_between_the_same_two_is_no_inverse() -> None:
    assert shown(STATED + inferred("i", "<id/a> ckg:knows <id/b>", "assertion/a")) == [("inference/i", False)]


def test_what_is_inferred_itself_keeps_its_proof() -> None:
    data = inferred("h", "<id/b> ckg:after <id/a>", "assertion/x")
    assert shown(data + inferred("i", "<id/a> ckg:before <id/b>", "inference/h")) == [("inference/h", True)]


def test_a_statement_that_also_stands_for_its_inverse_stands_once() -> None:
    dataset = written(INVERSE + STATED + inferred("i", "<id/a> ckg:before <id/b>", "assertion/a"))
    nodes = [NAMES.thing("inference/i"), NAMES.thing("assertion/a")]
    found = evidence.of_nodes(dataset, nodes)
    supports = distinct(without_inversions(dataset, found))
    assert [(support.node, support.inverted) for support in supports] == [(NAMES.thing("assertion/a"), False)]

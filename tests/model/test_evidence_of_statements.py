"""The evidence of statements, from either end."""

from __future__ import annotations

from dataclasses import replace

from kg.engine.answer import Term
from kg.limits import Limits
from kg.model.evidence import inverses, of_nodes, of_statements
from tests.publish.written import NAMES, asserted, inferred, iri, written

BEFORE, AFTER = Term("iri", NAMES.term("before")), Term("iri", NAMES.term("after"))
INVERSE = "ckg:after owl:inverseOf ckg:before ."
STATED = ("<id/a> ckg:before <id/b>", "<id/b> ckg:after <id/a>")
TRIPLE = (iri("id/a"), BEFORE, iri("id/b"))


def nodes(data: str) -> list[str]:
    """The nodes of the evidence for one statement."""
    found = of_statements(written(INVERSE + data), [TRIPLE])
    return [support.node.removeprefix(NAMES.things) for support in found.get(TRIPLE, [])]


def test_either_of_two_properties_may_declare_the_inverse() -> None:
    assert inverses(written(INVERSE)) == {BEFORE.value: AFTER.value, AFTER.value: BEFORE.value}


def test_an_inference_comes_with_the_assertion_of_the_inverse() -> None:
    assert nodes(inferred("i", STATED[0]) + asserted("a", STATED[1])) == ["inference/i", "assertion/a"]


def test_an_asserted_statement_needs_no_inverse() -> None:
    assert nodes(asserted("a", STATED[0]) + inferred("i", STATED[1])) == ["assertion/a"]


def test_a_statement_without_evidence_is_left_out() -> None:
    assert of_statements(written(INVERSE), [TRIPLE]) == {}


def test_evidence_is_read_for_more_statements_than_a_query_takes() -> None:
    data = " ".join(asserted(f"a{number}", f"<id/{number}> ckg:before <id/b>") for number in range(5))
    dataset = replace(written(data), limits=Limits(iris_per_query=2))
    triples = [(iri(f"id/{number}"), BEFORE, iri("id/b")) for number in range(5)]
    assert set(of_statements(dataset, triples)) == set(triples)
    assert len(of_nodes(dataset, [NAMES.thing(f"assertion/a{number}") for number in range(5)])) == 5

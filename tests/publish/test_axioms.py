"""Axioms in readable form, on graphs of a few triples."""

from __future__ import annotations

import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

from kg.engine.answer import Term
from kg.model.triples import Triples, iri
from kg.publish.ontology.axioms import CHARACTERISTICS, Axioms
from tests.conftest import NAMES

EXPRESSIONS = {
    "A": "A",
    "xsd:date": "xsd:date",
    "[ owl:unionOf ( A B ) ]": "(A or B)",
    "[ owl:intersectionOf ( A [ owl:complementOf B ] ) ]": "(A and not B)",
    "[ owl:oneOf ( one two ) ]": "{one, two}",
    "[ a owl:Restriction ; owl:onProperty p ; owl:someValuesFrom A ]": "p some A",
    "[ a owl:Restriction ; owl:onProperty p ; owl:allValuesFrom [ owl:unionOf ( A B ) ] ]": "p only (A or B)",
    '[ a owl:Restriction ; owl:onProperty p ; owl:hasValue "x" ]': 'p value "x"',
    "[ a owl:Restriction ; owl:onProperty p ; owl:minCardinality 2 ]": "p min 2",
    "[ a owl:Restriction ; owl:onProperty p ; owl:maxQualifiedCardinality 1 ; owl:onClass A ]": "p max 1 A",
    "[ a owl:Restriction ; owl:onProperty [ owl:inverseOf p ] ; owl:someValuesFrom A ]": "inverse p some A",
    "[ owl:onDatatype xsd:integer ]": "[ owl:onDatatype xsd:integer ]",
    "[ a owl:Class ; owl:deprecated true ]": "[ owl:deprecated true; a owl:Class ]",
    "[]": "[]",
}


def axioms(turtle: str) -> Axioms:
    """The axioms of a text in Turtle, in which a bare name is one of our terms."""
    declared = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in NAMES.prefixes.items())
    graph = Graph().parse(data=declared + turtle, format="turtle")
    return Axioms(Triples(([term(node) for node in triple] for triple in graph), NAMES))


def term(node: Node) -> Term:
    if isinstance(node, URIRef | BNode):
        return Term("iri" if isinstance(node, URIRef) else "bnode", str(node))
    datatype = getattr(node, "datatype", None)
    return Term("literal", str(node), getattr(node, "language", None), datatype and str(datatype))


def shown(turtle: str, name: str) -> dict[str, list[str]]:
    """The expressions at a term, by their headings."""
    by_heading = axioms(turtle).about(iri(NAMES.term(name)))
    return {heading: [axiom.text for axiom in several] for heading, several in by_heading.items()}


def sentences(turtle: str, name: str) -> list[str | None]:
    by_heading = axioms(turtle).about(iri(NAMES.term(name)))
    return [axiom.sentence for several in by_heading.values() for axiom in several]


def ours(expression: str) -> str:
    return " ".join(f"ckg:{word}" if word in ("A", "B", "p", "one", "two") else word for word in expression.split())


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_is_written_in_manchester_syntax_or_as_its_triples(expression: str) -> None:
    assert shown(f"ckg:C rdfs:subClassOf {ours(expression)} .", "C") == {"Subclass of": [EXPRESSIONS[expression]]}


@pytest.mark.parametrize(
    ("axiom", "forward", "backward"),
    [
        ("rdfs:subClassOf", "Subclass of", "Superclass of"),
        ("rdfs:subPropertyOf", "Subproperty of", "Superproperty of"),
        ("rdfs:domain", "Domain", "Its properties"),
        ("rdfs:range", "Range", "Value of"),
        ("owl:inverseOf", "Inverse of", "Inverse of"),
        ("owl:disjointWith", "Disjoint with", "Disjoint with"),
    ],
)
def test_an_axiom_is_shown_at_both_of_its_terms(axiom: str, forward: str, backward: str) -> None:
    text = f"ckg:a {axiom} ckg:b ."
    assert (shown(text, "a"), shown(text, "b")) == ({forward: ["b"]}, {backward: ["a"]})


def test_a_domain_that_is_a_union_is_shown_at_its_members() -> None:
    assert shown("ckg:p rdfs:domain [ owl:unionOf ( ckg:A ckg:B ) ] .", "B") == {"Its properties": ["p"]}


CHAIN = """ckg:p owl:propertyChainAxiom ( ckg:p ckg:q ) ; rdfs:label "took part in"@en .
ckg:q rdfs:label "part of"@en ."""


@pytest.mark.parametrize(("name", "heading"), [("p", "Follows from"), ("q", "Step in")])
def test_a_chain_is_shown_at_the_implied_property_and_at_its_steps(name: str, heading: str) -> None:
    assert shown(CHAIN, name) == {heading: ["p ∘ q ⟶ p"]}


def test_a_chain_has_a_sentence_in_words() -> None:
    assert sentences(CHAIN, "p") == ["If A “took part in” B and B “part of” C, then A “took part in” C."]


def test_a_step_of_a_chain_may_be_an_inverse() -> None:
    assert shown("ckg:p owl:propertyChainAxiom ( [ owl:inverseOf ckg:q ] ckg:r ) .", "p") == {
        "Follows from": ["inverse q ∘ r ⟶ p"]
    }


def test_a_key_has_a_sentence_in_words() -> None:
    assert sentences("ckg:A owl:hasKey ( ckg:p ckg:q ) .", "A") == [
        "Two with the same “p” and “q” are one and the same."
    ]


@pytest.mark.parametrize(
    ("kind", "members", "heading"),
    [
        ("owl:AllDisjointClasses", "owl:members", "Disjoint with"),
        ("owl:AllDisjointProperties", "owl:members", "Disjoint with"),
        ("owl:AllDifferent", "owl:distinctMembers", "Different from"),
    ],
)
def test_an_axiom_about_several_terms_is_shown_at_each(kind: str, members: str, heading: str) -> None:
    assert shown(f"[] a {kind} ; {members} ( ckg:a ckg:b ckg:c ) .", "b") == {heading: ["a", "c"]}


@pytest.mark.parametrize("kind", CHARACTERISTICS)
def test_a_characteristic_has_a_word(kind: str) -> None:
    text = f"ckg:p a owl:ObjectProperty, {kind} ."
    assert axioms(text).characteristics(iri(NAMES.term("p"))) == [CHARACTERISTICS[kind]]


def test_an_axiom_of_another_kind_has_the_name_of_its_property_as_heading() -> None:
    assert shown("ckg:A owl:incompatibleWith ckg:B .", "A") == {"owl:incompatibleWith": ["B"]}


def test_a_class_that_describes_itself_is_written_once() -> None:
    assert shown("ckg:A rdfs:subClassOf _:x . _:x owl:complementOf _:x .", "A") == {"Subclass of": ["not …"]}


def test_a_cyclic_list_ends() -> None:
    text = "[] a owl:AllDisjointClasses ; owl:members _:x . _:x rdf:first ckg:A ; rdf:rest _:x ."
    assert shown(text, "A") == {}


def test_the_headings_have_the_order_of_the_table() -> None:
    text = "ckg:p rdfs:range ckg:B ; rdfs:domain ckg:A ; rdfs:subPropertyOf ckg:q ."
    assert list(shown(text, "p")) == ["Subproperty of", "Domain", "Range"]

"""Assertions: triples with their support."""

from __future__ import annotations

from rdflib import RDFS, SKOS, XSD, Literal, URIRef

from kg.graph.assertions import Assertion
from tests.conftest import NAMES, Records

PERSON = "type: Person\nlabel: Someone\ncite: p-1\n"


def about(assertions: list[Assertion], predicate: URIRef) -> list[Assertion]:
    return [assertion for assertion in assertions if assertion.triple[1] == predicate]


def passage(key: str) -> URIRef:
    return URIRef(NAMES.source(f"text/{key}"))


def test_a_fact_has_the_passages_that_it_cites(records: Records) -> None:
    records.write("person/x", PERSON + "facts:\n- altLabel: Other\n  cite: [p-3, p-2]\n")
    (assertion,) = about(records.read().assertions, SKOS.altLabel)
    assert assertion.support.passages == (passage("p-2"), passage("p-3"))


def test_a_citation_may_name_another_source(records: Records) -> None:
    records.write_source("other", "One.", [(0, 4)])
    records.write("person/x", PERSON + "facts:\n- altLabel: Other\n  cite: other/p-1\n")
    (assertion,) = about(records.read().assertions, SKOS.altLabel)
    assert assertion.support.passages == (URIRef(NAMES.source("other/p-1")),)


def test_a_repeated_fact_is_one_assertion(records: Records) -> None:
    records.write("person/x", PERSON + "facts:\n- altLabel: O\n  cite: p-2\n- altLabel: O\n  cite: p-3\n")
    (assertion,) = about(records.read().assertions, SKOS.altLabel)
    assert assertion.support.passages == (passage("p-2"), passage("p-3"))


def test_a_fact_with_two_statuses_is_two_assertions(records: Records) -> None:
    records.write(
        "person/x", PERSON + "facts:\n- altLabel: O\n  cite: p-2\n- altLabel: O\n  cite: p-3\n  status: implied\n"
    )
    assert {a.support.status for a in about(records.read().assertions, SKOS.altLabel)} == {"explicit", "implied"}


def test_a_fact_inherits_the_status_and_reason_of_its_record(records: Records) -> None:
    records.write("person/x", PERSON + "status: interpretation\nreason: so\nfacts:\n- altLabel: O\n  cite: p-2\n")
    (assertion,) = about(records.read().assertions, SKOS.altLabel)
    assert (assertion.support.status, assertion.support.reason) == ("interpretation", "so")


def test_a_fact_with_its_own_status_does_not_inherit_the_reason(records: Records) -> None:
    records.write(
        "person/x",
        PERSON + "status: interpretation\nreason: so\nfacts:\n- altLabel: O\n  cite: p-2\n  status: explicit\n",
    )
    (assertion,) = about(records.read().assertions, SKOS.altLabel)
    assert (assertion.support.status, assertion.support.reason) == ("explicit", None)


def test_a_fact_has_the_agent_whom_the_source_cites(records: Records) -> None:
    records.write("person/x", PERSON + "facts:\n- altLabel: O\n  cite: p-2\n  accordingTo: person/x\n")
    (assertion,) = about(records.read().assertions, SKOS.altLabel)
    assert assertion.support.according_to == URIRef(NAMES.thing("person/x"))


def test_passages_read_with_others_do_not_support_a_fact(records: Records) -> None:
    records.write("person/x", PERSON + "facts:\n- altLabel: O\n  cite: p-2\n  readWith: p-1\n")
    (assertion,) = about(records.read().assertions, SKOS.altLabel)
    assert (assertion.support.passages, assertion.support.read_with) == ((passage("p-2"),), (passage("p-1"),))


def test_an_assertion_has_the_line_of_its_record(records: Records) -> None:
    records.write("person/x", PERSON + "facts:\n- altLabel: O\n  cite: p-2\n")
    (assertion,) = about(records.read().assertions, SKOS.altLabel)
    assert assertion.location.line == 6


def test_labels_have_their_language(records: Records) -> None:
    records.write("person/x", PERSON + "labelIn: {ko: 아무개}\n")
    labels = {a.triple[2] for a in about(records.read().assertions, RDFS.label)}
    assert labels == {Literal("Someone", lang="en"), Literal("아무개", lang="ko")}


def test_a_month_keeps_its_datatype(records: Records) -> None:
    records.write("event/x", "type: Meeting\nlabel: x\ninMonth: 2025-06\ncite: p-1\n")
    (assertion,) = about(records.read().assertions, URIRef(NAMES.term("inMonth")))
    assert assertion.triple[2] == Literal("2025-06", datatype=XSD.gYearMonth)


def test_a_part_has_the_source_of_its_file(records: Records) -> None:
    records.write("person/x", PERSON + "---\nid: mandate/x\ntype: Mandate\nlabel: m\ncite: p-2\n")
    part = [a for a in records.read().assertions if a.triple[0] == URIRef(NAMES.thing("mandate/x"))]
    assert {a.support.passages for a in part} == {(passage("p-2"),)}

"""Assertions: triples with their evidence."""

from __future__ import annotations

from rdflib import RDFS, SKOS, XSD, Literal, URIRef

from kg.graph.assertions import Assertion
from tests.conftest import NAMES, Records

PERSON = "type: Person\nlabel: Someone\ncite: p-1\n"


def about(found: list[Assertion], predicate: URIRef) -> list[Assertion]:
    return [assertion for assertion in found if assertion.triple[1] == predicate]


def passage(key: str) -> URIRef:
    return URIRef(NAMES.source(f"text/{key}"))


def test_a_fact_has_the_passages_that_it_cites(records: Records) -> None:
    records.write("person/x", PERSON + "facts:\n- altLabel: Other\n  cite: [p-3, p-2]\n")
    (found,) = about(records.read().assertions, SKOS.altLabel)
    assert found.passages == (passage("p-2"), passage("p-3"))


def test_a_citation_may_name_another_source(records: Records) -> None:
    records.write_source("other", "One.", [(0, 4)])
    records.write("person/x", PERSON + "facts:\n- altLabel: Other\n  cite: other/p-1\n")
    (found,) = about(records.read().assertions, SKOS.altLabel)
    assert found.passages == (URIRef(NAMES.source("other/p-1")),)


def test_the_same_fact_in_two_entries_is_one_assertion(records: Records) -> None:
    records.write("person/x", PERSON + "facts:\n- altLabel: O\n  cite: p-2\n- altLabel: O\n  cite: p-3\n")
    (found,) = about(records.read().assertions, SKOS.altLabel)
    assert found.passages == (passage("p-2"), passage("p-3"))


def test_the_same_fact_in_two_manners_is_two_assertions(records: Records) -> None:
    records.write(
        "person/x", PERSON + "facts:\n- altLabel: O\n  cite: p-2\n- altLabel: O\n  cite: p-3\n  status: implied\n"
    )
    assert {a.status for a in about(records.read().assertions, SKOS.altLabel)} == {"explicit", "implied"}


def test_a_fact_has_the_status_of_its_record(records: Records) -> None:
    records.write("person/x", PERSON + "status: interpretation\nreason: so\nfacts:\n- altLabel: O\n  cite: p-2\n")
    (found,) = about(records.read().assertions, SKOS.altLabel)
    assert (found.status, found.reason) == ("interpretation", "so")


def test_a_status_of_its_own_leaves_the_reason_behind(records: Records) -> None:
    records.write(
        "person/x",
        PERSON + "status: interpretation\nreason: so\nfacts:\n- altLabel: O\n  cite: p-2\n  status: explicit\n",
    )
    (found,) = about(records.read().assertions, SKOS.altLabel)
    assert (found.status, found.reason) == ("explicit", None)


def test_a_fact_keeps_who_says_so(records: Records) -> None:
    records.write("person/x", PERSON + "facts:\n- altLabel: O\n  cite: p-2\n  accordingTo: person/x\n")
    (found,) = about(records.read().assertions, SKOS.altLabel)
    assert found.according_to == URIRef(NAMES.thing("person/x"))


def test_context_passages_do_not_support(records: Records) -> None:
    records.write("person/x", PERSON + "facts:\n- altLabel: O\n  cite: p-2\n  readWith: p-1\n")
    (found,) = about(records.read().assertions, SKOS.altLabel)
    assert (found.passages, found.read_with) == ((passage("p-2"),), (passage("p-1"),))


def test_an_assertion_knows_its_line(records: Records) -> None:
    records.write("person/x", PERSON + "facts:\n- altLabel: O\n  cite: p-2\n")
    (found,) = about(records.read().assertions, SKOS.altLabel)
    assert found.location.line == 6


def test_names_have_their_language(records: Records) -> None:
    records.write("person/x", PERSON + "labelIn: {ko: 아무개}\n")
    labels = {a.triple[2] for a in about(records.read().assertions, RDFS.label)}
    assert labels == {Literal("Someone", lang="en"), Literal("아무개", lang="ko")}


def test_a_date_of_reduced_precision_keeps_it(records: Records) -> None:
    records.write("event/x", "type: Meeting\nlabel: x\ninMonth: 2025-06\ncite: p-1\n")
    (found,) = about(records.read().assertions, URIRef(NAMES.term("inMonth")))
    assert found.triple[2] == Literal("2025-06", datatype=XSD.gYearMonth)


def test_a_part_has_the_source_of_its_file(records: Records) -> None:
    records.write("person/x", PERSON + "---\nid: mandate/x\ntype: Mandate\nlabel: m\ncite: p-2\n")
    made = [a for a in records.read().assertions if a.triple[0] == URIRef(NAMES.thing("mandate/x"))]
    assert {a.passages for a in made} == {(passage("p-2"),)}

"""The labels of entities."""

from __future__ import annotations

import pytest

from kg.engine.answer import Term
from kg.model import labels
from kg.model.labels import Labels
from tests.publish.written import ANN, BASE, BOB, NAMES, asserted, iri, written

NODE = NAMES.thing("assertion/a")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ('"Ann"@en, "앤"@ko, "Anne"', "Ann"),
        ('"앤"@ko, "Anne"', "Anne"),
        ('"앤"@ko, "Anna"@de', "Anna"),
        ('"Ann"@en, "Annie"@en', "Ann"),
        ('"Ann"@en-GB, "Anne"', "Anne"),
    ],
)
def test_english_comes_first_then_no_language_then_others(given: str, text: str) -> None:
    dataset = written(f"<id/person/ann> rdfs:label {given} .")
    assert labels.of(dataset, [ANN]).text(ANN) == text


def test_the_label_of_a_concept_is_its_preferred_one() -> None:
    dataset = written('<id/person/ann> skos:prefLabel "Ann"@en ; skos:altLabel "A" .')
    assert labels.of(dataset, [ANN]).text(ANN) == "Ann"


def test_the_labels_that_are_not_shown_are_the_others() -> None:
    dataset = written('<id/person/ann> rdfs:label "Ann"@en, "앤"@ko, "Anna"@de .')
    assert [label.value for label in labels.of(dataset, [ANN]).others(ANN)] == ["Anna", "앤"]


def test_a_label_that_is_given_twice_counts_once() -> None:
    dataset = written('<id/person/ann> rdfs:label "Ann"@en ; skos:prefLabel "Ann"@en .')
    assert labels.of(dataset, [ANN]).others(ANN) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (ANN, "person/ann"),
        (NAMES.term("knows"), "ckg:knows"),
        (NAMES.source("text/p-1"), "source:text/p-1"),
        ("https://example.com/x", "https://example.com/x"),
    ],
)
def test_an_iri_without_a_label_is_shown_in_short(value: str, text: str) -> None:
    assert labels.of(written(""), [value]).text(value) == text


def test_a_given_name_stands_in_for_a_label() -> None:
    assert Labels(NAMES, given={ANN: "a person"}).text(ANN) == "a person"


def test_a_label_is_preferred_to_a_given_name() -> None:
    found = labels.of(written('<id/person/ann> rdfs:label "Ann" .'), [ANN])
    assert (found | Labels(NAMES, given={ANN: "a person"})).text(ANN) == "Ann"


def test_an_assertion_reads_as_its_statement() -> None:
    data = asserted("a", "<id/person/ann> ckg:knows <id/person/bob>")
    dataset = written(f'{data} <id/person/ann> rdfs:label "Ann" . ckg:knows rdfs:label "knows"@en .')
    assert labels.of(dataset, [NODE]).text(NODE) == "Ann – knows – person/bob"


def test_the_literal_of_a_statement_is_formatted() -> None:
    dataset = written(asserted("a", '<id/person/ann> ckg:born "1984-01-08"^^xsd:date'))
    assert labels.of(dataset, [NODE]).text(NODE) == "person/ann – ckg:born – 8 January 1984"


@pytest.mark.parametrize(
    ("term", "text"),
    [(iri("id/person/ann"), "Ann"), (Term("literal", "5000", datatype=NAMES.prefixes["xsd"] + "integer"), "5,000")],
)
def test_terms_are_shown_as_people_read_them(term: Term, text: str) -> None:
    found = labels.of(written('<id/person/ann> rdfs:label "Ann" .'), [ANN])
    assert found.term(term) == text


def test_labels_are_read_for_more_iris_than_one_query_takes() -> None:
    data = " ".join(f'<id/n/{number}> rdfs:label "n {number}" .' for number in range(2500))
    iris = [f"{BASE}id/n/{number}" for number in range(2500)]
    found = labels.of(written(data), iris)
    assert [one for number, one in enumerate(iris) if found.text(one) != f"n {number}"] == []


def test_labels_can_be_added_to_labels() -> None:
    dataset = written('<id/person/ann> rdfs:label "Ann" . <id/person/bob> rdfs:label "Bob" .')
    both = labels.of(dataset, [ANN]) | labels.of(dataset, [BOB])
    assert (both.text(ANN), both.text(BOB)) == ("Ann", "Bob")


def test_no_iris_have_no_labels() -> None:
    assert labels.of(written(""), []).by_iri == {}

"""Hints for queries whose answer is empty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.limits import Limits, QueryLimits
from kg.model.dataset import PublishedDataset
from kg.publish.hints.hint import Hint
from kg.publish.hints.query_hints import query_hints
from kg.sparql.text import SparqlText
from tests.conftest import NAMES
from tests.publish.written import written

SCHEMA = "PREFIX schema: <https://schema.org/> "


def hints(dataset: PublishedDataset, query: str) -> list[Hint]:
    return query_hints(dataset, SparqlText(query))


@pytest.mark.parametrize(
    ("query", "term", "suggestion"),
    [
        ("ASK { ?s a ckg:congres }", "ckg:congres", "ckg:Congress"),
        ("ASK { ?s ckg:Speeker ?o }", "ckg:Speeker", "ckg:speaker"),
        ("ASK { ?s skos:preflabel ?o }", "skos:preflabel", "skos:prefLabel"),
        (f"{SCHEMA} ASK {{ ?s schema:nme ?o }}", "schema:nme", "schema:name"),
        ("ASK { GRAPH graph:assertion { ?s ?p ?o } }", "graph:assertion", "graph:assertions"),
        ("ASK { <person/kim-jong-um> ?p ?o }", "<person/kim-jong-um>", "<person/kim-jong-un>"),
        ("ASK { id:kim-jong-un ?p ?o }", "id:kim-jong-un", f"<{NAMES.things}person/kim-jong-un>"),
        (
            "ASK { <http://w3id.org/congress-kg/def#Congress> ?p ?o }",
            "<http://w3id.org/congress-kg/def#Congress>",
            f"<{NAMES.terms}Congress>",
        ),
        (
            'ASK { ?s rdfs:label "Workers\' Party of Korea" }',
            '"Workers\' Party of Korea"',
            '"Workers\' Party of Korea"@en',
        ),
        ("ASK { <people/kim-jong-un> ?p ?o }", "<people/kim-jong-un>", f"<{NAMES.things}person/kim-jong-un>"),
        (r"ASK { id:person\/kim-jong-um ?p ?o }", r"id:person\/kim-jong-um", r"id:person\/kim-jong-un"),
        (
            f"ASK {{ <{NAMES.things}person/kim-jong-um> ?p ?o }}",
            f"<{NAMES.things}person/kim-jong-um>",
            f"<{NAMES.things}person/kim-jong-un>",
        ),
        (
            f"PREFIX ckg: <{NAMES.base}def> ASK {{ ?s a ckg:Congress }}",
            f"<{NAMES.base}def>",
            f"<{NAMES.terms}>",
        ),
        ("PREFIX ckg: <http://example.org/> ASK { ?s a ckg:Congress }", "<http://example.org/>", f"<{NAMES.terms}>"),
        (
            "PREFIX schema: <http://schema.org/> ASK { ?s schema:name ?o }",
            "<http://schema.org/>",
            "<https://schema.org/>",
        ),
        ('ASK { ?s rdfs:label "Kim Jong Un" }', '"Kim Jong Un"', '"Kim Jong Un"@en'),
        ("ASK { ?s rdfs:label 'Kim Jong Un' }", "'Kim Jong Un'", '"Kim Jong Un"@en'),
        ('ASK { ?s rdfs:label "Kim Jong Un"@fr }', '"Kim Jong Un"@fr', '"Kim Jong Un"@en'),
        ('ASK { ?s ckg:date "2026-02-19" }', '"2026-02-19"', '"2026-02-19"^^xsd:date'),
        ('ASK { ?s ckg:date "2026-02-19"^^xsd:dateTime }', '"2026-02-19"^^xsd:dateTime', '"2026-02-19"^^xsd:date'),
        ('ASK { ?s ckg:termNumber "9" }', '"9"', '"9"^^xsd:integer'),
    ],
)
def test_what_was_meant_is_suggested_first(published: PublishedDataset, query: str, term: str, suggestion: str) -> None:
    assert [(hint.term, hint.suggestions[:1]) for hint in hints(published, query)] == [(term, (suggestion,))]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("ASK { ?s a ckg:Zzz }", "The dataset says nothing about ckg:Zzz."),
        ("ASK { ?s a wikidata:Q12345678 }", "The dataset says nothing about wikidata:Q12345678."),
        ('ASK { ?s rdfs:label "Nobody"@en }', 'No statement has the value "Nobody"@en.'),
        ("ASK { ?s ckg:termNumber 123456 }", "No statement has the value 123456."),
    ],
)
def test_what_is_like_nothing_is_named_without_a_suggestion(
    published: PublishedDataset, query: str, message: str
) -> None:
    assert [(hint.message, hint.suggestions) for hint in hints(published, query)] == [(message, ())]


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s a ckg:Congress ; rdfs:label ?label }",
        "ASK { GRAPH graph:assertions { ?s ?p ?o } }",
        'ASK { ?s rdfs:label "Kim Jong Un"@en }',
        f"PREFIX c: <{NAMES.terms}> ASK {{ ?s a c:Congress }}",
        "PREFIX dbo: <http://dbpedia.org/ontology/> ASK { ?s dbo:birthDate ?o }",
        'ASK { ?s ?p ?o FILTER (?o = "Nobody") }',
        'ASK { ?s ?p ?o VALUES ?o { "Nobody" } }',
        'ASK { ?s ?p ?o BIND ("Nobody" AS ?name) }',
        'CONSTRUCT { ?s rdfs:comment "Nobody" } WHERE { ?s ?p ?o }',
        'ASK { ?s ckg:matchesText "nobody" }',
        "ASK { ?s ?p ?o FILTER (DATATYPE(?o) = xsd:unsignedByte) }",
        "SELECT * { ?s ?p ?o } LIMIT 123456",
    ],
)
def test_there_is_no_hint_about(published: PublishedDataset, query: str) -> None:
    assert hints(published, query) == []


@pytest.mark.parametrize("query", ["", "SELECT", 'ASK { ?s ?p "', "ASK { ?s ?p 'a' ^^", '"a"', "PREFIX ckg: ASK"])
def test_a_text_that_is_no_query_has_none(published: PublishedDataset, query: str) -> None:
    assert hints(published, query) == []


def test_hints_stand_in_the_order_of_the_query_with_line_and_column(published: PublishedDataset) -> None:
    query = 'ASK {\n  ?s rdfs:label "Nobody"@en ;\n     a ckg:Zzz }'
    assert [(hint.line, hint.column) for hint in hints(published, query)] == [(2, 17), (3, 8)]


def test_what_another_endpoint_is_asked_for_is_left_alone(published: PublishedDataset) -> None:
    assert hints(published, 'ASK { SERVICE <https://example.org/sparql> { ?s a ckg:Zzz ; rdfs:label "x" } }') == []


def test_a_value_of_an_unknown_term_has_no_hint_of_its_own(published: PublishedDataset) -> None:
    assert [hint.term for hint in hints(published, 'ASK { ?s ckg:matchText "congress" }')] == ["ckg:matchText"]


def test_a_suggested_datatype_is_whole_where_the_query_declares_another_prefix(published: PublishedDataset) -> None:
    (hint,) = hints(published, 'PREFIX xsd: <http://example.org/> ASK { ?s ckg:date "2026-02-19" }')
    assert hint.suggestions == ('"2026-02-19"^^<http://www.w3.org/2001/XMLSchema#date>',)


def test_a_name_of_any_length_is_looked_up_but_compared_with_no_other(published: PublishedDataset) -> None:
    (hint,) = hints(published, f"ASK {{ <person/{'kim-jong-' * 3000}> ?p ?o }}")
    assert hint.suggestions == ()


def test_no_more_terms_are_looked_up_than_the_limit_allows() -> None:
    dataset = replace(written(""), limits=Limits(query=QueryLimits(hinted=2)))
    assert len(hints(dataset, "ASK { ckg:A ckg:b ckg:C , ckg:D }")) == 2

"""Which queries give the same bytes again."""

from __future__ import annotations

import pytest

from kg.sparql.text import SparqlText


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "ASK { _:b ?p [] }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DESCRIBE <e:a>",
        "SELECT * { ?s <e:random> ?uuids }",
        "SELECT * { ?s ?unknown 'brand now' }",
        "SELECT * { ?s ?p 'CONSTRUCT { _:b }' }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
    ],
)
def test_a_query_that_only_reads_is_repeatable(query: str) -> None:
    assert SparqlText(query).is_repeatable(10_000)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (RAND() AS ?x) {}",
        "SELECT (now() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (StrUUID() AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
        "SELECT (BNODE ('a') AS ?x) {}",
        "SELECT * { ?s ?p ?o BIND(NOW\n() AS ?x) }",
        "ASK { SERVICE <e:a> { ?s ?p ?o } }",
        "ask { service silent <e:a> {} }",
        r"SELECT (R\u0041ND() AS ?x) {}",
        r"SELECT (\U00000052AND() AS ?x) {}",
        "CONSTRUCT { _:b ?p ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }",
        "construct { ?s ?p [ ?p ?o ] } where { ?s ?p ?o }",
        "CONSTRUCT WHERE { _:b ?p ?o }",
        "CONSTRUCT { ?s ?p ?o {| ?p ?o |} } WHERE { ?s ?p ?o }",
        "SELECT (COUNT(DISTINCTRAND()) AS ?n) {}",
        "SELECT * { ?a ?b ?c FILTER(?a<RAND()&&?b>?c) }",
        "SELECT * { ?a ?b ?c FILTER(?a<NOW#>\n()) }",
        "SELECT * { ?a ?b ?c FILTER(?a<'>?b' && RAND() > '0') }",
        "CONSTRUCT # {}\n{ _:b ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_a_query_whose_answer_changes_each_time_is_not_repeatable(query: str) -> None:
    assert not SparqlText(query).is_repeatable(10_000)


def test_of_a_long_construct_it_is_not_known() -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    longest = len(query)
    assert [SparqlText(query + more).is_repeatable(longest) for more in ("", " ")] == [True, False]

"""The search property in queries: what takes the place of a pattern, what is refused, what stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.engine.jobs import PreparedUpdate
from kg.engine.oxigraph.store import Store
from kg.errors import QueryError, RequestError
from kg.sparql.prologue import Prologue
from kg.sparql.text import Replacement, SparqlText
from kg.sparql.text_search import inline_searches, searches
from tests.conftest import NAMES

MOST = 3
DATA = """
  <http://e/ann> a <http://e/Person> ; <http://e/knows> <http://e/bob> .
  <http://e/bob> a <http://e/Person> ; <http://e/knows> <http://e/cho> .
  <http://e/cho> a <http://e/Robot> .
"""
# The entities that match each text.
INDEX = {"ann": ["http://e/ann"], "a b": ["http://e/ann", "http://e/bob"], "nobody": []}


def rewritten(query: str) -> str:
    text = SparqlText(query)
    prologue = Prologue(NAMES.prefixes, NAMES.things)
    return text.replaced(inline_searches(text, prologue, NAMES.search, MOST, INDEX.__getitem__))


ANN, BOTH = "VALUES ?s { <http://e/ann> }", "VALUES ?s { <http://e/ann> <http://e/bob> }"
KNOWS = "<http://e/knows>"
# Queries, and the same written by hand.
EQUAL = {
    'SELECT * { ?s ckg:matchesText "ann" }': f"SELECT * {{ {ANN} }}",
    'SELECT * { ?s ckg:matchesText "ann" . ?s a ?c }': f"SELECT * {{ {ANN} ?s a ?c }}",
    'SELECT * { ?s ckg:matchesText "ann" ; a ?c }': f"SELECT * {{ {ANN} ?s a ?c }}",
    'SELECT * { ?s ckg:matchesText "ann" ; . }': f"SELECT * {{ {ANN} }}",
    'SELECT * { ?s a ?c ; ckg:matchesText "a b" ; <http://e/knows> ?o . }': (
        f"SELECT * {{ {BOTH} ?s a ?c ; {KNOWS} ?o }}"
    ),
    'SELECT * { ?s a ?c ; ckg:matchesText "a b" }': f"SELECT * {{ {BOTH} ?s a ?c }}",
    'SELECT * { ?s a ?c ; ckg:matchesText "a b" ; ckg:matchesText "ann" }': f"SELECT * {{ {ANN} ?s a ?c }}",
    'SELECT * { ?s ckg:matchesText "ann" ; ckg:matchesText "a b" }': f"SELECT * {{ {ANN} }}",
    'SELECT * { ?s ckg:matchesText "ann" ; ckg:matchesText "a b" ; a ?c }': f"SELECT * {{ {ANN} ?s a ?c }}",
    'SELECT * { ?s ckg:matchesText "ann" ; a ?c ; ckg:matchesText "a b" ; }': f"SELECT * {{ {ANN} ?s a ?c }}",
    'SELECT * { ?s ckg:matchesText "ann" FILTER (?s != <http://e/bob>) }': f"SELECT * {{ {ANN} }}",
    'SELECT * { ?s ckg:matchesText "ann" OPTIONAL { ?s a ?c } }': f"SELECT * {{ {ANN} ?s a ?c }}",
    'SELECT * { <http://e/ann> ckg:matchesText "ann" ; ckg:matchesText "a b" . ?s a <http://e/Robot> }': (
        "SELECT * { ?s a <http://e/Robot> }"
    ),
    'SELECT * { ?s ckg:matchesText "a\\u006e\\U0000006e" }': f"SELECT * {{ {ANN} }}",
    'SELECT * { ?s <http://e/knows> [ a ?c ] ; ckg:matchesText "ann" }': f"SELECT * {{ {ANN} ?s {KNOWS} [ a ?c ] }}",
    'SELECT * { ?s a ?c , <http://e/Person> ; ckg:matchesText "ann" }': f"SELECT * {{ {ANN} ?s a ?c }}",
    'PREFIX d: <https://w3id.org/congress-kg/def#match> SELECT * { ?s d:esText "ann" }': f"SELECT * {{ {ANN} }}",
    'SELECT * { ?s a ?c MINUS { ?s ckg:matchesText "a b" } }': "SELECT * { ?s a ?c FILTER (?c = <http://e/Robot>) }",
    'SELECT * { ?s a ?c BIND (EXISTS { ?s ckg:matchesText "ann" } AS ?is) FILTER (?is) }': (
        f"SELECT * {{ {ANN} ?s a ?c BIND (true AS ?is) }}"
    ),
    'SELECT * { ?s ckg:matchesText "a b"@en }': f"SELECT * {{ {BOTH} }}",
    'SELECT * { ?s ckg:matchesText "a b"^^xsd:string ; a ?c }': f"SELECT * {{ {BOTH} ?s a ?c }}",
    "SELECT * { ?s ckg:matchesText '''a b''' }": f"SELECT * {{ {BOTH} }}",
    'SELECT * { ?s ckg:matchesText "nobody" }': "SELECT * { VALUES ?s { } }",
    'SELECT * { ?s a ?c FILTER EXISTS { ?s ckg:matchesText "ann" } }': f"SELECT * {{ {ANN} ?s a ?c }}",
    'SELECT * { ?s a ?c FILTER (?c != <http://e/x>) ?s ckg:matchesText "ann" }': f"SELECT * {{ {ANN} ?s a ?c }}",
    'SELECT * { ?s a ?c OPTIONAL { ?s <http://e/knows> ?o . ?o ckg:matchesText "a b" } }': (
        f"SELECT * {{ ?s a ?c OPTIONAL {{ ?s {KNOWS} ?o VALUES ?o {{ <http://e/ann> <http://e/bob> }} }} }}"
    ),
    'SELECT * { { ?s ckg:matchesText "ann" } UNION { ?s a <http://e/Robot> } }': (
        f"SELECT * {{ {{ {ANN} }} UNION {{ ?s a <http://e/Robot> }} }}"
    ),
    'SELECT * { { SELECT ?s { ?s ckg:matchesText "a b" } ORDER BY ?s LIMIT 1 } ?s a ?c }': (
        f"SELECT * {{ {ANN} ?s a ?c }}"
    ),
    'SELECT * { BIND (1 AS ?one) ?s ckg:matchesText "ann" }': f"SELECT * {{ BIND (1 AS ?one) {ANN} }}",
    'PREFIX k: <https://w3id.org/congress-kg/def#> SELECT * { ?s k:matchesText "ann" }': f"SELECT * {{ {ANN} }}",
    'SELECT * { ?s <https://w3id.org/congress-kg/def#matchesText> "ann" }': f"SELECT * {{ {ANN} }}",
    'BASE <https://w3id.org/congress-kg/> SELECT * { ?s <def#matchesText> "ann" }': f"SELECT * {{ {ANN} }}",
    'SELECT * { <http://e/ann> ckg:matchesText "ann" ; a ?c }': "SELECT * { <http://e/ann> a ?c }",
    'SELECT * { <http://e/bob> ckg:matchesText "ann" . ?s a ?c }': "SELECT * { ?s a ?c FILTER (false) }",
}


def answer(query: str) -> tuple[set[str], list[list[str]]]:
    store = Store()
    store.update(PreparedUpdate(f"INSERT DATA {{ {DATA} }}"))
    result = store.query(query, prefixes=NAMES.prefixes)
    rows = [[term.value if term else "" for term in row] for row in result.rows()]
    order = sorted(range(len(result.columns)), key=lambda at: result.columns[at])
    return set(result.columns), sorted([row[at] for at in order] for row in rows)


@pytest.mark.parametrize("query", EQUAL)
def test_a_search_gives_what_its_solutions_written_by_hand_give(query: str) -> None:
    assert answer(rewritten(query)) == answer(EQUAL[query])


UNCHANGED = [
    "SELECT * { ?s ?p (ckg:matchesText 1) }",
    "PREFIX d: <https://w3id.org/congress-kg/def#mat> SELECT * { ?s d:ter ?o }",
    "SELECT * { ckg:matchesText rdfs:label ?l }",
    "SELECT * { ?s ?p ckg:matchesText . ?s a ?c }",
    "SELECT * { VALUES ?p { ckg:about ckg:matchesText ckg:sender } ?s ?p ?o }",
    "SELECT * { ?s ?p ?o FILTER (?p IN (ckg:matchesText, ckg:about)) }",
    'SELECT * { ?s rdfs:label "matchesText" }',
    'SELECT * { SERVICE <http://e/sparql> { ?s ckg:matchesText "ann" . { ?s ckg:matchesText "a b" } } }',
]


@pytest.mark.parametrize("query", UNCHANGED)
def test_other_uses_of_the_property_stay(query: str) -> None:
    assert rewritten(query) == query


REFUSED = {
    "SELECT * { ?s ckg:matchesText ?words }": "line 1, column 15: ckg:matchesText needs a text",
    "SELECT * { ?s ckg:matchesText <x> }": "needs a text",
    'SELECT * { ?s ckg:matchesText/rdfs:label "x" }': "stands in a path",
    'SELECT * { ?s rdfs:label/ckg:matchesText "x" }': "stands in a path",
    'SELECT * { ?s ^ckg:matchesText "x" }': "stands in a path",
    'SELECT * { ?s !ckg:matchesText "x" }': "stands in a path",
    'SELECT * { ?s (ckg:matchesText|rdfs:label) "x" }': "stands in a path",
    'SELECT * { ?s ckg:matchesText* "x" }': "stands in a path",
    'SELECT * { [] ckg:matchesText "x" }': "has a subject that is not supported",
    'SELECT * { (1 2) ckg:matchesText "x" }': "has a subject that is not supported",
    'SELECT * { ?s a [ ckg:matchesText "x" ] }': "about a blank node",
    'SELECT * { ?s ckg:matchesText "ann", "a b" }': "has two texts",
    'CONSTRUCT { ?s ckg:matchesText "x" } { ?s a ?c }': "stands in a template",
    'CONSTRUCT WHERE { ?s ckg:matchesText "x" }': "short form of CONSTRUCT WHERE.*CONSTRUCT {",
    'SELECT * { ?s (ckg:matchesText) "x" }': "stands in a path",
    'SELECT * { ?s a ?c ; (ckg:matchesText) "x" }': "stands in a path",
    'SELECT * { ?s (^(ckg:matchesText)) "x" }': "stands in a path",
    'SELECT * { ?s (rdfs:label/(ckg:matchesText)) "x" }': "stands in a path",
    'SELECT * { GRAPH ?g { ?s ckg:matchesText "ann" } }': "stands in GRAPH.*before GRAPH",
    'SELECT * { GRAPH ?g { { ?s a ?c } OPTIONAL { ?s ckg:matchesText "ann" } } }': "stands in GRAPH",
    'SELECT * { << ?s ckg:matchesText "ann" >> ?p ?o }': "stands in a quoted triple",
    'SELECT * { ?s a ?c {| ckg:matchesText "ann" |} }': "stands in a quoted triple",
    'SELECT * { ?s ckg:matchesText "9"^^xsd:integer }': "another datatype",
    'SELECT * { ?s ckg:matchesText "ann" "a b" }': "more than a text",
    'SELECT * { ?s ckg:matchesText "\\uD800" }': "stands for no character",
    'SELECT * { ?s ckg:matchesText "\\U00110000" }': "stands for no character",
    'SELECT * { ?s ckg:matchesText "\\q" }': "stands for no character",
    'ASK { ?s ckg:\\u006DatchesText "x" }': "codepoint escapes",
    'ASK { ?s ckg:matchesText "ann" ; ckg:matchesText "ann" ; ckg:matchesText "ann" ; ckg:matchesText "ann" }': (
        "exceeds the limit of 3 searches"
    ),
}


@pytest.mark.parametrize("query", REFUSED)
def test_what_cannot_be_answered_is_refused_with_its_place(query: str) -> None:
    with pytest.raises(RequestError, match=REFUSED[query]) as error:
        rewritten(query)
    assert error.value.status == 400


def test_the_lines_behind_a_search_stay_where_they_are() -> None:
    query = 'SELECT * {\n  ?s ckg:matchesText\n    "ann" .\n  ?s a ?c\n}'
    assert rewritten(query).splitlines().index("  ?s a ?c") == query.splitlines().index("  ?s a ?c")


@pytest.mark.parametrize(
    ("update", "found"),
    [
        ('DELETE { ?s a ?c } WHERE { ?s a ?c ; ckg:matchesText "x" }', True),
        ("DELETE WHERE { ?s a ckg:Person }", False),
    ],
)
def test_a_search_in_an_update_is_found(update: str, found: bool) -> None:
    assert searches(SparqlText(update), Prologue(NAMES.prefixes, NAMES.things), NAMES.search) is found


def place_of_mistake(text: SparqlText, found: Sequence[Replacement]) -> tuple[int | None, int | None]:
    with pytest.raises(QueryError) as error, text.evaluated_with(found) as rewritten:
        Store().query(rewritten, prefixes=NAMES.prefixes)
    (problem,) = error.value.problems
    return problem.line, problem.column


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ckg:matchesText "a b" . ?s no ?c }',
        'SELECT * { ?s no ?c . ?s ckg:matchesText "a b" }',
        'SELECT * {\n ?s ckg:matchesText\n "a b" . ?s\n no ?c }',
        'SELECT * { ?s ckg:matchesText "a b" . ?s ckg:matchesText "ann" FILTER (?s = ) }',
    ],
)
def test_a_mistake_is_reported_where_its_author_sees_it(query: str) -> None:
    text = SparqlText(query)
    found = [*inline_searches(text, Prologue(NAMES.prefixes, NAMES.things), NAMES.search, MOST, INDEX.__getitem__)]
    assert place_of_mistake(text, found) == place_of_mistake(text, ())

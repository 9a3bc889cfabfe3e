"""GRAPH and FROM see graphs as the standard defines them (SPARQL 1.1 Query, 13 and 18.6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.jobs import PreparedUpdate
from kg.engine.oxigraph.store import Store
from kg.errors import EvaluationError
from kg.limits import QueryLimits
from tests.sparql.dialect.answers import PREFIXES, filled, rows

GRAPHS = ("g", "h", "i")
DATA = """
:a :p :b . :d :q :e .
GRAPH :g { :a :p :b . :b :p :c . :a :q :g . _:x :p :a }
GRAPH :h { :a :p :c . :a :q :d . :h :p :h }
GRAPH :i { :x :r 1 }
"""
# Patterns of which each solution of GRAPH ?g { P } is one of P in the graph, joined with its name.
PATTERNS = [
    "?s :p ?o",
    "?s :p ?o . ?s :q ?t",
    "?g :p ?o",
    "?s :p ?g",
    "",
    "VALUES ?x { 1 2 }",
    "VALUES ?g { :g :k }",
    "FILTER (true)",
    "FILTER EXISTS { ?s :q ?o }",
    "FILTER NOT EXISTS { ?s :q ?o }",
    "BIND (1 AS ?x)",
    "BIND (BOUND(?g) AS ?x)",
    "?s :p ?o FILTER (BOUND(?g))",
    "?s :p ?o FILTER (?g = :g)",
    "?s :p ?o OPTIONAL { ?s :q ?g }",
    "?s :p ?o OPTIONAL { ?s :q ?t FILTER (BOUND(?g)) }",
    "OPTIONAL { ?s :q ?o }",
    "OPTIONAL { ?s :nothing ?o }",
    "?s :p ?o MINUS { ?x :q ?y }",
    "?s :p ?o MINUS { ?s :q ?y }",
    "{ ?s :p ?o } UNION { VALUES ?s { :u } }",
    "{ ?s :p ?o } UNION { }",
    "{ ?s :p ?o } UNION { ?s :q ?g }",
    "SELECT (COUNT(*) AS ?n) { ?s :p ?o }",
    "SELECT ?s (COUNT(*) AS ?n) { ?s :p ?o } GROUP BY ?s",
    "SELECT (SUM(?o) AS ?n) (MAX(?o) AS ?m) { ?s :r ?o }",
    "SELECT ?s { ?s :p ?o } ORDER BY ?s ?o LIMIT 1",
    "SELECT DISTINCT ?s { ?s :p ?o }",
    "SELECT ?g { ?s :q ?g }",
    "{ SELECT (COUNT(*) AS ?n) { ?s :p ?o } } ?a :q ?b",
    "GRAPH :g { ?s :q ?o }",
    "GRAPH ?h { ?s :q ?o }",
    "GRAPH ?h { SELECT (COUNT(*) AS ?n) { ?s :p ?o } }",
    "?s :p+ ?o",
    "?s :p* ?o",
    ":a :p* ?o",
    ":nowhere :p* ?o",
    "?s :p|:q ?o",
    "_:b :p ?o . _:b :q ?t",
    "{ SELECT * { _:b :p ?o . _:b :q ?t } }",
    "?s :p ?o LATERAL { SELECT ?t { ?s :q ?t } LIMIT 1 }",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_block_is_evaluated_in_each_graph(pattern: str, tmp_path: Path) -> None:
    store = filled(tmp_path, DATA)
    expected = [row for graph in GRAPHS for row in in_one_graph(store, pattern, graph)]
    columns = sorted(name for name in ("?g", "?h", "?m", "?n", "?o", "?s", "?t", "?x", "?y") if name in f"{pattern} ?g")
    query = f"SELECT {' '.join(columns)} {{ GRAPH ?g {{ {pattern} }} }}"
    assert without_labels(rows(store, query)) == without_labels(expected)


def in_one_graph(store: Store, pattern: str, graph: str) -> list[str]:
    """The solutions of a pattern in a graph, which is the default graph of the query, joined with the graph's name."""
    columns = sorted(name for name in ("?g", "?h", "?m", "?n", "?o", "?s", "?t", "?x", "?y") if name in f"{pattern} ?g")
    query = f"SELECT {' '.join(columns)} {{ {{ {pattern} }} VALUES ?g {{ :{graph} }} }}"
    return rows(store, query, default=(graph,), named=GRAPHS)


def without_labels(answer: list[str]) -> list[str]:
    """Rows without the labels of blank nodes, which are all that has 32 characters here."""
    return sorted(" ".join("_" if len(word) == 32 else word for word in row.split(" ")) for row in answer)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?g { GRAPH ?g { VALUES ?x { 1 } } }", ["g", "h", "i"]),
        ("SELECT ?g FROM NAMED :h { GRAPH ?g { VALUES ?x { 1 } } }", ["h"]),
        ("SELECT ?g FROM :h { GRAPH ?g { VALUES ?x { 1 } } }", []),
        ("SELECT ?g FROM NAMED :unknown { GRAPH ?g { VALUES ?x { 1 } } }", ["unknown"]),
        ("SELECT ?g FROM NAMED :h FROM NAMED :h { GRAPH ?g { VALUES ?x { 1 } } }", ["h"]),
        ("SELECT ?g { VALUES ?g { :g :k } GRAPH ?g { VALUES ?x { 1 } } }", ["g"]),
        ("SELECT ?x { GRAPH :h { VALUES ?x { 1 } } }", ["1"]),
        ("SELECT ?x { GRAPH :unknown { VALUES ?x { 1 } } }", []),
        ("SELECT ?x { GRAPH :unknown { BIND (1 AS ?x) } }", []),
        ("SELECT ?n { GRAPH :unknown { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }", []),
        ("SELECT ?x { GRAPH :unknown { OPTIONAL { ?x ?p ?o } } }", []),
        ("SELECT * FROM :h { GRAPH ?g { VALUES ?x { 1 } } }", []),
        ("SELECT (COUNT(*) AS ?n) { FILTER EXISTS { GRAPH ?g { SELECT ?x { ?x :r 1 } } } }", ["1"]),
    ],
)
def test_the_graphs_of_a_dataset(query: str, expected: list[str], tmp_path: Path) -> None:
    assert rows(filled(tmp_path, DATA), query) == expected


def test_the_variable_of_a_block_without_graphs_is_a_column(tmp_path: Path) -> None:
    answer = filled(tmp_path, ":a :p :b .").query("SELECT * { GRAPH ?g { VALUES ?x { 1 } } }")
    assert sorted(answer.columns) == ["g", "x"]


def test_more_graphs_than_can_be_written_out_are_refused(tmp_path: Path) -> None:
    store = filled(tmp_path, DATA, QueryLimits(graphs_written_out=2))
    with pytest.raises(EvaluationError, match=r"line 1, column 13: GRAPH \?g needs an evaluation for each graph"):
        rows(store, "SELECT ?g { GRAPH ?g { VALUES ?x { 1 } } }")


def test_a_text_that_would_grow_too_long_is_refused(tmp_path: Path) -> None:
    store = filled(tmp_path, DATA, QueryLimits(characters_written_out=50))
    with pytest.raises(EvaluationError, match="needs an evaluation for each graph"):
        rows(store, "SELECT ?g { GRAPH ?g { VALUES ?x { 1 } } }")


def test_triples_in_a_template_are_no_block(tmp_path: Path) -> None:
    store = filled(tmp_path, DATA)
    store.update(PreparedUpdate("INSERT { GRAPH ?g { :new :p ?g } } WHERE { GRAPH ?g { ?s :r ?o } }", PREFIXES))
    assert rows(store, "SELECT ?g { GRAPH ?g { :new :p ?g } }") == ["i"]


@pytest.mark.parametrize("term", ["[ :q ?g ]", "(?g)", "?o {| :q ?g |}"])
def test_a_template_may_have_the_graph_in_brackets(term: str, tmp_path: Path) -> None:
    store = filled(tmp_path, DATA)
    update = f"INSERT {{ GRAPH ?g {{ :new :p {term} }} }} WHERE {{ GRAPH ?g {{ ?s :r ?o }} }}"
    store.update(PreparedUpdate(update, PREFIXES))
    assert rows(store, "SELECT ?g { GRAPH ?g { :new :p ?o } }") == ["i"]


OVERLAP = "GRAPH :g { :a :p 1, 2 } GRAPH :h { :a :p 2, 3 } GRAPH :i { :b :p 4 }"


@pytest.mark.parametrize(
    ("graphs", "expected"),
    [(("g", "h"), ["1", "2", "3"]), (("g", "g"), ["1", "2"]), (("g", "i"), ["1", "2", "4"]), (("g",), ["1", "2"])],
)
def test_a_triple_of_two_graphs_is_once_in_their_merge(
    graphs: tuple[str, ...], expected: list[str], tmp_path: Path
) -> None:
    store, clauses = filled(tmp_path, OVERLAP), " ".join(f"FROM :{graph}" for graph in graphs)
    assert rows(store, "SELECT ?x { ?s :p ?x }", default=graphs) == expected
    assert rows(store, f"SELECT ?x {clauses} {{ ?s :p ?x }}") == expected


def test_the_named_graphs_beside_a_merge_are_those_of_the_dataset(tmp_path: Path) -> None:
    query = "SELECT ?g ?x FROM :g FROM :h FROM NAMED :i { ?s :p 3 GRAPH ?g { ?t :p ?x } }"
    assert rows(filled(tmp_path, OVERLAP), query) == ["i 4"]


def test_a_merge_of_too_many_triples_is_refused(tmp_path: Path) -> None:
    store = filled(tmp_path, OVERLAP, QueryLimits(merged=3))
    with pytest.raises(EvaluationError, match="more than 3 triples"):
        rows(store, "SELECT ?x { ?s :p ?x }", default=("g", "h"))


@pytest.mark.parametrize(
    "update",
    [
        "INSERT { :x :n ?n } USING :g USING :h WHERE { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }",
        "INSERT { ?s :n [] } USING :g USING :h WHERE { ?s ?p ?o }",
        "INSERT { ?s :n ?n } USING :g USING :h WHERE { ?s ?p ?o BIND (UUID() AS ?n) }",
    ],
)
def test_a_merge_is_refused_in_an_update_that_would_see_triples_twice(update: str, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="USING names several graphs"):
        filled(tmp_path, OVERLAP).update(PreparedUpdate(update, PREFIXES))


def test_each_operation_may_use_a_graph(tmp_path: Path) -> None:
    store = filled(tmp_path, OVERLAP)
    counted = "INSERT { :x :n ?n } USING :h WHERE { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }"
    merged = "INSERT { ?s :q ?o } USING :g USING :h WHERE { ?s :p ?o }"
    store.update(
        PreparedUpdate(f"DELETE {{ ?s ?p ?o }} USING :g WHERE {{ ?s ?p ?o }} ; {counted} ; {merged}", PREFIXES)
    )
    assert rows(store, "SELECT ?n { { :x :n ?n } UNION { ?s :q ?n } }") == ["1", "2", "2", "3"]

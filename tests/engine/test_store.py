"""The store: opening, asking, writing answers, and errors that say where."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from rdflib import Graph

from kg.engine.store import Store, Term
from kg.errors import DatasetError, QueryError
from kg.formats import FORMATS, GRAPH, TABLE, TRUTH, formats_for

QUADS = """<https://e.org/a> <https://e.org/p> "one"@en .
<https://e.org/a> <https://e.org/p> "one"@en <https://e.org/g> .
<https://e.org/a> <https://e.org/q> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .
<https://e.org/b> <https://e.org/p> "two" <https://e.org/h> .
"""
ALL = "SELECT ?o { <https://e.org/a> ?p ?o } ORDER BY ?p"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with a default graph and two named ones."""
    (tmp_path / "kg.nq").write_text(QUADS)
    return Store.open(tmp_path / "kg.nq")


def values(store: Store, query: str, **options: list[str]) -> list[list[str | None]]:
    return [[term.value if term else None for term in row] for row in store.query(query, **options).rows()]  # type: ignore[arg-type]


def test_a_store_counts_its_quads(store: Store) -> None:
    assert len(store) == 4


def test_rows_hold_terms(store: Store) -> None:
    assert list(store.query(ALL).rows()) == [
        [Term("literal", "one", "en")],
        [Term("literal", "2", None, "http://www.w3.org/2001/XMLSchema#integer")],
    ]


def test_an_unbound_variable_is_none(store: Store) -> None:
    assert values(store, "SELECT ?x ?y { VALUES (?x ?y) { (1 UNDEF) } }") == [["1", None]]


def test_the_default_graph_is_no_union(store: Store) -> None:
    assert values(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["2"]]


def test_graphs_of_the_request_replace_the_default_graph(store: Store) -> None:
    assert values(store, "SELECT ?o { ?s ?p ?o }", default_graphs=["https://e.org/h"]) == [["two"]]


def test_graphs_of_the_request_replace_the_named_ones(store: Store) -> None:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert values(store, query, named_graphs=["https://e.org/g"]) == [["https://e.org/g"]]


def test_with_named_graphs_only_the_default_graph_is_empty(store: Store) -> None:
    assert values(store, "SELECT * { ?s ?p ?o }", named_graphs=["https://e.org/g"]) == []


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT * {}", TABLE),
        ("ASK {}", TRUTH),
        ("CONSTRUCT WHERE { ?s ?p ?o }", GRAPH),
        ("DESCRIBE <https://e.org/a>", GRAPH),
    ],
)
def test_an_answer_knows_its_kind(store: Store, query: str, kind: str) -> None:
    assert store.query(query).kind == kind


@pytest.mark.parametrize("form", formats_for(GRAPH), ids=lambda form: form.name)
def test_a_graph_is_written_in_every_format(store: Store, form) -> None:  # type: ignore[no-untyped-def]
    written = store.query("CONSTRUCT WHERE { ?s ?p ?o }").serialize(form, {"e": "https://e.org/"})
    names = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
    assert len(Graph().parse(data=written, format=names[form.name])) == 2


def test_turtle_is_shortened_by_prefixes(store: Store) -> None:
    (turtle,) = (form for form in FORMATS if form.name == "ttl")
    assert b"e:a" in store.query("CONSTRUCT WHERE { ?s ?p ?o }").serialize(turtle, {"e": "https://e.org/"})


def test_a_table_is_written_as_json_and_csv(store: Store) -> None:
    as_json, _, as_csv, _ = (store.query(ALL).serialize(form, {}) for form in formats_for(TABLE))
    found = [row["o"]["value"] for row in json.loads(as_json)["results"]["bindings"]]
    assert [row["o"] for row in csv.DictReader(StringIO(as_csv.decode()))] == found


def test_a_mistake_has_its_line_column_and_text(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        store.query("SELECT * {\n  ?s foo ?o\n}")
    (problem,) = caught.value.problems
    assert (problem.where[:22], "?s foo ?o" in problem.what) == ("query, line 2, column ", True)


def test_a_graph_without_an_iri_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="valid IRI"):
        store.query("ASK {}", default_graphs=["not an iri"])


def test_a_missing_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="There is no dataset"):
        Store.open(tmp_path / "none.nq")


def test_a_damaged_dataset_is_told(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text("<a> <b\n")
    with pytest.raises(DatasetError, match="cannot be read"):
        Store.open(tmp_path / "kg.nq")

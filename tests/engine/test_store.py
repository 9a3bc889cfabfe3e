"""The store: opening, queries, written answers, and errors with their position."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from rdflib import Dataset

from kg.engine.answer import Term
from kg.engine.jobs import PreparedQuery, PreparedUpdate, RdfDocument
from kg.engine.oxigraph.documents import as_ntriples
from kg.engine.oxigraph.store import Store
from kg.errors import DatasetError, QueryError, RequestError
from kg.formats import GRAPH, TABLE, TRUTH, Format, by_name, formats_for

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


def written(store: Store, query: str, form: Format) -> bytes:
    return store.query(query).write(BytesIO, form, {"e": "https://e.org/"}).getvalue()


def values(
    store: Store, query: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
) -> list[list[str | None]]:
    answer = store.answer(PreparedQuery(query, default_graphs=default_graphs, named_graphs=named_graphs))
    return [[term.value if term else None for term in row] for row in answer.rows()]


def test_a_store_counts_its_quads(store: Store) -> None:
    assert len(store.engine) == 4


def test_rows_hold_terms(store: Store) -> None:
    assert list(store.query(ALL).rows()) == [
        [Term("literal", "one", "en")],
        [Term("literal", "2", None, "http://www.w3.org/2001/XMLSchema#integer")],
    ]


def test_an_unbound_variable_is_none(store: Store) -> None:
    assert values(store, "SELECT ?x ?y { VALUES (?x ?y) { (1 UNDEF) } }") == [["1", None]]


def test_the_default_graph_is_not_a_union(store: Store) -> None:
    assert values(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["2"]]


def test_graphs_of_the_request_replace_the_default_graph(store: Store) -> None:
    assert values(store, "SELECT ?o { ?s ?p ?o }", default_graphs=("https://e.org/h",)) == [["two"]]


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
def test_an_answer_has_the_kind_of_its_query(store: Store, query: str, kind: str) -> None:
    assert store.query(query).kind == kind


@pytest.mark.parametrize("form", formats_for(GRAPH), ids=lambda form: form.name)
def test_a_graph_is_written_in_every_format(store: Store, form: Format) -> None:
    names = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nq": "nquads"}
    dataset = Dataset()
    dataset.parse(data=written(store, "CONSTRUCT WHERE { ?s ?p ?o }", form), format=names.get(form.name, form.name))
    assert len(dataset) == 2


@pytest.mark.parametrize("name", ["ttl", "trig"])
def test_a_graph_is_shortened_by_prefixes(store: Store, name: str) -> None:
    assert b"e:a" in written(store, "CONSTRUCT WHERE { ?s ?p ?o }", by_name(name))


def test_a_table_is_written_as_json_and_csv(store: Store) -> None:
    found = [row["o"]["value"] for row in json.loads(written(store, ALL, by_name("json")))["results"]["bindings"]]
    table = written(store, ALL, by_name("csv")).decode()
    assert [row["o"] for row in csv.DictReader(StringIO(table))] == found


@pytest.mark.parametrize("form", formats_for(TRUTH), ids=lambda form: form.name)
def test_a_truth_value_is_written_in_every_format(store: Store, form: Format) -> None:
    assert b"true" in written(store, "ASK { ?s ?p ?o }", form)


@pytest.mark.parametrize("form", [by_name(name) for name in ("json", "xml", "tsv")], ids=lambda form: form.name)
def test_the_marks_occur_once_for_each_row(store: Store, form: Format) -> None:
    markers = store.query(ALL).markers(form)
    assert sum(written(store, ALL, form).count(mark) for mark in markers.marks) - markers.besides == 2


@pytest.mark.parametrize("form", formats_for(TRUTH), ids=lambda form: form.name)
def test_a_truth_value_has_no_rows_to_mark(store: Store, form: Format) -> None:
    assert not store.query("ASK {}").markers(form).marks


def test_an_evaluation_that_fails_is_an_error(store: Store) -> None:
    with pytest.raises(QueryError, match="cannot be evaluated"):
        list(store.query("SELECT * { SERVICE <e:none> { ?s ?p ?o } }").rows())


def test_prefixes_and_base_hold_where_the_text_has_none(store: Store) -> None:
    answer = store.query("ASK { e:a <p> ?o }", prefixes={"e": "https://e.org/"}, base="https://e.org/")
    assert answer.truth


def test_an_update_is_seen(store: Store) -> None:
    store.update(PreparedUpdate("DELETE DATA { e:a e:q 2 }", {"e": "https://e.org/"}))
    assert len(store.engine) == 3


def test_an_update_is_applied_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(QueryError):
        store.update(PreparedUpdate("CLEAR ALL ; CREATE GRAPH <https://e.org/g> ; CREATE GRAPH <https://e.org/g>"))
    assert len(store.engine) == 4


def test_a_snapshot_keeps_its_state(tmp_path: Path) -> None:
    store = Store.on_disk(tmp_path / "db", writable=True)
    store.snapshot(tmp_path / "copy")
    store.update(PreparedUpdate("INSERT DATA { <e:a> <e:b> <e:c> }"))
    assert len(Store.on_disk(tmp_path / "copy").engine) == 0


def test_only_one_process_writes_to_a_store(tmp_path: Path) -> None:
    first = Store.on_disk(tmp_path / "db", writable=True)
    with pytest.raises(DatasetError, match="other server"):
        Store.on_disk(tmp_path / "db", writable=True)
    assert len(first.engine) == 0


def test_a_folder_without_a_store_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="No such file"):
        Store.on_disk(tmp_path / "none")


def test_a_document_becomes_ntriples() -> None:
    document = RdfDocument("text/turtle", b"@prefix e: <> . e:a e:p <y> .")
    assert as_ntriples(document, "https://e.org/d/") == (
        "<https://e.org/d/a> <https://e.org/d/p> <https://e.org/d/y> .\n"
    )


def test_a_blank_node_label_of_a_document_stays_the_same() -> None:
    subject, _, value, _ = as_ntriples(RdfDocument("application/n-triples", b"_:x <e:p> _:x ."), "e:").split()
    assert subject == value


def test_a_blank_node_has_a_label_that_no_other_document_has() -> None:
    document = RdfDocument("application/n-triples", b"_:x <e:p> <e:o> .")
    assert as_ntriples(document, "e:") != as_ntriples(document, "e:")


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"<e:a> <e:b> ", "text/turtle", 400),
        (b"<e:a> <e:b> <e:c> <e:g> .", "application/n-quads", 400),
        (b"\xff", "text/turtle", 400),
        (b"a,b", "text/csv", 415),
    ],
)
def test_a_document_that_is_not_a_graph_is_refused(body: bytes, media_type: str, status: int) -> None:
    with pytest.raises(RequestError) as caught:
        as_ntriples(RdfDocument(media_type, body), "e:")
    assert caught.value.status == status


def test_a_syntax_error_has_its_line_column_and_text(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        store.query("SELECT * {\n  ?s foo ?o\n}")
    (problem,) = caught.value.problems
    assert (problem.where[:22], "?s foo ?o" in problem.what) == ("query, line 2, column ", True)


def test_a_graph_without_an_iri_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="valid IRI"):
        store.answer(PreparedQuery("ASK {}", default_graphs=["not an iri"]))


def test_a_missing_dataset_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="The file does not exist"):
        Store.open(tmp_path / "none.nq")


def test_a_damaged_dataset_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text("<a> <b\n")
    with pytest.raises(DatasetError, match="cannot be read"):
        Store.open(tmp_path / "kg.nq")

"""rdflib: its stores, which always accept SPARQL results in XML or RDF/XML, its SERVICE and its parser of addresses."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from tests.clients.conftest import ANN, BOB, EX, FALSE, KNOWN, LABELS, PERSONS, TRIPLES, TRUE, Writable

SUBJECTS = {URIRef(f"{EX}ann"), URIRef(f"{EX}bob")}
TYPED = f"?s a <{EX}Person>"
LONG = f"{TYPED} FILTER (STR(?s) != '{'x' * 700}')"


@pytest.fixture(params=["GET", "POST", "POST_FORM"])
def graph(request: pytest.FixtureRequest, sparql: str) -> Graph:
    """The default graph of the server, asked by one of the three operations of the protocol."""
    return Graph(SPARQLStore(sparql, method=request.param))


def test_a_store_reads_rows(graph: Graph) -> None:
    assert [row["label"] for row in graph.query(LABELS)] == [Literal(ANN, lang="en"), Literal(BOB, lang="ko")]


def test_a_store_reads_graphs(graph: Graph) -> None:
    assert {subject for subject, _, _ in graph.query(PERSONS)} == SUBJECTS


@pytest.mark.parametrize(("query", "truth"), [(TRUE, True), (FALSE, False)], ids=["true", "false"])
def test_a_store_reads_truth(graph: Graph, query: str, *, truth: bool) -> None:
    assert graph.query(query).askAnswer is truth


def test_a_store_finds_triples(graph: Graph) -> None:
    assert set(graph.subjects(RDF.type, URIRef(f"{EX}Person"))) == SUBJECTS


def test_a_store_counts_the_default_graph(graph: Graph) -> None:
    assert len(graph) == TRIPLES


def test_a_store_reads_a_pattern_of_a_named_graph(graph: Graph) -> None:
    assert [row["o"] for row in graph.query(KNOWN)] == [URIRef(f"{EX}bob")]


def test_a_store_reads_a_named_graph(sparql: str) -> None:
    graph = Graph(SPARQLStore(sparql), URIRef(f"{EX}graph"))
    assert set(graph) == {(URIRef(f"{EX}ann"), URIRef(f"{EX}knows"), URIRef(f"{EX}bob"))}


@pytest.mark.parametrize("form", ["json", "csv", "tsv"])
def test_a_store_reads_other_formats(sparql: str, form: str) -> None:
    graph = Graph(SPARQLStore(sparql, returnFormat=form))
    assert {URIRef(row["s"]) for row in graph.query(LABELS)} == SUBJECTS


def update_store(writable: Writable) -> SPARQLUpdateStore:
    """A store that sends a token."""
    return SPARQLUpdateStore(writable.url, writable.url, headers=writable.headers)


@pytest.fixture(params=[DATASET_DEFAULT_GRAPH_ID, URIRef(f"{EX}new")], ids=["default", "named"])
def changing(request: pytest.FixtureRequest, writable: Writable) -> Graph:
    """A graph of the server that takes changes."""
    return Graph(update_store(writable), request.param)


def test_an_update_store_adds(changing: Graph) -> None:
    triple = (URIRef(f"{EX}added"), RDF.value, Literal("‘Ärger’\n"))
    changing.add(triple)
    assert triple in changing


def test_an_update_store_removes(changing: Graph) -> None:
    triple = (URIRef(f"{EX}removed"), RDF.value, Literal(1))
    changing.add(triple)
    changing.remove(triple)
    assert triple not in changing


def test_an_update_store_updates_the_default_graph(writable: Writable) -> None:
    store = update_store(writable)
    store.update(f"INSERT {{ ?s <{EX}seen> true }} WHERE {{ ?s a <{EX}Person> }}")
    assert {row["s"] for row in store.query(f"SELECT ?s {{ ?s <{EX}seen> true }}")} == SUBJECTS


def test_an_update_store_updates_a_named_graph(writable: Writable) -> None:
    graph = Graph(update_store(writable), URIRef(f"{EX}graph"))
    graph.update(f"INSERT {{ ?o <{EX}knownBy> ?s }} WHERE {{ ?s <{EX}knows> ?o }}")
    assert (URIRef(f"{EX}bob"), URIRef(f"{EX}knownBy"), URIRef(f"{EX}ann")) in graph


def test_an_update_store_without_a_token_is_refused(writable: Writable) -> None:
    with pytest.raises(HTTPError, match="401"):
        SPARQLUpdateStore(writable.url, writable.url).update("CLEAR ALL")


@pytest.mark.parametrize("pattern", [TYPED, LONG], ids=["GET", "POST"])
def test_service_asks_the_server(sparql: str, pattern: str) -> None:
    rows = Graph().query(f"SELECT ?s WHERE {{ SERVICE <{sparql}> {{ {pattern} }} }}")
    assert {row["s"] for row in rows} == SUBJECTS


def test_the_graph_of_a_query_is_parsed_by_its_address(sparql: str) -> None:
    assert set(Graph().parse(f"{sparql}?{urlencode({'query': PERSONS})}").subjects()) == SUBJECTS


@pytest.mark.parametrize(("name", "triples"), [("default", TRIPLES), (f"graph={EX}graph", 1)])
def test_a_graph_is_parsed_by_its_address(url: str, name: str, triples: int) -> None:
    assert len(Graph().parse(f"{url}/data?{name}")) == triples


def test_the_service_description_is_parsed_by_its_address(sparql: str) -> None:
    service = URIRef("http://www.w3.org/ns/sparql-service-description#Service")
    assert set(Graph().parse(sparql).subjects(RDF.type, service)) == {URIRef(sparql)}

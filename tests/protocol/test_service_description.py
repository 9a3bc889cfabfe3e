"""The service description."""

from __future__ import annotations

import itertools
from io import BytesIO

import pytest
from rdflib import RDF, RDFS, VOID, Graph, Literal, Namespace, URIRef

from kg.engine.jobs import PreparedUpdate
from kg.engine.oxigraph.store import Store
from kg.formats import by_name
from kg.protocol.service_description import describe_service

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = "http://www.w3.org/ns/formats/"
SEARCH = "https://example.org/def#matchesText"
ENDPOINT = URIRef("https://e.org/sparql")
WAYS = list(itertools.product([False, True], [False, True]))


def store(graphs: int = 1) -> Store:
    """A store with two triples in its default graph, and named graphs with one each."""
    store = Store()
    named = "".join(f"GRAPH <e:g{n}> {{ <e:a> <e:b> {n} }} " for n in range(graphs))
    store.update(PreparedUpdate(f"INSERT DATA {{ <e:a> <e:b> 1, 2 . {named} }}"))
    return store


def asked(store: Store, query: str) -> bytes:
    return store.query(query).write(BytesIO, by_name("ttl"), {}).getvalue()


def described(*, writable: bool = False, federated: bool = False) -> Graph:
    return Graph().parse(
        asked(store(), describe_service(str(ENDPOINT), SEARCH, writable=writable, federated=federated)),
        format="turtle",
    )


@pytest.mark.parametrize(("writable", "federated"), WAYS)
def test_there_is_one_service_and_it_names_its_endpoint(writable: bool, federated: bool) -> None:
    graph = described(writable=writable, federated=federated)
    assert list(graph.subject_objects(SD.endpoint)) == [(ENDPOINT, ENDPOINT)]
    assert list(graph.subjects(RDF.type, SD.Service)) == [ENDPOINT]


@pytest.mark.parametrize(("writable", "federated"), WAYS)
def test_the_features_are_those_that_the_endpoint_has(writable: bool, federated: bool) -> None:
    features = set(described(writable=writable, federated=federated).objects(ENDPOINT, SD.feature))
    assert (SD.EmptyGraphs in features, SD.BasicFederatedQuery in features) == (writable, federated)


@pytest.mark.parametrize("writable", [False, True])
def test_updates_are_a_language_of_writable_endpoints(writable: bool) -> None:
    languages = set(described(writable=writable).objects(ENDPOINT, SD.supportedLanguage))
    assert (SD.SPARQL11Query in languages, SD.SPARQL11Update in languages) == (True, writable)


@pytest.mark.parametrize(
    "name",
    [
        "SPARQL_Results_JSON",
        "SPARQL_Results_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_TSV",
        "Turtle",
        "N-Triples",
        "JSON-LD",
        "TriG",
        "N-Quads",
        "RDF_XML",
    ],
)
def test_every_format_is_described(name: str) -> None:
    assert URIRef(FORMATS + name) in set(described().objects(ENDPOINT, SD.resultFormat))


def test_the_default_graph_has_its_triple_count() -> None:
    graph = described()
    (dataset,) = graph.objects(ENDPOINT, SD.defaultDataset)
    (default,) = graph.objects(dataset, SD.defaultGraph)
    assert (SD.Dataset in graph.objects(dataset, RDF.type), graph.value(default, VOID.triples)) == (True, Literal(2))


def test_it_stays_small_however_many_graphs_there_are() -> None:
    query = describe_service(str(ENDPOINT), SEARCH, writable=True, federated=True)
    assert len(asked(store(500), query)) == len(asked(store(1), query)) < 4000


def test_every_term_is_of_the_vocabulary() -> None:
    graph = described(writable=True, federated=True)
    known = {
        SD.endpoint,
        SD.feature,
        SD.propertyFeature,
        SD.supportedLanguage,
        SD.resultFormat,
        SD.defaultDataset,
        SD.defaultGraph,
    }
    assert set(graph.predicates()) <= known | {RDF.type, RDFS.label, VOID.triples}

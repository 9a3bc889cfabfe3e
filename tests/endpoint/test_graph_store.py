"""The operations of the Graph Store, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.endpoint.endpoint import Condition, Endpoint, GraphStore
from kg.engine.engine import Engine
from kg.engine.jobs import RdfDocument
from kg.errors import EvaluationError, QueryError, RequestError
from kg.limits import Limits
from kg.namespaces import Namespaces
from kg.protocol.sparql import UPDATE, Query, Update, content_query

G, NEW, BASE = "https://e.org/graph/g", "https://e.org/graph/new", "https://e.org/"


def no_matches(_: str) -> list[str]:
    """A text index without entries."""
    return []


TURTLE = "text/turtle"
START = f'CLEAR ALL ; INSERT DATA {{ <e:a> <e:p> "default" GRAPH <{G}> {{ <e:a> <e:p> "g" }} }}'


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """An endpoint that takes updates."""
    folder = tmp_path_factory.mktemp("graphs")
    (folder / "kg.nq").write_text("")
    service = Engine(folder / "kg.nq", folder / "store", Limits(), writable=True)
    try:
        service.start()
        service.wait(30)
        yield Endpoint(service, Namespaces(BASE), no_matches, None)
    finally:
        service.close()


@pytest.fixture
def graphs(endpoint: Endpoint) -> GraphStore:
    """The graphs of the endpoint: a triple in the default graph, one in a named graph."""
    endpoint.update(Update(START))
    return GraphStore(endpoint)


def turtle(body: bytes) -> list[RdfDocument]:
    return [RdfDocument(TURTLE, body)]


def content(graphs: GraphStore, graph: str | None) -> list[str]:
    """The objects of a graph's triples."""
    rows = graphs.endpoint.rows(content_query(graph), 100).rows()
    return sorted(row[2].value for row in rows if row[2])


def there(graphs: GraphStore, graph: str | None) -> bool:
    """Whether a graph can be read."""
    try:
        graphs.endpoint.rows(content_query(graph), 1)
    except RequestError:
        return False
    return True


def status(error: pytest.ExceptionInfo[RequestError]) -> int:
    return error.value.status


@pytest.mark.parametrize(("graph", "expected"), [(None, True), (G, True), (NEW, False)])
def test_a_graph_exists_or_not(graphs: GraphStore, graph: str | None, expected: bool) -> None:
    assert there(graphs, graph) is expected


def test_an_empty_graph_exists(graphs: GraphStore) -> None:
    graphs.put(NEW, turtle(b""))
    assert (there(graphs, NEW), content(graphs, NEW)) == (True, [])


@pytest.mark.parametrize(("graph", "values"), [(None, ["default"]), (G, ["g"])])
def test_the_content_of_a_graph_is_its_own(graphs: GraphStore, graph: str | None, values: list[str]) -> None:
    assert content(graphs, graph) == values


@pytest.mark.parametrize(("graph", "new"), [(None, False), (G, False), (NEW, True)])
def test_put_returns_whether_the_graph_is_new(graphs: GraphStore, graph: str | None, new: bool) -> None:
    assert graphs.put(graph, turtle(b"<e:b> <e:p> 1 .")) is new


@pytest.mark.parametrize("graph", [None, G, NEW])
def test_put_replaces_the_content(graphs: GraphStore, graph: str | None) -> None:
    graphs.put(graph, turtle(b"<e:b> <e:p> 1, 2 ."))
    assert content(graphs, graph) == ["1", "2"]


@pytest.mark.parametrize(("graph", "new"), [(None, False), (G, False), (NEW, True)])
def test_post_returns_whether_the_graph_is_new(graphs: GraphStore, graph: str | None, new: bool) -> None:
    assert graphs.post(graph, turtle(b"<e:b> <e:p> 1 .")) is new


@pytest.mark.parametrize(("graph", "values"), [(None, ["1", "default"]), (G, ["1", "g"]), (NEW, ["1"])])
def test_post_adds_to_the_content(graphs: GraphStore, graph: str | None, values: list[str]) -> None:
    graphs.post(graph, turtle(b"<e:b> <e:p> 1 ."))
    assert content(graphs, graph) == values


def test_post_of_nothing_makes_an_empty_graph(graphs: GraphStore) -> None:
    graphs.post(NEW, turtle(b""))
    assert there(graphs, NEW)


@pytest.mark.parametrize("operation", ["put", "post"])
def test_several_documents_are_one_content(graphs: GraphStore, operation: str) -> None:
    documents = [*turtle(b"<e:b> <e:p> _:x ."), RdfDocument("application/n-triples", b"_:x <e:p> <e:c> .")]
    getattr(graphs, operation)(NEW, documents)
    one = graphs.endpoint.rows(
        Query(f"ASK {{ GRAPH <{NEW}> {{ <e:b> <e:p> ?x . ?y <e:p> <e:c> FILTER(?x != ?y) }} }}"), 1
    )
    assert one.truth


def test_the_blank_nodes_of_two_documents_are_different(graphs: GraphStore) -> None:
    for _ in range(2):
        graphs.post(G, [RdfDocument("application/n-triples", b"_:b <e:q> <e:o> .")])
    answer = graphs.endpoint.rows(Query(f"SELECT DISTINCT ?s {{ GRAPH <{G}> {{ ?s <e:q> ?o }} }}"), 10)
    assert len(list(answer.rows())) == 2


@pytest.mark.parametrize(("graph", "iri"), [(G, "https://e.org/graph/x"), (None, "https://e.org/x")])
def test_relative_iris_are_below_the_graphs_own(graphs: GraphStore, graph: str | None, iri: str) -> None:
    graphs.put(graph, turtle(b"<e:b> <e:p> <x> ."))
    assert content(graphs, graph) == [iri]


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"<e:a> <e:b> ", TURTLE),
        (b"<e:a> <e:b> <e:c> <e:g> .", "application/n-quads"),
        (b"a,b", "text/csv"),
        (b"\xff", TURTLE),
    ],
)
@pytest.mark.parametrize("operation", ["put", "post"])
def test_a_document_that_cannot_be_parsed_changes_nothing(
    graphs: GraphStore, operation: str, body: bytes, media_type: str
) -> None:
    with pytest.raises(RequestError):
        getattr(graphs, operation)(G, [RdfDocument(media_type, body)])
    assert content(graphs, G) == ["g"]


@pytest.mark.parametrize("literal", ['"} } ; CLEAR ALL #"', '"a\\nb"', '"""x"""@en', '"LOAD <e:x>"', '"SERVICE"'])
def test_what_stands_in_a_literal_changes_nothing_else(graphs: GraphStore, literal: str) -> None:
    graphs.post(G, turtle(f"<e:b> <e:p> {literal} .".encode()))
    assert (len(content(graphs, G)), content(graphs, None)) == (2, ["default"])


def test_delete_removes_a_graph(graphs: GraphStore) -> None:
    graphs.delete(G)
    assert (there(graphs, G), content(graphs, None)) == (False, ["default"])


def test_delete_empties_the_default_graph(graphs: GraphStore) -> None:
    graphs.delete(None)
    assert (content(graphs, None), content(graphs, G)) == ([], ["g"])


@pytest.mark.parametrize("graph", [None, G])
def test_patch_changes_a_graph(graphs: GraphStore, graph: str | None) -> None:
    graphs.patch(graph, "DELETE { ?s ?p ?o } INSERT { ?s ?p 'é' } WHERE { ?s ?p ?o }".encode(), UPDATE)
    other = G if graph is None else None
    assert (content(graphs, graph), "é" in content(graphs, other)) == (["é"], False)


def test_patch_is_bound_to_its_graph(graphs: GraphStore) -> None:
    with pytest.raises(QueryError, match="another graph"):
        graphs.patch(G, b"INSERT DATA { GRAPH <e:h> { <e:a> <e:b> 1 } }", UPDATE)


@pytest.mark.parametrize("media_type", ["", TURTLE, "application/sparql-query"])
def test_a_patch_must_be_an_update(graphs: GraphStore, media_type: str) -> None:
    with pytest.raises(RequestError) as caught:
        graphs.patch(G, b"CLEAR DEFAULT", media_type)
    assert status(caught) == 415


def test_a_patch_that_is_not_utf8_is_refused(graphs: GraphStore) -> None:
    with pytest.raises(RequestError) as caught:
        graphs.patch(G, b"\xff", UPDATE)
    assert status(caught) == 400


def test_a_missing_graph_cannot_be_read(graphs: GraphStore) -> None:
    with pytest.raises(RequestError) as caught:
        content(graphs, NEW)
    assert status(caught) == 404


def test_a_missing_graph_cannot_be_deleted(graphs: GraphStore) -> None:
    with pytest.raises(RequestError) as caught:
        graphs.delete(NEW)
    assert status(caught) == 404


@pytest.mark.parametrize("graph", ["http://[", "urn:x\ufffd"])
def test_an_iri_that_the_engine_refuses_is_a_bad_request(graphs: GraphStore, graph: str) -> None:
    with pytest.raises(RequestError, match="not a valid IRI"):
        graphs.put(graph, turtle(b""))


def test_a_missing_graph_cannot_be_patched(graphs: GraphStore) -> None:
    with pytest.raises(RequestError) as caught:
        graphs.patch(NEW, b"CLEAR DEFAULT", UPDATE)
    assert status(caught) == 404


@pytest.fixture
def fixed(tmp_path: Path) -> Iterator[GraphStore]:
    """The graphs of an endpoint that takes no updates."""
    (tmp_path / "kg.nq").write_text(f'<e:a> <e:p> "g" <{G}> .\n')
    service = Engine(tmp_path / "kg.nq", None, Limits(), writable=False)
    yield GraphStore(Endpoint(service, Namespaces(BASE), no_matches, None))
    service.close()


def test_graphs_that_cannot_be_changed_are_read(fixed: GraphStore) -> None:
    assert content(fixed, G) == ["g"]


@pytest.mark.parametrize("operation", ["put", "post"])
def test_graphs_that_cannot_be_changed_are_not(fixed: GraphStore, operation: str) -> None:
    with pytest.raises(RequestError) as caught:
        getattr(fixed, operation)(G, turtle(b""))
    assert status(caught) == 403


def test_a_graph_that_cannot_be_changed_takes_no_patch(fixed: GraphStore) -> None:
    with pytest.raises(RequestError) as caught:
        fixed.patch(G, b"CLEAR DEFAULT", UPDATE)
    assert status(caught) == 403


def test_a_graph_that_cannot_be_changed_is_not_removed(fixed: GraphStore) -> None:
    with pytest.raises(RequestError) as caught:
        fixed.delete(G)
    assert status(caught) == 403


@pytest.mark.parametrize("graph", [G, None])
def test_a_patch_keeps_the_blank_nodes_that_it_does_not_touch(graphs: GraphStore, graph: str | None) -> None:
    inside = f"GRAPH <{G}> {{ _:x <e:p> 1 }}" if graph else "_:x <e:p> 1 ."
    graphs.endpoint.update(Update(f"INSERT DATA {{ {inside} GRAPH <e:other> {{ _:x <e:q> 2 }} }}"))
    graphs.patch(graph, b"INSERT DATA { <e:new> <e:is> 'here' }", UPDATE)
    here = f"GRAPH <{G}> {{ ?x <e:p> 1 }}" if graph else "?x <e:p> 1 ."
    query = f"ASK {{ {here} GRAPH <e:other> {{ ?x <e:q> 2 }} }}"
    assert graphs.endpoint.rows(Query(query), 1).truth


@pytest.mark.parametrize(("graph", "condition"), [(G, Condition(exists=False)), (NEW, Condition(exists=True))])
def test_a_change_whose_condition_does_not_hold_is_refused(
    graphs: GraphStore, graph: str, condition: Condition
) -> None:
    before = there(graphs, graph)
    with pytest.raises(RequestError) as caught:
        graphs.put(graph, turtle(b""), condition)
    assert (status(caught), there(graphs, graph)) == (412, before)


def test_a_change_that_was_meant_for_another_state_is_refused(graphs: GraphStore) -> None:
    version = graphs.endpoint.engine.version
    graphs.put(G, turtle(b"<e:b> <e:p> 'first' ."), Condition(version=version))
    with pytest.raises(RequestError) as caught:
        graphs.put(G, turtle(b"<e:b> <e:p> 'second' ."), Condition(version=version))
    assert (status(caught), content(graphs, G)) == (412, ["first"])


def test_a_large_document_about_services_is_data(graphs: GraphStore) -> None:
    graphs.put(G, turtle(b"".join(b"<e:%d> <e:p> 'a public service' .\n" % number for number in range(3000))))
    assert len(content(graphs, G)) == 100


@pytest.mark.parametrize("text", ["a public service", "caf\\u00e9", "a heavy load"])
def test_a_long_update_may_mention_services(graphs: GraphStore, text: str) -> None:
    data = " . ".join(f"<e:{number}> <e:p> '{text}'" for number in range(3000))
    graphs.endpoint.update(Update(f"INSERT DATA {{ GRAPH <{NEW}> {{ {data} }} }}"))
    assert len(content(graphs, NEW)) == 100


def test_a_long_query_calls_no_service(graphs: GraphStore) -> None:
    with pytest.raises(EvaluationError, match="A SERVICE of it is not evaluated"):
        graphs.endpoint.rows(Query("ASK { SERVICE <http://127.0.0.1/> {} } #" + "x" * 60_000), 1)


@pytest.mark.parametrize("text", ["LOAD <http://r.org/>", "INSERT {} WHERE { SERVICE <http://r.org/> { ?s ?p ?o } }"])
def test_a_patch_fetches_nothing(graphs: GraphStore, text: str) -> None:
    with pytest.raises(RequestError, match="LOAD or SERVICE in a patch is refused") as caught:
        graphs.patch(G, text.encode(), UPDATE)
    assert status(caught) == 403

"""The endpoint: what it refuses before evaluation, and what it adds to every query and update."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.endpoint.endpoint import Endpoint, absolute_iri
from kg.engine.engine import Engine
from kg.engine.fetcher import Fetcher
from kg.errors import KgError, QueryError, RequestError
from kg.formats import GRAPH, TABLE, TRUTH, by_name
from kg.limits import FetchLimits, Limits, QueryLimits
from kg.namespaces import Namespaces
from kg.protocol.sparql import Query, Update
from kg.sparql import text as sparql_text
from kg.sparql.tokens import TokenStream


def no_matches(_: str) -> list[str]:
    """A text index without entries."""
    return []


NAMES = Namespaces("https://e.org/")
DATASET = """<https://e.org/id/a> <https://e.org/def#p> "default" .
<https://e.org/id/a> <https://e.org/def#p> "g" <https://e.org/graph/g> .
"""
FORMATS = {TABLE: by_name("csv"), TRUTH: by_name("json"), GRAPH: by_name("ttl")}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A service of a few lines, which can be changed."""
    folder = tmp_path_factory.mktemp("endpoint")
    (folder / "kg.nq").write_text(DATASET)
    one = Engine(folder / "kg.nq", folder / "store", Limits(), writable=True)
    try:
        one.start()
        one.wait(30)
        yield one
    finally:
        one.close()


@pytest.fixture(scope="module")
def endpoint(engine: Engine) -> Endpoint:
    """An endpoint that takes updates and asks no others."""
    return Endpoint(engine, NAMES, no_matches, None)


@pytest.fixture
def fixed(tmp_path: Path) -> Iterator[Endpoint]:
    """An endpoint that takes no updates."""
    (tmp_path / "kg.nq").write_text(DATASET)
    one = Engine(tmp_path / "kg.nq", None, Limits(), writable=False)
    yield Endpoint(one, NAMES, no_matches, None)
    one.close()


@pytest.fixture
def tidy(endpoint: Endpoint) -> Iterator[None]:
    """What a test adds is removed after it."""
    yield
    endpoint.update(Update("DELETE WHERE { <new> ?p ?o }"))


def values(endpoint: Endpoint, text: str, *default_graphs: str, named_graphs: tuple[str, ...] = ()) -> list[str]:
    rows = endpoint.rows(Query(text, default_graphs, named_graphs), 10).rows()
    return [term.value for row in rows for term in row if term]


def test_the_prefixes_are_known_and_relative_iris_are_entities(endpoint: Endpoint) -> None:
    assert values(endpoint, "SELECT ?o { <a> ckg:p ?o }") == ["default"]


def test_the_graphs_of_a_request_are_its_dataset(endpoint: Endpoint) -> None:
    assert values(endpoint, "SELECT ?o { ?s ?p ?o }", "https://e.org/graph/g") == ["g"]


def test_the_named_graphs_of_a_request_are_its_dataset(endpoint: Endpoint) -> None:
    query = "SELECT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    assert values(endpoint, query, named_graphs=("https://e.org/graph/g",)) == ["g"]


def test_no_more_rows_are_read_than_requested(endpoint: Endpoint) -> None:
    assert len(list(endpoint.rows(Query("SELECT * { VALUES ?n { 1 2 3 } }"), 2).rows())) == 2


def test_an_answer_is_written(endpoint: Endpoint) -> None:
    assert endpoint.evaluate(Query("SELECT ?o { <a> ckg:p ?o }"), FORMATS, "identity").payload == b"o\r\ndefault\r\n"


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("CONSTRUCT { ?s ckg:p ?o } { ?s ckg:p ?o }", b"@prefix ckg: <https://e.org/def#>"),
        ("PREFIX x: <https://e.org/def#> CONSTRUCT { ?s x:p ?o } { ?s x:p ?o }", b"@prefix x: <https://e.org/def#>"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", b"@prefix ckg: <https://e.org/def#>"),
        ("PREFIX x: <relative#> CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", b"default"),
        ("# PREFIX x: <a|b>\nCONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", b"default"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(?o != 'PREFIX x: <a|b>') }", b"default"),
    ],
)
def test_a_graph_is_written_with_the_prefixes_of_its_query(endpoint: Endpoint, text: str, prefix: bytes) -> None:
    assert prefix in endpoint.evaluate(Query(text), FORMATS, "identity").payload


@pytest.mark.parametrize(
    "text",
    [
        "ASK { SERVICE <http://r.org/> { ?s ?p ?o } }",
        "ask { {service<http://r.org/>{}} }",
        "ASK{SERVICE id:a{?s ?p ?o}}",
    ],
)
def test_without_a_fetcher_service_is_refused(endpoint: Endpoint, text: str) -> None:
    with pytest.raises(RequestError, match="SERVICE is refused") as caught:
        endpoint.rows(Query(text), 1)
    assert caught.value.status == 403


@pytest.mark.parametrize(
    "text",
    [
        "ASK { BIND(<http://r.org/> AS ?e) SERVICE ?e { ?s ?p ?o } }",
        r"ASK { S\u0045RVICE <http://r.org/> { ?s ?p ?o } }",
        r"ASK { BIND(1 AS ?x) S\U00000045RVICE SILENT <http://r.org/> {} }",
    ],
)
def test_an_ambiguous_service_is_refused(endpoint: Endpoint, text: str) -> None:
    with pytest.raises(KgError):
        endpoint.rows(Query(text), 1)


def test_a_silent_service_that_is_refused_binds_nothing(endpoint: Endpoint) -> None:
    assert values(endpoint, "SELECT ?x ?s { BIND(1 AS ?x) SERVICE SILENT <http://r.org/> { ?s ?p ?o } }") == ["1"]


@pytest.mark.parametrize("text", ["ASK { ?s ?p 'SERVICE' }", "# SERVICE\nASK {}", "ASK { ?service <SERVICE> ?o }"])
def test_the_word_service_alone_is_not_a_call(endpoint: Endpoint, text: str) -> None:
    assert endpoint.rows(Query(text), 1).kind == TRUTH


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("LOAD <http://r.org/>", "LOAD is refused"),
        ("INSERT DATA {} ; LOAD <http://r.org/>", "LOAD is refused"),
        ("INSERT {} WHERE { SERVICE <http://r.org/> { ?s ?p ?o } }", "SERVICE is refused"),
    ],
)
def test_without_a_fetcher_an_update_fetches_nothing(endpoint: Endpoint, text: str, words: str) -> None:
    with pytest.raises(RequestError, match=words) as caught:
        endpoint.update(Update(text))
    assert caught.value.status == 403


@pytest.fixture
def fetcher(monkeypatch: pytest.MonkeyPatch) -> Fetcher:
    """A fetcher that has one solution without bindings for every endpoint."""
    monkeypatch.setattr(Fetcher, "select", lambda *_: b'{"head": {"vars": []}, "results": {"bindings": [{}]}}')
    return Fetcher(frozenset(), FetchLimits())


def test_a_text_is_searched_for_services_up_to_the_limit(engine: Engine, fetcher: Fetcher) -> None:
    text = "ASK { SERVICE <http://r.org/> {} }"
    endpoint = Endpoint(engine, NAMES, no_matches, fetcher, Limits(query=QueryLimits(searched=len(text))))
    assert endpoint.rows(Query(text), 1).truth
    with pytest.raises(RequestError, match="longer than 34 characters") as caught:
        endpoint.rows(Query(f"{text} "), 1)
    assert caught.value.status == 400


def test_a_text_is_searched_for_searches_up_to_the_limit(engine: Engine) -> None:
    text = f'SELECT * {{ ?s <{NAMES.search}> "a" }}'
    endpoint = Endpoint(engine, NAMES, no_matches, None, Limits(query=QueryLimits(searched=len(text))))
    assert [*endpoint.rows(Query(text), 1).rows()] == []
    with pytest.raises(RequestError, match="matchesText") as caught:
        endpoint.rows(Query(f"{text} "), 1)
    assert caught.value.status == 400


def test_a_long_text_with_a_comment_that_begins_like_the_search_property_is_answered(engine: Engine) -> None:
    endpoint = Endpoint(engine, NAMES, no_matches, None, Limits(query=QueryLimits(searched=5)))
    assert endpoint.rows(Query("ASK { } #my comment"), 1).truth


def test_without_a_fetcher_a_long_text_goes_to_the_engine(engine: Engine) -> None:
    endpoint = Endpoint(engine, NAMES, no_matches, None, Limits(query=QueryLimits(searched=5)))
    assert endpoint.rows(Query("ASK { FILTER (1 = 1 || 'service' = '') }"), 1).truth


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("ASK { ?s ?p ?o }", {}),
        ("ASK { SERVICE SILENT <http://r.org/> {} }", {"ASK { SERVICE SILENT <http://r.org/> {} }": 1}),
    ],
)
def test_a_query_is_tokenised_only_to_be_rewritten_and_then_once(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, text: str, count: dict[str, int]
) -> None:
    tokenised: Counter[str] = Counter()
    monkeypatch.setattr(sparql_text, "TokenStream", lambda each: tokenised.update([each]) or TokenStream(each))
    query = Query(text)
    assert query.sparql.is_repeatable(10_000) == (not count)
    endpoint.rows(query, 1)
    assert tokenised == count


def test_an_update_is_tokenised_once_however_it_is_rewritten(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokenised: Counter[str] = Counter()
    monkeypatch.setattr(sparql_text, "TokenStream", lambda each: tokenised.update([each]) or TokenStream(each))
    text = "LOAD SILENT <http://r.org/> ; INSERT {} WHERE { SERVICE SILENT <http://r.org/> {} }"
    endpoint.update(Update(text, ("https://e.org/graph/g",)))
    assert tokenised == {text: 1}


def test_a_silent_load_that_is_refused_loads_nothing(endpoint: Endpoint) -> None:
    endpoint.update(Update("LOAD SILENT <http://r.org/> INTO GRAPH <new>"))
    assert values(endpoint, "SELECT ?o { GRAPH <new> { ?s ?p ?o } }") == []


def test_an_escaped_load_is_refused(endpoint: Endpoint) -> None:
    with pytest.raises(KgError):
        endpoint.update(Update(r"L\u004FAD <http://r.org/>"))


@pytest.mark.usefixtures("tidy")
def test_an_update_is_applied_with_the_known_names(endpoint: Endpoint) -> None:
    endpoint.update(Update("INSERT DATA { <new> ckg:p 'added' }"))
    assert values(endpoint, "SELECT ?o { id:new ckg:p ?o }") == ["added"]


@pytest.mark.usefixtures("tidy")
def test_the_graphs_of_an_update_are_those_of_its_where_clause(endpoint: Endpoint) -> None:
    endpoint.update(Update("INSERT { <new> ?p ?o } WHERE { ?s ?p ?o }", ("https://e.org/graph/g",)))
    assert values(endpoint, "SELECT ?o { <new> ckg:p ?o }") == ["g"]


def test_an_endpoint_that_cannot_be_changed_takes_no_updates(fixed: Endpoint) -> None:
    with pytest.raises(RequestError) as caught:
        fixed.update(Update("CLEAR ALL"))
    assert caught.value.status == 403


def test_an_update_that_cannot_be_parsed_is_refused(endpoint: Endpoint) -> None:
    with pytest.raises(QueryError):
        endpoint.update(Update("INSERT DATA {"))


@pytest.mark.parametrize("iri", ["https://e.org/g", "urn:x", "e:", "http://é.org/#a?b", "a+b-c.d:e"])
def test_an_absolute_iri_is_accepted(iri: str) -> None:
    assert absolute_iri(iri, "graph") == iri


@pytest.mark.parametrize(
    "text", ["", "g", "//e.org/g", "1:a", "e:a b", "e:<a>", 'e:"', "e:{a}", "e:a\n", "e:a\\u003E", "e:`"]
)
def test_anything_but_an_absolute_iri_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="graph: ") as caught:
        absolute_iri(text, "graph")
    assert caught.value.status == 400


@pytest.mark.parametrize("graph", ["g", "e:a> { ?s ?p ?o } } #"])
def test_a_graph_of_a_request_is_an_absolute_iri(endpoint: Endpoint, graph: str) -> None:
    with pytest.raises(RequestError) as caught:
        endpoint.rows(Query("ASK {}", (graph,)), 1)
    assert caught.value.status == 400


@pytest.mark.parametrize("graphs", [(("g",), ()), ((), ("e:a> WHERE {} ; CLEAR ALL #",))])
def test_a_graph_of_an_update_is_an_absolute_iri(
    endpoint: Endpoint, graphs: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    with pytest.raises(RequestError) as caught:
        endpoint.update(Update("INSERT {} WHERE {}", *graphs))
    assert caught.value.status == 400

"""SERVICE blocks, answered outside the engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.engine.answer import Term
from kg.engine.oxigraph.store import Store
from kg.errors import Problem, RequestError
from kg.limits import QueryLimits
from kg.sparql.prologue import Prologue
from kg.sparql.service_clause import inline_services
from kg.sparql.text import SparqlText
from tests.growth import grows_with_the_length

E = "http://example.org/"
PREFIXES = {"ex": E, "foaf": "http://xmlns.com/foaf/0.1/"}
LIMITS = QueryLimits()
CALL = "SERVICE <http://r.org/> { ?s ?p ?o }"


def table(*names: str, rows: list[dict[str, Any]]) -> bytes:
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}}).encode()


def uri(name: str) -> dict[str, str]:
    return {"type": "uri", "value": E + name}


def text(value: str, **more: str) -> dict[str, str]:
    return {"type": "literal", "value": value} | {key.replace("_", ":"): one for key, one in more.items()}


class Remote:
    """Endpoints that give one answer and note what they are asked."""

    def __init__(self, answer: bytes = table(rows=[{}])) -> None:
        self.answer = answer
        self.asked: list[tuple[str, str]] = []

    def __call__(self, endpoint: str, query: str) -> bytes:
        self.asked.append((endpoint, query))
        return self.answer


def failing(_: str, __: str) -> bytes:
    raise RequestError(502, Problem("r.org", "cannot be reached.", "Try it later."))


def store(folder: Path, data: str = "# No quads.\n") -> Store:
    (folder / "kg.nq").write_text(data, encoding="utf-8")
    return Store.open(folder / "kg.nq")


def inlined(
    query: str, select: Callable[[str, str], bytes], base: str | None = None, limits: QueryLimits = LIMITS
) -> str:
    text = SparqlText(query)
    return text.replaced(inline_services(text, Prologue(PREFIXES, base), limits, select))


@pytest.mark.parametrize(
    ("call", "endpoint"),
    [
        ("SERVICE <http://r.org/sparql> {}", "http://r.org/sparql"),
        ("service silent<http://r.org/>{}", "http://r.org/"),
        ("SERVICE ex:sparql {}", f"{E}sparql"),
        ("SERVICE <sparql> {}", "http://base.org/sparql"),
        ("SERVICE # where\n <http://r.org/> # what\n {}", "http://r.org/"),
        ("SERVICE <http://r.org/\\u0061> {}", "http://r.org/a"),
    ],
)
def test_the_endpoint_is_asked(call: str, endpoint: str) -> None:
    remote = Remote()
    inlined(f"SELECT * {{ {call} }}", remote, "http://base.org/")
    assert [asked for asked, _ in remote.asked] == [endpoint]


def test_the_prologue_is_sent_along() -> None:
    remote = Remote()
    inlined("BASE <http://b.org/> PREFIX x: <x#> SELECT * { SERVICE x:e { ?s x:p ex:o } }", remote)
    assert remote.asked == [
        (
            "http://b.org/x#e",
            f"BASE <http://b.org/>\nPREFIX ex: <{E}>\nPREFIX x: <http://b.org/x#>\nSELECT * WHERE {{ ?s x:p ex:o }}",
        )
    ]


def test_a_nested_service_is_left_to_the_endpoint() -> None:
    remote = Remote()
    inlined(f"SELECT * {{ SERVICE <http://a.org/> {{ ?a ?b ?c {CALL} }} }}", remote)
    assert remote.asked == [("http://a.org/", f"SELECT * WHERE {{ ?a ?b ?c {CALL} }}")]


def test_an_update_federates_too() -> None:
    remote = Remote()
    inlined("CLEAR ALL ; PREFIX b: <http://b.org/> INSERT { b:a b:b ?o } WHERE { SERVICE b:c { ?s ?p ?o } }", remote)
    assert remote.asked[0][0] == "http://b.org/c"


@pytest.mark.parametrize(
    "query",
    [
        "# SERVICE <http://r.org/> {}\nASK {}",
        "ASK { ?s ?p 'SERVICE <http://r.org/> {}' }",
        "ASK { ?s <http://e.org/SERVICE> ?service }",
        "PREFIX service: <http://e.org/> ASK { service:a service:b ?o GRAPH service:c { ?s ?p x:service } }",
        "SELECT * { SERVICE <http://r.org/> { ?s ?p ?o",
        "SELECT * { SERVICE }",
        "SELECT * { SERVICE 'a' {} }",
        "SELECT * { SERVICE undeclared:e {} }",
        "SELECT * { SERVICE <http://r.org/> ?s ?p ?o }",
    ],
)
def test_nothing_else_is_touched(query: str) -> None:
    assert inlined(query, failing) == query


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n  SERVICE ?e { ?s ?p ?o } }", r"line 2, column 11: names its endpoint by the variable \?e"),
        ("SELECT * { SERVICESILENT<http://r.org/>{} }", "line 1, column 12: can be read in two ways"),
        ("SELECT * { SERVICEex:e {} }", "can be read in two ways"),
        (f"SELECT * {{ FILTER(?a<'x>'{CALL} #' }}", "can be read in two ways"),
        ("SELECT * { FILTER(?a<?b)SERVICE?e#>\n{} }", "can be read in two ways"),
        ("SELECT * { \\u0053ERVICE <http://r.org/> {} }", "codepoint escapes"),
    ],
)
def test_some_calls_are_refused(query: str, message: str) -> None:
    with pytest.raises(RequestError, match=message) as caught:
        inlined(query, Remote())
    assert caught.value.status == 400


@pytest.mark.parametrize("fetches", [0, 1, 3])
def test_as_many_services_are_asked_as_the_limit_allows(fetches: int) -> None:
    remote, limits = Remote(), QueryLimits(fetches=fetches)
    inlined(f"SELECT * {{ {CALL * fetches} }}", remote, limits=limits)
    assert len(remote.asked) == fetches
    with pytest.raises(RequestError, match=f"exceeds the limit of {fetches} SERVICE clauses"):
        inlined(f"SELECT * {{ {CALL * (fetches + 1)} }}", remote, limits=limits)
    assert len(remote.asked) == fetches


TERMS = [
    uri("a"),
    text("plain"),
    text('"\\\n\r\t\0?s } SERVICE \\u0041 \U0001f600'),
    text("mot", xml_lang="fr"),
    text("7", datatype="http://www.w3.org/2001/XMLSchema#integer"),
]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["value"][:5])
def test_terms_arrive_as_they_were(tmp_path: Path, term: dict[str, str]) -> None:
    query = inlined(f"SELECT ?s {{ {CALL} }}", Remote(table("s", rows=[{"s": term}])))
    [[found]] = store(tmp_path).query(query).rows()
    plain = term["type"] == "literal" and "xml:lang" not in term
    datatype = term.get("datatype", "http://www.w3.org/2001/XMLSchema#string") if plain else None
    assert found == Term(term["type"].replace("uri", "iri"), term["value"], term.get("xml:lang"), datatype)


def answered(remote: ox.Store, query: str) -> bytes:
    return remote.query(query).serialize(format=ox.QueryResultsFormat.JSON) or b""  # type: ignore[union-attr]


def echoed(term: dict[str, Any]) -> Any:
    query = inlined(f"SELECT ?s {{ {CALL} }}", Remote(table("s", rows=[{"s": term}])))
    return json.loads(answered(ox.Store(), query))["results"]["bindings"][0]["s"]


def test_a_direction_arrives() -> None:
    assert echoed(text("a", xml_lang="ar", its_dir="rtl"))["its:dir"] == "rtl"


def test_a_triple_arrives() -> None:
    term = {"type": "triple", "value": {"subject": uri("s"), "predicate": uri("p"), "object": text("o")}}
    assert echoed(term) == term


def test_a_blank_node_becomes_an_iri() -> None:
    assert echoed({"type": "bnode", "value": "b é>"})["value"] == "urn:bnode:1:b%20%C3%A9%3E"


def nested(depth: int, subject: dict[str, str] = uri("s")) -> dict[str, Any]:  # noqa: B008
    term: dict[str, Any] = uri("a")
    for _ in range(depth):
        term = {"type": "triple", "value": {"subject": subject, "predicate": uri("p"), "object": term}}
    return term


@pytest.mark.parametrize("depth", [0, 1, 4])
def test_triple_terms_are_as_deep_as_the_limit_allows(depth: int) -> None:
    limits = QueryLimits(term_depth=depth)
    text = inlined(f"SELECT ?s {{ {CALL} }}", Remote(table("s", rows=[{"s": nested(depth)}])), limits=limits)
    assert text.count("<<(") == depth
    with pytest.raises(RequestError, match="answers with what is not"):
        inlined(f"SELECT ?s {{ {CALL} }}", Remote(table("s", rows=[{"s": nested(depth + 1)}])), limits=limits)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b'{"head":{},"boolean":true}',
        b"[" * 100_000,
        table("s) {} }", rows=[]),
        table("s", rows=[{"s": {"type": "uri", "value": "http://e.org/> ) } }"}}]),
        table("s", rows=[{"s": {"type": "uri", "value": "relative"}}]),
        table("s", rows=[{"s": {"type": "uri", "value": "http://e.org/%zz"}}]),
        table("s", rows=[{"s": text("a", xml_lang="en) }")}]),
        table("s", rows=[{"s": text("a", xml_lang="en", its_dir="up")}]),
        table("s", rows=[{"s": text("a", datatype="a> b")}]),
        table("s", rows=[{"s": text("\ud800")}]),
        table("s", rows=[{"s": {"type": "literal", "value": 7}}]),
        table("s", rows=[{"s": nested(50)}]),
        table("s", rows=[{"s": nested(1, subject=text("a"))}]),
    ],
)
def test_an_answer_that_cannot_be_used_is_a_bad_gateway(answer: bytes) -> None:
    with pytest.raises(RequestError, match=r"http://r\.org/: answers with what is not") as caught:
        inlined(f"SELECT * {{ {CALL} }}", Remote(answer))
    assert caught.value.status == 502


def test_a_failure_fails_the_query() -> None:
    with pytest.raises(RequestError, match="cannot be reached"):
        inlined(f"SELECT * {{ {CALL} }}", failing)


@pytest.mark.parametrize("select", [failing, Remote(b"")])
def test_a_silent_failure_binds_nothing(select: Callable[[str, str], bytes]) -> None:
    query = inlined("SELECT * { ?a ?b ?c SERVICE SILENT <http://r.org/> { ?s ?p ?o } }", select)
    assert query == "SELECT * { ?a ?b ?c  {}  }"


@pytest.mark.parametrize("count", [0, 1, 3])
def test_solutions_without_variables_count(tmp_path: Path, count: int) -> None:
    query = inlined("SELECT * { SERVICE <http://r.org/> { <a:a> <a:b> <a:c> } }", Remote(table(rows=[{}] * count)))
    assert len(list(store(tmp_path).query(query).rows())) == count


def test_lines_behind_a_call_keep_their_numbers() -> None:
    query = "SELECT * { SERVICE <http://r.org/> {\n?s\n?p ?o } } oops"
    assert inlined(query, Remote()).count("\n") == 2


@pytest.mark.parametrize("piece", ["SERVICE", "SERVICE <a:a> {", "SERVICE<", "(", "PREFIX a: <a>", "service:a {"])
def test_the_work_grows_with_the_length_of_a_query(piece: str) -> None:
    def read(query: str) -> None:
        with suppress(RequestError):
            inlined(query, Remote())

    assert grows_with_the_length(read, piece)


# After the W3C's tests of SERVICE: the data here, the remote data, the query, and what it answers.
HERE = "".join(f'<{E}{name}> <http://xmlns.com/foaf/0.1/name> "{name}" .\n' for name in ("a", "b"))
INTERESTS = (
    f'<{E}a> <http://xmlns.com/foaf/0.1/interest> "SPARQL" .\n<{E}c> <http://xmlns.com/foaf/0.1/interest> "RDF" .\n'
)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?n ?i { ?s foaf:name ?n . SERVICE ex:e { ?s foaf:interest ?i } }", ["a SPARQL"]),
        ("SELECT ?n ?i { ?s foaf:name ?n OPTIONAL { SERVICE ex:e { ?s foaf:interest ?i } } }", ["a SPARQL", "b None"]),
        ("SELECT ?n { ?s foaf:name ?n MINUS { SERVICE ex:e { ?s foaf:interest ?i } } }", ["b"]),
        ("SELECT ?n { ?s foaf:name ?n FILTER NOT EXISTS { SERVICE ex:e { ?s foaf:interest ?i } } }", ["b"]),
        ("SELECT ?i { { SERVICE ex:e { ?s foaf:interest ?i FILTER(?i<'S') } } UNION { BIND(1 AS ?i) } }", ["1", "RDF"]),
        ("SELECT ?i { SERVICE ex:e { SELECT ?i { ?s foaf:interest ?i } ORDER BY ?i LIMIT 1 } }", ["RDF"]),
        (
            "SELECT ?n ?i { ?s foaf:name ?n OPTIONAL { SERVICE ex:e { ?s foaf:interest ?i } } } VALUES ?n { 'b' }",
            ["b None"],
        ),
        ("SELECT ?n { ?s foaf:name ?n SERVICE ex:e { ex:a foaf:interest 'SPARQL' } }", ["a", "b"]),
        ("SELECT ?n { ?s foaf:name ?n SERVICE ex:e { ex:b foaf:interest 'SPARQL' } }", []),
        ("SELECT ?i { SERVICE ex:e { ?s foaf:interest ?i } SERVICE ex:e { ?s foaf:interest 'RDF' } }", ["RDF"]),
    ],
)
def test_federated_data_join_with_ours(tmp_path: Path, query: str, rows: list[str]) -> None:
    remote = ox.Store()
    remote.load(INTERESTS.encode(), format=ox.RdfFormat.N_TRIPLES)
    local = inlined(query, lambda _, asked: answered(remote, asked))
    found = store(tmp_path, HERE).query(local, prefixes=PREFIXES).rows()
    assert sorted(" ".join(str(term and term.value) for term in row) for row in found) == rows

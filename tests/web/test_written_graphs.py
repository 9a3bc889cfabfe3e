"""Graphs as their readers see them: each statement arrives in every format, or the answer is refused."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from kg.sparql.terms import string
from tests.web.conftest import Ask, fetch

PARSERS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TEXTS = ["a\rb\r\nc\nd\te", " a ", "", 'say "a"\\', "<a>&]]>", "\x7f\x85\u2028", "\ufeff", "\U0010ffff"]
# Below a prefix some of these have to be escaped in Turtle.
NAMES = ["a.b", "a,b", "(a)", "a/b", "a#b", "a~b", "a%20b", "-a", "0a", "a:b", "é", "a'b", "a;b=c", "a&b"]
NAMES += ["a.", ".a", "..", "a./b", "a'.", "a.(b)."]


def construct(statements: str, where: str = "") -> str:
    return f"PREFIX x: <http://x.org/> CONSTRUCT {{ {statements} }} {{ {where} }}"


def read(ask: Ask, query: str, form: str) -> Graph:
    return Graph().parse(data=ask(query, format=form).data, format=PARSERS[form])


@pytest.mark.parametrize("form", PARSERS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_arrives(ask: Ask, text: str, form: str) -> None:
    (value,) = read(ask, construct(f"<urn:a> <urn:p> {string(text)}"), form).objects()
    assert str(value) == text


@pytest.mark.parametrize("form", PARSERS)
@pytest.mark.parametrize("name", NAMES)
def test_an_iri_arrives(ask: Ask, name: str, form: str) -> None:
    iri = f"http://x.org/{name}"
    (triple,) = read(ask, construct(f"<{iri}> <{iri}z> <{iri}>"), form)
    assert triple == (URIRef(iri), URIRef(f"{iri}z"), URIRef(iri))


def test_a_text_that_looks_like_an_escaped_name_stays_what_it_is(ask: Ask) -> None:
    text = "see x:a\\. and (x:a\\\\. )"
    (value,) = read(ask, construct(f"x:a x:p {string(text)} ; x:b\\. x:c\\."), "ttl").objects(
        None, URIRef("http://x.org/p")
    )
    assert str(value) == text


@pytest.mark.parametrize("form", PARSERS)
@pytest.mark.parametrize(
    "value",
    [
        '"<b>x</b>"^^rdf:XMLLiteral',
        '"{}"^^rdf:JSON',
        '"x"@en-gb',
        '"01"^^<urn:d>',
        "1",
        "1.50",
        "1e0",
        "true",
        '"2025-01-01"^^xsd:date',
    ],
)
def test_a_literal_arrives(ask: Ask, value: str, form: str) -> None:
    query = construct(f"<urn:a> <urn:p> {value}")
    assert isomorphic(read(ask, query, form), read(ask, query, "nt"))


@pytest.mark.parametrize("form", ["ttl", "jsonld", "rdf"])
@pytest.mark.parametrize("name", ["0", "_0", "a.b", "a-b"])
def test_a_named_blank_node_arrives(ask: Ask, name: str, form: str) -> None:
    query = construct("?a <urn:p> ?a . ?a <urn:q> ?b", f'BIND(BNODE("{name}") AS ?a) BIND(BNODE() AS ?b)')
    assert isomorphic(read(ask, query, form), read(ask, query, "nt"))


@pytest.mark.parametrize("prefix", ["rdf", "xmlns", "its", "x", "a", "true"])
@pytest.mark.parametrize("form", ["ttl", "jsonld", "rdf"])
def test_a_prefix_may_mean_something_else_than_usual(ask: Ask, prefix: str, form: str) -> None:
    query = f"PREFIX {prefix}: <urn:x-{prefix}/> CONSTRUCT {{ {prefix}:a {prefix}:b {prefix}:c ; a {prefix}:d }} {{}}"
    assert isomorphic(read(ask, query, form), read(ask, query, "nt"))


@pytest.mark.parametrize(
    "statements",
    [
        "<urn:a> <urn:p> '\\u0001'",
        "<urn:a> <urn:p> '\\uFFFE'",
        "<urn:a> <http://x.org/1> 1",
        "<urn:a> a <http://x.org/1>",
        "<urn:a> <http://x.org/> 1",
        "<urn:a> rdf:li 1",
        "<urn:a> rdf:about 1",
        "<urn:a> rdf:bagID 1",
        "<urn:a> rdf:aboutEach 1",
        "<urn:a> <http://www.w3.org/2000/xmlns/a> 1",
        "<urn:a> a <http://www.w3.org/2000/xmlns/a>",
    ],
)
def test_a_graph_that_rdf_xml_cannot_hold_is_refused(ask: Ask, statements: str) -> None:
    assert "another format" in ask(construct(statements), status=406, format="rdf").json["detail"]


def json_ld(ask: Ask, query: str) -> dict[str, Any]:
    document: dict[str, Any] = ask(query, format="jsonld").json
    return document


def test_json_ld_has_types_and_the_prefixes_of_the_query(ask: Ask) -> None:
    document = json_ld(ask, construct("<urn:a> a x:C ; x:p 1"))
    assert document["@context"]["x"] == "http://x.org/"
    value = {"@value": "1", "@type": "http://www.w3.org/2001/XMLSchema#integer"}
    assert document["@graph"] == [{"@id": "urn:a", "@type": ["x:C"], "x:p": [value]}]


def test_json_ld_has_a_class_without_a_name_as_a_type(ask: Ask) -> None:
    nodes = json_ld(ask, construct("<urn:a> a [ x:p 1 ]"))["@graph"]
    by_property = {key: node for node in nodes for key in node.keys() - {"@id"}}
    assert by_property["@type"]["@type"] == [by_property["x:p"]["@id"]]


def test_json_ld_has_lists(ask: Ask) -> None:
    (node,) = json_ld(ask, construct("<urn:a> x:p ( <urn:b> 'c' () )"))["@graph"]
    assert node["x:p"] == [{"@list": [{"@id": "urn:b"}, {"@value": "c"}, {"@id": f"{RDF}nil"}]}]


def test_the_json_ld_of_an_empty_graph_has_no_nodes(ask: Ask) -> None:
    assert json_ld(ask, construct("?a ?a ?a", "FILTER(false)"))["@graph"] == []


def test_the_json_ld_of_a_graph_has_types(client: FlaskClient) -> None:
    document = fetch(client, "/data?default&format=jsonld").json
    (ann,) = (node for node in document["@graph"] if node["@id"].endswith("/ann"))
    assert ann["@type"] == ["ckg:Person"]


def test_the_json_ld_of_an_entity_has_types(client: FlaskClient) -> None:
    document = fetch(client, "/id/person/ann.jsonld").json
    assert [node["@type"] for node in document["@graph"] if node["@id"].endswith("/ann")] == [["ckg:Person"]]

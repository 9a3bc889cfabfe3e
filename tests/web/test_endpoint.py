"""The endpoint as its clients use it."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from rdflib import Dataset, URIRef

from tests.web.conftest import BASE, LABELS, TYPES, Ask, fetch

PERSONS = {f"{BASE}id/person/ann", f"{BASE}id/person/bob"}
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SPARQL_STORE = "application/sparql-results+xml, application/rdf+xml"
FORM = "application/x-www-form-urlencoded"


def subjects_of_json(text: str) -> set[str]:
    return {row["s"]["value"] for row in json.loads(text)["results"]["bindings"]}


def test_json_reads_back(ask: Ask) -> None:
    response = ask(LABELS, "application/sparql-results+json")
    assert (response.mimetype, subjects_of_json(response.text)) == ("application/sparql-results+json", PERSONS)


def test_xml_reads_back(ask: Ask) -> None:
    response = ask(LABELS, "application/sparql-results+xml")
    found = {element.text for element in ElementTree.fromstring(response.text).iter() if element.tag.endswith("}uri")}  # noqa: S314
    assert (response.mimetype, found) == ("application/sparql-results+xml", PERSONS)


@pytest.mark.parametrize(("media_type", "delimiter"), [("text/csv", ","), ("text/tab-separated-values", "\t")])
def test_csv_and_tsv_read_back(ask: Ask, media_type: str, delimiter: str) -> None:
    response = ask(LABELS, media_type)
    rows = list(csv.reader(io.StringIO(response.text), delimiter=delimiter))
    assert (response.content_type, {row[0].strip("<>") for row in rows[1:]}) == (
        f"{media_type}; charset=utf-8",
        PERSONS,
    )


@pytest.mark.parametrize(
    ("media_type", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("application/trig", "trig"),
        ("application/n-quads", "nquads"),
    ],
)
def test_graphs_read_back(ask: Ask, media_type: str, parser: str) -> None:
    response = ask(TYPES, media_type)
    found = {str(quad[0]) for quad in Dataset().parse(data=response.data, format=parser).quads()}
    assert (response.mimetype, found) == (media_type, PERSONS)


@pytest.mark.parametrize(
    ("query", "media_type"),
    [
        (LABELS, "application/sparql-results+xml"),
        ("ASK {}", "application/sparql-results+xml"),
        (TYPES, "application/rdf+xml"),
        (f"DESCRIBE <{BASE}id/person/ann>", "application/rdf+xml"),
    ],
)
def test_rdflib_receives_xml_that_fits_the_query(ask: Ask, query: str, media_type: str) -> None:
    assert ask(query, SPARQL_STORE).mimetype == media_type


def test_sparqlwrapper_receives_json_ld_for_a_construct_as_json(ask: Ask) -> None:
    response = ask(TYPES, "*/*", format="json", output="json", results="json")
    assert response.mimetype == "application/ld+json"


def test_pandas_receives_csv_without_an_accept_header(ask: Ask) -> None:
    assert ask(LABELS, format="csv").mimetype == "text/csv"


@pytest.mark.parametrize(("query", "media_type"), [(LABELS, "application/sparql-results+json"), (TYPES, "text/turtle")])
def test_a_browser_that_accepts_anything_receives_the_default(ask: Ask, query: str, media_type: str) -> None:
    assert ask(query, FIREFOX).mimetype == media_type


def test_a_form_is_answered(client: FlaskClient) -> None:
    response = client.post("/sparql", data={"query": LABELS})
    assert subjects_of_json(response.text) == PERSONS


def test_a_query_as_body_is_answered(client: FlaskClient) -> None:
    response = client.post("/sparql", data=LABELS.encode(), content_type="application/sparql-query")
    assert subjects_of_json(response.text) == PERSONS


def test_a_default_graph_in_the_request_replaces_that_of_the_dataset(client: FlaskClient) -> None:
    data = {"query": LABELS, "default-graph-uri": f"{BASE}source/text/p-2"}
    assert subjects_of_json(client.post("/sparql", data=data).text) == {f"{BASE}id/person/bob"}


def test_a_named_graph_of_the_request_limits_the_named_graphs(ask: Ask) -> None:
    query = "SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }"
    found = subjects_of_json(ask(query, **{"named-graph-uri": f"{BASE}source/text/p-1"}).text)
    assert found == {f"{BASE}id/person/ann"}


def test_from_chooses_a_graph(ask: Ask) -> None:
    answer = ask("SELECT ?s FROM <https://w3id.org/congress-kg/source/text/p-1> WHERE { ?s ?p ?o }")
    assert subjects_of_json(answer.text) == {f"{BASE}id/person/ann"}


def test_the_prefixes_of_the_project_are_known(ask: Ask) -> None:
    assert subjects_of_json(ask("SELECT ?s { ?s a ckg:Person }").text) == PERSONS


def test_head_has_the_headers_of_get_and_no_body(client: FlaskClient) -> None:
    address = {"query": LABELS}
    head, get = client.head("/sparql", query_string=address), client.get("/sparql", query_string=address)
    assert (head.status_code, head.data, head.headers) == (200, b"", get.headers)


def test_a_preflight_lists_what_may_be_sent(client: FlaskClient) -> None:
    response = client.options("/sparql", headers={"Origin": "https://yasgui.org"})
    methods = set(response.headers["Access-Control-Allow-Methods"].split(", "))
    assert (response.status_code, methods) == (204, {"GET", "HEAD", "POST", "OPTIONS"})


@pytest.mark.parametrize("query", ["ASK {}", "not a query"])
def test_any_origin_may_read_answers_and_errors(client: FlaskClient, query: str) -> None:
    response = client.get("/sparql", query_string={"query": query}, headers={"Origin": "https://yasgui.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_answers_vary_by_what_is_accepted(ask: Ask) -> None:
    assert "Accept" in ask("ASK {}").vary


def test_a_browser_without_a_query_receives_the_workbench(client: FlaskClient) -> None:
    response = fetch(client, "/sparql", headers={"Accept": FIREFOX})
    assert "<textarea" in response.text


COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/html;q=0.2"
)


@pytest.mark.parametrize("accept", [None, "*/*", COMUNICA])
def test_an_rdf_client_without_a_query_receives_the_service_description(
    client: FlaskClient, accept: str | None
) -> None:
    response = client.get("/sparql", headers={"Accept": accept} if accept else {})
    parser = "nquads" if accept == COMUNICA else "turtle"
    described = Dataset().parse(data=response.data, format=parser)
    endpoint = URIRef("http://www.w3.org/ns/sparql-service-description#endpoint")
    assert [str(o) for _, _, o, _ in described.quads((None, endpoint, None, None))] == ["http://localhost/sparql"]


@pytest.mark.parametrize(("suffix", "media_type"), [("csv", "text/csv"), ("srj", "application/sparql-results+json")])
def test_a_suffix_selects_the_format(client: FlaskClient, suffix: str, media_type: str) -> None:
    response = client.get(f"/sparql.{suffix}", query_string={"query": LABELS}, headers={"Accept": "text/html"})
    assert response.mimetype == media_type


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ('SELECT ("\\u0001" AS ?c) {}', "xml"),
        ('CONSTRUCT { <urn:a> <http://x.org/1> "x" } {}', "rdf"),
        ("CONSTRUCT { <urn:a> <urn:p> ?t } { BIND(<<( <urn:a> <urn:p> 1 )>> AS ?t) }", "jsonld"),
    ],
)
def test_an_answer_that_a_format_cannot_carry_is_not_acceptable(ask: Ask, query: str, form: str) -> None:
    ask(query, status=406, format=form)


def test_a_byte_order_mark_is_no_part_of_a_query(client: FlaskClient) -> None:
    text = "\ufeffASK {}"
    responses = [
        client.get("/sparql", query_string={"query": text}),
        client.post("/sparql", data={"query": text}),
        client.post("/sparql", data=text.encode(), content_type="application/sparql-query"),
    ]
    assert [response.status_code for response in responses] == [200, 200, 200]


def test_an_invalid_host_is_refused(client: FlaskClient) -> None:
    fetch(client, "/", 400, headers={"Host": "evil<script>"})

"""Entity tags, compression, and what may be cached."""

from __future__ import annotations

from dataclasses import replace

import pytest
import zstandard
from flask.testing import FlaskClient

from kg.config import Settings
from tests.web.conftest import LABELS, Ask, fetch, running

ADDRESS = {"query": LABELS}
BLANK = [
    "CONSTRUCT { <urn:a> <urn:p> (1 2) } {}",
    "CONSTRUCT { <urn:a> <urn:p> 1 {| <urn:q> 1 |} } {}",
    "CONSTRUCT { << <urn:a> <urn:p> 1 >> <urn:q> 1 } {}",
    "CONSTRUCT { [] <urn:p> 1 } {}",
]
VOLATILE = ["SELECT (RAND() AS ?x) {}", "SELECT (NOW() AS ?x) {}", "CONSTRUCT { _:b a ?c } WHERE { ?s a ?c }"]
LONG = "SELECT * { VALUES ?x { " + "'abcdefgh' " * 500 + "} }"


def test_an_answer_has_a_strong_entity_tag(ask: Ask) -> None:
    assert ask(LABELS).get_etag()[1] is False


def test_the_same_tag_is_not_modified(client: FlaskClient, ask: Ask) -> None:
    headers = {"If-None-Match": ask(LABELS).headers["ETag"]}
    response = fetch(client, "/sparql", 304, query_string=ADDRESS, headers=headers)
    assert (response.data, response.headers["ETag"]) == (b"", headers["If-None-Match"])


def test_a_tag_holds_without_a_cache(tiny: Settings, ask: Ask) -> None:
    headers = {"If-None-Match": ask(LABELS).headers["ETag"]}
    with running(replace(tiny, cache=0)) as app:
        fetch(app.test_client(), "/sparql", 304, query_string=ADDRESS, headers=headers)


def test_another_tag_is_answered(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string=ADDRESS, headers={"If-None-Match": '"other"'})
    assert response.status_code == 200


@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+xml"])
def test_each_format_has_its_own_tag(ask: Ask, accept: str) -> None:
    assert ask(LABELS).headers["ETag"] != ask(LABELS, accept).headers["ETag"]


@pytest.mark.parametrize("query", VOLATILE)
def test_a_volatile_answer_is_not_cached(ask: Ask, query: str) -> None:
    first, second = ask(query), ask(query)
    assert ("ETag" in first.headers, first.headers["Cache-Control"], first.data == second.data) == (
        False,
        "no-store",
        "NOW" in query and first.data == second.data,
    )


@pytest.mark.parametrize("query", BLANK)
def test_an_answer_with_new_blank_nodes_is_not_cached(ask: Ask, query: str) -> None:
    assert "ETag" not in ask(query).headers


def test_a_wrong_query_is_refused_under_any_condition(client: FlaskClient) -> None:
    fetch(client, "/sparql?query=wrong", 400, headers={"If-None-Match": "*"})


@pytest.mark.parametrize("path", ["/", "/query", "/questions/who.html", "/query?query=ASK%7B%7D"])
def test_a_page_has_an_entity_tag(client: FlaskClient, path: str) -> None:
    assert "ETag" in client.get(path).headers


def test_an_error_is_not_cached(ask: Ask) -> None:
    assert ask("wrong", status=400).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("encoding", "expected"), [("gzip, br", "gzip"), ("gzip, zstd", "zstd"), ("*", "zstd")])
def test_a_long_answer_is_compressed_as_the_client_accepts(client: FlaskClient, encoding: str, expected: str) -> None:
    response = client.get("/sparql", query_string={"query": LONG}, headers={"Accept-Encoding": encoding})
    assert response.headers["Content-Encoding"] == expected


@pytest.mark.parametrize("encoding", [None, "br", "identity", "gzip;q=0, zstd;q=0"])
def test_a_client_that_accepts_no_compression_receives_none(client: FlaskClient, encoding: str | None) -> None:
    headers = {"Accept-Encoding": encoding} if encoding else {}
    assert "Content-Encoding" not in client.get("/sparql", query_string={"query": LONG}, headers=headers).headers


def test_a_compressed_answer_reads_back(client: FlaskClient) -> None:
    plain = client.get("/sparql", query_string={"query": LONG}).data
    response = client.get("/sparql", query_string={"query": LONG}, headers={"Accept-Encoding": "zstd"})
    assert zstandard.ZstdDecompressor().decompressobj().decompress(response.data) == plain

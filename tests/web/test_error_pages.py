"""Errors as clients and browsers see them."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.protocol import sparql
from tests.web.conftest import LABELS, Ask, fetch

DIRECT = "application/sparql-query"
BODY_LIMIT = 1 << 20


def test_a_syntax_error_has_line_and_column(ask: Ask) -> None:
    assert "line 2, column 12" in ask("ASK {\n ?s ?p 'x }\n", status=400).text


def test_a_missing_query_is_refused(client: FlaskClient) -> None:
    response = fetch(client, "/sparql", 400, method="POST", data={"format": "json"})
    assert "query is missing" in response.text


def test_a_repeated_query_is_refused(client: FlaskClient) -> None:
    fetch(client, "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", 400)


@pytest.mark.parametrize(
    ("query", "accept", "offered"), [(LABELS, "image/png", "text/csv"), ("CONSTRUCT {} {}", "text/csv", "text/turtle")]
)
def test_an_unacceptable_answer_lists_the_formats(ask: Ask, query: str, accept: str, offered: str) -> None:
    assert offered in ask(query, accept, status=406).text


def test_an_unknown_format_lists_the_formats(ask: Ask) -> None:
    assert "text/csv (csv)" in ask(LABELS, status=406, format="docx").text


def test_another_content_type_is_refused(client: FlaskClient) -> None:
    fetch(client, "/sparql", 415, method="POST", data=b"ASK {}", content_type="text/plain")


def test_service_is_refused(ask: Ask) -> None:
    assert "SERVICE" in ask("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", status=403).text


@pytest.mark.parametrize(("name", "status"), [("query", 400), ("update", 403)])
def test_an_update_is_refused(client: FlaskClient, name: str, status: int) -> None:
    fetch(client, "/sparql", status, method="POST", data={name: "CLEAR ALL"})


def test_a_graph_without_an_iri_is_refused(ask: Ask) -> None:
    ask("ASK {}", status=400, **{"default-graph-uri": "not an iri"})


def test_a_large_body_is_refused(client: FlaskClient) -> None:
    response = fetch(client, "/sparql", 413, method="POST", data=b"#" * (BODY_LIMIT + 1), content_type=DIRECT)
    assert "too large" in response.text


def test_a_body_at_the_limit_is_read(client: FlaskClient) -> None:
    query = b"ASK {}\n#".ljust(BODY_LIMIT, b".")
    fetch(client, "/sparql", method="POST", data=query, content_type=DIRECT)


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/questions/none", 404)])
def test_an_unknown_address_is_not_found(client: FlaskClient, path: str, status: int) -> None:
    fetch(client, path, status)


def test_another_method_is_refused_with_the_allowed_ones(client: FlaskClient) -> None:
    response = fetch(client, "/sparql", 405, method="PUT")
    assert response.allow.as_set() >= {"get", "post"}


@pytest.mark.parametrize("path", ["/nowhere", "/questions/none", "/sparql?query=wrong"])
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html", "text/html"),
        ("*/*", "application/problem+json"),
        ("application/sparql-results+json", "application/problem+json"),
        ("text/plain", "text/plain"),
        ("text/csv", "text/plain"),
    ],
)
def test_an_error_has_the_format_that_the_client_prefers(
    client: FlaskClient, path: str, accept: str, media_type: str
) -> None:
    assert client.get(path, headers={"Accept": accept}).mimetype == media_type


def test_an_error_page_escapes_what_was_sent(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": "<script>"}, headers={"Accept": "text/html"})
    assert "<script>" not in response.text


@pytest.mark.parametrize(
    ("path", "link"),
    [("/questions/none", '<a href="../questions.html">/questions.html</a>.'), ("/nowhere", "./search.html")],
)
def test_a_page_that_is_not_found_leads_to_others(client: FlaskClient, path: str, link: str) -> None:
    assert link in client.get(path, headers={"Accept": "text/html"}).text


def test_an_address_that_was_sent_is_no_link(client: FlaskClient) -> None:
    text = client.get("/nowhere/at/all.html", headers={"Accept": "text/html"}).text
    assert 'href="./all.html"' not in text


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A client of an application that fails unexpectedly."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(sparql, "parse_operation", fail)
    return app.test_client()


def test_an_unexpected_error_reveals_no_internals(broken: FlaskClient) -> None:
    response = fetch(broken, "/sparql?query=ASK%7B%7D", 500)
    assert "secret" not in response.text


def test_an_unexpected_error_is_logged(broken: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        broken.get("/sparql?query=ASK%7B%7D")
    assert "ZeroDivisionError: secret" in caplog.text

"""What is kept of answers, by the server and by those who ask again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
import zstandard
from flask.testing import FlaskClient

from kg.config import Settings
from kg.http import cache
from kg.http.concurrency_limit import ConcurrencyLimit
from kg.http.response import Application, Environ, StartResponse
from kg.limits import CacheLimits
from tests.web.conftest import LABELS, Ask, running

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


def test_the_same_tag_gets_not_modified(client: FlaskClient, ask: Ask) -> None:
    headers = {"If-None-Match": ask(LABELS).headers["ETag"]}
    response = client.get("/sparql", query_string=ADDRESS, headers=headers)
    assert (response.status_code, response.data, response.headers["ETag"]) == (304, b"", headers["If-None-Match"])


def test_a_tag_holds_without_anything_kept(tiny: Settings, ask: Ask) -> None:
    headers = {"If-None-Match": ask(LABELS).headers["ETag"]}
    with running(replace(tiny, cache=0)) as app:
        assert app.test_client().get("/sparql", query_string=ADDRESS, headers=headers).status_code == 304


def test_another_tag_gets_the_answer(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string=ADDRESS, headers={"If-None-Match": '"other"'})
    assert response.status_code == 200


@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+xml"])
def test_each_format_has_its_own_tag(ask: Ask, accept: str) -> None:
    assert ask(LABELS).headers["ETag"] != ask(LABELS, accept).headers["ETag"]


@pytest.mark.parametrize("query", VOLATILE)
def test_what_changes_each_time_is_not_kept(ask: Ask, query: str) -> None:
    first, second = ask(query), ask(query)
    assert ("ETag" in first.headers, first.headers["Cache-Control"], first.data == second.data) == (
        False,
        "no-store",
        "NOW" in query and first.data == second.data,
    )


@pytest.mark.parametrize("query", BLANK)
def test_what_makes_blank_nodes_is_not_kept(ask: Ask, query: str) -> None:
    assert "ETag" not in ask(query).headers


def test_a_condition_that_any_tag_meets_makes_no_answer_of_a_wrong_query(client: FlaskClient) -> None:
    assert client.get("/sparql?query=wrong", headers={"If-None-Match": "*"}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/query", "/questions/who.html", "/query?query=ASK%7B%7D"])
def test_a_page_has_an_entity_tag(client: FlaskClient, path: str) -> None:
    assert "ETag" in client.get(path).headers


def test_an_error_is_not_for_caches(ask: Ask) -> None:
    assert ask("wrong", status=400).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("encoding", "expected"), [("gzip, br", "gzip"), ("gzip, zstd", "zstd"), ("*", "zstd")])
def test_a_long_answer_is_compressed_as_the_client_can(client: FlaskClient, encoding: str, expected: str) -> None:
    response = client.get("/sparql", query_string={"query": LONG}, headers={"Accept-Encoding": encoding})
    assert response.headers["Content-Encoding"] == expected


@pytest.mark.parametrize("encoding", [None, "br", "identity", "gzip;q=0, zstd;q=0"])
def test_a_client_that_cannot_gets_it_plain(client: FlaskClient, encoding: str | None) -> None:
    headers = {"Accept-Encoding": encoding} if encoding else {}
    assert "Content-Encoding" not in client.get("/sparql", query_string={"query": LONG}, headers=headers).headers


def test_what_was_compressed_reads_back(client: FlaskClient) -> None:
    plain = client.get("/sparql", query_string={"query": LONG}).data
    response = client.get("/sparql", query_string={"query": LONG}, headers={"Accept-Encoding": "zstd"})
    assert zstandard.ZstdDecompressor().decompressobj().decompress(response.data) == plain


ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12)) + " }"


def test_a_client_waits_for_equal_requests_no_oftener_than_it_may_evaluate(tiny: Settings) -> None:
    statuses: list[int] = []
    with running(replace(tiny, timeout=1, per_client=2)) as app:

        def ask() -> None:
            statuses.append(app.test_client().get("/sparql", query_string={"query": ENDLESS}).status_code)

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    # One evaluates and takes a turn, so one other may wait for it.
    assert sorted(statuses) == [429, 429, 429, 429, 504, 504]


class Slow:
    """An application that answers once it is let go, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.begun = threading.Event()
        self.go = threading.Event()

    def __call__(self, _: Environ, start_response: StartResponse) -> Iterator[bytes]:
        self.asked += 1
        self.begun.set()
        self.go.wait(30)
        start_response("200 OK", [("ETag", '"1"'), ("Content-Type", "text/plain")])
        return iter([b"answer"])


def get(application: Application, host: str = "here") -> bytes:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/sparql", "QUERY_STRING": "query=x", "HTTP_HOST": host}
    return b"".join(application(environ, lambda *_: None))


def test_equal_requests_at_a_time_are_evaluated_once() -> None:
    slow = Slow()
    cached = cache.Cache(slow, CacheLimits(1), lambda: "1", ConcurrencyLimit(8))
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(get(cached))) for _ in range(8)]
    for thread in threads:
        thread.start()
    slow.begun.wait(30)
    slow.go.set()
    for thread in threads:
        thread.join(30)
    assert (slow.asked, answers) == (1, [b"answer"] * 8)


@pytest.mark.parametrize(("host", "version"), [("there", "1"), ("here", "2")])
def test_another_host_or_version_is_evaluated_anew(host: str, version: str) -> None:
    slow = Slow()
    slow.go.set()
    versions = ["1"]
    cached = cache.Cache(slow, CacheLimits(1), lambda: versions[-1], ConcurrencyLimit(8))
    get(cached)
    versions.append(version)
    get(cached, host)
    assert slow.asked == 2


def test_no_more_is_kept_than_the_limit() -> None:
    slow = Slow()
    slow.go.set()
    cached = cache.Cache(slow, CacheLimits(0), lambda: "1", ConcurrencyLimit(8))
    get(cached)
    get(cached)
    assert slow.asked == 2

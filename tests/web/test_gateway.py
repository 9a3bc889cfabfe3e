"""The gateway: whatever it answers itself is answered as the application does it, and everything else by it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlencode

import pytest
import uvloop
from flask import Flask

from kg.config import Settings
from kg.engine.turns import Requester
from kg.gateway.gateway import Gateway
from kg.gateway.service import Service
from kg.http.wsgi import Application
from kg.limits import TurnLimits
from kg.web.context import context_of
from tests.engine.running import ENDLESS
from tests.gateway.requests import Headers, Scope
from tests.patience import PATIENCE
from tests.web.conftest import LABELS, MANY, TYPES, Keys, running

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
HOST = ("host", "localhost")


# One event loop for all, as a server has.
RUNNER = asyncio.Runner(loop_factory=uvloop.new_event_loop)


@pytest.fixture(scope="module", autouse=True)
def loop() -> Iterator[None]:
    """The event loop, which ends with the tests."""
    with RUNNER:
        yield


@dataclass
class Exchange:
    """A request and what it is answered (RSGI)."""

    body: bytes = b""
    left: bool = False
    answer: tuple[int, dict[str, str], bytes] = field(default=(0, {}, b""))

    async def __call__(self) -> bytes:
        return self.body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self.body

    async def client_disconnect(self) -> None:
        """Wait until the client has left."""
        if not self.left:
            await asyncio.Event().wait()

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answer = status, {name.lower(): value for name, value in headers}, body

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.response_bytes(status, headers, b"")

    def response_file(self, status: int, headers: list[tuple[str, str]], path: str) -> None:
        self.response_bytes(status, headers, Path(path).read_bytes())


def refusing(*_: object) -> Any:
    """An application that must not be asked."""
    raise AssertionError("the application was asked")


@contextmanager
def gateway(
    app: Flask, load: Callable[[], Application] | None = None, proxies: int = 0, turn: TurnLimits | None = None
) -> Iterator[Gateway]:
    """A gateway in front of an application, or of another one that is loaded."""
    service: Service = context_of(app)._service
    limits = replace(service.limits, turn=turn or service.limits.turn)
    service = replace(service, settings=replace(service.settings, proxies=proxies), limits=limits)
    made = Gateway(service, load or (lambda: app.wsgi_app), lambda: None)
    yield made
    made._threads.shutdown()
    made._reserved.shutdown()


def answered(made: Gateway, scope: Scope, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    """The response of a gateway to a request."""
    exchange = Exchange(body)
    if body:
        scope = replace(scope, headers=scope.headers.with_line("content-length", str(len(body))))
    RUNNER.run(asyncio.wait_for(made.__rsgi__(scope, exchange), PATIENCE))
    return exchange.answer


def getting(query: str, *headers: tuple[str, str], **parameters: str) -> Scope:
    return Scope(query_string=urlencode({"query": query, **parameters}), headers=Headers(HOST, *headers))


def posting(media_type: str, *headers: tuple[str, str], query_string: str = "") -> Scope:
    return Scope("POST", query_string=query_string, headers=Headers(HOST, ("content-type", media_type), *headers))


JSON = ("accept", "application/sparql-results+json")
# What the gateway answers itself.
OWN: dict[str, tuple[Scope, bytes]] = {
    "GET": (getting(LABELS, JSON), b""),
    "a form": (posting(FORM, JSON), urlencode({"query": LABELS}).encode()),
    "a query as the body": (posting(QUERY, JSON), LABELS.encode()),
    "without Accept": (getting(LABELS), b""),
    "anything": (getting(LABELS, ("accept", "*/*")), b""),
    "a browser": (getting(LABELS, ("accept", "text/html,application/xhtml+xml,*/*;q=0.8")), b""),
    "by quality": (getting(LABELS, ("accept", "text/csv;q=0.5, application/sparql-results+xml")), b""),
    "two lines of Accept": (
        getting(LABELS, ("accept", "text/csv;q=0.5"), ("accept", "text/tab-separated-values")),
        b"",
    ),
    "a parameter": (getting(LABELS, JSON, format="csv"), b""),
    "a parameter in the address of a form": (
        posting(FORM, query_string="format=tsv"),
        urlencode({"query": LABELS}).encode(),
    ),
    "compressed": (getting(MANY + " LIMIT 200", JSON, ("accept-encoding", "gzip")), b""),
    "compressed by zstd": (getting(MANY + " LIMIT 200", JSON, ("accept-encoding", "zstd, gzip")), b""),
    "a large answer": (getting(MANY + " LIMIT 20000", JSON), b""),
    "a graph": (getting(TYPES, ("accept", "text/turtle")), b""),
    "truth": (getting("ASK { ?s ?p ?o }", JSON), b""),
    "what differs each time": (getting("ASK { FILTER(NOW() > 0) }", JSON), b""),
    "a graph of the protocol": (
        getting("ASK { ?s ?p ?o }", JSON, **{"default-graph-uri": "https://example.org/g"}),
        b"",
    ),
    "with a token": (getting(LABELS, JSON, ("authorization", "Bearer nothing")), b""),
}
# What the application answers: what is refused, and what needs more.
OTHERS: dict[str, tuple[Scope, bytes]] = {
    "a syntax error": (getting("SELECT", JSON), b""),
    "a syntax error for a browser": (getting("SELECT", ("accept", "text/html")), b""),
    "no query": (Scope(query_string="", headers=Headers(HOST, ("accept", "text/turtle"))), b""),
    "an empty query": (getting("", JSON), b""),
    "two queries": (Scope(query_string="query=ASK%7B%7D&query=ASK%7B%7D", headers=Headers(HOST)), b""),
    "an unknown format": (getting(LABELS, JSON, format="docx"), b""),
    "an unacceptable format": (getting(LABELS, ("accept", "image/png")), b""),
    "a format for another kind": (getting(LABELS, ("accept", "text/turtle")), b""),
    "a network": (getting(TYPES, ("accept", "application/gexf+xml")), b""),
    "a network by name": (getting(TYPES, format="gexf"), b""),
    "a search": (getting('SELECT * { ?s <https://w3id.org/congress-kg/def#matchesText> "ann" }', JSON), b""),
    "SERVICE": (getting("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", JSON), b""),
    "an update": (posting(FORM), urlencode({"update": "CLEAR ALL"}).encode()),
    "another content type": (posting("text/plain"), b"ASK {}"),
    "a charset": (posting(f"{QUERY}; charset=latin-1"), b"ASK {}"),
    "an undecodable body": (posting(QUERY), b"ASK {} # \xff"),
    "an undecodable address": (Scope(query_string="query=ASK%7B%7D%23%FF", headers=Headers(HOST, JSON)), b""),
    "an undecodable form": (posting(FORM), b"query=ASK%7B%7D%23%FF"),
    "a form that is not ASCII": (posting(FORM), "query=ASK {} #é".encode()),
    "an undecodable name": (Scope(query_string="query=ASK%7B%7D&%FF=1", headers=Headers(HOST, JSON)), b""),
    "an undecodable path": (Scope(path="/id/person/\ufffd", query_string="", headers=Headers(HOST, JSON)), b""),
    "an address that is not ASCII": (
        Scope(path="/search.html", query_string="q=밥", headers=Headers(HOST, ("accept", "text/html"))),
        b"",
    ),
    "a redirect that is not ASCII": (Scope(path="/search", query_string="q=밥", headers=Headers(HOST)), b""),
    "a long address": (getting(f"{LABELS} # {'a' * 64_000}", JSON), b""),
    "large headers": (getting(f"{LABELS} # large", JSON, ("x-large", "a" * 70_000)), b""),
    "a compressed body": (posting(QUERY, ("content-encoding", "gzip")), b"ASK {}"),
    "two content types": (posting(QUERY, ("content-type", "text/plain")), b"ASK {}"),
    "two hosts": (getting(LABELS, JSON, ("host", "example.org")), b""),
    "a bad graph": (getting(LABELS, JSON, **{"default-graph-uri": "not an IRI"}), b""),
    "a bad time": (getting(LABELS, JSON, timeout="soon"), b""),
    "a bad host": (Scope(query_string=urlencode({"query": LABELS}), headers=Headers(("host", "a b"), JSON)), b""),
    "a condition": (getting(LABELS, JSON, ("if-none-match", "*")), b""),
    "another address": (Scope(path="/", query_string="", headers=Headers(HOST, ("accept", "text/html"))), b""),
    "no page": (Scope(path="/nothing", query_string="", headers=Headers(HOST, ("accept", "text/html"))), b""),
    "a suffix": (Scope(path="/sparql.csv", query_string=urlencode({"query": LABELS}), headers=Headers(HOST)), b""),
    "a long CONSTRUCT": (posting(QUERY, ("accept", "text/turtle")), TYPES.encode() + b"#" * 3000),
    "a long query": (posting(QUERY, JSON), LABELS.encode() + b"#" * 20_000),
}


def by_application(app: Flask, scope: Scope, body: bytes) -> tuple[int, dict[str, str], bytes]:
    """The response of the application to the same request."""
    headers = [(name, ", ".join(scope.headers.get_all(name))) for name in scope.headers]
    with app.test_client().open(
        scope.path, method=scope.method, query_string=scope.query_string, headers=headers, data=body
    ) as response:
        return response.status_code, {name.lower(): value for name, value in response.headers}, response.data


def comparable(answer: tuple[int, dict[str, str], bytes]) -> tuple[int, dict[str, str], bytes]:
    """A response without what differs each time."""
    status, headers, body = answer
    headers = dict(headers)
    if "cache-control" in headers:
        headers["cache-control"] = ", ".join(sorted(headers["cache-control"].split(", ")))
    return status, headers, body


@pytest.mark.parametrize("name", OWN)
def test_a_query_is_answered_as_by_the_application(app: Flask, name: str) -> None:
    scope, body = OWN[name]
    with gateway(app, lambda: refusing) as made:
        own = answered(made, scope, body)
    assert own[0] == 200
    assert comparable(own) == comparable(by_application(app, scope, body))


@pytest.mark.parametrize("name", OTHERS)
def test_the_application_answers_everything_else(app: Flask, name: str) -> None:
    scope, body = OTHERS[name]
    with gateway(app) as made:
        other = answered(made, scope, body)
    assert comparable(other) == comparable(by_application(app, scope, body))


def hits(app: Flask) -> float:
    """The number of requests that were answered from the cache."""
    lines = context_of(app).metrics.text().decode().splitlines()
    return sum(float(line.split()[1]) for line in lines if line.startswith('kg_outcomes_total{outcome="hit"}'))


def test_a_repeated_query_is_answered_from_the_cache(app: Flask) -> None:
    before = hits(app)
    with gateway(app, lambda: refusing) as made:
        answers = [answered(made, getting(f"{LABELS} # repeated", JSON)) for _ in range(3)]
        # Another header, so that it is not the same request.
        answers.append(answered(made, getting(f"{LABELS} # repeated", JSON, ("accept-encoding", "identity"))))
    assert answers == answers[:1] * 4
    assert hits(app) == before + 3


def test_queries_are_answered_while_the_application_is_loaded(app: Flask) -> None:
    go = Event()

    def load() -> Application:
        go.wait()
        return app.wsgi_app

    async def main() -> tuple[int, int]:
        page, query = Exchange(), Exchange()
        loading = asyncio.ensure_future(made.__rsgi__(Scope(path="/", query_string="", headers=Headers(HOST)), page))
        await made.__rsgi__(getting(f"{LABELS} # while it is loaded", JSON), query)
        before = page.answer[0], query.answer[0]
        go.set()
        await loading
        assert page.answer[0] == 200
        return before

    with gateway(app, load) as made:
        assert RUNNER.run(main()) == (0, 200)


@pytest.mark.parametrize(
    ("path", "members"), [("/health/live", {"live"}), ("/health", {"live", "ready", "stale", "version"})]
)
def test_probes_are_answered_without_the_application(app: Flask, path: str, members: set[str]) -> None:
    scope = Scope(path=path, query_string="", headers=Headers(HOST))
    with gateway(app, lambda: refusing) as made:
        own = answered(made, scope)
    assert (own[0], json.loads(own[2]).keys()) == (200, members)
    assert comparable(own) == comparable(by_application(app, scope, b""))


def test_a_failure_of_the_gateway_is_an_error_in_words(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with gateway(app) as made:
        monkeypatch.setattr(made._sparql, "answer", lambda *_: 1 / 0)
        status, headers, body = answered(made, getting(LABELS, JSON))
    assert (status, headers["content-type"], json.loads(body)["status"]) == (500, "application/problem+json", 500)
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in body.decode()


def test_a_private_server_answers_holders_of_a_token(tiny: Settings, keys: Keys) -> None:
    token = ("authorization", keys.read["Authorization"])
    with running(replace(tiny, private=True, tokens=keys.path)) as app, gateway(app) as made:
        statuses = [answered(made, getting(LABELS, JSON, *headers))[0] for headers in ((token,), (), (token,))]
        caching = answered(made, getting(LABELS, JSON, token))[1]["cache-control"]
    assert (statuses, caching) == ([200, 401, 200], "private, no-cache")


def test_the_evaluation_of_a_client_that_has_left_is_ended(app: Flask) -> None:
    exchange = Exchange(left=True)
    with gateway(app) as made:
        RUNNER.run(asyncio.wait_for(made.__rsgi__(getting(ENDLESS, JSON), exchange), PATIENCE))
    assert exchange.answer[0] == 499


def test_a_failed_query_takes_a_turn_like_a_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with gateway(app) as made:
        takers: list[Requester] = []
        take = made._turns.take

        async def noted(requester: Requester) -> None:
            takers.append(requester)
            await take(requester)

        monkeypatch.setattr(made._turns, "take", noted)
        assert answered(made, getting("SELECT", JSON))[0] == 400
        assert [requester.client for requester in takers] == ["192.0.2.1"]
        assert made._turns.taken == 0


def test_a_request_whose_turn_does_not_come_is_refused(app: Flask) -> None:
    page = Scope(path="/", query_string="", headers=Headers(HOST))

    async def main() -> int:
        me, exchange = made._requester(page), Exchange()
        for _ in range(made._limits.per_client):
            await made._turns.take(me)
        await made.__rsgi__(page, exchange)
        return exchange.answer[0]

    with gateway(app, turn=TurnLimits(queue_seconds=0.01)) as made:
        assert RUNNER.run(main()) == 429


def test_names_of_programs_and_connections_are_cut(app: Flask) -> None:
    long = "x" * 10_000
    with gateway(app, proxies=1) as made:
        requester = made._requester(getting(LABELS, ("user-agent", long), ("x-forwarded-for", long)))
    assert max(map(len, requester)) < 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "203.0.113.7, 198.51.100.9", "198.51.100.9"),
        (2, "203.0.113.7, 198.51.100.9", "203.0.113.7"),
        (3, "203.0.113.7, 198.51.100.9", "192.0.2.1"),
    ],
)
def test_the_client_is_the_one_that_trusted_proxies_name(app: Flask, proxies: int, forwarded: str, client: str) -> None:
    scope = getting(LABELS, ("x-forwarded-for", forwarded))
    with gateway(app, proxies=proxies) as made:
        assert made._requester(scope).client == client


def test_clients_with_a_network_of_their_own_are_one(app: Flask) -> None:
    with gateway(app) as made:
        assert made._requester(replace(Scope(), client="[2001:db8::7]:4711")).client == "2001:db8::/64"


@dataclass
class Broken(Exchange):
    """A request whose body breaks off: granian then yields an empty part more, or raises."""

    async def __call__(self) -> bytes:
        raise RuntimeError("RSGI transport is closed")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in (self.body, b"", b""):
            yield part


@pytest.mark.parametrize("header", [("transfer-encoding", "chunked"), ("content-length", "99")])
def test_a_body_that_breaks_off_is_refused(app: Flask, header: tuple[str, str]) -> None:
    exchange = Broken(b"ASK {}")
    with gateway(app) as made:
        RUNNER.run(asyncio.wait_for(made.__rsgi__(posting(QUERY, header), exchange), PATIENCE))
    assert (exchange.answer[0], json.loads(exchange.answer[2])["status"]) == (400, 400)


def test_a_path_is_decoded_once(app: Flask) -> None:
    scope = Scope(path="/id/a%20b.html", query_string="", headers=Headers(HOST, ("accept", "text/html")))
    with gateway(app) as made:
        assert "/id/a%20b.html" in answered(made, scope)[2].decode()

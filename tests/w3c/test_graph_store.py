"""The tests of the SPARQL 1.1 Graph Store HTTP Protocol: the requests of the manifests, in their order."""

from __future__ import annotations

from email.message import Message

from pyoxigraph import RdfFormat, parse

from tests.w3c.client import Answer, Endpoint
from tests.w3c.comparison import Graphs, check, graphs
from tests.w3c.messages import Exchange, exchanges
from tests.w3c.scope import parametrized
from tests.w3c.suite import Case

BASE = "http://www.example/gsp"


def parameters(value: str) -> tuple[str, str]:
    """A media type and its character set, which is UTF-8 where none is named."""
    message = Message()
    message["Content-Type"] = value
    return message.get_content_type(), message.get_content_charset("utf-8")


def graph(body: bytes, media_type: str) -> Graphs:
    form = RdfFormat.from_media_type(parameters(media_type)[0])
    assert form is not None, f"a graph in {media_type!r}"
    return graphs(parse(body, form, base_iri=BASE))


def replay(exchange: Exchange, endpoint: Endpoint, known: dict[str, str]) -> Answer:
    """Send a request to where our graph store is, with values from earlier responses filled in."""
    path, body = "/data" + exchange.path.removeprefix("/gsp"), exchange.sent.body
    for variable, value in known.items():
        path, body = path.replace(variable, value), body and body.replace(variable, value)
    raw = None if body is None else body.encode(exchange.sent.encoding)
    return endpoint.ask(exchange.method, path, exchange.sent.headers, raw)


def check_response(exchange: Exchange, answer: Answer) -> None:
    assert exchange.takes(answer.status), f"{exchange.method} {exchange.path}: {exchange.statuses} expected, {answer}"
    expected = exchange.received
    if "content-type" in expected.headers:
        assert parameters(answer.media_type) == parameters(expected.headers["content-type"]), answer
    if expected.raw is not None:
        check(graph(expected.raw, expected.headers["content-type"]), graph(answer.body, answer.media_type))
    if exchange.method == "HEAD":
        assert answer.body == b""


@parametrized("GraphStoreProtocolTest")
def test_graph_store(case: Case, endpoint: Endpoint) -> None:
    endpoint.load(())
    endpoint.loaded = None
    known: dict[str, str] = {}
    for exchange in exchanges(case):
        answer = replay(exchange, endpoint, known)
        check_response(exchange, answer)
        if exchange.location:
            known[exchange.location] = answer.headers["Location"]

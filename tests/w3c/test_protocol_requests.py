"""The tests of the SPARQL 1.1 Protocol: the requests of the manifest, sent as they are written there."""

from __future__ import annotations

from tests.w3c.client import Answer, Endpoint
from tests.w3c.documents import answered
from tests.w3c.messages import Exchange, exchanges
from tests.w3c.scope import parametrized
from tests.w3c.suite import UT, Case

RESULTS = {"application/sparql-results+xml", "application/sparql-results+json"}
GRAPHS = {"application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json", "text/html"}
FORMATS = {"boolean": RESULTS, "tabular": {*RESULTS, "text/csv", "text/tab-separated-values"}, "RDF": GRAPHS}


def replay(exchange: Exchange, endpoint: Endpoint) -> Answer:
    """Send a request; only its path begins where our endpoint is, which the manifest asks for."""
    path = "/sparql" + exchange.path.removeprefix("/sparql/")
    return endpoint.ask(exchange.method, path, exchange.sent.headers, exchange.sent.raw)


def check(exchange: Exchange, answer: Answer) -> None:
    assert exchange.takes(answer.status), f"{exchange.statuses} expected, {answer}"
    # The token is sent with every request: a refusal must be about the request that the test is about.
    assert answer.status not in (401, 403), answer
    if answer.status >= 300:
        return
    if exchange.form:
        assert answer.media_type.partition(";")[0].strip() in FORMATS[exchange.form], answer
    if exchange.boolean is not None:
        assert answered(answer.body, answer.media_type, ordered=False) is exchange.boolean, answer


@parametrized("ProtocolTest")
def test_protocol(case: Case, endpoint: Endpoint) -> None:
    endpoint.load(case.manifest.data(case.node, UT))
    endpoint.loaded = None
    for exchange in exchanges(case):
        check(exchange, replay(exchange, endpoint))

"""Parameters that occur more than once are refused: none of their values is chosen silently."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import fetch


@pytest.mark.parametrize(
    "address",
    [
        "/search.html?q=a&q=b",
        "/suggest.json?q=a&limit=1&limit=2",
        "/explore/around.json?thing=id/person/ann&thing=id/person/bob",
        "/explore/around.json?thing=id/person/ann&page=1&page=2",
        "/explore/path.json?from=id/person/ann&to=id/person/bob&to=id/person/ann",
        "/export/graph.gexf?depth=1&depth=2",
        "/questions.html?contains=a&contains=b",
        "/data?default&format=ttl&format=nt",
        "/sparql/hints.json?query=ASK{}&query=ASK{}",
        "/sparql?query=ASK{}&query=ASK{}",
        "/sparql?query=ASK{}&timeout=1&timeout=2",
        "/lookup?uri=urn:a&uri=urn:b",
    ],
)
def test_a_parameter_occurs_once(client: FlaskClient, address: str) -> None:
    refused = fetch(client, address, 400, headers={"Accept": "application/json"})
    assert "more than one" in refused.text or "more than once" in refused.text

"""Hosts that a request names: those that can be a server's are answered, and others refused in every format."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import fetch

VALID = ["localhost", "localhost:8000", "a.example.org.", "127.0.0.1", "[::1]:80", "a_b-c", ""]
INVALID = ["a b", "a/b", "a@b", "x" * 64, "a..b", ".a", "[::1", "::1", "a:b", "a:99999999", "é", "<b>", "a,b"]


@pytest.mark.parametrize("host", VALID)
def test_a_valid_host_is_answered(client: FlaskClient, host: str) -> None:
    fetch(client, "/problems", headers={"Host": host})


@pytest.mark.parametrize("accept", ["text/html", "text/plain", "application/json"])
@pytest.mark.parametrize("path", ["/", "/nothing", "/sparql?query=ASK{}", "/static/style.css"])
@pytest.mark.parametrize("host", INVALID, ids=range(len(INVALID)))
def test_an_invalid_host_is_refused(client: FlaskClient, host: str, path: str, accept: str) -> None:
    refused = fetch(client, path, 400, headers={"Host": host, "Accept": accept})
    assert "Invalid Host header" in refused.text


def test_the_kind_of_problem_is_named_without_a_host(client: FlaskClient) -> None:
    refused = fetch(client, "/", 400, headers={"Host": "a b", "Accept": "application/json"})
    assert refused.get_json()["type"] == "/problems#request"

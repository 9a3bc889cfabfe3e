"""Preflight requests: scripts of other sites may send what does no harm, and never the credentials of visitors."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.conftest import fetch

PATHS = ["/sparql", "/data", "/data/a/b", "/", "/id/person/ann", "/explore.json", "/health"]


def preflight(client: FlaskClient, headers: str, path: str = "/sparql") -> TestResponse:
    """The response to a browser that asks whether a script of another site may send some headers."""
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": headers}
    return fetch(client, path, 204, "OPTIONS", headers={"Origin": "https://example.org", **asked})


def allowed(response: TestResponse) -> list[str]:
    """The names of the headers that a preflight response allows."""
    return response.headers["Access-Control-Allow-Headers"].split(", ")


@pytest.mark.parametrize("path", PATHS)
def test_headers_that_do_no_harm_are_allowed_everywhere(client: FlaskClient, path: str) -> None:
    names = ["x-requested-with", "cache-control", "queryid", "traceparent", "X-Odd!Name"]
    response = preflight(client, ", ".join(names), path)
    assert set(names) <= set(allowed(response))
    assert "Access-Control-Request-Headers" in response.headers["Vary"]


@pytest.mark.parametrize(("path", "method"), [("/data", "PATCH"), ("/sparql", "POST"), ("/", "HEAD")])
def test_the_methods_of_the_address_are_allowed(client: FlaskClient, path: str, method: str) -> None:
    response = preflight(client, "", path)
    methods = set(response.headers["Access-Control-Allow-Methods"].split(", "))
    assert {"GET", "OPTIONS", method} <= methods == set(response.headers["Allow"].split(", "))


@pytest.mark.parametrize("header", ["Content-Type", "If-Match", "Authorization"])
def test_what_the_protocols_need_is_named_in_any_case(client: FlaskClient, header: str) -> None:
    assert [name.lower() for name in allowed(preflight(client, header.lower()))].count(header.lower()) == 1


@pytest.mark.parametrize("header", ["cookie", "Proxy-Authorization", "*, a b", "a(b)", "a:b", "x" * 65, "é"])
def test_credentials_and_what_is_not_a_name_are_left_out(client: FlaskClient, header: str) -> None:
    assert set(header.split(", ")) & set(allowed(preflight(client, header))) <= {"*"}


def test_credentials_of_visitors_are_never_allowed(client: FlaskClient) -> None:
    response = preflight(client, "cookie, authorization")
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_response_repeats_a_limited_number_of_names(client: FlaskClient) -> None:
    assert len(allowed(preflight(client, ", ".join(f"x-{number}" for number in range(1000))))) < 200


def test_an_address_without_a_page_allows_nothing(client: FlaskClient) -> None:
    response = fetch(client, "/nothing", 404, "OPTIONS", headers={"Access-Control-Request-Headers": "x-a"})
    assert "Access-Control-Allow-Headers" not in response.headers

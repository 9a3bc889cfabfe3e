"""Clients that are little more than HTTP: pandas, curl, scripts in a browser, and Oxigraph's SERVICE."""

from __future__ import annotations

import json
from typing import NamedTuple
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pandas as pd
import pyoxigraph as ox
import pytest

from tests.clients.conftest import ANN, BOB, EX, KNOWN, LABELS
from tests.patience import PATIENCE

ORIGIN = {"Origin": "https://yasgui.example"}
YASGUI = "application/sparql-results+json,*/*;q=0.9"


class Reply(NamedTuple):
    """What a server answers."""

    headers: dict[str, str]
    body: bytes


def send(url: str, method: str = "GET", data: bytes | None = None, **headers: str) -> Reply:
    """Send a request from another site, without an Accept header unless one is given."""
    named = {name.replace("_", "-"): value for name, value in {**ORIGIN, **headers}.items()}
    with urlopen(Request(url, data, named, method=method), timeout=PATIENCE) as response:  # noqa: S310
        return Reply({name.lower(): value for name, value in response.headers.items()}, response.read())


def names(reply: Reply, header: str) -> set[str]:
    """The names in a header, in lower case."""
    return {name.strip().lower() for name in reply.headers[header].split(",")}


@pytest.fixture
def rows(sparql: str) -> str:
    """The address of an answer in CSV."""
    return f"{sparql}?{urlencode({'query': LABELS, 'format': 'csv'})}"


def test_pandas_reads_csv(rows: str) -> None:
    frame = pd.read_csv(rows)
    assert frame.fillna(0).to_numpy().tolist() == [[f"{EX}ann", ANN, 61], [f"{EX}bob", BOB, 0]]


def test_a_client_without_an_accept_header_gets_the_format_that_it_names(rows: str) -> None:
    assert send(rows).headers["content-type"] == "text/csv; charset=utf-8"


def test_a_client_without_an_accept_header_gets_json(sparql: str) -> None:
    reply = send(f"{sparql}?{urlencode({'query': LABELS})}")
    assert reply.headers["content-type"].partition(";")[0] == "application/sparql-results+json"


def test_a_form_of_a_browser_gets_json(sparql: str) -> None:
    reply = send(sparql, "POST", urlencode({"query": KNOWN}).encode(), Accept=YASGUI)
    assert json.loads(reply.body)["results"]["bindings"] == [{"o": {"type": "uri", "value": f"{EX}bob"}}]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_scripts_of_other_sites_may_read(sparql: str, method: str) -> None:
    body = urlencode({"query": LABELS}).encode() if method == "POST" else None
    assert send(sparql, method, body).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("header", ["etag", "link"])
def test_scripts_of_other_sites_may_read_a_header(rows: str, header: str) -> None:
    assert header in names(send(rows), "access-control-expose-headers")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_answers_have_a_tag(rows: str, method: str) -> None:
    assert send(rows, method).headers["etag"]


@pytest.mark.parametrize(("path", "method"), [("sparql", "GET"), ("sparql", "POST"), ("data", "GET"), ("data", "PUT")])
def test_a_preflight_allows_the_method(url: str, path: str, method: str) -> None:
    reply = send(f"{url}/{path}", "OPTIONS", Access_Control_Request_Method=method)
    assert method.lower() in names(reply, "access-control-allow-methods")


@pytest.mark.parametrize("path", ["sparql", "data"])
def test_a_preflight_allows_the_headers_that_scripts_send(url: str, path: str) -> None:
    wanted = {"authorization", "content-type", "if-none-match"}
    reply = send(f"{url}/{path}", "OPTIONS", Access_Control_Request_Headers=",".join(sorted(wanted)))
    assert wanted <= names(reply, "access-control-allow-headers")


def test_oxigraph_asks_the_server_as_a_service(sparql: str) -> None:
    found = ox.Store().query(f"SELECT ?label WHERE {{ SERVICE <{sparql}> {{ {LABELS} }} }}")
    assert [row["label"] for row in found] == [ox.Literal(ANN, language="en"), ox.Literal(BOB, language="ko")]

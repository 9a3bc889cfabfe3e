"""SPARQLWrapper, which adds format, output and results to every request."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Client
from SPARQLWrapper.SPARQLExceptions import Unauthorized

from tests.clients.conftest import ANN, BOB, EX, FALSE, LABELS, PERSONS, TRUE, Writable

SUBJECTS = {URIRef(f"{EX}ann"), URIRef(f"{EX}bob")}
LONG = f"{LABELS}\n#{'x' * 20_000}"
QUOTING: dict[str, Any] = {CSV: csv.QUOTE_MINIMAL, TSV: csv.QUOTE_NONE}


def ask(url: str, query: str, form: str, method: str = GET, request: str = URLENCODED) -> Any:
    """The answer to a query, as the client reads it."""
    client = Client(url, returnFormat=form)
    client.setMethod(method)
    client.setRequestMethod(request)
    client.setQuery(query)
    return client.queryAndConvert()


def labels(answer: dict[str, Any]) -> list[str]:
    return [row["label"]["value"] for row in answer["results"]["bindings"]]


def test_rows_in_json(sparql: str) -> None:
    assert labels(ask(sparql, LABELS, JSON)) == [ANN, BOB]


def test_rows_in_xml(sparql: str) -> None:
    literals = ask(sparql, LABELS, XML).getElementsByTagName("literal")
    assert [node.firstChild.data for node in literals] == [ANN, "61", BOB]


@pytest.mark.parametrize(("form", "label"), [(CSV, BOB), (TSV, f'"{BOB}"@ko')])
def test_rows_in_text(sparql: str, form: str, label: str) -> None:
    text = ask(sparql, LABELS, form).decode()
    rows = list(csv.reader(io.StringIO(text), "excel" if form == CSV else "excel-tab", quoting=QUOTING[form]))
    assert (len(rows), rows[-1][1]) == (3, label)


@pytest.mark.parametrize(("query", "truth"), [(TRUE, True), (FALSE, False)], ids=["true", "false"])
def test_truth_in_json(sparql: str, query: str, *, truth: bool) -> None:
    assert ask(sparql, query, JSON)["boolean"] is truth


@pytest.mark.parametrize(("query", "truth"), [(TRUE, "true"), (FALSE, "false")], ids=["true", "false"])
def test_truth_in_xml(sparql: str, query: str, truth: str) -> None:
    assert ask(sparql, query, XML).getElementsByTagName("boolean")[0].firstChild.data == truth


@pytest.mark.parametrize("form", [JSONLD, RDFXML, XML])
def test_graphs_are_read(sparql: str, form: str) -> None:
    assert set(ask(sparql, PERSONS, form).subjects()) == SUBJECTS


@pytest.mark.parametrize("form", [TURTLE, N3])
def test_graphs_as_text(sparql: str, form: str) -> None:
    assert set(Graph().parse(data=ask(sparql, PERSONS, form), format="turtle").subjects()) == SUBJECTS


@pytest.mark.filterwarnings("ignore:Sending Accept header:RuntimeWarning")
def test_a_graph_as_json_is_json_ld(sparql: str) -> None:
    assert set(ask(sparql, PERSONS, JSON).subjects()) == SUBJECTS


@pytest.mark.parametrize("request_", [URLENCODED, POSTDIRECTLY])
def test_long_queries_by_post(sparql: str, request_: str) -> None:
    assert labels(ask(sparql, LONG, JSON, POST, request_)) == [ANN, BOB]


@pytest.mark.parametrize("request_", [URLENCODED, POSTDIRECTLY])
def test_updates_with_a_token(writable: Writable, request_: str) -> None:
    client = Client(writable.url)
    client.addCustomHttpHeader("Authorization", writable.headers["Authorization"])
    client.setMethod(POST)
    client.setRequestMethod(request_)
    client.setQuery(f'INSERT DATA {{ <{EX}{request_}> <{EX}says> "hi" }}')
    client.query()
    found = ask(writable.url, f"CONSTRUCT WHERE {{ <{EX}{request_}> ?p ?o }}", RDFXML)
    assert set(found) == {(URIRef(EX + request_), URIRef(f"{EX}says"), Literal("hi"))}


def test_updates_without_a_token_are_refused(writable: Writable) -> None:
    client = Client(writable.url)
    client.setMethod(POST)
    client.setQuery("CLEAR ALL")
    with pytest.raises(Unauthorized):
        client.query()

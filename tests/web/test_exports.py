"""Networks over HTTP: files at addresses, and queries answered with networks."""

from __future__ import annotations

import csv

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.limits import Limits, NetworkLimits
from kg.publish.networks.formats import NETWORK_FORMATS, NetworkFormat
from tests.web.conftest import BASE, TYPES, Ask, fetch, limited
from tests.web.test_entity_lists import links
from tests.web.test_pages import page

ANN = f"{BASE}id/person/ann"


@pytest.mark.parametrize("form", NETWORK_FORMATS, ids=lambda form: form.name)
def test_the_whole_network_is_a_file_in_each_format(client: FlaskClient, form: NetworkFormat) -> None:
    response = fetch(client, f"/export/graph.{form.suffix}")
    assert response.content_type == form.content_type


def test_the_file_of_an_entity_is_named_after_it(client: FlaskClient) -> None:
    response = client.get("/export/id/person/ann.yed.graphml")
    assert response.headers["Content-Disposition"] == "attachment; filename=ann.yed.graphml"


def test_the_network_around_an_isolated_entity_is_that_entity(client: FlaskClient) -> None:
    rows = csv.DictReader(client.get("/export/id/person/ann.nodes.csv").text.splitlines())
    assert [row["Id"] for row in rows] == [ANN]


def test_a_head_request_has_the_length_and_no_body(client: FlaskClient) -> None:
    head, got = client.head("/export/graph.gexf"), client.get("/export/graph.gexf")
    assert (head.data, head.content_length) == (b"", len(got.data))


def test_an_unchanged_file_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/export/graph.gexf").headers["ETag"]
    fetch(client, "/export/graph.gexf", 304, headers={"If-None-Match": tag})


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/id/person/nobody.gexf", 404),
        ("/export/id/person/a b.gexf", 404),
        ("/export/graph.pdf", 404),
        ("/export/id/person/ann.gexf?depth=9", 400),
        ("/export/id/person/ann.gexf?depth=many", 400),
    ],
)
def test_an_invalid_export_is_refused(client: FlaskClient, path: str, status: int) -> None:
    fetch(client, path, status)


def test_a_network_that_is_too_large_is_refused(app: Flask) -> None:
    with limited(app, Limits(network=NetworkLimits(statements=-1))) as client:
        fetch(client, "/export/id/person/bob.gexf", 507)


def test_a_query_is_answered_with_a_network_by_name(ask: Ask) -> None:
    rows = csv.DictReader(ask(TYPES, format="nodes").text.splitlines())
    assert [row["Id"] for row in rows] == [ANN, f"{BASE}id/person/bob"]


def test_a_query_is_answered_with_a_network_by_media_type(ask: Ask) -> None:
    assert ask(TYPES, "application/gexf+xml").content_type == "application/gexf+xml"


def test_a_table_is_not_acceptable_as_a_network(ask: Ask) -> None:
    ask("SELECT ?s WHERE { ?s ?p ?o }", format="gexf", status=406)


def test_a_volatile_network_is_not_cached(ask: Ask) -> None:
    response = ask("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o FILTER (RAND() < 2) }", format="gexf")
    assert response.cache_control.no_store


def test_the_page_of_a_node_links_the_network_around_it(client: FlaskClient) -> None:
    found = links(page(client, "/id/person/bob.html"), "/id/person/bob.html")
    assert {f"/export/id/person/bob.{form.suffix}" for form in NETWORK_FORMATS} <= found


def test_the_page_of_another_entity_links_no_network(client: FlaskClient) -> None:
    assert "/export/" not in page(client, "/source/text.html")


def test_the_page_of_the_dataset_links_every_format(client: FlaskClient) -> None:
    found = links(page(client, "/dataset.html"), "/dataset.html")
    assert {f"/export/graph.{form.suffix}" for form in NETWORK_FORMATS} <= found

"""The lists of entities, the search index, and the look-up of IRIs."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import OWL, Graph, URIRef

from kg.limits import Limits, PageLimits
from tests.nonempty import nonempty
from tests.web.conftest import BASE, fetch, limited
from tests.web.test_pages import Reader, page

ANN, WIKIDATA = f"{BASE}id/person/ann", "http://www.wikidata.org/entity/Q1"
HTML = {"Accept": "text/html"}


def links(text: str, path: str) -> set[str]:
    """The targets of the links of the page at a path."""
    return {urljoin(path, link) for link in Reader(text).values("a", "href")}


def test_the_address_without_a_suffix_redirects_to_the_page(client: FlaskClient) -> None:
    response = fetch(client, "/things", 301)
    assert response.location == "/things.html"


def test_every_class_is_listed_with_its_number(client: FlaskClient) -> None:
    text = page(client, "/things.html")
    assert ("/things/Person.html" in links(text, "/things.html"), "<span>2</span>" in text) == (True, True)


def test_a_list_links_the_pages_of_its_entities(client: FlaskClient) -> None:
    found = links(page(client, "/things/Person.html"), "/things/Person.html")
    assert {"/id/person/ann.html", "/id/person/bob.html"} <= found


def test_a_list_offers_its_file_for_spreadsheets(client: FlaskClient) -> None:
    assert "/things/Person.csv" in links(page(client, "/things/Person.html"), "/things/Person.html")
    response = fetch(client, "/things/Person.csv")
    assert (response.mimetype, response.text.splitlines()[1].rpartition(",")[2]) == ("text/csv", ANN)


@pytest.mark.parametrize(
    ("path", "columns"),
    [
        ("Person", "Name, Korean name, Post, Party of the post, Role"),
        ("Message", "Name, Sender, From the party, Country, Published, Outlet, Occasion"),
        ("Event", "Name, Date, Place, Part of"),
        ("Election", "Name, Elected by, Elected, To, As, Date, Part of"),
        ("Gap", "What is missing, About, Kind, Text; Source"),
        ("CuratorNote", "Name, Kind, About, The source has, Is read as, Text; Source"),
        ("OrganTerm", "Name, Kind, Elected by, Elected, Members; Organ of"),
        ("Passage", "Name, Source, Section, Kind"),
    ],
)
def test_a_list_answers_what_readers_look_for(project: FlaskClient, path: str, columns: str) -> None:
    text = page(project, f"/things/{path}.html")
    heads, common = (
        re.findall(pattern, text)
        for pattern in (r'<th scope="col">(.*?)</th>', r"<dt>(.*?), the same in every row</dt>")
    )
    assert "; ".join([", ".join(heads), *common]) == columns


@pytest.mark.parametrize("key", ["Person", "Event", "Gap", "Assertion"])
def test_no_list_stands_in_a_box_that_scrolls(project: FlaskClient, key: str) -> None:
    elements = Reader(page(project, f"/things/{key}.html")).elements
    assert [tag for tag, attributes in nonempty(elements) if "scroll" in (attributes.get("class") or "")] == []


def test_the_list_of_people_leads_to_what_they_did_when(project: FlaskClient) -> None:
    path = "/things/Person.html"
    assert "/people-by-day.html" in links(page(project, path), path)


def test_the_lists_that_few_look_for_are_folded(project: FlaskClient) -> None:
    folded = page(project, "/things.html").partition("<details>")[2]
    assert ("GapKind.html" in folded, "Person.html" in folded) == (True, False)


def test_a_list_marks_the_language_of_a_name(client: FlaskClient) -> None:
    assert 'lang="ko">밥</a>' in page(client, "/things/Person.html")


def test_names_are_escaped(client: FlaskClient) -> None:
    assert "Ann &lt;script&gt;" in page(client, "/things/Person.html")


@pytest.mark.parametrize("name", ["Nothing", "Person~2", "Person~x", "../things"])
def test_an_unknown_list_is_not_found(client: FlaskClient, name: str) -> None:
    fetch(client, f"/things/{name}.html", 404)


@pytest.mark.parametrize(("here", "there"), [("Person", "Person~2"), ("Person~2", "Person")])
def test_pages_of_a_list_link_to_each_other(app: Flask, here: str, there: str) -> None:
    path = f"/things/{here}.html"
    with limited(app, Limits(page=PageLimits(listed=1))) as client:
        assert f"/things/{there}.html" in links(page(client, path, fresh="1"), path)


@pytest.mark.parametrize("name", ["Nothing", "Person~2"])
def test_the_file_of_an_unknown_list_is_not_found(client: FlaskClient, name: str) -> None:
    fetch(client, f"/things/{name}.csv", 404)


@pytest.mark.parametrize("path", ["/things.html", "/things/Person.html", f"/lookup?uri={WIKIDATA}"])
def test_pages_are_well_formed(client: FlaskClient, path: str) -> None:
    assert Reader(client.get(path, headers=HTML).text).open == []


def test_the_search_index_has_the_names_of_entities(client: FlaskClient) -> None:
    response = client.get("/search.json")
    paths = {path for path, *_ in json.loads(response.data)["entries"]}
    assert {"/id/person/ann", "/id/person/bob", "/source/text"} <= paths


@pytest.mark.parametrize(("iri", "location"), [(ANN, "/id/person/ann"), (BASE, "/"), (f"{BASE}def", "/def")])
def test_an_iri_of_the_dataset_redirects_to_its_own_address(client: FlaskClient, iri: str, location: str) -> None:
    response = fetch(client, "/lookup", 303, query_string={"uri": iri})
    assert response.location == location


def test_an_external_iri_is_answered_with_its_statements(client: FlaskClient) -> None:
    response = client.get("/lookup", query_string={"uri": WIKIDATA})
    graph = Graph().parse(data=response.data, format="turtle")
    assert (URIRef(ANN), OWL.sameAs, URIRef(WIKIDATA)) in graph


def test_a_browser_receives_a_page_about_an_external_iri(client: FlaskClient) -> None:
    assert "/id/person/ann.html" in links(page(client, "/lookup", uri=WIKIDATA), "/lookup")


@pytest.mark.parametrize("iri", [f"{BASE}id/person/nobody", "http://www.wikidata.org/entity/Q2", ANN.replace("s", "")])
def test_an_unknown_iri_is_not_found(client: FlaskClient, iri: str) -> None:
    fetch(client, "/lookup", 404, query_string={"uri": iri})


@pytest.mark.parametrize(
    ("accept", "named"), [("text/html", "/graph/proofs"), ("text/turtle", "graph:proofs rdfs:label")]
)
def test_an_iri_that_only_the_dataset_description_mentions_is_found(
    fictional: FlaskClient, accept: str, named: str
) -> None:
    iri = "http://www.w3.org/ns/sparql-service-description#Graph"
    assert named in fetch(fictional, "/lookup", query_string={"uri": iri}, headers={"Accept": accept}).text


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/rdf+xml"])
def test_an_unknown_iri_is_not_found_in_the_requested_format(client: FlaskClient, accept: str) -> None:
    response = fetch(client, "/lookup", 404, query_string={"uri": f"{ANN}x"}, headers={"Accept": accept})
    assert response.mimetype == accept


@pytest.mark.parametrize("query", ["", "uri=", "uri=person/ann", "uri=urn:a&uri=urn:b", "uri=urn:a>%20%3Fp%20%3Fo"])
def test_an_invalid_iri_is_refused(client: FlaskClient, query: str) -> None:
    fetch(client, f"/lookup?{query}", 400)

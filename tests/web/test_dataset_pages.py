"""The dataset as a whole: its page, its description in RDF, the sitemap and the rules for crawlers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import RDF, VOID, Graph, URIRef

from kg.config import Settings
from kg.formats import document_formats, rdf_document_formats
from kg.limits import Limits, PageLimits
from tests.nonempty import nonempty
from tests.web.conftest import BASE, Keys, fetch, limited, running
from tests.web.test_pages import Reader, page, status

MEDIA_TYPES = {form.suffix: form.media_type for form in document_formats()}
RDF_SUFFIXES = [form.suffix for form in rdf_document_formats()]

PARSERS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml", "trig": "turtle"}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ADDRESSES = ["/dataset.html", "/dataset.ttl", "/.well-known/void", "/sitemap.xml", "/things.html", "/search.json"]


def embedded(text: str) -> dict[str, Any]:
    """The JSON-LD embedded in a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


@pytest.mark.parametrize(("suffix", "media_type"), MEDIA_TYPES.items())
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_dataset_redirects_to_the_preferred_document(
    client: FlaskClient, method: str, suffix: str, media_type: str
) -> None:
    response = client.open("/dataset", method=method, headers={"Accept": media_type})
    assert (response.status_code, response.location) == (303, f"/dataset.{suffix}")


def test_an_unacceptable_request_lists_the_formats(client: FlaskClient) -> None:
    response = fetch(client, "/dataset", 406, headers={"Accept": "image/png"})
    assert "text/turtle" in response.text


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json;q=0.9, */*;q=0.1"])
def test_the_base_redirects_programs_to_the_description(client: FlaskClient, accept: str) -> None:
    response = fetch(client, "/", 303, headers={"Accept": accept})
    assert response.location.startswith("/dataset.")


@pytest.mark.parametrize("accept", [None, "*/*", BROWSER, "text/turtle;q=0.5, text/html"])
def test_the_base_is_the_home_page_for_others(client: FlaskClient, accept: str | None) -> None:
    assert client.get("/", headers={"Accept": accept} if accept else {}).mimetype == "text/html"


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_the_description_can_be_read_in_each_format(client: FlaskClient, suffix: str) -> None:
    response = client.get(f"/dataset.{suffix}")
    graph = Graph().parse(data=response.data, format=PARSERS[suffix])
    assert (response.mimetype, (URIRef(BASE), RDF.type, VOID.Dataset) in graph) == (MEDIA_TYPES[suffix], True)


def test_another_format_is_not_found(client: FlaskClient) -> None:
    fetch(client, "/dataset.xls", 404)


@pytest.mark.parametrize(
    ("accept", "mimetype"), [(None, "text/turtle"), ("application/rdf+xml", "application/rdf+xml")]
)
def test_the_well_known_address_negotiates_the_format(client: FlaskClient, accept: str | None, mimetype: str) -> None:
    response = fetch(client, "/.well-known/void", headers={"Accept": accept} if accept else {})
    assert response.mimetype == mimetype


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_unchanged_document_is_not_sent_again(client: FlaskClient, path: str) -> None:
    etag = client.get(path).headers["ETag"]
    fetch(client, path, 304, headers={"If-None-Match": etag})


@pytest.mark.parametrize("path", [*ADDRESSES, "/", f"/lookup?uri={BASE}id/person/ann"])
def test_the_description_of_a_private_dataset_needs_a_token(tiny: Settings, keys: Keys, path: str) -> None:
    with running(replace(tiny, private=True, tokens=keys.path)) as app:
        fetch(app.test_client(), path, 401)


def test_the_page_describes_the_dataset(client: FlaskClient) -> None:
    text = page(client, "/dataset.html")
    assert ("Tiny graph: the dataset" in text, "Two persons and a passage." in text) == (True, True)


def test_the_page_says_what_the_dataset_is_and_how_reliable(project: FlaskClient) -> None:
    text = page(project, "/dataset.html").partition('<h2 id="what">')[2].partition("</section>")[0]
    words = ("in circulation</a>", "%) are explicit", "each with its proof", "gaps</a>", "is not checked")
    assert [word for word in words if word not in text] == []


def test_without_dumps_the_page_says_how_to_get_all_facts(project: FlaskClient) -> None:
    text = page(project, "/dataset.html")
    assert ("kg dump" in text, text.index('id="what"') < text.index('id="dumps"') < text.index('id="cite"')) == (
        True,
        True,
    )


def test_passages_are_counted_as_on_the_page_of_their_source(project: FlaskClient) -> None:
    counted = re.findall(r"(\d+) with facts", page(project, "/dataset.html"))
    source = re.search(r"(\d+) with facts", page(project, "/source/9th-congress.html"))
    assert (source and source[1]) in counted


def test_the_page_shows_the_citation(client: FlaskClient) -> None:
    assert "@misc{tiny-graph," in page(client, "/dataset.html")


def test_links_of_the_page_are_not_broken(client: FlaskClient) -> None:
    links = Reader(page(client, "/dataset.html")).values("a", "href")
    local = {urljoin("/dataset.html", one) for one in links if not urlsplit(one).scheme}
    assert {one for one in nonempty(local) if status(client, one) != 200} == set()


@pytest.mark.parametrize("path", ["/", "/dataset.html"])
def test_pages_embed_the_description_for_search_engines(client: FlaskClient, path: str) -> None:
    found = embedded(page(client, path))
    assert (found["@type"], found["@id"], found["name"]) == ("Dataset", BASE, "Tiny graph")


def test_the_sitemap_lists_existing_pages(client: FlaskClient) -> None:
    root = ElementTree.fromstring(client.get("/sitemap.xml").data)  # noqa: S314
    found = [str(one.text) for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert [one for one in nonempty(found) if status(client, "/" + one.removeprefix(BASE)) != 200] == []


def test_a_sitemap_in_one_file_has_no_parts(client: FlaskClient) -> None:
    fetch(client, "/sitemap-1.xml", 404)


@pytest.mark.parametrize(("number", "code"), [(1, 200), (99, 404)])
def test_a_long_sitemap_has_parts(app: Flask, number: int, code: int) -> None:
    with limited(app, Limits(page=PageLimits(sitemap=3))) as client:
        fetch(client, f"/sitemap-{number}.xml?fresh", code)


def test_the_rules_for_crawlers_are_served(client: FlaskClient) -> None:
    response = client.get("/robots.txt")
    assert (response.mimetype, "Disallow: /sparql" in response.text) == ("text/plain", True)

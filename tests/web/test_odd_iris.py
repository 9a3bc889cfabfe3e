"""IRIs with signs that mean something else in addresses: what a list links to has a page, and it is about the same."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode, urljoin

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from werkzeug.test import TestResponse

from tests.nonempty import nonempty
from tests.web.conftest import BASE, LABEL, Keys, fetch

NAMES = [
    "id/odd/a%20b",
    "id/odd/a%2Fb",
    "id/odd/a%2fb",
    "id/odd/%EB%B0%A5",
    "id/odd/밥",
    "id/odd/밥%20밥",
    "id/odd/a%2520b",
    "id/odd/100%25",
    "id/odd/a?b=c&d=e",
    "id/odd/a%3Fb",
    "id/odd/a#b",
    "id/odd/a%23b",
    "id/odd/a'b",
    "id/odd/a%22b%3Cc%3E",
    "id/odd/a;b,c=(d)*!$@:+",
    "id/odd/a+b",
    "id/odd//b",
    "id/odd/a/",
    "id/odd/a.html",
    "id/odd/a.ttl",
    "id/odd/a~2",
    "id/odd/a~1",
    "id/odd/a~2~1",
    "id/odd/%2E%2E",
    "id/odd/..",
    "source/odd%20text",
    "graph/odd%20graph",
    "id/odd/x/../y",
    "id/odd/./y",
    "other/a%20b",
    "other/a?b#c",
]
ODD = "Odd%20Class"


@pytest.fixture
def odd(writable: FlaskClient, keys: Keys) -> FlaskClient:
    """A client of an application with an entity for each name, all of one class."""
    rows = (f'<{BASE}{name}> a <{BASE}def#{ODD}> ; {LABEL} """{name}""" .' for name in NAMES)
    fetch(writable, "/sparql", 204, "POST", data={"update": f"INSERT DATA {{ {' '.join(rows)} }}"}, headers=keys.write)
    return writable


def links(client: FlaskClient, page: str) -> dict[str, str]:
    """The addresses that a page links to, by the words of the links."""
    found = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', fetch(client, page).text)
    whole = {unescape(words): urljoin(f"http://localhost{page}", unescape(address)) for address, words in found}
    return {words: address.removeprefix("http://localhost") for words, address in whole.items()}


def listed(client: FlaskClient) -> dict[str, str]:
    """The addresses to which the list of the entities links, by their names."""
    (page,) = [address for words, address in links(client, "/things.html").items() if ODD in words]
    return {name: address for name, address in links(client, page).items() if name in NAMES}


def followed(client: FlaskClient, address: str, accept: str = "text/html") -> TestResponse:
    """The response to a client that accepts a media type and follows redirections."""
    response = client.get(address, headers={"Accept": accept})
    while response.location:
        address = urljoin(f"http://localhost{address}", response.location).removeprefix("http://localhost")
        response = client.get(address, headers={"Accept": accept})
    return response


def is_about(page: TestResponse, name: str) -> bool:
    """Whether a page is one about an IRI, and gives it."""
    return page.status_code == 200 and BASE + name in unescape(page.text)


def test_what_a_list_links_to_has_a_page_about_the_same(odd: FlaskClient) -> None:
    addresses = listed(odd)
    assert addresses.keys() == set(NAMES)
    assert [name for name, address in addresses.items() if not is_about(followed(odd, address), name)] == []


def test_what_a_list_links_to_is_answered_in_rdf(odd: FlaskClient) -> None:
    for name, address in nonempty(listed(odd).items()):
        response = fetch(odd, re.sub(r"\.html$", ".ttl", address), headers={"Accept": "text/turtle"})
        subjects = {str(quad.subject) for quad in parse(response.data, format=RdfFormat.TURTLE)}
        assert f"<{BASE}{name}>" in subjects


@pytest.mark.parametrize(
    "name", ["id/odd/a%20b", "id/odd/밥", "id/odd/a?b=c&d=e", "id/odd/a.html", "id/odd/a~2", "id/odd/a%22b%3Cc%3E"]
)
def test_an_iri_that_is_sent_as_it_is_leads_to_its_page(odd: FlaskClient, name: str) -> None:
    assert is_about(followed(odd, f"/{name}"), name)


@pytest.mark.parametrize("name", NAMES)
def test_an_iri_is_looked_up_with_all_its_signs(odd: FlaskClient, name: str) -> None:
    assert is_about(followed(odd, f"/lookup?{urlencode({'uri': BASE + name})}"), name)


def test_paths_in_documents_for_scripts_lead_back(odd: FlaskClient) -> None:
    paths = [hit["path"] for hit in fetch(odd, "/suggest.json?q=odd&limit=50").get_json()["hits"]]
    things = [path.removeprefix("/") for path in paths if path.startswith("/id/odd/")]
    assert len(things) > 10
    for thing in things:
        fetch(odd, "/explore/around.json", query_string={"thing": thing})


def test_the_sitemap_has_addresses_that_lead_back(odd: FlaskClient) -> None:
    locations = re.findall("<loc>([^<]*)</loc>", fetch(odd, "/sitemap.xml").text)
    paths = [unescape(location).removeprefix(BASE) for location in locations if "id/odd/" in location]
    assert len(paths) > 10
    for path in paths:
        fetch(odd, f"/{path}")

"""Links from data lead to web addresses and mail only: no IRI of the dataset is run as a script."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from kg.web.links import followed
from tests.nonempty import nonempty
from tests.web.conftest import BASE, LABEL, Keys, fetch

UNSAFE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)//https://example.org/",
    "jAvAsCrIpT:%61lert(1)",
    "data:text/html,alert",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "blob:https://example.org/1",
    "file:///etc/passwd",
    "urn:x",
    "httpx://example.org/",
    "http:alert",
    "view-source:https://example.org/",
]
# The reference of a link: relative, of a safe scheme, or the file of a citation, which is made by the page itself.
SAFE = re.compile(
    r"(?:https?://|mailto:|#|\.{0,2}/|[\w.~%?=-]+(?:[/?#]|$)|data:application/x-(?:bibtex|research-info))"
)
ENTITY = f"{BASE}id/person/odd"


@pytest.fixture
def odd(writable: FlaskClient, keys: Keys) -> FlaskClient:
    """A client of an application whose data have unsafe IRIs wherever an IRI may stand."""
    triples = [
        triple
        for iri in UNSAFE
        for triple in (
            f"<{ENTITY}> <http://www.w3.org/2002/07/owl#sameAs> <{iri}>",
            f"<{ENTITY}> <{iri}> <{iri}>",
            f"<{iri}> <{BASE}def#knows> <{ENTITY}>",
            f"<{ENTITY}> a <{iri}>",
            f"<{iri}> a <{BASE}def#Person>",
            f"<{BASE}> <http://purl.org/dc/terms/license> <{iri}>",
            f"<{BASE}def> <http://purl.org/dc/terms/license> <{iri}>",
            f"<{BASE}source/text> <{BASE}def#webPage> <{iri}>",
        )
    ]
    graphs = "".join(f'GRAPH <{iri}> {{ <{ENTITY}> {LABEL} "Odd" }} ' for iri in UNSAFE)
    update = f'INSERT DATA {{ <{ENTITY}> a <{BASE}def#Person> ; {LABEL} "Odd" . {" . ".join(triples)} . {graphs} }}'
    fetch(writable, "/sparql", 204, "POST", data={"update": update}, headers=keys.write)
    return writable


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/id/person/odd.html",
        "/source/text.html",
        "/things.html",
        "/things/Person.html",
        "/def.html",
        "/dataset.html",
        "/search.html?q=odd",
        "/query?query=SELECT * { ?s ?p ?o }",
        *(f"/lookup?uri={iri}" for iri in UNSAFE[:1]),
    ],
)
def test_a_page_has_safe_links_only(odd: FlaskClient, page: str) -> None:
    text = fetch(odd, page, headers={"Accept": "text/html"}).text
    references = [unescape(found) for found in re.findall(r'\s(?:href|src|action|data-web-page)="([^"]*)"', text)]
    assert [reference for reference in nonempty(references) if not SAFE.match(reference)] == []


@pytest.mark.parametrize("iri", UNSAFE)
def test_what_the_dataset_says_about_an_unsafe_iri_can_be_looked_up(odd: FlaskClient, iri: str) -> None:
    text = fetch(odd, "/lookup", query_string={"uri": iri}, headers={"Accept": "text/html"}).text
    assert f'href="{iri}' not in text


@pytest.mark.parametrize(
    "iri", [*UNSAFE, "https://a b", "https://a\n", "\x01https://a", " https://a", "https:", "http://", "mailto:", ""]
)
def test_an_iri_that_browsers_do_not_follow(iri: str) -> None:
    assert not followed(iri)


@pytest.mark.parametrize("iri", ["http://example.org/", "HTTPS://example.org", "mailto:ann@example.org", "https://밥/"])
def test_an_iri_that_browsers_follow(iri: str) -> None:
    assert followed(iri)

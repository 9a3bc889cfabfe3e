"""What a client finds that asks for the documents of one thing after the other, in every format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from rdflib import Dataset, Graph, URIRef
from rdflib.term import Node
from werkzeug.test import TestResponse

from kg.publish.addresses import HTML, MEDIA_TYPES, Document
from kg.web.references import references

PARSERS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml", "trig": "trig"}
# HEAD tells what GET tells.
ALIKE = ("Content-Type", "Content-Length", "ETag", "Vary", "Link", "Cache-Control")
_ID = re.compile(r'\sid="([^"]+)"')


def redirection(client: FlaskClient, iri: str, stem: str, suffix: str) -> Iterator[str]:
    """What is wrong with the way from a thing to its document in a format."""
    wanted = Document(stem, suffix).path
    for method in ("GET", "HEAD"):
        with client.open(stem, method=method, headers={"Accept": MEDIA_TYPES[suffix]}) as response:
            location = urlsplit(urljoin(stem, response.headers.get("Location", ""))).path
            if (response.status_code, location) != (303, wanted):
                yield f"{method} {stem} as {suffix}: {response.status_code} {location}"
            if "Accept" not in response.vary:
                yield f"{method} {stem} as {suffix}: varies by {response.vary}"
            if f'<{iri}>; rel="describes"' not in response.headers.getlist("Link"):
                yield f"{method} {stem} as {suffix}: does not tell what it describes"


def document(client: FlaskClient, iri: str, stem: str, suffix: str) -> Iterator[str]:
    """What is wrong with the document of a thing in a format."""
    path = Document(stem, suffix).path
    with client.get(path) as got, client.head(path) as head:
        if (got.status_code, got.mimetype) != (200, MEDIA_TYPES[suffix]):
            yield f"{path}: {got.status_code} {got.mimetype}"
            return
        yield from (f"HEAD {path}: {name}" for name in ALIKE if got.headers.getlist(name) != head.headers.getlist(name))
        if head.data or head.status_code != 200:
            yield f"HEAD {path}: {head.status_code}, {len(head.data)} bytes"
        yield from (f"{path}: {what}" for what in _headers(got, iri))
        if suffix == HTML:
            yield from _page(client, path, got.text)
        elif not mentions(got.data, suffix, iri):
            yield f"{path}: does not mention {iri}"


def mentions(text: bytes, suffix: str, iri: str) -> bool:
    """Whether an RDF document says something about a thing, or at least of it."""
    graph = _parsed(text, suffix)
    node = URIRef(iri)
    return any(graph.triples((node, None, None))) or any(graph.triples((None, None, node)))


def subjects(client: FlaskClient, stem: str, suffix: str) -> set[Node]:
    """What the document of a thing in a format describes."""
    with client.get(Document(stem, suffix).path) as response:
        return set(_parsed(response.data, suffix).subjects())


def dead_links(client: FlaskClient, path: str, page: str) -> list[str]:
    """The links of a page that lead to no page, or to no place on it."""
    return [target for target in sorted(references(page, path)) if not _leads(client, path, page, target)]


def _parsed(text: bytes, suffix: str) -> Graph:
    graph = Dataset(default_union=True) if suffix == "trig" else Graph()
    return graph.parse(data=text, format=PARSERS[suffix])


def _headers(response: TestResponse, iri: str) -> Iterator[str]:
    if "Accept" not in response.vary:
        yield f"varies by {response.vary}"
    if not response.get_etag()[0]:
        yield "has no entity tag"
    links = response.headers.getlist("Link")
    if f'<{iri}>; rel="describes"' not in links:
        yield "does not tell what it describes"
    alternates = [link for link in links if 'rel="alternate"' in link]
    if len(alternates) != len(MEDIA_TYPES):
        yield f"has {len(alternates)} alternates"


def _page(client: FlaskClient, path: str, text: str) -> Iterator[str]:
    if text.count("<h1") != 1:
        yield f"{path}: has {text.count('<h1')} first headings"
    yield from (f"{path}: leads to {target}" for target in dead_links(client, path, text))


def _leads(client: FlaskClient, path: str, page: str, target: str) -> bool:
    there, _, fragment = target.partition("#")
    if there == path:
        return not fragment or f'id="{fragment}"' in page
    places = _places(client, there)
    return places is not None and (not fragment or fragment in places)


@cache
def _places(client: FlaskClient, path: str) -> frozenset[str] | None:
    """The fragments that there are on a page; None if there is no page."""
    with client.get(path, headers={"Accept": "text/html"}) as response:
        if response.status_code != 200:
            return None
        return frozenset(_ID.findall(response.text)) if response.mimetype == "text/html" else frozenset()

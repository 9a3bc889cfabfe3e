"""A visitor of the site, which requests the documents of entities and follows the links of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.formats import HTML, document_formats
from kg.model.addresses import Document
from kg.static_site.static_site import page_links

MEDIA_TYPES = {form.suffix: form.media_type for form in document_formats()}

# HEAD has these headers of GET.
ALIKE = ("Content-Type", "Content-Length", "ETag", "Vary", "Link", "Cache-Control")
_ID = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True, eq=False)
class Visitor:
    """A client with known paths, which it need not request again to check a link."""

    client: FlaskClient
    known: frozenset[str]
    _places: dict[str, frozenset[str] | None] = field(default_factory=dict)

    def redirection(self, stem: str, suffix: str) -> Iterator[str]:
        """The errors on the way from an entity to its document in a format."""
        wanted = Document(stem, suffix).path
        for method in ("GET", "HEAD"):
            with self.client.open(stem, method=method, headers={"Accept": MEDIA_TYPES[suffix]}) as response:
                to = response.headers.get("Location", "")
                location = urlsplit(urljoin(stem, to)).path
                if (response.status_code, location) != (303, wanted):
                    yield f"{method} {stem} as {suffix}: {response.status_code} {location}"
                yield from (f"{method} {stem} as {suffix}: {what}" for what in _headers(response, (to, "describedby")))

    def document(self, iri: str, stem: str, suffix: str) -> Iterator[str]:
        """The errors in the document of an entity in a format."""
        path = Document(stem, suffix).path
        with self.client.get(path) as got:
            if (got.status_code, got.mimetype) != (200, MEDIA_TYPES[suffix]):
                yield f"{path}: {got.status_code} {got.mimetype}"
                return
            if not got.get_etag()[0]:
                yield f"{path}: has no entity tag"
            yield from (f"{path}: {what}" for what in _headers(got, (iri, "describes")))
            if suffix == HTML:
                yield from self._page(path, got.text)
            elif not mentions(got.data, suffix, iri):
                yield f"{path}: does not mention {iri}"

    def differing_headers(self, stem: str, suffix: str) -> list[str]:
        """The headers that HEAD gives for the document of an entity otherwise than GET; it must have no content."""
        path = Document(stem, suffix).path
        with self.client.get(path) as got, self.client.head(path) as head:
            assert head.data == b""
            return [name for name in ALIKE if got.headers.getlist(name) != head.headers.getlist(name)]

    def dead_links(self, path: str, page: str) -> list[str]:
        """The links of a page whose target page or anchor does not exist."""
        return [target for target in sorted(page_links(page, path)) if not self._leads(path, page, target)]

    def subjects(self, stem: str, suffix: str) -> set[str]:
        """The subjects of the document of an entity in a format."""
        with self.client.get(Document(stem, suffix).path) as response:
            return {triple.subject.value for triple in _triples(response.data, suffix)}

    def _page(self, path: str, text: str) -> Iterator[str]:
        if text.count("<h1") != 1:
            yield f"{path}: has {text.count('<h1')} first headings"
        yield from (f"{path}: leads to {target}" for target in self.dead_links(path, text))

    def _leads(self, path: str, page: str, target: str) -> bool:
        there, _, fragment = target.partition("#")
        # A fragment with values is not a place on the page, but what its script is to show.
        if "=" in fragment:
            fragment = ""
        if there == path:
            return not fragment or f'id="{fragment}"' in page
        if there in self.known and not fragment:
            return True
        places = self._look(there)
        return places is not None and (not fragment or fragment in places)

    def _look(self, path: str) -> frozenset[str] | None:
        """The anchors of a page; None if there is no page."""
        if path not in self._places:
            with self.client.get(path, headers={"Accept": "text/html"}) as response:
                found = frozenset(_ID.findall(response.text)) if response.mimetype == "text/html" else frozenset()
                self._places[path] = found if response.status_code == 200 else None
        return self._places[path]


def mentions(text: bytes, suffix: str, iri: str) -> bool:
    """Whether an RDF document has an entity as subject or object."""
    node = ox.NamedNode(iri)
    return any(node in {triple.subject, triple.object} for triple in _triples(text, suffix))


def _triples(text: bytes, suffix: str) -> list[ox.Triple]:
    """The triples of a document, read by the engine's parsers: there are thousands of documents."""
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.from_extension(suffix))]


def _headers(response: TestResponse, about: tuple[str, str]) -> Iterator[str]:
    if "Accept" not in response.vary:
        yield f"varies by {response.vary}"
    links = response.headers.getlist("Link")
    if f'<{about[0]}>; rel="{about[1]}"' not in links:
        yield f"has no link {about[1]}"
    if sum('rel="alternate"' in link for link in links) != len(MEDIA_TYPES):
        yield "does not link all formats"

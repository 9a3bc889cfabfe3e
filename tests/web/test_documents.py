"""The documents about entities: redirects, formats, pages, and unknown entities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from flask.testing import FlaskClient
from rdflib import Dataset, Graph, URIRef
from rdflib.compare import isomorphic
from werkzeug.test import TestResponse

from kg.config import Settings
from kg.formats import document_formats, rdf_document_formats
from kg.limits import PageLimits
from kg.model.addresses import Document
from tests.nonempty import nonempty
from tests.protocol.test_negotiation import COMUNICA, FIREFOX, RDFLIB
from tests.publish.test_document import PARSERS
from tests.publish.written import ANN, BASE, BOB, NAMES, asserted, nquads
from tests.web.conftest import Keys, fetch, running

PER_PAGE = PageLimits().statements

MEDIA_TYPES = {form.suffix: form.media_type for form in document_formats()}
RDF_SUFFIXES = [form.suffix for form in rdf_document_formats()]

DATA = (
    asserted("a", "<id/person/ann> ckg:knows <id/person/bob>")
    + """
  <id/person/ann> a ckg:Person ; rdfs:label "Ann"@en ; ckg:inMonth "2026-13"^^xsd:gYearMonth .
  <id/person/김> rdfs:label "김"@ko .
  <id/blank> ckg:knows [ rdfs:label "somebody" ] .
  <source/text> a ckg:Source .
  <graph/ontology> rdfs:label "ontology" .
"""
    + " ".join(f"<id/person/p{number:05}> ckg:knows <id/many> ." for number in range(2 * PER_PAGE + 50))
    + " ".join(f"<id/person/p{number:05}> ckg:likes <id/hub> ." for number in range(4100))
)
STRANGE = [
    "x> ?p ?o",
    "x> ?p ?o } #",
    "x y",
    'x"y',
    "{x}",
    "x|y",
    "x^y",
    "x`y",
    "x\\u003e",
    "\n",
    "x\r\nSet-Cookie: a=b",
    "\x00",
    "\x01--x---",
    "%3E%20%3Fp%20%3Fo",
    "x?y=<z>",
    "사람",
    "\u2028",
    "\ufffe",
    "x#y",
    ".",
    "~2",
    ".html",
    "a" * 100_000,
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that name a dataset."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "kg.nq").write_bytes(nquads(DATA))
    return Settings(dataset=folder / "kg.nq", queries=folder / "none")


@pytest.fixture(scope="module")
def things(served: Settings) -> Iterator[FlaskClient]:
    """A client of the application that serves the dataset."""
    with running(served) as app:
        yield app.test_client()


def led(client: FlaskClient, path: str, accept: str | None = None) -> str | None:
    """The target of the 303 redirect of a path."""
    response = client.get(path, headers={} if accept is None else {"Accept": accept})
    assert response.status_code == 303, response.text
    return urljoin(path, response.location)


def links(response: TestResponse, path: str, relation: str) -> list[str]:
    """The targets of the links of a response with a relation."""
    found = [link for link in response.headers.getlist("Link") if f'rel="{relation}"' in link]
    return [urljoin(path, link[1 : link.index(">")]) for link in found]


def parsed(suffix: str, text: str) -> Graph:
    graph = Dataset() if suffix == "trig" else Graph()
    return graph.parse(data=text, format=PARSERS[suffix])


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "ttl"),
        ("*/*", "ttl"),
        (FIREFOX, "html"),
        (COMUNICA, "trig"),
        (RDFLIB, "ttl"),
        *[(media_type, suffix) for suffix, media_type in MEDIA_TYPES.items()],
    ],
)
def test_an_entity_redirects_to_the_preferred_document(things: FlaskClient, accept: str | None, suffix: str) -> None:
    assert led(things, "/id/person/ann", accept) == f"/id/person/ann.{suffix}"


@pytest.mark.parametrize("path", ["/id/person/ann", "/source/text/p-1", "/graph/ontology"])
def test_a_client_that_follows_links_finds_the_description_in_the_default_graph(things: FlaskClient, path: str) -> None:
    trig, turtle = (fetch(things, f"{path}.{suffix}").text for suffix in ("trig", "ttl"))
    described = Graph().parse(data=trig, format="trig")
    assert (len(described) > 0, isomorphic(described, Graph().parse(data=turtle))) == (True, True)


@pytest.mark.parametrize("path", ["/id/person/ann", "/source/text", "/source/text/p-1", "/graph/ontology"])
def test_every_mentioned_iri_redirects_to_its_document(things: FlaskClient, path: str) -> None:
    assert led(things, path) == f"{path}.ttl"


def test_the_redirect_is_a_relative_reference(things: FlaskClient) -> None:
    assert not things.get("/id/person/ann").location.startswith(("/", "http"))


def test_a_client_that_accepts_no_document_is_refused(things: FlaskClient) -> None:
    fetch(things, "/id/person/ann", 406, headers={"Accept": "image/png"})


@pytest.mark.parametrize("path", ["/id/person/ann", "/id/person/ann.html", "/id/person/ann.ttl", "/id/nobody.ttl"])
def test_head_is_answered_like_get(things: FlaskClient, path: str) -> None:
    got, head = things.get(path), things.head(path)
    assert (head.status_code, head.location, head.content_type, head.headers.getlist("Link"), head.data) == (
        got.status_code,
        got.location,
        got.content_type,
        got.headers.getlist("Link"),
        b"",
    )


@pytest.mark.parametrize(("suffix", "media_type"), MEDIA_TYPES.items())
def test_a_suffix_takes_precedence_over_the_accept_header(things: FlaskClient, suffix: str, media_type: str) -> None:
    response = fetch(things, f"/id/person/ann.{suffix}", headers={"Accept": "image/png"})
    assert response.mimetype == media_type


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_every_format_has_the_statements(things: FlaskClient, suffix: str) -> None:
    graph = parsed(suffix, things.get(f"/id/person/ann.{suffix}").text)
    assert list(graph.objects(URIRef(ANN), URIRef(NAMES.term("knows")))) == [URIRef(BOB)]


@pytest.mark.parametrize("path", ["/id/person/ann", "/id/person/ann.html", "/id/person/ann.ttl"])
def test_documents_vary_by_what_is_accepted(things: FlaskClient, path: str) -> None:
    assert "Accept" in things.get(path).vary


@pytest.mark.parametrize("path", ["/id/person/ann.html", "/id/person/ann.ttl"])
def test_documents_link_the_entity_that_they_describe(things: FlaskClient, path: str) -> None:
    assert links(things.get(path), path, "describes") == [ANN]


def test_an_entity_links_the_document_that_describes_it(things: FlaskClient) -> None:
    path = "/id/person/ann"
    assert links(things.get(path), path, "describedby") == ["/id/person/ann.ttl"]


@pytest.mark.parametrize("path", ["/id/person/ann", "/id/person/ann.html", "/id/person/ann.ttl"])
def test_documents_link_every_format(things: FlaskClient, path: str) -> None:
    assert links(things.get(path), path, "alternate") == [f"/id/person/ann.{suffix}" for suffix in MEDIA_TYPES]


@pytest.mark.parametrize("suffix", ["html", "ttl"])
@pytest.mark.parametrize(
    ("page", "before", "after"), [("", [], ["~2"]), ("~2", [""], ["~3"]), ("~3", ["~2"], [])], ids=["1", "2", "3"]
)
def test_pages_of_a_document_link_each_other(
    things: FlaskClient, page: str, before: list[str], after: list[str], suffix: str
) -> None:
    path = f"/id/many{page}.{suffix}"
    response = things.get(path)
    assert (links(response, path, "prev"), links(response, path, "next")) == (
        [f"/id/many{one}.{suffix}" for one in before],
        [f"/id/many{one}.{suffix}" for one in after],
    )


@pytest.mark.parametrize("path", ["/id/many~4.html", "/id/many~1.html", "/id/many~0.ttl", "/id/person/ann~2.ttl"])
def test_a_page_beyond_the_last_is_not_found(things: FlaskClient, path: str) -> None:
    fetch(things, path, 404)


def test_the_pages_of_a_hub_together_have_every_link(things: FlaskClient) -> None:
    paths = [Document("/id/hub", "nt", page).path for page in range(1, 4100 // PER_PAGE + 2)]
    assert "".join(things.get(path).text for path in paths).count("#likes>") == 4100


@pytest.mark.parametrize("suffix", ["html", "ttl"])
def test_a_page_beyond_the_last_of_a_hub_is_not_found(things: FlaskClient, suffix: str) -> None:
    fetch(things, f"/id/hub~100.{suffix}", 404)


@pytest.mark.parametrize("path", ["/id/person/ann.html", "/id/person/ann.ttl", "/id/person/ann.jsonld"])
def test_an_unchanged_document_is_not_sent_again(things: FlaskClient, path: str) -> None:
    response = fetch(things, path, 304, headers={"If-None-Match": things.get(path).headers["ETag"]})
    assert response.data == b""


def test_each_format_and_page_has_its_own_tag(things: FlaskClient) -> None:
    paths = [f"/id/many{page}.{suffix}" for page in ("", "~2") for suffix in MEDIA_TYPES]
    assert len({things.get(path).headers["ETag"] for path in paths}) == len(paths)


@pytest.mark.parametrize("path", ["/id/person/ann", "/id/person/ann.ttl", "/id/nobody"])
def test_scripts_of_any_site_may_read_answers(things: FlaskClient, path: str) -> None:
    assert things.get(path).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_a_document_about_an_unknown_entity_is_empty(things: FlaskClient, suffix: str) -> None:
    response = fetch(things, f"/id/nobody--x---.{suffix}", 404)
    assert (response.mimetype, len(parsed(suffix, response.text))) == (MEDIA_TYPES[suffix], 0)


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_a_document_about_an_unknown_entity_explains_itself(things: FlaskClient, suffix: str) -> None:
    assert f"The dataset says nothing about {BASE}id/nobody." in things.get(f"/id/nobody.{suffix}").text


def test_a_page_about_an_unknown_entity_leads_to_the_list_of_entities(things: FlaskClient) -> None:
    text = things.get("/id/nobody.html").text
    assert "No page has this address." in text
    assert '<a href="../things.html">/things.html</a>.' in text


@pytest.mark.parametrize(("accept", "suffix"), [(None, "ttl"), (FIREFOX, "html"), ("application/ld+json", "jsonld")])
def test_an_unknown_entity_is_not_found_in_the_accepted_format(
    things: FlaskClient, accept: str | None, suffix: str
) -> None:
    response = fetch(things, "/id/nobody", 404, headers={} if accept is None else {"Accept": accept})
    assert response.mimetype == MEDIA_TYPES[suffix]


def test_an_unknown_entity_is_not_cached(things: FlaskClient) -> None:
    assert things.get("/id/nobody.ttl").cache_control.no_store


@pytest.mark.parametrize("suffix", ["", ".html", ".rdf"])
@pytest.mark.parametrize("name", STRANGE, ids=range(len(STRANGE)))
def test_an_invalid_name_is_not_found(things: FlaskClient, name: str, suffix: str) -> None:
    response = things.get(f"/id/{quote(name, safe='')}{suffix}")
    assert (response.status_code in (400, 404, 414), response.headers.getlist("Set-Cookie")) == (True, [])


@pytest.mark.parametrize("path", ["/id/%FF", "/id/%ED%A0%80", "/id/", "/id", "/source", "/graph/"])
def test_an_incomplete_address_is_not_found(things: FlaskClient, path: str) -> None:
    assert things.get(path).status_code in (400, 404)


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
@pytest.mark.parametrize("name", ["x> ?p ?o", "\x01--x---", "--><x/>", 'x"\\', "}"])
def test_an_invalid_name_cannot_break_the_format(things: FlaskClient, name: str, suffix: str) -> None:
    assert len(parsed(suffix, things.get(f"/id/{quote(name)}.{suffix}").text)) == 0


@pytest.mark.parametrize(("accept", "suffix"), [(None, "ttl"), ("text/html", "html")])
def test_a_name_in_another_script_redirects_to_its_document(
    things: FlaskClient, accept: str | None, suffix: str
) -> None:
    path = f"/id/person/{quote('김')}"
    assert led(things, path, accept) == f"{path}.{suffix}"


@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_an_entity_with_a_name_in_another_script_has_documents(things: FlaskClient, suffix: str) -> None:
    fetch(things, f"/id/person/{quote('김')}.{suffix}")


@pytest.mark.parametrize("path", ["/id/person/김", "/id/person/김.html", "/id/person/김.ttl"])
def test_headers_contain_uris_only(things: FlaskClient, path: str) -> None:
    assert all(link.isascii() for link in nonempty(things.get(path).headers.getlist("Link")))


@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_an_entity_with_blank_nodes_and_malformed_dates_has_documents(things: FlaskClient, suffix: str) -> None:
    paths = [f"/id/{name}.{suffix}" for name in ("blank", "person/ann")]
    assert [things.get(path).status_code for path in paths] == [200, 200]


@pytest.mark.parametrize("path", ["/id/person/ann", "/id/person/ann.html", "/id/person/ann.ttl", "/id/nobody"])
def test_documents_of_a_private_server_need_a_token(served: Settings, keys: Keys, path: str) -> None:
    with running(replace(served, private=True, tokens=keys.path)) as app:
        client = app.test_client()
        statuses = client.get(path).status_code, client.get(path, headers=keys.read).status_code
    assert statuses == (401, {"/id/person/ann": 303, "/id/nobody": 404}.get(path, 200))


def test_a_private_answer_is_not_for_shared_caches(served: Settings, keys: Keys) -> None:
    with running(replace(served, private=True, tokens=keys.path)) as app:
        response = app.test_client().get("/id/person/ann.ttl", headers=keys.read)
    assert response.cache_control.private


def test_a_change_is_seen_at_once(served: Settings, keys: Keys, tmp_path: Path) -> None:
    settings = replace(served, store=tmp_path / "store", writable=True, tokens=keys.path)
    with running(settings) as app:
        client = app.test_client()
        before = client.get("/id/new.html").status_code
        update = f'INSERT DATA {{ <{BASE}id/new> <urn:p> "new" }}'
        client.post("/sparql", data={"update": update}, headers=keys.write)
        after = client.get("/id/new.html").status_code
    assert (before, after) == (404, 200)

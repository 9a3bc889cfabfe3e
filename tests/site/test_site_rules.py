"""A site as files, alone, behind nginx and behind Apache: its rules answer as the application does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.nonempty import nonempty
from tests.patience import PATIENCE
from tests.site.conftest import Frozen
from tests.site.servers import SERVERS, serving

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
RDFLIB = "application/rdf+xml, text/rdf+n3, text/turtle, application/n-triples, application/ld+json, application/trig"
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,text/html;q=0.2"
)
ACCEPTED = [
    "",
    "*/*",
    "text/html",
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/trig",
    BROWSER,
    RDFLIB,
    COMUNICA,
    "application/rdf+xml;q=0.5, text/turtle;q=0.6",
    "text/turtle;q=0.3,application/trig;q=0.8;level=1",
    "*/*;q=0.1, application/ld+json;q=0.5",
    "TEXT/TURTLE; charset=utf-8; q=0.7, text/html;q=0.6",
    "text/html;q=0, text/turtle",
    "text/turtle, text/html",
    "image/png",
]
# What the answers of servers and application have in common; entity tags and the order of the members may differ.
HEADERS = (
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Cache-Control",
    "Content-Encoding",
    "Content-Location",
    "Content-Security-Policy",
    "Content-Type",
    "Link",
    "Referrer-Policy",
    "Vary",
    "X-Content-Type-Options",
)
THING, TERMS, UNKNOWN = "/id/congress/lantern-3", "/def", "/id/congress/none"


class Answer(NamedTuple):
    """A status, headers and a body."""

    status: int
    headers: dict[str, str]
    body: bytes


class Server(NamedTuple):
    """A server of the site, with one connection to it."""

    connection: HTTPConnection

    def ask(self, path: str, accept: str = "", method: str = "GET") -> Answer:
        """What it answers."""
        self.connection.request(method, path, headers={"Accept": accept} if accept else {})
        with self.connection.getresponse() as response:
            return Answer(response.status, dict(response.headers), response.read())


@pytest.fixture(scope="module", params=SERVERS)
def server(
    request: pytest.FixtureRequest, frozen: Frozen, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server of the fictional congress's site."""
    with serving(request.param, frozen.folder, tmp_path_factory.mktemp(request.param)) as address:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
        yield Server(connection)
        connection.close()


def headers_of(path: str, answer: Answer) -> dict[str, str]:
    """The headers that servers and application have in common, with whole addresses and without needless spaces."""
    found = {name: ",".join(value.split(", ")) for name in HEADERS if (value := answer.headers.get(name))}
    if "Link" in found:
        found["Link"] = re.sub("<([^>]*)>", lambda match: f"<{urljoin(path, match[1])}>", found["Link"])
    if "Content-Location" in found:
        found["Content-Location"] = urljoin(path, found["Content-Location"])
    return found


def leads(path: str, answer: Answer) -> str | None:
    """The path that a redirect leads to."""
    location = answer.headers.get("Location")
    return urlsplit(urljoin(path, location)).path if location else None


def asked(client: FlaskClient, path: str, accept: str = "") -> Answer:
    """What the application answers."""
    with client.get(path, headers={"Accept": accept} if accept else {}) as response:
        headers = {name: ", ".join(response.headers.getlist(name)) for name, _ in response.headers}
        return Answer(response.status_code, headers, response.data)


def test_every_document_is_as_the_application_answers_it(server: Server, frozen: Frozen) -> None:
    differing = {}
    for path in frozen.documents:
        ours, theirs = server.ask(path), asked(frozen.client, path)
        if (ours.status, ours.body, headers_of(path, ours)) != (
            theirs.status,
            theirs.body,
            headers_of(path, theirs),
        ):
            differing[path] = (ours.status, headers_of(path, ours), headers_of(path, theirs))
    assert dict(list(differing.items())[:3]) == {}


@pytest.mark.parametrize("accept", ACCEPTED)
@pytest.mark.parametrize("path", [THING, "/", "/dataset", "/dataset/inputs"])
def test_an_iri_redirects_as_in_the_application(server: Server, frozen: Frozen, path: str, accept: str) -> None:
    ours, theirs = server.ask(path, accept), asked(frozen.client, path, accept)
    assert (ours.status, leads(path, ours)) == (theirs.status, leads(path, theirs))


@pytest.mark.parametrize("accept", ACCEPTED)
def test_the_ontology_is_answered_in_the_same_format(server: Server, frozen: Frozen, accept: str) -> None:
    ours, theirs = server.ask(TERMS, accept), asked(frozen.client, TERMS, accept)
    assert ours.status == theirs.status
    assert ours.status == 406 or headers_of(TERMS, ours) == headers_of(TERMS, theirs)


@pytest.mark.parametrize("accept", ACCEPTED)
def test_an_unknown_path_is_not_found(server: Server, accept: str) -> None:
    assert server.ask(UNKNOWN, accept).status == 404


@pytest.mark.parametrize("path", [THING, "/id/congress/lantern-3.ttl", TERMS, "/"])
def test_a_head_is_a_get_without_a_body(server: Server, path: str) -> None:
    ours, theirs = server.ask(path, "text/turtle", "HEAD"), server.ask(path, "text/turtle")
    assert (ours.status, headers_of(path, ours), leads(path, ours), ours.body) == (
        theirs.status,
        headers_of(path, theirs),
        leads(path, theirs),
        b"",
    )


@pytest.mark.parametrize("path", ["/.htaccess", "/nginx-http.conf", "/nginx-server.conf", "/.kg-site"])
def test_the_rules_of_the_site_are_not_served(server: Server, path: str) -> None:
    assert server.ask(path).status == 404


@pytest.mark.parametrize("path", ["/dumps", "/dumps/"])
def test_the_folder_of_the_dumps_redirects_to_their_list(server: Server, path: str) -> None:
    ours = server.ask(path)
    assert (ours.status, urljoin(path, ours.headers["Location"]).endswith("/dataset.html#dumps")) == (303, True)


def texts(frozen: Frozen) -> dict[str, str]:
    """The pages of a site by path."""
    files = {path: frozen.folder / path[1:] for path in frozen.documents if path.endswith(".html")}
    return {path: file.read_text(encoding="utf-8") for path, file in files.items()}


def test_pages_do_not_mention_the_host_that_built_them(frozen: Frozen) -> None:
    assert [path for path, text in nonempty(texts(frozen).items()) if "localhost" in text] == []


def test_pages_offer_no_form_that_a_server_would_have_to_answer(frozen: Frozen) -> None:
    """The search works in the browser, and the filter of the questions is not shown."""
    hidden = '(?! class="filter" id="filter-questions" method="get" hidden>)'
    form = re.compile(rf'<form{hidden}(?![^>]* action="[./]*search.html")')
    assert [path for path, text in nonempty(texts(frozen).items()) if form.search(text)] == []


def test_links_are_relative(frozen: Frozen) -> None:
    absolute = re.compile(r'(?:href|src)="/')
    assert [path for path, text in nonempty(texts(frozen).items()) if absolute.search(text)] == []

"""The documentation of the ontology over HTTP, on the project's dataset."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from owlready2 import World
from rdflib import OWL, RDF, SH, Graph, URIRef
from rdflib.compare import isomorphic
from werkzeug.http import parse_options_header

from kg.config import Settings
from kg.formats import document_formats, rdf_document_formats
from kg.graph.build import BuildResult
from kg.graph.dataset import write_dataset
from kg.graph.ontology import Ontology, parse_turtle
from kg.publish.ontology.module_page import read_ontology_pages
from kg.publish.ontology.vocabulary import Vocabulary
from kg.web.context import context_of
from tests.conftest import NAMES, ROOT, defined_terms
from tests.nonempty import nonempty
from tests.web.conftest import running

# Many pages of the whole dataset.
pytestmark = pytest.mark.slow

MEDIA_TYPES = {form.suffix: form.media_type for form in document_formats()}
RDF_SUFFIXES = [form.suffix for form in rdf_document_formats()]

PARSERS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml", "trig": "trig"}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PAGES = ("/def.html", "/def/alignments.html", "/def/module/core.html", "/def/module/vocabularies.html")


class Page(HTMLParser):
    """A parsed page: its elements, and the text of each article by its id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.articles: dict[str, str] = {}
        self._article: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "article":
            self._article = dict(attrs)["id"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._article = None

    def handle_data(self, data: str) -> None:
        if self._article:
            self.articles[self._article] = self.articles.get(self._article, "") + data

    def links(self, path: str) -> list[str]:
        """The targets of the links of the page at a path."""
        return [urljoin(path, link) for link in self.values("href")]

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(attribute))]


@pytest.fixture(scope="module")
def whole(built: BuildResult, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application that serves the project's dataset."""
    path = tmp_path_factory.mktemp("whole") / "kg.nq"
    write_dataset(path, built.lines)
    with running(Settings(dataset=path, queries=ROOT / "queries")) as app:
        yield app


@pytest.fixture
def asker(whole: Flask) -> FlaskClient:
    return whole.test_client()


@pytest.fixture(scope="module")
def page(whole: Flask) -> Page:
    return Page(whole.test_client().get("/def.html").text)


@pytest.fixture(scope="module")
def modules(whole: Flask) -> dict[str, Page]:
    """The pages of the modules by their paths."""
    client = whole.test_client()
    paths = [page.module.page for page in read_ontology_pages(context_of(whole).dataset).pages]
    return {path: Page(client.get(path).text) for path in nonempty(paths)}


@pytest.fixture(scope="module")
def articles(modules: dict[str, Page]) -> dict[str, str]:
    """The texts of the full descriptions by the names of terms."""
    return {name: text for shown in nonempty(modules.values()) for name, text in shown.articles.items()}


@pytest.fixture(scope="module")
def version(ontology: Ontology) -> str:
    iri = ontology.graph.value(URIRef(NAMES.ontology), OWL.versionIRI)
    return str(iri).removeprefix(f"{NAMES.ontology}/")


def body(client: FlaskClient, path: str, accept: str | None = None) -> bytes:
    with client.get(path, headers={"Accept": accept} if accept else {}) as response:
        assert response.status_code == 200, response.text
        return response.data


@pytest.mark.parametrize("accept", [BROWSER, "text/html", *(MEDIA_TYPES[suffix] for suffix in RDF_SUFFIXES)])
def test_the_ontology_comes_in_the_requested_format(asker: FlaskClient, accept: str) -> None:
    with asker.get("/def", headers={"Accept": accept}) as response:
        assert (response.status_code, response.mimetype) == (200, accept.partition(",")[0])


@pytest.mark.parametrize("accept", [None, "*/*"])
def test_programs_that_accept_anything_receive_turtle(asker: FlaskClient, accept: str | None) -> None:
    with asker.get("/def", headers={"Accept": accept} if accept else {}) as response:
        assert response.mimetype == "text/turtle"


def test_an_unknown_format_is_refused(asker: FlaskClient) -> None:
    with asker.get("/def", headers={"Accept": "image/png"}) as response:
        assert response.status_code == 406


@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_a_suffix_selects_the_format(asker: FlaskClient, suffix: str) -> None:
    with asker.get(f"/def.{suffix}", headers={"Accept": "application/x-other"}) as response:
        assert (response.status_code, response.mimetype) == (200, MEDIA_TYPES[suffix])


@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_a_negotiated_document_names_its_own_address(asker: FlaskClient, suffix: str) -> None:
    with asker.get("/def", headers={"Accept": MEDIA_TYPES[suffix]}) as response:
        assert urljoin("/def", response.headers["Content-Location"]) == f"/def.{suffix}"


def test_the_answer_varies_by_what_is_accepted(asker: FlaskClient) -> None:
    with asker.get("/def") as response:
        assert "Accept" in response.vary


def test_every_format_is_linked(asker: FlaskClient) -> None:
    with asker.head("/def") as response:
        links = [parse_options_header(link) for link in response.headers.getlist("Link")]
    found = {urljoin("/def", target.strip("<>")): options for target, options in links}
    assert found == {f"/def.{suffix}": {"rel": "alternate", "type": kind} for suffix, kind in MEDIA_TYPES.items()}


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_an_unchanged_ontology_is_not_sent_again(asker: FlaskClient, accept: str) -> None:
    with asker.get("/def", headers={"Accept": accept}) as response:
        tag = response.headers["ETag"]
    with asker.get("/def", headers={"Accept": accept, "If-None-Match": tag}) as response:
        assert response.status_code == 304


@pytest.mark.parametrize("suffix", PARSERS)
def test_every_format_has_the_whole_ontology(asker: FlaskClient, ontology: Ontology, suffix: str) -> None:
    assert isomorphic(Graph().parse(data=body(asker, f"/def.{suffix}"), format=PARSERS[suffix]), ontology.graph)


@pytest.mark.parametrize("suffix", PARSERS)
def test_every_format_has_all_alignments(asker: FlaskClient, suffix: str) -> None:
    sent = Graph().parse(data=body(asker, f"/def/alignments.{suffix}"), format=PARSERS[suffix])
    assert isomorphic(sent, parse_turtle(ROOT / "ontology/alignments.ttl", NAMES))


def test_there_is_one_header(asker: FlaskClient) -> None:
    sent = Graph().parse(data=body(asker, "/def.ttl"))
    assert list(sent.subjects(RDF.type, OWL.Ontology)) == [URIRef(NAMES.ontology)]


def test_there_are_no_shapes(asker: FlaskClient) -> None:
    sent = Graph().parse(data=body(asker, "/def.ttl"))
    assert [triple for triple in nonempty(sent) if str(SH) in "".join(map(str, triple))] == []


def test_an_owl_library_reads_it(asker: FlaskClient, ontology: Ontology) -> None:
    read = World().get_ontology(NAMES.ontology).load(fileobj=io.BytesIO(body(asker, "/def.rdf")))
    ours = {one.iri for one in read.classes() if one.iri.startswith(NAMES.terms)}
    assert ours == {str(one) for one in ontology.classes}


@pytest.mark.parametrize("suffix", ["", ".html", ".ttl"])
def test_the_present_version_has_an_address(asker: FlaskClient, version: str, suffix: str) -> None:
    assert body(asker, f"/def/{version}{suffix}")


def test_another_version_is_not_found(asker: FlaskClient, version: str) -> None:
    with asker.get("/def/9.9.9") as response:
        assert (response.status_code, version in response.json["detail"]) == (404, True)


@pytest.mark.parametrize("path", ["/def.png", "/def/", "/def/alignments~2.html", "/def/alignments/more", "/define"])
def test_an_unknown_document_of_the_ontology_is_not_found(asker: FlaskClient, path: str) -> None:
    with asker.get(path) as response:
        assert response.status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_inline_script_or_style(asker: FlaskClient, path: str) -> None:
    shown = Page(body(asker, path).decode())
    assert [
        tag
        for tag, attributes in nonempty(shown.elements)
        if tag == "style" or "style" in attributes or (tag == "script" and "src" not in attributes)
    ] == []


@pytest.mark.parametrize("path", PAGES)
def test_the_headings_of_a_page_skip_no_level(asker: FlaskClient, path: str) -> None:
    levels = [int(tag[1]) for tag, _ in Page(body(asker, path).decode()).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert [(above, below) for above, below in pairwise(levels) if below > above + 1] == []


def test_every_term_has_a_row_in_the_overview(page: Page, ontology: Ontology) -> None:
    places = Counter(page.values("id"))
    assert {places[ontology.local(term)] for term in defined_terms(ontology)} == {1}


def test_the_row_of_a_term_leads_to_its_full_description(
    page: Page, modules: dict[str, Page], ontology: Ontology
) -> None:
    descriptions = {f"{path}#{name}" for path, shown in modules.items() for name in shown.values("id")}
    targets = Counter(link for link in page.links("/def.html") if link in descriptions)
    terms = {ontology.local(term) for term in defined_terms(ontology)}
    assert terms - {link.partition("#")[2] for link in nonempty(targets)} == set()


def test_every_term_is_described_on_exactly_one_page(modules: dict[str, Page], ontology: Ontology) -> None:
    places = Counter(place for shown in modules.values() for place in shown.values("id"))
    assert {places[ontology.local(term)] for term in defined_terms(ontology)} == {1}


def test_a_term_is_on_the_page_of_the_module_that_declares_it(modules: dict[str, Page], ontology: Ontology) -> None:
    declared = parse_turtle(ROOT / "ontology/messages.ttl", NAMES).subjects(RDF.type, OWL.Class)
    shown = modules["/def/module/messages.html"].values("id")
    assert [term for term in nonempty(declared) if ontology.local(URIRef(str(term))) not in shown] == []


def test_every_file_of_the_ontology_has_a_page(modules: dict[str, Page]) -> None:
    companions = {"alignments", "display", "shapes"}
    files = {path.stem for path in (ROOT / "ontology").glob("*.ttl")} - companions
    assert set(modules) == {f"/def/module/{name}.html" for name in nonempty(files)}


def test_an_unknown_module_is_not_found(asker: FlaskClient) -> None:
    with asker.get("/def/module/none.html") as response:
        assert response.status_code == 404


def test_the_overview_has_no_long_descriptions(page: Page) -> None:
    assert page.articles == {}


def test_no_link_within_a_page_is_broken(page: Page, modules: dict[str, Page]) -> None:
    for shown in nonempty((page, *modules.values())):
        places = {f"#{place}" for place in shown.values("id")}
        assert set(nonempty(link for link in shown.values("href") if link.startswith("#"))) - places == set()


def test_every_axiom_of_a_class_or_property_is_shown(articles: dict[str, str], whole: Flask) -> None:
    entries = Vocabulary(context_of(whole).dataset).entries.values()
    for one in nonempty(entry for entry in entries if entry.name in articles and entry.axioms):
        for heading, facts in one.axioms.items():
            assert heading in articles[one.name]
            assert [fact.text for fact in nonempty(facts) if fact.text not in articles[one.name]] == []


def test_every_class_is_in_the_diagram(asker: FlaskClient, ontology: Ontology) -> None:
    drawn = re.findall('<svg class="diagram".*?</svg>', body(asker, "/def.html").decode(), re.DOTALL)
    linked = {link.partition("#")[2] for diagram in drawn for link in Page(diagram).values("href")}
    assert {ontology.local(one) for one in ontology.classes} <= linked


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/def/module/congresses.html", "/things/Congress.html"),
        ("/def/module/core.html", "/id/rule/chain-participatedIn-partOf-to-participatedIn.html"),
        ("/def.html", "/def/alignments.html"),
    ],
)
def test_a_page_links_what_it_mentions(page: Page, modules: dict[str, Page], path: str, link: str) -> None:
    assert link in ({"/def.html": page} | modules)[path].links(path)


def test_an_example_links_its_evidence(modules: dict[str, Page]) -> None:
    path = "/def/module/organs.html"
    assert [link for link in modules[path].links(path) if re.fullmatch("/id/assertion/[0-9a-f]+.html", link)]


def test_an_alignment_links_its_term(asker: FlaskClient) -> None:
    path = "/def/alignments.html"
    assert "/def.html#Organization" in Page(body(asker, path).decode()).links(path)

"""A crawler's view: every IRI of the project's dataset is answered, and no link is dead.

Every IRI is requested and redirects to its document. Documents of one kind differ in nothing but their values, and the
work grows with their number: the first entity of each kind is requested in every format, the others as a page and in
one other format, in rotation, and of the thousands of assertions and inferences every tenth in one format.
"""

from __future__ import annotations

import re
from collections import Counter
from http.client import HTTPConnection
from itertools import chain, cycle
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from kg.formats import HTML, document_formats, document_suffixes, rdf_document_formats
from kg.model.addresses import Document, path_of
from kg.publish.networks.formats import NETWORK_FORMATS
from tests.conftest import NAMES
from tests.nonempty import nonempty
from tests.patience import PATIENCE
from tests.site.samples import SAMPLES
from tests.site.visiting import Visitor, mentions

MEDIA_TYPES = {form.suffix: form.media_type for form in document_formats()}
RDF_SUFFIXES = [form.suffix for form in rdf_document_formats()]

SUFFIXES = document_suffixes()

ERRONEOUS = {"wrong-query": 400, "error": 404}
EVIDENCE = ("/id/assertion/", "/id/inference/")
UNKNOWN = "/id/person/nobody-of-this-name"


def entities(every: list[str]) -> list[tuple[str, str]]:
    """The IRIs with documents of their own, and their paths: no terms, and no other parts of a document."""
    paths = [(iri, path_of(iri, NAMES) or "") for iri in every]
    own = ("/id/", "/source/", "/graph/")
    return [(iri, path) for iri, path in paths if path.startswith(own) and "#" not in path]


def examples(every: list[str]) -> set[str]:
    """The path of the first entity of each kind."""
    return set({path.rpartition("/")[0]: path for _, path in reversed(entities(every))}.values())


def documents(every: list[str]) -> list[tuple[str, str, str]]:
    """The documents to request: the IRI, the path and the suffix of each."""
    evidence = cycle(chain.from_iterable([[suffix], *[[]] * 9] for suffix in SUFFIXES))
    rdf_suffixes = cycle(RDF_SUFFIXES)
    examined, chosen = examples(every), []
    for iri, path in entities(every):
        rotated = next(evidence) if path.startswith(EVIDENCE) else [HTML, next(rdf_suffixes)]
        chosen += [(iri, path, suffix) for suffix in (SUFFIXES if path in examined else rotated)]
    return chosen


@pytest.fixture(scope="module")
def visitor(client: FlaskClient, every: list[str]) -> Visitor:
    """A visitor that need not check again whether entities have documents, nor draw the network around each."""
    known = {Document(path, suffix).path for _, path in entities(every) for suffix in SUFFIXES}
    stems = {path for _, path in entities(every)} - examples(every)
    known |= {f"/export{path}.{form.suffix}" for path in stems for form in NETWORK_FORMATS}
    return Visitor(client, frozenset(known))


def test_there_are_many_entities_to_crawl(every: list[str]) -> None:
    suffixes = Counter(suffix for _, path, suffix in documents(every) if path.startswith(EVIDENCE))
    assert len(entities(every)) > 4000
    assert len(documents(every)) > 1500
    assert min(suffixes[suffix] for suffix in SUFFIXES) > 40


def test_every_entity_has_documents(visitor: Visitor, every: list[str]) -> None:
    chosen = nonempty(documents(every))
    assert [fault for document in chosen for fault in visitor.document(*document)] == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_head_gives_the_headers_of_each_kind_of_document(visitor: Visitor, every: list[str], suffix: str) -> None:
    chosen = nonempty(examples(every))
    assert {path: names for path in chosen if (names := visitor.differing_headers(path, suffix))} == {}


def test_every_entity_redirects_to_its_documents(visitor: Visitor, every: list[str]) -> None:
    chosen = nonempty(zip(entities(every), cycle(SUFFIXES), strict=False))
    assert [fault for (_, path), suffix in chosen for fault in visitor.redirection(path, suffix)] == []


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_every_term_is_in_the_documents_of_the_ontology(visitor: Visitor, every: list[str], suffix: str) -> None:
    terms = nonempty(iri for iri in every if iri.startswith(NAMES.terms))
    assert set(terms) - visitor.subjects("/def", suffix) == set()


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_the_alignments_are_in_their_documents(visitor: Visitor, every: list[str], suffix: str) -> None:
    below = nonempty(iri for iri in every if iri.startswith(f"{NAMES.ontology}/alignments"))
    assert set(below) - visitor.subjects("/def/alignments", suffix) == set()


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_the_files_of_the_build_are_in_their_documents(visitor: Visitor, every: list[str], suffix: str) -> None:
    files = nonempty(iri for iri in every if iri.startswith(f"{NAMES.inputs}#"))
    assert set(files) - visitor.subjects("/dataset/inputs", suffix) == set()


def test_every_term_has_a_section_on_the_page_of_the_ontology(client: FlaskClient, every: list[str]) -> None:
    places = set(re.findall(r'\sid="([^"]+)"', client.get("/def.html").text))
    terms = nonempty(iri.removeprefix(NAMES.terms) for iri in every if iri.startswith(NAMES.terms))
    assert set(terms) - places == set()


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_the_dataset_is_described(client: FlaskClient, suffix: str) -> None:
    with client.get("/dataset", headers={"Accept": MEDIA_TYPES[suffix]}, follow_redirects=True) as response:
        assert (response.mimetype, mentions(response.data, suffix, NAMES.base)) == (MEDIA_TYPES[suffix], True)


def test_the_page_of_a_graph_shows_its_size(client: FlaskClient) -> None:
    query = f"SELECT (COUNT(*) AS ?number) {{ GRAPH <{NAMES.graph('inferred')}> {{ ?s ?p ?o }} }}"
    number = int(client.get("/sparql", query_string={"query": query, "format": "csv"}).text.split()[1])
    assert f"The graph has {number:,} triples." in client.get("/graph/inferred.html").text


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_of_each_kind_has_no_dead_links(client: FlaskClient, visitor: Visitor, name: str) -> None:
    with client.get(SAMPLES[name], headers={"Accept": "text/html"}) as response:
        assert response.status_code == ERRONEOUS.get(name, 200)
        assert visitor.dead_links(urlsplit(SAMPLES[name]).path, response.text) == []


@pytest.mark.parametrize("path", [UNKNOWN, "/source/none", "/graph/none"])
@pytest.mark.parametrize("suffix", document_suffixes())
def test_an_unknown_entity_is_not_found_in_any_format(client: FlaskClient, path: str, suffix: str) -> None:
    with (
        client.get(Document(path, suffix).path) as named,
        client.get(path, headers={"Accept": MEDIA_TYPES[suffix]}) as asked,
    ):
        assert {(one.status_code, one.mimetype) for one in (named, asked)} == {(404, MEDIA_TYPES[suffix])}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("suffix", document_suffixes())
def test_a_server_redirects_from_an_entity_to_its_document(live: str, suffix: str, method: str) -> None:
    stem = SAMPLES["person"].removesuffix(f".{HTML}")
    connection = HTTPConnection(urlsplit(live).netloc, timeout=PATIENCE)
    connection.request(method, stem, headers={"Accept": MEDIA_TYPES[suffix]})
    with connection.getresponse() as first:
        first.read()
    connection.request(method, urljoin(stem, first.headers["Location"]))
    with connection.getresponse() as second:
        media_type = second.headers.get_content_type()
    connection.close()
    assert (first.status, second.status, media_type) == (303, 200, MEDIA_TYPES[suffix])

"""A crawler's view: the IRIs of the project's dataset are answered, and no link is dead.

Documents of one kind differ in nothing but their values, and the work grows with their number, so that the crawl takes
a sample. The first entity of each folder is requested in every format. The first of each combination of folder and
classes and every fourth of the others are requested as a page and in one other format, in rotation, and of the
thousands of assertions and inferences every fiftieth in one format. Of the networks around entities that pages link,
one is drawn for the first entity of each folder, in rotation of their formats. Every IRI is asked whether it redirects
to its document; of those of assertions and inferences, whose names are digests, every tenth.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from http.client import HTTPConnection
from itertools import cycle
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from kg.formats import HTML, document_formats, document_suffixes, rdf_document_formats
from kg.model.addresses import Document, path_of
from kg.model.dataset import PublishedDataset
from kg.model.graphs import anywhere
from kg.publish.networks.formats import NETWORK_FORMATS
from tests.conftest import NAMES
from tests.nonempty import nonempty
from tests.patience import PATIENCE
from tests.site.samples import SAMPLES
from tests.site.visiting import Visitor, mentions

MEDIA_TYPES = {form.suffix: form.media_type for form in document_formats()}
RDF_SUFFIXES = [form.suffix for form in rdf_document_formats()]

SUFFIXES = document_suffixes()

ERRONEOUS = {"wrong-query": 400, "error": 404, "suggestions": 404}
EVIDENCE = ("/id/assertion/", "/id/inference/")
UNKNOWN = "/id/person/nobody-of-this-name"


def entities(every: list[str]) -> list[tuple[str, str]]:
    """The IRIs with documents of their own, and their paths: no terms, and no other parts of a document."""
    paths = [(iri, path_of(iri, NAMES) or "") for iri in every]
    own = ("/id/", "/source/", "/graph/")
    return [(iri, path) for iri, path in paths if path.startswith(own) and "#" not in path]


def first_of_each(kinds: Mapping[str, Hashable]) -> set[str]:
    """The first path of each kind, given the kinds of the paths."""
    return set({kind: path for path, kind in reversed(kinds.items())}.values())


def examples(every: list[str]) -> set[str]:
    """The path of the first entity of each folder."""
    return first_of_each({path: path.rpartition("/")[0] for _, path in entities(every)})


def kinds(published: PublishedDataset, every: list[str]) -> dict[str, Hashable]:
    """The folder and the classes of each entity, by its path."""
    classes = defaultdict[str, set[str]](set)
    for thing, cls in published.select_bound(f"SELECT DISTINCT ?thing ?class {{ {anywhere('?thing a ?class')} }}"):
        classes[thing.value].add(cls.value)
    return {path: (path.rpartition("/")[0], frozenset(classes[iri])) for iri, path in entities(every)}


@pytest.fixture(scope="module")
def documents(published: PublishedDataset, every: list[str]) -> list[tuple[str, str, str]]:
    """The documents to request: the IRI, the path and the suffix of each."""
    things = [path for _, path in entities(every) if not path.startswith(EVIDENCE)]
    evidence = [path for _, path in entities(every) if path.startswith(EVIDENCE)]
    examined = examples(every)
    chosen = (first_of_each(kinds(published, every)) | {*things[::4], *evidence[::50]}) - examined
    suffixes = dict.fromkeys(examined, SUFFIXES)
    suffixes |= {path: (HTML, suffix) for path, suffix in zip(sorted(chosen & {*things}), cycle(RDF_SUFFIXES))}
    suffixes |= {path: (suffix,) for path, suffix in zip(sorted(chosen & {*evidence}), cycle(SUFFIXES))}
    return [(iri, path, suffix) for iri, path in entities(every) for suffix in suffixes.get(path, ())]


@pytest.fixture(scope="module")
def visitor(client: FlaskClient, every: list[str]) -> Visitor:
    """A visitor that need not check again whether entities have documents, nor draw more than a network for a few."""
    paths = [path for _, path in entities(every)]
    known = {Document(path, suffix).path for path in paths for suffix in SUFFIXES}
    networks = {f"/export{path}.{form.suffix}" for path in paths for form in NETWORK_FORMATS}
    drawn = {f"/export{path}.{form.suffix}" for path, form in zip(sorted(examples(every)), cycle(NETWORK_FORMATS))}
    known |= networks - drawn
    return Visitor(client, frozenset(known))


def test_there_are_many_entities_to_crawl(every: list[str], documents: list[tuple[str, str, str]]) -> None:
    evidence = Counter(suffix for _, path, suffix in documents if path.startswith(EVIDENCE))
    others = Counter(suffix for _, path, suffix in documents if not path.startswith(EVIDENCE))
    assert len(entities(every)) > 4000
    assert min(evidence[suffix] for suffix in SUFFIXES) > 15
    assert min(others[suffix] for suffix in SUFFIXES) > 80


def test_entities_have_documents(visitor: Visitor, documents: list[tuple[str, str, str]]) -> None:
    assert [fault for document in nonempty(documents) for fault in visitor.document(*document)] == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_head_gives_the_headers_of_each_kind_of_document(visitor: Visitor, every: list[str], suffix: str) -> None:
    chosen = nonempty(examples(every))
    assert {path: names for path in chosen if (names := visitor.differing_headers(path, suffix))} == {}


def test_entities_redirect_to_their_documents(visitor: Visitor, every: list[str]) -> None:
    paths = [path for _, path in entities(every)]
    chosen = [path for path in paths if not path.startswith(EVIDENCE)]
    chosen += nonempty(path for path in paths if path.startswith(EVIDENCE))[::10]
    asked = zip(chosen, cycle(SUFFIXES), strict=False)
    assert [fault for path, suffix in asked for fault in visitor.redirection(path, suffix)] == []


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

"""The RDF documents about entities."""

from __future__ import annotations

import pytest
from rdflib import Dataset, Graph

from kg.engine.answer import Term
from kg.formats import rdf_document_formats
from kg.model.dataset import PublishedDataset
from kg.model.labels import of
from kg.model.statements import read_extent, read_statements
from kg.publish.entities.document import document_quads_query, document_query, empty_document
from tests.nonempty import nonempty
from tests.publish.written import ANN, BOB, NAMES, asserted, inferred, iri, limited, written

PER_PAGE = 10

Triples = set[tuple[Term | None, ...]]
HUB = NAMES.thing("hub")
LINKED = "<id/person/ann> ckg:knows <id/person/bob>"
EVIDENCE = asserted("a", LINKED, more="; ckg:reason 'So.'@en ; ckg:readWith <source/text/p-2>")
RDF_SUFFIXES = [form.suffix for form in rdf_document_formats()]
PARSERS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml", "trig": "trig"}
REASONS = {
    "plain": "The dataset says nothing about it.",
    "empty": "",
    "two hyphens": "a--b",
    "three hyphens": "a---b",
    "hyphens at the end": "a----",
    "a hyphen": "-",
    "the end of a comment": "a --> <x/>",
    "lines": "a\n<urn:a> <urn:b> <urn:c> .\r\n<urn:a> <urn:b> <urn:d> .",
    "a line separator": "a\u2028<urn:a> <urn:b> <urn:c> .",
    "a next line": "a\x85<urn:a> <urn:b> <urn:c> .",
    "quotation marks": 'it\'s "quoted" \\',
    "a control character": "a\x01\x00b",
    "no character": "a\ufffe\uffffb",
    "markup": "]]> & &amp; <!DOCTYPE x>",
    "Korean": "당 대회",
}


def given(dataset: PublishedDataset, entity: str, page: int = 1) -> Triples:
    """The triples of a document."""
    text = document_query(read_extent(dataset, entity), page)
    return {tuple(row) for row in dataset.store.query(text, prefixes=dataset.names.prefixes).rows()}


def one_of_each_class(dataset: PublishedDataset) -> list[str]:
    """The first entity of each class, terms of the ontology left out."""
    rows = dataset.store.query(
        "SELECT (MIN(?entity) AS ?first) WHERE { ?entity a ?class "
        f'FILTER (isIRI(?entity) && STRSTARTS(STR(?entity), "{dataset.names.base}") && !CONTAINS(STR(?entity), "#")) '
        "} GROUP BY ?class"
    ).rows()
    return sorted({row[0].value for row in rows if row[0]})


@pytest.fixture(scope="module")
def documents(published: PublishedDataset) -> dict[str, Triples]:
    """The documents about one entity of each class of the dataset."""
    return {entity: given(published, entity) for entity in one_of_each_class(published)}


def test_a_document_holds_the_statements_about_an_entity_of_each_class(
    published: PublishedDataset, documents: dict[str, Triples]
) -> None:
    lacking = []
    for entity, triples in documents.items():
        for one in read_statements(published, read_extent(published, entity), 1):
            ends = (one.other, Term("iri", entity)) if one.inverse else (Term("iri", entity), one.other)
            if (ends[0], Term("iri", one.link), ends[1]) not in triples:
                lacking.append((entity, one.link))
    assert (len(documents) > 40, lacking) == (True, [])


def test_a_document_holds_triples_of_the_dataset_only(
    published: PublishedDataset, documents: dict[str, Triples]
) -> None:
    rows = published.store.query(
        "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER (!isBlank(?s) && !isBlank(?o)) }"
    ).rows()
    known = {tuple(row) for row in rows}
    whole = {one for triples in documents.values() for one in triples if "bnode" not in {t.kind for t in one if t}}
    assert set(nonempty(whole)) - known == set()


def test_a_document_names_what_its_page_shows(published: PublishedDataset, documents: dict[str, Triples]) -> None:
    naming = {published.names.prefixes["rdfs"] + "label", published.names.prefixes["skos"] + "prefLabel"}
    nameless = {}
    for entity, triples in documents.items():
        shown = read_statements(published, read_extent(published, entity), 1)
        iris = {entity, *(one.link for one in shown), *(one.other.value for one in shown if one.other.is_iri)}
        iris |= {iri for one in shown for backing in one.evidence for iri in backing.mentioned}
        labelled = {s.value for s, p, _ in triples if s and p and p.value in naming}
        if lacking := set(of(published, iris).by_iri) & iris - labelled:
            nameless[entity] = lacking
    assert nameless == {}


@pytest.mark.parametrize("entity", [ANN, BOB], ids=["subject", "object"])
def test_a_document_holds_the_complete_evidence(entity: str) -> None:
    dataset = written(EVIDENCE)
    node = iri("id/assertion/a")
    rows = dataset.store.query(f"SELECT ?p ?o {{ GRAPH ?g {{ <{node.value}> ?p ?o }} }}").rows()
    assert {one[1:] for one in given(dataset, entity) if one[0] == node} == {tuple(row) for row in rows}


def test_a_document_leaves_out_the_evidence_of_other_entities() -> None:
    dataset = written(EVIDENCE + asserted("b", "<id/person/bob> ckg:knows <id/person/cho>"))
    assert iri("id/assertion/b") not in {one[0] for one in given(dataset, ANN)}


@pytest.mark.parametrize("entity", ["id/person/ann", "id/person/bob", "id/rule/r", "source/text/p-1", "def#knows"])
def test_a_document_names_whatever_it_mentions(entity: str) -> None:
    dataset = written(f'{inferred("i", LINKED)} <{entity}> rdfs:label "Name"@en .')
    found = {one[2] and one[2].value for one in given(dataset, ANN) if one[0] == iri(entity)}
    assert "Name" in found


def test_a_document_about_a_passage_holds_the_statements_of_its_assertions() -> None:
    found = given(written(EVIDENCE), NAMES.source("text/p-1"))
    assert (iri("id/assertion/a"), Term("iri", NAMES.prefixes["rdf"] + "object"), iri("id/person/bob")) in found


def linked(number: int) -> str:
    """Triples of a number of persons who all know the hub."""
    return " ".join(f"<id/person/p{place:05}> ckg:knows <id/hub> ." for place in range(number))


def test_the_documents_of_all_pages_hold_every_link_once() -> None:
    dataset = limited(linked(2 * PER_PAGE + 5), statements=PER_PAGE)
    assert [len(given(dataset, HUB, page)) for page in (1, 2, 3, 4)] == [PER_PAGE, PER_PAGE, 5, 0]


def test_the_document_of_a_hub_holds_the_evidence_of_its_statements() -> None:
    data = linked(430) + asserted("a", "<id/person/p00007> ckg:knows <id/hub>")
    dataset = limited(data, statements=PER_PAGE, hub=400)
    pages = [{one[0] for one in given(dataset, HUB, page)} for page in range(1, 430 // PER_PAGE + 2)]
    assert sum(iri("id/assertion/a") in subjects for subjects in pages) == 1


def test_all_iris_of_a_document_have_their_labels(published: PublishedDataset, documents: dict[str, Triples]) -> None:
    label = Term("iri", NAMES.prefixes["rdfs"] + "label")
    lacking = set()
    for entity, triples in documents.items():
        named = {one[0] for one in triples if one[1] == label}
        mentioned = {term.value for one in triples for term in one if term and term.is_iri and term not in named}
        lacking |= {(entity, one) for one in mentioned & set(of(published, mentioned).by_iri)}
    assert lacking == set()


def test_a_document_with_graphs_names_the_passages(published: PublishedDataset) -> None:
    names = published.names
    congress, days = names.thing("congress/wpk-9"), Term("iri", names.term("durationDays"))
    text = document_quads_query(read_extent(published, congress), 1)
    rows = published.store.query(text, prefixes=published.names.prefixes).rows()
    assert [graph and graph.value for _, p, _, graph in rows if p == days] == [
        None,
        names.source("9th-congress/infobox-5"),
    ]


def test_the_default_graph_of_a_document_with_graphs_holds_the_same_triples(
    documents: dict[str, Triples], published: PublishedDataset
) -> None:
    differing = []
    for entity, triples in documents.items():
        text = document_quads_query(read_extent(published, entity), 1)
        rows = published.store.query(text, prefixes=published.names.prefixes).rows()
        differing += [entity] if {(s, p, o) for s, p, o, graph in rows if graph is None} != triples else []
    assert differing == []


def parsed(suffix: str, text: str) -> Graph:
    graph = Dataset() if suffix == "trig" else Graph()
    return graph.parse(data=text, format=PARSERS[suffix])


@pytest.mark.parametrize("reason", REASONS.values(), ids=REASONS)
@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_a_document_about_an_unknown_entity_is_a_graph_without_triples(suffix: str, reason: str) -> None:
    assert len(parsed(suffix, empty_document(suffix, reason))) == 0


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_a_document_without_triples_gives_the_reason(suffix: str) -> None:
    assert "says nothing about person/x-1" in empty_document(suffix, "The dataset says nothing about person/x-1.")

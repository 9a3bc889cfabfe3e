"""The description of a dataset: in RDF and for search engines."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
import yaml
from rdflib import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, VOID, XSD, BNode, Graph, Literal, Namespace, URIRef

from kg.engine.oxigraph.store import Store
from kg.formats import by_name
from kg.limits import PageLimits
from kg.model.dataset import PublishedDataset
from kg.publish.catalog.about import (
    DatasetDescription,
    build_inputs_query,
    build_record,
    describe_dataset,
    schema_org_dataset,
)
from kg.publish.catalog.metadata import description_query
from kg.publish.catalog.statistics import source_counts, statistics
from kg.releases.dumps import CHECKSUMS_FILE, DUMPS, dump_files
from tests.conftest import ROOT
from tests.nonempty import nonempty
from tests.publish.small import BASE, NAMES, small

SPDX = Namespace("http://spdx.org/rdf/terms#")
KG, TERMS = Namespace(BASE), Namespace(NAMES.terms)
DATASET = URIRef(BASE)
DUMP = DUMPS[0]
LIMITS = PageLimits()


@pytest.fixture(scope="module")
def dataset() -> PublishedDataset:
    return small()


@pytest.fixture(scope="module")
def about(dataset: PublishedDataset) -> DatasetDescription:
    return describe_dataset(dataset, "1.2.0", "2026-01-31")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one dump of version 1.2.0 and the checksum of a missing dump."""
    folder = tmp_path_factory.mktemp("dumps")
    (folder / DUMP.file_name("1.2.0")).write_bytes(b"12345")
    names = [dump.file_name("1.2.0") for dump in DUMPS[:2]]
    (folder / CHECKSUMS_FILE).write_text("".join(f"{'ab' * 32}  {name}\n" for name in names))
    return folder


def written(dataset: PublishedDataset, about: DatasetDescription, folder: Path) -> bytes:
    query = description_query(NAMES, about, dump_files(folder, about.version), served=True)
    return cast("Store", dataset.store).query(query).write(BytesIO, by_name("ttl"), NAMES.prefixes).getvalue()


@pytest.fixture(scope="module")
def graph(dataset: PublishedDataset, about: DatasetDescription, folder: Path) -> Graph:
    return Graph().parse(written(dataset, about, folder), format="turtle")


def test_the_dataset_describes_itself(about: DatasetDescription) -> None:
    assert about == DatasetDescription(
        BASE,
        "A little graph",
        "Two persons.",
        "https://example.org/licence",
        ("the curators",),
        "sha256:abc",
        "1.2.0",
        "2026-01-31",
    )


def test_creators_of_the_dataset_go_before_those_of_the_ontology() -> None:
    named = small('<> dcterms:creator <id/person/ann> . <id/person/ann> rdfs:comment "x" .')
    assert describe_dataset(named, "x").creators == ("ann",)


def test_sources_come_with_the_number_of_passages_that_support_statements(dataset: PublishedDataset) -> None:
    assert [(count.name, count.passages, count.facts) for count in source_counts(dataset)] == [("A text", 2, 1)]


def test_the_build_record_has_the_commit_the_tools_and_the_number_of_files(dataset: PublishedDataset) -> None:
    build = build_record(dataset)
    assert build
    assert (build.revision, build.tools, build.inputs) == ("c0ffee", ("tool 1.0",), 1)


def test_statistics_count_links_to_other_datasets(dataset: PublishedDataset) -> None:
    linksets = statistics(dataset).linksets
    assert [(linkset.authority, linkset.short, linkset.number) for linkset in linksets] == [
        ("Wikidata", "skos:exactMatch", 1)
    ]


def test_the_dataset_has_the_classes_of_void_and_dcat(graph: Graph) -> None:
    assert set(graph.objects(DATASET, RDF.type)) == {VOID.Dataset, DCAT.Dataset}


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (DCTERMS.title, Literal("A little graph", lang="en")),
        (DCTERMS.creator, TERMS.curators),
        (DCTERMS.license, URIRef("https://example.org/licence")),
        (DCTERMS.identifier, Literal("sha256:abc")),
        (DCTERMS.issued, Literal("2026-01-31", datatype=XSD.date)),
        (OWL.versionInfo, Literal("1.2.0")),
        (VOID.sparqlEndpoint, KG.sparql),
        (VOID.uriLookupEndpoint, KG["lookup?uri="]),
        (VOID.uriSpace, Literal(BASE)),
        (VOID.rootResource, KG["source/text"]),
        (PROV.wasGeneratedBy, KG["dataset#build"]),
    ],
)
def test_the_description_states(graph: Graph, predicate: URIRef, value: URIRef | Literal) -> None:
    assert list(graph.objects(DATASET, predicate)) == [value]


def test_statistics_count_the_default_graph(dataset: PublishedDataset, graph: Graph) -> None:
    triples = len(list(dataset.store.query("SELECT * WHERE { ?s ?p ?o }").rows()))
    assert graph.value(DATASET, VOID.triples) == Literal(triples)


def test_entities_have_a_class_and_an_iri_below_the_base(dataset: PublishedDataset, graph: Graph) -> None:
    query = f"SELECT DISTINCT ?s WHERE {{ ?s a ?kind FILTER STRSTARTS(STR(?s), '{BASE}') }}"
    assert graph.value(DATASET, VOID.entities) == Literal(len(list(dataset.store.query(query).rows())))


def test_each_class_is_a_partition_with_its_members(graph: Graph) -> None:
    (partition,) = graph.subjects(VOID["class"], TERMS.Person)
    assert (graph.value(partition, VOID.entities), (DATASET, VOID.classPartition, partition) in graph) == (
        Literal(3),
        True,
    )


def test_each_property_is_a_partition_with_its_triples(graph: Graph) -> None:
    (partition,) = graph.subjects(VOID.property, TERMS.inSource)
    assert graph.value(partition, VOID.triples) == Literal(2)


@pytest.mark.parametrize(
    ("part", "term"),
    [
        (VOID["class"], OWL.Ontology),
        (VOID["class"], SH.NodeShape),
        (VOID.property, RDF.subject),
        (VOID.property, RDFS.subClassOf),
    ],
)
def test_classes_and_properties_that_entities_do_not_have_are_no_partitions(
    graph: Graph, part: URIRef, term: URIRef
) -> None:
    assert list(graph.subjects(part, term)) == []


@pytest.mark.parametrize("term", [RDF.type, RDFS.label, SKOS.exactMatch])
def test_a_general_property_of_entities_is_a_partition(graph: Graph, term: URIRef) -> None:
    assert len(list(graph.subjects(VOID.property, term))) == 1


@pytest.mark.parametrize(
    ("total", "variable", "pattern"),
    [
        ("classes", "?kind", "?s a ?kind FILTER isIRI(?kind)"),
        ("properties", "?p", "?s ?p ?o"),
    ],
)
def test_totals_count_every_class_and_property(
    dataset: PublishedDataset, graph: Graph, total: str, variable: str, pattern: str
) -> None:
    terms = list(dataset.store.query(f"SELECT DISTINCT {variable} WHERE {{ {pattern} }}").rows())
    assert graph.value(DATASET, VOID[total]) == Literal(len(terms))


def test_vocabularies_are_the_namespaces_of_the_properties_of_entities(graph: Graph) -> None:
    vocabularies = set(graph.objects(DATASET, VOID.vocabulary))
    assert vocabularies == {URIRef(NAMES.terms), URIRef(str(RDF)), URIRef(str(RDFS)), URIRef(str(SKOS))}


def test_the_build_is_described_with_the_number_of_its_files(graph: Graph) -> None:
    files = KG["dataset/inputs"]
    assert (files in graph.objects(KG["dataset#build"], PROV.used), graph.value(files, RDFS.label)) == (
        True,
        Literal("1 file", lang="en"),
    )


def test_the_description_leaves_out_the_files_themselves(graph: Graph) -> None:
    assert [node for node in nonempty(graph.all_nodes()) if str(node).startswith(f"{BASE}dataset/inputs#")] == []


def test_the_document_of_the_input_files_describes_each(dataset: PublishedDataset) -> None:
    target = cast("Store", dataset.store).query(build_inputs_query(NAMES)).write(BytesIO, by_name("nt"), {})
    graph = Graph().parse(data=target.getvalue(), format="nt")
    (file,) = graph.objects(KG["dataset/inputs"], PROV.hadMember)
    assert (file, graph.value(file, TERMS.sha256)) == (KG["dataset/inputs#a.ttl"], Literal("beef"))


def test_a_linkset_links_to_the_dataset_with_that_iri_prefix(graph: Graph) -> None:
    (links,) = graph.subjects(RDF.type, VOID.Linkset)
    target = graph.value(links, VOID.objectsTarget)
    assert (graph.value(links, VOID.triples), graph.value(target, VOID.uriSpace)) == (
        Literal(1),
        Literal("http://www.wikidata.org/entity/"),
    )


def test_an_existing_dump_is_a_distribution_with_size_and_checksum(graph: Graph) -> None:
    (node,) = graph.objects(DATASET, DCAT.distribution)
    checksum = graph.value(graph.value(node, SPDX.checksum), SPDX.checksumValue)
    assert (graph.value(node, DCAT.downloadURL), graph.value(node, DCAT.byteSize), str(checksum)) == (
        KG[f"dumps/{DUMP.file_name('1.2.0')}"],
        Literal(5),
        "ab" * 32,
    )


def test_the_catalogue_holds_the_dataset_and_its_endpoint(graph: Graph) -> None:
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert (graph.value(catalogue, DCAT.dataset), graph.value(catalogue, DCAT.service)) == (DATASET, KG.sparql)


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (DCTERMS.publisher, TERMS.curators),
        (DCTERMS.license, URIRef("https://example.org/licence")),
    ],
)
def test_the_catalogue_has_the_publisher_and_licence_of_the_dataset(
    graph: Graph, predicate: URIRef, value: URIRef
) -> None:
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert list(graph.objects(catalogue, predicate)) == [value]


def test_the_catalogue_is_described(graph: Graph) -> None:
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert "A little graph" in str(graph.value(catalogue, DCTERMS.description))


def test_only_a_complete_dump_is_a_data_dump(
    dataset: PublishedDataset, about: DatasetDescription, tmp_path: Path
) -> None:
    files = [dump.file_name(about.version) for dump in DUMPS]
    for file in files:
        (tmp_path / file).write_bytes(b"x")
    (tmp_path / CHECKSUMS_FILE).write_text("".join(f"{'ab' * 32}  {file}\n" for file in files))
    graph = Graph().parse(written(dataset, about, tmp_path), format="turtle")
    complete = {KG[f"dumps/{dump.file_name(about.version)}"] for dump in DUMPS if dump.name in ("nq", "trig", "jsonld")}
    assert (set(graph.objects(DATASET, VOID.dataDump)), len(set(graph.objects(DATASET, DCAT.distribution)))) == (
        complete,
        len(DUMPS),
    )


def test_the_description_has_no_blank_nodes(graph: Graph) -> None:
    assert [triple for triple in nonempty(graph) if any(isinstance(term, BNode) for term in triple)] == []


def test_equal_data_give_equal_bytes(dataset: PublishedDataset, about: DatasetDescription, folder: Path) -> None:
    assert written(dataset, about, folder) == written(dataset, about, folder)


def test_search_engines_receive_the_description(about: DatasetDescription, folder: Path) -> None:
    document = schema_org_dataset(about, dump_files(folder, about.version), LIMITS)
    assert (
        document["@type"],
        document["name"],
        document["license"],
        document["creator"],
        document["datePublished"],
    ) == (
        "Dataset",
        "A little graph",
        "https://example.org/licence",
        [{"@type": "Organization", "name": "the curators"}],
        "2026-01-31",
    )


def test_search_engines_receive_the_addresses_of_the_dumps(about: DatasetDescription, folder: Path) -> None:
    document = schema_org_dataset(about, dump_files(folder, about.version), LIMITS)
    assert [download["contentUrl"] for download in document["distribution"]] == [
        f"{BASE}dumps/{DUMP.file_name('1.2.0')}"
    ]


def test_the_description_for_search_engines_omits_missing_values(dataset: PublishedDataset) -> None:
    document = schema_org_dataset(describe_dataset(dataset, "unknown"), [], LIMITS)
    assert {"distribution", "datePublished"} & document.keys() == set()


def test_the_project_describes_itself_as_search_engines_require(published: PublishedDataset) -> None:
    document = schema_org_dataset(describe_dataset(published, "x"), [], LIMITS)
    assert 50 <= len(document["description"]) <= 5000


def test_the_citation_file_agrees_with_the_dataset(published: PublishedDataset) -> None:
    citation_file = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    about = describe_dataset(published, "x")
    assert [citation_file[key] for key in ("title", "abstract", "url")] == [about.title, about.description, about.iri]
    assert [author["name"] for author in citation_file["authors"]] == list(about.creators)


def test_a_site_of_files_claims_no_endpoint(dataset: PublishedDataset, about: DatasetDescription) -> None:
    query = description_query(NAMES, about, [], served=False)
    target = cast("Store", dataset.store).query(query).write(BytesIO, by_name("nt"), {})
    assert b"sparql" not in target.getvalue()

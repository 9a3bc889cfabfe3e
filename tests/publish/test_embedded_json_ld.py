"""What a page says, as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import RDFS, Graph, Literal, URIRef

from kg.model.dataset import PublishedDataset
from kg.model.display import Display, read_display
from kg.model.statements import read_extent
from kg.publish.entities.embedded_json_ld import native_json_ld, schema_org_json_ld
from kg.publish.entities.entity import EntityDescription, describe_entity
from tests.publish.written import ANN, BOB, NAMES, asserted, inferred, written

DATA = (
    asserted("a", "<id/person/ann> rdf:type ckg:Person")
    + inferred("i", "<id/person/ann> rdf:type ckg:Agent")
    + """
  <id/person/ann> rdfs:label "Ann"@en, "앤"@ko ; skos:altLabel "Annie"@en ; ckg:born "1984-01-08"^^xsd:date ;
    ckg:height 170 ; ckg:says "a \\"b\\" </script>" ; ckg:knows <id/person/bob> ; skos:exactMatch wikidata:Q1 ;
    <https://example.com/other#link> <urn:x> .
  <id/person/bob> ckg:knows <id/person/ann> ; rdfs:label "Bob"@en .
  ckg:Person rdfs:subClassOf <https://schema.org/Person> .
  ckg:born rdfs:subPropertyOf <https://schema.org/birthDate> .
  ckg:knows rdfs:subPropertyOf <https://schema.org/knows> .
"""
)
Triples = set[tuple[Any, Any, Any]]


def read(dataset: PublishedDataset, iri: str, page: int = 1) -> EntityDescription:
    return describe_entity(dataset, Display(NAMES), read_extent(dataset, iri), page)


def expanded(entity: EntityDescription, dataset: PublishedDataset) -> Triples:
    """The triples of a page's JSON-LD as rdflib reads them, those that only name what is linked left out."""
    graph = Graph().parse(data=json.dumps(native_json_ld(entity, dataset.names)), format="json-ld")
    return {one for one in graph if one[1] != RDFS.label or str(one[0]) == entity.iri}


def stated(entity: EntityDescription) -> Triples:
    """The triples of a page's statements, but for labels of others."""
    found: Triples = set()
    for one in entity.statements:
        term = one.other
        node = URIRef(term.value)
        other = node if term.is_iri else Literal(term.value, lang=term.language, datatype=_datatype(term.datatype))
        found.add(
            (node, URIRef(one.link), URIRef(entity.iri))
            if one.inverse
            else (URIRef(entity.iri), URIRef(one.link), other)
        )
    return found


def _datatype(datatype: str | None) -> URIRef | None:
    plain = datatype is None or datatype.endswith(("#string", "#langString"))
    return None if plain or datatype is None else URIRef(datatype)


def schema(data: str = DATA, iri: str = ANN) -> dict[str, Any] | None:
    dataset = written(data)
    display = read_display(dataset)
    entity = describe_entity(dataset, display, read_extent(dataset, iri), 1)
    return schema_org_json_ld(entity, display, dataset.names)


@pytest.mark.parametrize(
    ("data", "iri"),
    [
        (DATA, ANN),
        (DATA, BOB),
        ("<id/x> a <id/person/ann> . <id/person/ann> a ckg:Kind .", ANN),
        ("<id/person/ann> <urn:a:b> 1.5, true, '1'^^<urn:type> .", ANN),
    ],
    ids=["subject", "object", "class", "other namespaces"],
)
def test_the_json_ld_of_a_page_holds_its_statements(data: str, iri: str) -> None:
    dataset = written(data)
    entity = read(dataset, iri)
    assert expanded(entity, dataset) == stated(entity)


@pytest.mark.parametrize(
    "iri", ["id/congress/wpk-9", "id/person/kim-jong-un", "source/9th-congress", "source/9th-congress/lead-2-5"]
)
def test_the_json_ld_of_a_page_of_the_dataset_holds_its_statements(published: PublishedDataset, iri: str) -> None:
    entity = read(published, published.names.base + iri)
    assert expanded(entity, published) == stated(entity)


def test_linked_entities_have_their_names() -> None:
    dataset = written(DATA)
    graph = Graph().parse(data=json.dumps(native_json_ld(read(dataset, ANN), NAMES)), format="json-ld")
    assert [label.value for label in graph.objects(URIRef(BOB), RDFS.label)] == ["Bob"]


def test_terms_have_prefixes() -> None:
    node = native_json_ld(read(written(DATA), ANN), NAMES)
    assert {"ckg:knows", "rdfs:label", "@type"} <= set(node)


def test_schema_org_has_the_type_and_the_name() -> None:
    node = schema() or {}
    assert (node["@type"], node["@id"], node["name"]) == (["Person"], ANN, "Ann")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("alternateName", ["앤", "Annie"]),
        ("sameAs", ["http://www.wikidata.org/entity/Q1"]),
        ("birthDate", ["1984-01-08"]),
        ("knows", [{"@id": BOB, "name": "Bob"}]),
    ],
)
def test_schema_org_has_the_properties_with_a_term(key: str, value: list[Any]) -> None:
    assert (schema() or {})[key] == value


def test_schema_org_leaves_out_other_properties() -> None:
    assert set(schema() or {}) == {"@context", "@id", "@type", "name", "alternateName", "sameAs", "birthDate", "knows"}


def test_schema_org_has_the_types_of_inferred_classes() -> None:
    data = DATA + "ckg:Agent rdfs:subClassOf <https://schema.org/Thing> ."
    assert (schema(data) or {})["@type"] == ["Person", "Thing"]


def test_without_a_class_in_schema_org_there_is_no_document() -> None:
    assert schema(iri=BOB) is None

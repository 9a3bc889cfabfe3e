"""The graph in standard vocabularies: what the alignments make of triples, and what clients of one vocabulary find."""

from __future__ import annotations

import re

import pytest
from rdflib import RDF, Graph, URIRef

from kg.graph.standard import standard_triples
from kg.model.dataset import PublishedDataset
from kg.model.statements import read_extent, read_statements
from kg.publish.entities.document import document_query
from kg.publish.networks.assembly import entity_network
from tests.conftest import NAMES

PREFIXES = """
@prefix : <https://example.org/def#> .
@prefix ex: <https://example.org/other#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
OURS = "https://example.org/def#"


def restated(alignments: str, *triples: tuple[str, str, str]) -> set[tuple[str, str, str]]:
    """The triples in standard vocabularies, without the namespaces."""
    given = [tuple(URIRef(RDF.type if part == "a" else OURS + part) for part in triple) for triple in triples]
    found = standard_triples(given, Graph().parse(data=PREFIXES + alignments, format="turtle"))
    return {tuple("a" if part == RDF.type else str(part).rpartition("#")[2] for part in one) for one in found}  # type: ignore[misc]


@pytest.mark.parametrize("relation", ["rdfs:subPropertyOf", "skos:exactMatch"])
def test_a_value_of_our_property_is_one_of_theirs(relation: str) -> None:
    assert restated(f":knows {relation} ex:acquaintance .", ("x", "knows", "y")) == {("x", "acquaintance", "y")}


def test_a_member_of_our_class_is_one_of_theirs() -> None:
    assert restated(":Person rdfs:subClassOf ex:Human .", ("x", "a", "Person")) == {("x", "a", "Human")}


def test_a_member_of_our_class_has_the_value_that_a_restriction_gives() -> None:
    restriction = "[ a owl:Restriction ; owl:onProperty ex:kind ; owl:hasValue ex:one ]"
    assert restated(f":Person rdfs:subClassOf {restriction} .", ("x", "a", "Person")) == {("x", "kind", "one")}


def test_a_close_match_restates_nothing() -> None:
    assert restated(":knows skos:closeMatch ex:acquaintance .", ("x", "knows", "y")) == set()


def test_a_triple_that_is_given_is_not_restated() -> None:
    assert restated(":a rdfs:subPropertyOf :b .", ("x", "a", "y"), ("x", "b", "y")) == set()


def test_instances_that_the_alignments_describe_are_included_with_their_blank_nodes() -> None:
    found = restated(":cube a ex:Cube ; ex:part [ ex:size :big ] .")
    assert {(one, prop) for one, prop, _ in found if one == "cube"} == {("cube", "a"), ("cube", "part")}
    assert {value for _, prop, value in found if prop == "size"} == {"big"}


_VOCABULARIES = """PREFIX schema: <https://schema.org/>
PREFIX org: <http://www.w3.org/ns/org#>
BASE <https://w3id.org/congress-kg/id/>
"""
WPK = "party/workers-party-of-korea"


def found(published: PublishedDataset, pattern: str) -> set[tuple[str, ...]]:
    """The rows that a client finds who knows a standard vocabulary and no graph."""
    rows = published.select_bound(f"{_VOCABULARIES} SELECT * WHERE {{ {pattern} }}")
    return {tuple(term.value.removeprefix(NAMES.things) for term in row) for row in rows}


def test_schema_org_has_the_days_and_the_organizer_of_the_congress(published: PublishedDataset) -> None:
    pattern = "<congress/wpk-9> a schema:Event ; schema:startDate ?a ; schema:endDate ?b ; schema:organizer ?c"
    assert found(published, pattern) == {("2026-02-19", "2026-02-25", WPK)}


def test_schema_org_has_the_places_of_the_congress_by_name(published: PublishedDataset) -> None:
    pattern = "<congress/wpk-9> schema:location [ a schema:Place ; schema:name ?name ] FILTER (LANG(?name) = 'en')"
    assert {("April 25 House of Culture",), ("Pyongyang",)} <= found(published, pattern)


def test_schema_org_has_the_participants_of_the_congress(published: PublishedDataset) -> None:
    pattern = "<congress/wpk-9> schema:attendee ?who . ?who a schema:Person"
    assert {("person/kim-jong-un",), ("person/choe-son-hui",)} <= found(published, pattern)


def test_schema_org_has_no_invited_person_as_an_attendee(published: PublishedDataset) -> None:
    assert found(published, "?event schema:attendee <person/ri-myong-chol>") == set()


def test_schema_org_nests_events(published: PublishedDataset) -> None:
    assert found(published, "<event/wpk-9-day-4> a schema:Event ; schema:superEvent ?event") == {("congress/wpk-9",)}


def test_a_source_has_the_title_of_its_text(published: PublishedDataset) -> None:
    title = "9th Congress of the Workers' Party of Korea"
    assert found(published, "?source dcterms:title|schema:headline ?title . ?source a schema:CreativeWork") == {
        (NAMES.source("9th-congress"), title)
    }


@pytest.mark.parametrize("name", ["Kim Jong Un", "Kim Jong-un", "김정은"])
def test_a_person_is_found_by_each_name(published: PublishedDataset, name: str) -> None:
    named = f'EXISTS {{ ?who skos:prefLabel|skos:altLabel ?name FILTER (STR(?name) = "{name}") }}'
    assert found(published, f"?who a schema:Person FILTER {named}") == {("person/kim-jong-un",)}


def test_everything_with_a_label_has_a_preferred_one(published: PublishedDataset) -> None:
    pattern = "?thing a ?class ; rdfs:label ?label FILTER STRSTARTS(STR(?class), STR(ckg:))"
    pattern += " FILTER NOT EXISTS { ?thing a ckg:Rule } FILTER NOT EXISTS { ?thing skos:prefLabel ?label }"
    assert found(published, pattern) == set()


def test_nothing_has_two_preferred_labels_in_one_language(published: PublishedDataset) -> None:
    pattern = "?thing skos:prefLabel ?one, ?other FILTER (LANG(?one) = LANG(?other) && STR(?one) < STR(?other))"
    assert found(published, pattern) == set()


def test_foaf_has_people_by_name(published: PublishedDataset) -> None:
    assert ("person/kim-ju-ae",) in found(published, '?who a foaf:Person ; foaf:name "Kim Ju Ae"@en')


def test_org_has_the_members_of_an_organ(published: PublishedDataset) -> None:
    pattern = "[] a org:Membership ; org:organization <organ/wpk-9-secretariat> ; org:member ?who ; org:role ?role"
    assert len(found(published, pattern)) == 5
    assert ("person/kim-pong-chol",) in found(published, "<organ/wpk-9-secretariat> org:hasMember ?who")


def test_org_has_posts_and_their_holders(published: PublishedDataset) -> None:
    pattern = f"<person/kim-jong-un> org:holds ?post . ?post a org:Post ; org:postIn <{WPK}>"
    assert found(published, pattern) == {("post/wpk-general-secretary",)}


def test_no_state_is_an_organization_of_org(published: PublishedDataset) -> None:
    assert found(published, "?post org:postIn ?state . ?state a ckg:State") == set()


def test_a_document_carries_what_a_page_leaves_out(published: PublishedDataset) -> None:
    extent = read_extent(published, NAMES.thing("congress/wpk-9"))
    query = published.store.query(document_query(extent, 1), prefixes=published.names.prefixes)
    assert any(triple[2].value == "https://schema.org/Event" for triple in query.rows())
    shown = read_statements(published, extent, 1)
    assert all("schema.org" not in f"{statement.link} {statement.other.value}" for statement in shown)
    assert extent.outgoing == sum(not statement.inverse for statement in shown)


def test_a_network_has_each_relation_once_and_no_class_of_others(published: PublishedDataset) -> None:
    network = entity_network(published, NAMES.thing("congress/wpk-9"), 1)
    assert network is not None
    assert not re.search(r"schema\.org|foaf|ns/org|ns/prov", repr((network.nodes, network.edges)))

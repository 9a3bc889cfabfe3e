"""The network of the project's dataset agrees with SPARQL: nodes by group, edges by relation, their evidence."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.networks.assembly import dataset_network
from kg.publish.networks.network import Network
from tests.nonempty import nonempty
from tests.publish.small import GROUPS

Link = tuple[str, str, str]


@pytest.fixture(scope="module")
def network(published: PublishedDataset) -> Network:
    """The network of the whole dataset."""
    return dataset_network(published)


def rows(published: PublishedDataset, text: str) -> list[tuple[str, ...]]:
    """The rows of a query, as text."""
    answer = published.store.query(text, prefixes=published.names.prefixes)
    return [tuple(term.value for term in row if term) for row in answer.rows()]


def links(network: Network) -> set[Link]:
    """The statements of the edges."""
    return {(edge.source, edge.relation, edge.target) for edge in network.edges}


def stated(network: Network, published: PublishedDataset) -> set[Link]:
    """The statements of the dataset between nodes, but for the order of events that follows from others."""
    nodes = {node.iri for node in network.nodes}
    text = """SELECT DISTINCT ?source ?relation ?target WHERE {
      ?source ?relation ?target FILTER (isIRI(?target))
      FILTER (?relation NOT IN (ckg:before, ckg:after) || NOT EXISTS {
        GRAPH graph:inferred { ?source ?relation ?target }
      })
    }"""
    return {(s, p, o) for s, p, o in rows(published, text) if {s, o} <= nodes}


def implied(published: PublishedDataset, link: Link) -> set[Link]:
    """The other statements that a statement implies by inverse, symmetric and broader properties."""
    reached, new = {link}, {link}
    while new:
        source, relation, target = new.pop()
        back = f"<{relation}> owl:inverseOf|^owl:inverseOf ?other"
        same = f"<{relation}> a owl:SymmetricProperty BIND (<{relation}> AS ?other)"
        for (other,) in rows(published, f"SELECT ?other WHERE {{ {{ {back} }} UNION {{ {same} }} }}"):
            new |= {(target, other, source)} - reached
        for (other,) in rows(published, f"SELECT ?other WHERE {{ <{relation}> rdfs:subPropertyOf ?other }}"):
            new |= {(source, other, target)} - reached
        reached |= new
    return reached - {link}


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_has_all_entities_of_its_class(group: str, network: Network, published: PublishedDataset) -> None:
    inside = f'FILTER (STRSTARTS(STR(?thing), "{published.names.things}"))'
    entities = rows(published, f"SELECT DISTINCT ?thing WHERE {{ ?thing a ckg:{group} {inside} }}")
    assert {(node.iri,) for node in network.nodes if node.group.name == group} == set(entities)


def test_every_statement_between_nodes_is_an_edge_or_implied_by_one(
    network: Network, published: PublishedDataset
) -> None:
    edges = links(network)
    statements = stated(network, published)
    follows = {more for link in edges for more in implied(published, link)}
    assert (edges - statements, statements - edges - follows) == (set(), set())


def test_no_edge_is_implied_by_another(network: Network, published: PublishedDataset) -> None:
    edges = links(network)
    assert [link for link in nonempty(edges) if implied(published, link) & edges] == []


def test_each_relation_has_an_edge_for_each_statement_or_nary_relation(
    network: Network, published: PublishedDataset
) -> None:
    relations = """SELECT ?relation (COUNT(DISTINCT ?entity) AS ?count) WHERE {
      ?relation owl:propertyChainAxiom ?chain . ?chain rdf:first/owl:inverseOf ?who ; rdf:rest/rdf:first ?what .
      ?entity a ckg:Involvement ; ?who ?source ; ?what ?target
      FILTER NOT EXISTS { ?narrower rdfs:subPropertyOf ?relation . ?source ?narrower ?target }
    } GROUP BY ?relation"""
    involved = {relation: int(count) for relation, count in rows(published, relations)}
    statements = stated(network, published)
    # A statement implied by a narrower one is no edge; nor is one direction of a symmetric one.
    once = {link for link in statements if link in links(network)}
    expected = Counter(relation for _, relation, _ in once) | Counter(involved)
    assert Counter(edge.relation for edge in network.edges) == expected


def test_there_is_an_edge_for_each_nary_relation(network: Network, published: PublishedDataset) -> None:
    relations = [(edge.through,) for edge in network.edges if edge.through]
    assert sorted(relations) == sorted(rows(published, "SELECT DISTINCT ?entity WHERE { ?entity a ckg:Involvement }"))


def test_every_edge_of_the_project_has_evidence(network: Network) -> None:
    assert [edge for edge in nonempty(network.edges) if not (edge.passages and edge.grounds)] == []


def test_the_evidence_of_every_edge_is_an_assertion_or_inference(network: Network, published: PublishedDataset) -> None:
    text = "SELECT ?node WHERE { GRAPH ?g { ?node a ?kind } VALUES ?kind { ckg:Assertion ckg:Inference } }"
    assert {(iri,) for edge in network.edges for iri in edge.grounds} <= {*rows(published, text)}

"""The network of the project's dataset agrees with SPARQL: nodes by group, edges by relation, their evidence."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.networks import networks
from kg.publish.networks.network import Network
from kg.publish.networks.selection import GROUPS

Link = tuple[str, str, str]


@pytest.fixture(scope="module")
def network(published: PublishedDataset) -> Network:
    """The network of the whole dataset."""
    return networks.whole(published)


def rows(published: PublishedDataset, text: str) -> list[tuple[str, ...]]:
    """The rows of a query, as text."""
    answer = published.store.query(text, prefixes=published.names.prefixes)
    return [tuple(term.value for term in row if term) for row in answer.rows()]


def links(network: Network) -> set[Link]:
    """The statements that edges make."""
    return {(edge.source, edge.relation, edge.target) for edge in network.edges}


def said(network: Network, published: PublishedDataset) -> set[Link]:
    """The statements of the dataset between things that are nodes."""
    nodes = {node.iri for node in network.nodes}
    text = "SELECT DISTINCT ?source ?relation ?target WHERE { ?source ?relation ?target FILTER (isIRI(?target)) }"
    return {(s, p, o) for s, p, o in rows(published, text) if {s, o} <= nodes}


def implied(published: PublishedDataset, link: Link) -> set[Link]:
    """What follows from a statement by inverse, symmetric and broader properties, itself left out."""
    found, new = {link}, {link}
    while new:
        source, relation, target = new.pop()
        back = f"<{relation}> owl:inverseOf|^owl:inverseOf ?other"
        same = f"<{relation}> a owl:SymmetricProperty BIND (<{relation}> AS ?other)"
        for (other,) in rows(published, f"SELECT ?other WHERE {{ {{ {back} }} UNION {{ {same} }} }}"):
            new |= {(target, other, source)} - found
        for (other,) in rows(published, f"SELECT ?other WHERE {{ <{relation}> rdfs:subPropertyOf ?other }}"):
            new |= {(source, other, target)} - found
        found |= new
    return found - {link}


@pytest.mark.parametrize("group", GROUPS)
def test_there_are_as_many_nodes_of_a_group_as_things(
    group: str, network: Network, published: PublishedDataset
) -> None:
    inside = f'FILTER (STRSTARTS(STR(?thing), "{published.names.things}"))'
    things = rows(published, f"SELECT DISTINCT ?thing WHERE {{ ?thing a ckg:{group} {inside} }}")
    assert {(node.iri,) for node in network.nodes if node.group == group} == set(things)


def test_every_statement_between_nodes_is_an_edge_or_follows_from_one(
    network: Network, published: PublishedDataset
) -> None:
    found = links(network)
    statements = said(network, published)
    follows = {more for link in found for more in implied(published, link)}
    assert (found - statements, statements - found - follows) == (set(), set())


def test_no_edge_follows_from_another(network: Network, published: PublishedDataset) -> None:
    found = links(network)
    assert [link for link in found if implied(published, link) & found] == []


def test_each_relation_has_an_edge_for_each_statement_or_involvement(
    network: Network, published: PublishedDataset
) -> None:
    involvements = """SELECT ?relation (COUNT(DISTINCT ?one) AS ?count) WHERE {
      ?relation owl:propertyChainAxiom ?chain . ?chain rdf:first/owl:inverseOf ?who ; rdf:rest/rdf:first ?what .
      ?one a ckg:Involvement ; ?who ?source ; ?what ?target
    } GROUP BY ?relation"""
    involved = {relation: int(count) for relation, count in rows(published, involvements)}
    statements = said(network, published)
    # What a narrower statement says too is no edge; of a symmetric one, half are.
    once = {link for link in statements if link in links(network)}
    expected = Counter(relation for _, relation, _ in once) | Counter(involved)
    assert Counter(edge.relation for edge in network.edges) == expected


def test_there_is_an_edge_for_each_involvement(network: Network, published: PublishedDataset) -> None:
    found = [(one.through,) for one in network.edges if one.through]
    assert sorted(found) == sorted(rows(published, "SELECT DISTINCT ?one WHERE { ?one a ckg:Involvement }"))


def test_every_edge_of_the_project_has_evidence(network: Network) -> None:
    assert [one for one in network.edges if not (one.passages and one.grounds)] == []


def test_the_evidence_of_every_edge_is_an_assertion_or_inference(network: Network, published: PublishedDataset) -> None:
    text = "SELECT ?one WHERE { ?one a ?kind VALUES ?kind { ckg:Assertion ckg:Inference } }"
    assert {(iri,) for one in network.edges for iri in one.grounds} <= {*rows(published, text)}

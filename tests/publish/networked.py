"""A small dataset for the tests of networks: an organ with members, two events, and an n-ary relation."""

from __future__ import annotations

from functools import cache

from kg.model.dataset import PublishedDataset
from kg.publish.networks.assembly import dataset_network
from kg.publish.networks.network import Edge, Network, Node
from tests.publish.small import BASE, small

MORE = """
  ckg:memberOf a owl:ObjectProperty ; rdfs:label "member of"@en ;
    owl:propertyChainAxiom ( ckg:hasMembership ckg:membershipIn ) .
  ckg:hasMember owl:inverseOf ckg:memberOf . ckg:hasMembership owl:inverseOf ckg:member .
  ckg:postInBody rdfs:subPropertyOf ckg:postIn . ckg:spouseOf a owl:SymmetricProperty .
  ckg:after owl:inverseOf ckg:before .
  ckg:Party rdfs:subClassOf ckg:Organization ; rdfs:label "party"@en . ckg:Organization rdfs:subClassOf ckg:Agent .
  <id/party/p> a ckg:Party, ckg:Organization, ckg:Agent ; rdfs:label "Party \\"P\\" & <co>"@en, "당"@ko .
  <id/membership/m> a ckg:Membership, ckg:Involvement ; rdfs:label "Ann in P"@en ;
    ckg:member <id/person/ann> ; ckg:membershipIn <id/party/p> ; ckg:acquiredIn <id/event/day> .
  <id/person/ann> ckg:hasMembership <id/membership/m> ; ckg:memberOf <id/party/p> ; ckg:spouseOf <id/person/bob> .
  <id/party/p> ckg:hasMember <id/person/ann> .
  <id/person/bob> ckg:spouseOf <id/person/ann> ; ckg:participatedIn <id/event/day> ; ckg:age 40 .
  <id/post/head> a ckg:Post ; rdfs:label "head"@en ; ckg:postIn <id/party/p> ; ckg:postInBody <id/party/p> .
  <id/event/talks> a ckg:Event ; rdfs:label "Talks"@en ; ckg:inMonth "2025-06"^^xsd:gYearMonth ;
    ckg:before <id/event/day> .
  <id/event/day> ckg:after <id/event/talks> .
  <id/statement/s> a ckg:Statement ; ckg:about <id/party/p> ; ckg:statedBy <id/person/bob> .
  <id/assertion/e1> a ckg:Assertion ; rdf:subject <id/membership/m> ; rdf:predicate ckg:member ;
    rdf:object <id/person/ann> ; ckg:supportedBy <source/text/p-1> ; ckg:evidenceStatus ckg:explicit .
  <id/assertion/e2> a ckg:Assertion ; rdf:subject <id/membership/m> ; rdf:predicate ckg:membershipIn ;
    rdf:object <id/party/p> ; ckg:supportedBy <source/text/p-2> ; ckg:evidenceStatus ckg:implied .
  <id/assertion/e3> a ckg:Assertion ; rdf:subject <id/event/day> ; rdf:predicate ckg:after ;
    rdf:object <id/event/talks> ; ckg:supportedBy <source/text/p-1> ; ckg:evidenceStatus ckg:explicit .
"""


def networked() -> PublishedDataset:
    """The dataset, small enough to count by hand: seven nodes, five edges."""
    return small(MORE)


@cache
def whole() -> Network:
    """The network of the dataset."""
    return dataset_network(networked())


def iri(entity: str) -> str:
    """The IRI of an entity."""
    return f"{BASE}id/{entity}"


def node(network: Network, entity: str) -> Node:
    """The node of an entity."""
    return next(node for node in network.nodes if node.iri == iri(entity))


def edge(network: Network, relation: str) -> Edge:
    """The one edge of a relation."""
    (edge,) = [edge for edge in network.edges if edge.relation == f"{BASE}def#{relation}"]
    return edge


def relations(network: Network) -> list[str]:
    """The relations of the edges, in order."""
    return sorted(edge.relation.removeprefix(f"{BASE}def#") for edge in network.edges)


def entities(network: Network) -> list[str]:
    """The nodes, in order."""
    return [node.iri.removeprefix(f"{BASE}id/") for node in network.nodes]

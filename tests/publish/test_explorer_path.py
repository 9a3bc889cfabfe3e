"""The path between two entities is as short as the links of the network allow."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from dataclasses import replace

import networkx
import pytest

from kg.errors import RequestError
from kg.limits import Limits, NetworkLimits
from kg.model.dataset import PublishedDataset
from kg.publish.explorer.parts import shortest_path
from kg.publish.networks.assembly import dataset_network
from kg.publish.networks.network import Network
from tests.publish.networked import entities, iri, networked, relations
from tests.publish.small import NAMES, small

PAIRS = 30
Chains = "networkx.Graph[str]"


@pytest.fixture(scope="module")
def whole(published: PublishedDataset) -> Network:
    return dataset_network(published)


def graph(network: Network, without: Collection[str] = ()) -> Chains:
    """A network as a graph of networkx, without the links of some relations."""
    graph: Chains = networkx.Graph()
    graph.add_nodes_from(node.iri for node in network.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in network.edges if edge.relation not in without)
    return graph


def chosen(network: Network) -> list[tuple[str, str]]:
    """Pairs of nodes, the same each time."""
    nodes = [node.iri for node in network.nodes]
    dice = random.Random(9)  # noqa: S311
    return [(dice.choice(nodes), dice.choice(nodes)) for _ in range(PAIRS)]


def steps(dataset: PublishedDataset, start: str, end: str, *without: str) -> int | None:
    """The number of links on the path, which is checked to be connected; None if there is none."""
    try:
        network = shortest_path(dataset, start, end, without)
    except RequestError as error:
        if error.status != 404:
            raise
        return None
    assert {start, end} <= {node.iri for node in network.nodes}
    assert networkx.shortest_path_length(graph(network), start, end) == len(network.nodes) - 1
    return len(network.nodes) - 1


def distance(graph: Chains, start: str, end: str) -> int | None:
    """The number of links on a shortest path by networkx; None if there is none within the limit."""
    lengths = networkx.single_source_shortest_path_length(graph, start, cutoff=NetworkLimits().path)
    return int(lengths[end]) if end in lengths else None


def test_paths_are_as_short_as_those_of_a_complete_search(published: PublishedDataset, whole: Network) -> None:
    every = graph(whole)
    expected = [distance(every, start, end) for start, end in chosen(whole)]
    assert (None in expected, len(set(expected)) > 3) == (True, True)
    assert [steps(published, start, end) for start, end in chosen(whole)] == expected


def test_paths_without_some_relations_are_as_short_as_possible(published: PublishedDataset, whole: Network) -> None:
    common = Counter(edge.relation for edge in whole.edges).most_common(5)
    without = [relation for relation, _ in common]
    rest = graph(whole, without)
    expected = [distance(rest, start, end) for start, end in chosen(whole)]
    assert expected != [distance(graph(whole), start, end) for start, end in chosen(whole)]
    assert [steps(published, start, end, *without) for start, end in chosen(whole)] == expected


def test_a_path_has_its_entities_and_the_links_between_them() -> None:
    network = shortest_path(networked(), iri("person/ann"), iri("event/talks"), ())
    assert (entities(network), relations(network)) == (
        ["event/day", "event/talks", "person/ann", "person/bob"],
        ["before", "participatedIn", "spouseOf"],
    )


def test_both_directions_have_the_same_path() -> None:
    there, back = (iri("person/ann"), iri("event/talks")), (iri("event/talks"), iri("person/ann"))
    assert shortest_path(networked(), *there, ()) == shortest_path(networked(), *back, ())


def test_an_ignored_relation_is_not_on_the_path() -> None:
    with pytest.raises(RequestError, match="No path of at most 8 links") as raised:
        shortest_path(networked(), iri("person/ann"), iri("event/talks"), [NAMES.term("spouseOf")])
    assert raised.value.status == 404


def test_a_path_to_itself_is_the_entity_alone() -> None:
    network = shortest_path(networked(), iri("person/ann"), iri("person/ann"), ())
    assert (entities(network), network.edges) == (["person/ann"], ())


def test_an_entity_without_links_has_no_path() -> None:
    with pytest.raises(RequestError, match="choose other entities") as raised:
        shortest_path(networked(), iri("person/ann"), iri("person/cho"), ())
    assert raised.value.status == 404


@pytest.mark.parametrize(("longest", "exists"), [(2, False), (3, True)])
def test_a_path_has_at_most_as_many_links_as_the_limit(longest: int, exists: bool) -> None:
    dataset = replace(networked(), limits=Limits(network=NetworkLimits(path=longest)))
    assert (steps(dataset, iri("person/ann"), iri("event/talks")) == 3) is exists


def test_a_search_that_reaches_too_much_is_refused() -> None:
    dataset = replace(networked(), limits=Limits(network=NetworkLimits(statements=1)))
    with pytest.raises(RequestError) as raised:
        shortest_path(dataset, iri("person/bob"), iri("post/head"), ())
    assert raised.value.status == 507


def test_a_hub_between_two_entities_is_not_expanded() -> None:
    members = " ".join(
        f'<id/person/m{number}> a ckg:Person ; rdfs:label "m{number}"@en ; ckg:near <id/party/hub> .'
        for number in range(60)
    )
    dataset = small(f'<id/party/hub> a ckg:Party, ckg:Organization ; rdfs:label "hub"@en . {members}')
    limited = replace(dataset, limits=Limits(network=NetworkLimits(statements=40)))
    network = shortest_path(limited, iri("person/m1"), iri("person/m2"), ())
    assert entities(network) == ["party/hub", "person/m1", "person/m2"]

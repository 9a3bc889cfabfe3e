"""The path between two things is as short as one can be along the links of the network."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection

import networkx
import pytest

from kg.errors import RequestError
from kg.model.dataset import PublishedDataset
from kg.publish.explorer import path as module
from kg.publish.explorer.path import path
from kg.publish.networks import networks, selection
from kg.publish.networks.network import Network
from tests.publish.networked import iri, networked, relations, things
from tests.publish.small import NAMES, small

PAIRS = 30
Chains = "networkx.Graph[str]"


@pytest.fixture(scope="module")
def whole(published: PublishedDataset) -> Network:
    return networks.whole(published)


def graph(network: Network, without: Collection[str] = ()) -> Chains:
    """A network as the library for graphs knows it, without the links of some relations."""
    made: Chains = networkx.Graph()
    made.add_nodes_from(node.iri for node in network.nodes)
    made.add_edges_from((edge.source, edge.target) for edge in network.edges if edge.relation not in without)
    return made


def chosen(network: Network) -> list[tuple[str, str]]:
    """Pairs of things, the same each time."""
    nodes = [node.iri for node in network.nodes]
    dice = random.Random(9)  # noqa: S311
    return [(dice.choice(nodes), dice.choice(nodes)) for _ in range(PAIRS)]


def steps(dataset: PublishedDataset, start: str, end: str, *without: str) -> int | None:
    """The number of links on the path, whose things and links hang together; None if there is none."""
    try:
        found = path(dataset, start, end, without)
    except RequestError as error:
        if error.status != 404:
            raise
        return None
    assert {start, end} <= {node.iri for node in found.nodes}
    assert networkx.shortest_path_length(graph(found), start, end) == len(found.nodes) - 1
    return len(found.nodes) - 1


def distance(graph: Chains, start: str, end: str) -> int | None:
    """The number of links on a shortest path, as the library tells; None if there is none that is short enough."""
    found = networkx.single_source_shortest_path_length(graph, start, cutoff=module.LONGEST).get(end)
    return None if found is None else int(found)


def test_paths_are_as_short_as_a_search_through_everything_finds(published: PublishedDataset, whole: Network) -> None:
    every = graph(whole)
    expected = [distance(every, start, end) for start, end in chosen(whole)]
    assert (None in expected, len(set(expected)) > 3) == (True, True)
    assert [steps(published, start, end) for start, end in chosen(whole)] == expected


def test_paths_without_some_relations_are_as_short_as_they_can_be(published: PublishedDataset, whole: Network) -> None:
    common = Counter(edge.relation for edge in whole.edges).most_common(5)
    without = [relation for relation, _ in common]
    rest = graph(whole, without)
    expected = [distance(rest, start, end) for start, end in chosen(whole)]
    assert expected != [distance(graph(whole), start, end) for start, end in chosen(whole)]
    assert [steps(published, start, end, *without) for start, end in chosen(whole)] == expected


def test_a_path_has_the_things_on_it_and_the_links_that_join_them() -> None:
    found = path(networked(), iri("person/ann"), iri("event/talks"), ())
    assert (things(found), relations(found)) == (
        ["event/day", "event/talks", "person/ann", "person/bob"],
        ["before", "participatedIn", "spouseOf"],
    )


def test_there_and_back_are_the_same_path() -> None:
    there, back = (iri("person/ann"), iri("event/talks")), (iri("event/talks"), iri("person/ann"))
    assert path(networked(), *there, ()) == path(networked(), *back, ())


def test_a_relation_that_does_not_count_is_not_on_the_path() -> None:
    with pytest.raises(RequestError, match="No path of at most 8 links") as raised:
        path(networked(), iri("person/ann"), iri("event/talks"), [NAMES.term("spouseOf")])
    assert raised.value.status == 404


def test_a_path_to_itself_is_the_thing_alone() -> None:
    found = path(networked(), iri("person/ann"), iri("person/ann"), ())
    assert (things(found), found.edges) == (["person/ann"], ())


def test_nothing_joins_what_has_no_links() -> None:
    with pytest.raises(RequestError, match="choose other things") as raised:
        path(networked(), iri("person/ann"), iri("person/cho"), ())
    assert raised.value.status == 404


@pytest.mark.parametrize(("longest", "found"), [(2, False), (3, True)])
def test_a_path_has_at_most_so_many_links(monkeypatch: pytest.MonkeyPatch, longest: int, found: bool) -> None:
    monkeypatch.setattr(module, "LONGEST", longest)
    assert (steps(networked(), iri("person/ann"), iri("event/talks")) == 3) is found


def test_a_search_that_reaches_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "LARGEST", 1)
    with pytest.raises(RequestError) as raised:
        path(networked(), iri("person/bob"), iri("post/head"), ())
    assert raised.value.status == 507


def test_a_hub_between_two_things_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    members = " ".join(
        f'<id/person/m{number}> a ckg:Person ; rdfs:label "m{number}"@en ; ckg:near <id/party/hub> .'
        for number in range(60)
    )
    dataset = small(f'<id/party/hub> a ckg:Party, ckg:Organization ; rdfs:label "hub"@en . {members}')
    monkeypatch.setattr(selection, "LARGEST", 40)
    found = path(dataset, iri("person/m1"), iri("person/m2"), ())
    assert things(found) == ["party/hub", "person/m1", "person/m2"]

"""What lies around a thing comes in parts, and every neighbour in one of them."""

from __future__ import annotations

from itertools import count

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.explorer import surroundings as module
from kg.publish.explorer.surroundings import Surroundings, surroundings
from kg.publish.networks import networks
from kg.publish.networks.network import Network
from tests.publish.networked import iri, networked, relations, things


@pytest.fixture(scope="module")
def whole(published: PublishedDataset) -> Network:
    return networks.whole(published)


@pytest.fixture(scope="module")
def busiest(whole: Network) -> str:
    """The thing of the project's dataset that is linked with the most others."""
    return max((node.iri for node in whole.nodes), key=lambda one: len(neighbours(whole, one)))


def neighbours(network: Network, thing: str) -> set[str]:
    """The things that a thing is linked with in a network."""
    ends = [{edge.source, edge.target} for edge in network.edges if thing in (edge.source, edge.target)]
    return set[str]().union(*ends) - {thing}


def pages(dataset: PublishedDataset, thing: str, group: str | None = None) -> list[Surroundings]:
    """All parts of what is around a thing."""
    found: list[Surroundings] = []
    for page in count(1):
        found.append(surroundings(dataset, thing, group, page))
        if not found[-1].more:
            return found
    raise AssertionError


def others(part: Surroundings, thing: str) -> list[str]:
    """The things of a part besides the one in the middle."""
    return [node.iri for node in part.network.nodes if node.iri != thing]


def test_around_a_thing_are_its_neighbours_and_the_links_between_them() -> None:
    found = surroundings(networked(), iri("person/ann"), None, 1)
    assert (things(found.network), relations(found.network), found.more) == (
        ["party/p", "person/ann", "person/bob"],
        ["memberOf", "spouseOf"],
        False,
    )


def test_of_a_group_there_are_its_members_alone() -> None:
    found = surroundings(networked(), iri("person/ann"), "Organization", 1)
    assert things(found.network) == ["party/p", "person/ann"]


def test_a_thing_without_neighbours_is_alone() -> None:
    found = surroundings(networked(), iri("person/cho"), None, 1)
    assert (things(found.network), found.network.edges, found.more) == (["person/cho"], (), False)


def test_behind_the_last_page_is_the_thing_alone() -> None:
    found = surroundings(networked(), iri("person/ann"), None, 2)
    assert (things(found.network), found.more) == (["person/ann"], False)


@pytest.mark.parametrize(("size", "more"), [(1, True), (2, False), (3, False)])
def test_a_page_tells_whether_there_is_more(monkeypatch: pytest.MonkeyPatch, size: int, more: bool) -> None:
    monkeypatch.setattr(module, "AT_A_TIME", size)
    assert surroundings(networked(), iri("person/ann"), None, 1).more is more


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_every_neighbour_is_on_one_page(
    published: PublishedDataset, whole: Network, busiest: str, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(module, "AT_A_TIME", size)
    found = [one for part in pages(published, busiest) for one in others(part, busiest)]
    assert sorted(found) == sorted(neighbours(whole, busiest))


def test_every_link_of_a_thing_is_on_one_page(
    published: PublishedDataset, whole: Network, busiest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_A_TIME", 10)
    edges = [edge for part in pages(published, busiest) for edge in part.network.edges]
    own = [edge for edge in edges if busiest in (edge.source, edge.target) and edge.source != edge.target]
    expected = [edge for edge in whole.edges if busiest in (edge.source, edge.target) and edge.source != edge.target]
    assert sorted(own, key=repr) == sorted(expected, key=repr)


def test_the_pages_of_all_groups_have_every_neighbour(
    published: PublishedDataset, whole: Network, busiest: str
) -> None:
    groups = {node.group for node in whole.nodes}
    found = [one for group in groups for part in pages(published, busiest, group) for one in others(part, busiest)]
    assert sorted(found) == sorted(neighbours(whole, busiest))


def test_around_a_thing_of_another_kind_are_links_to_it_too() -> None:
    found = surroundings(networked(), iri("statement/s"), None, 1)
    assert (things(found.network), relations(found.network)) == (
        ["party/p", "person/bob", "statement/s"],
        ["about", "statedBy"],
    )

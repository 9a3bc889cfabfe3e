"""The neighbours of an entity: each is on one page, with its links."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from kg.limits import Limits, NetworkLimits
from kg.model.dataset import PublishedDataset
from kg.publish.explorer.parts import Neighbours, neighbour_page
from kg.publish.networks.assembly import dataset_network
from kg.publish.networks.network import Network
from tests.publish.networked import entities, iri, networked, relations

# Many pages of the whole dataset.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(published: PublishedDataset) -> Network:
    return dataset_network(published)


@pytest.fixture(scope="module")
def busiest(whole: Network) -> str:
    """The node of the project's dataset with the most neighbours."""
    return max((node.iri for node in whole.nodes), key=lambda iri: len(linked(whole, iri)))


def linked(network: Network, node: str) -> set[str]:
    """The other ends of the edges of a node."""
    ends = [{edge.source, edge.target} for edge in network.edges if node in (edge.source, edge.target)]
    return set[str]().union(*ends) - {node}


def limited(dataset: PublishedDataset, size: int) -> PublishedDataset:
    """The dataset with so many neighbours on a page."""
    return replace(dataset, limits=Limits(network=NetworkLimits(neighbours=size)))


def pages(dataset: PublishedDataset, entity: str, group: str | None = None) -> list[Neighbours]:
    """All pages of the neighbours of an entity."""
    parts: list[Neighbours] = []
    for page in count(1):
        parts.append(neighbour_page(dataset, entity, group, page))
        if not parts[-1].more:
            return parts
    raise AssertionError


def others(part: Neighbours, entity: str) -> list[str]:
    """The nodes of a page besides the entity itself."""
    return [node.iri for node in part.network.nodes if node.iri != entity]


def test_a_page_has_the_neighbours_and_the_links_between_them() -> None:
    part = neighbour_page(networked(), iri("person/ann"), None, 1)
    assert (entities(part.network), relations(part.network), part.more) == (
        ["party/p", "person/ann", "person/bob"],
        ["memberOf", "spouseOf"],
        False,
    )


def test_a_group_limits_the_neighbours_to_its_members() -> None:
    part = neighbour_page(networked(), iri("person/ann"), "Organization", 1)
    assert entities(part.network) == ["party/p", "person/ann"]


def test_an_entity_without_neighbours_is_alone() -> None:
    part = neighbour_page(networked(), iri("person/cho"), None, 1)
    assert (entities(part.network), part.network.edges, part.more) == (["person/cho"], (), False)


def test_after_the_last_page_the_entity_is_alone() -> None:
    part = neighbour_page(networked(), iri("person/ann"), None, 2)
    assert (entities(part.network), part.more) == (["person/ann"], False)


@pytest.mark.parametrize(("size", "more"), [(1, True), (2, False), (3, False)])
def test_a_page_has_more_after_it_or_not(size: int, more: bool) -> None:
    assert neighbour_page(limited(networked(), size), iri("person/ann"), None, 1).more is more


@pytest.mark.parametrize("size", [3, 7, 1000])
def test_every_neighbour_is_on_one_page(published: PublishedDataset, whole: Network, busiest: str, size: int) -> None:
    nodes = [node for part in pages(limited(published, size), busiest) for node in others(part, busiest)]
    assert sorted(nodes) == sorted(linked(whole, busiest))


def test_every_link_of_an_entity_is_on_one_page(published: PublishedDataset, whole: Network, busiest: str) -> None:
    edges = [edge for part in pages(limited(published, 10), busiest) for edge in part.network.edges]
    own = [edge for edge in edges if busiest in (edge.source, edge.target) and edge.source != edge.target]
    expected = [edge for edge in whole.edges if busiest in (edge.source, edge.target) and edge.source != edge.target]
    assert sorted(own, key=repr) == sorted(expected, key=repr)


def test_the_pages_of_all_groups_have_every_neighbour(
    published: PublishedDataset, whole: Network, busiest: str
) -> None:
    groups = {node.group.name for node in whole.nodes}
    nodes = [node for group in groups for part in pages(published, busiest, group) for node in others(part, busiest)]
    assert sorted(nodes) == sorted(linked(whole, busiest))


def test_the_entity_may_be_of_a_class_that_is_no_node() -> None:
    part = neighbour_page(networked(), iri("statement/s"), None, 1)
    assert (entities(part.network), relations(part.network)) == (
        ["party/p", "person/bob", "statement/s"],
        ["about", "statedBy"],
    )

"""The overview: the whole network if it can be drawn, else its hubs with the number of entities around them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from kg.engine.oxigraph.store import Store
from kg.errors import RequestError
from kg.limits import Limits, NetworkLimits
from kg.model.dataset import PublishedDataset
from kg.publish.explorer.overview import Overview, overview
from kg.publish.networks.assembly import dataset_network
from tests.nonempty import nonempty
from tests.publish.networked import entities, iri, networked, relations
from tests.publish.small import GROUPS, NAMES

HUBS = 12


@pytest.fixture(scope="module")
def project(published: PublishedDataset) -> Overview:
    return overview(published)


@pytest.fixture(scope="module")
def crowded(published: PublishedDataset) -> Overview:
    """The overview of the project's dataset with limits under which it is too large to be drawn whole."""
    return overview(limited(published, overview=5, hubs=HUBS))


def limited(dataset: PublishedDataset, **limits: int) -> PublishedDataset:
    """The dataset with limits of networks."""
    return replace(dataset, limits=Limits(network=NetworkLimits(**limits)))


def neighbours(dataset: PublishedDataset, hub: str) -> set[tuple[str, str]]:
    """The nodes that a node is linked to, each with its groups, by a query."""
    groups, terms = ", ".join(f"ckg:{group}" for group in GROUPS), dataset.names.terms
    # Order counts where it is asserted, from either end.
    order = "{ ?a rdf:subject ?thing } UNION { ?a rdf:object ?thing }"
    named = f"{{ ?a rdf:subject <{hub}> }} UNION {{ ?a rdf:object <{hub}> }}"
    asserted = f"GRAPH graph:assertions {{ ?a rdf:predicate ?p {order} {named} }}"
    stated = f"FILTER (?p NOT IN (ckg:before, ckg:after) || EXISTS {{ {asserted} }})"
    query = f"""SELECT DISTINCT ?thing ?group WHERE {{ ?thing a ?group FILTER (?group IN ({groups}))
      FILTER (EXISTS {{ <{hub}> ?p ?thing FILTER (STRSTARTS(STR(?p), "{terms}")) {stated} }}
           || EXISTS {{ ?thing ?p <{hub}> FILTER (STRSTARTS(STR(?p), "{terms}")) {stated} }}) }}"""
    rows = dataset.store.query(query, prefixes=dataset.names.prefixes).rows()
    return {(row[0].value, row[1].value.removeprefix(terms)) for row in rows if row[0] and row[1]}


def test_a_dataset_within_the_limit_is_complete(project: Overview, published: PublishedDataset) -> None:
    assert (project.complete, project.clusters, project.network) == (True, (), dataset_network(published))


def test_every_node_has_its_point(project: Overview) -> None:
    assert [node.iri for node in nonempty(project.network.nodes) if not node.point] == []


def test_the_number_is_that_of_the_nodes(project: Overview) -> None:
    assert project.number == len(project.network.nodes)


def test_linked_nodes_are_nearer_than_others(project: Overview) -> None:
    points = {node.iri: node.point for node in project.network.nodes if node.point}

    def distance(iri: str, other: str) -> float:
        return sum(abs(points[iri][axis] - points[other][axis]) for axis in (0, 1))

    linked = [distance(edge.source, edge.target) for edge in project.network.edges]
    every = [distance(iri, other) for iri in points for other in points]
    assert sum(linked) / len(linked) < sum(every) / len(every) / 2


def test_an_empty_dataset_has_an_empty_overview() -> None:
    shown = overview(PublishedDataset(Store(), NAMES))
    assert (shown.network.nodes, shown.number, shown.complete) == ((), 0, True)


def test_a_larger_dataset_is_shown_by_its_most_linked_nodes(crowded: Overview, published: PublishedDataset) -> None:
    degrees = Counter[str]()
    for edge in dataset_network(published).edges:
        degrees.update({edge.source, edge.target})
    first = {iri for iri, _ in degrees.most_common(4)}
    assert (len(crowded.network.nodes), crowded.complete) == (HUBS, False)
    assert first <= {node.iri for node in crowded.network.nodes}


def test_hubs_have_all_links_between_them(crowded: Overview, published: PublishedDataset) -> None:
    shown = {node.iri for node in crowded.network.nodes}
    between = [edge for edge in dataset_network(published).edges if {edge.source, edge.target} <= shown]
    assert list(crowded.network.edges) == between


def test_hubs_have_points_too(crowded: Overview) -> None:
    assert len({node.point for node in crowded.network.nodes if node.point}) == HUBS


def test_the_number_counts_all_nodes(crowded: Overview, project: Overview) -> None:
    assert crowded.number == project.number


def test_clusters_agree_with_a_query(crowded: Overview, published: PublishedDataset) -> None:
    shown = {node.iri for node in crowded.network.nodes}
    expected = Counter((hub, group) for hub in shown for node, group in neighbours(published, hub) if node not in shown)
    assert {(cluster.hub, cluster.group): cluster.number for cluster in crowded.clusters} == dict(expected)


def test_the_largest_cluster_comes_first(crowded: Overview) -> None:
    numbers = [cluster.number for cluster in crowded.clusters]
    assert numbers == sorted(numbers, reverse=True)


def test_a_dataset_with_too_many_links_is_shown_by_its_hubs() -> None:
    shown = overview(limited(networked(), statements=4, hubs=3))
    assert (shown.complete, shown.number, len(shown.network.nodes)) == (False, 7, 3)


def test_hubs_and_clusters_of_a_small_dataset() -> None:
    shown = overview(limited(networked(), overview=1, hubs=2))
    assert entities(shown.network) == ["party/p", "person/ann"]
    assert relations(shown.network) == ["memberOf"]
    assert [(cluster.hub, cluster.group, cluster.number) for cluster in shown.clusters] == [
        (iri("party/p"), "Post", 1),
        (iri("person/ann"), "Person", 1),
    ]


def test_a_layout_that_fails_is_an_error() -> None:
    dataset = replace(networked(), limits=Limits(network=NetworkLimits(layout_seconds=0.001)))
    with pytest.raises(RequestError) as raised:
        overview(dataset)
    assert raised.value.status == 503


@pytest.mark.parametrize(("most", "complete"), [(7, True), (6, False)])
def test_a_dataset_may_have_as_many_nodes_as_the_limit(most: int, complete: bool) -> None:
    assert overview(limited(networked(), overview=most)).complete is complete

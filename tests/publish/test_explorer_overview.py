"""The overview: the whole network where it can be drawn, else its hubs with the number of things around them."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.engine.oxigraph.store import Store
from kg.errors import RequestError
from kg.model.dataset import PublishedDataset
from kg.publish.explorer import hubs
from kg.publish.explorer import overview as overviews
from kg.publish.explorer.overview import Overview, overview
from kg.publish.networks import layout, networks, selection
from kg.publish.networks.selection import GROUPS
from tests.publish.networked import iri, networked, relations, things
from tests.publish.small import NAMES

HUBS = 12


@pytest.fixture(scope="module")
def project(published: PublishedDataset) -> Overview:
    return overview(published)


@pytest.fixture
def crowded(published: PublishedDataset, monkeypatch: pytest.MonkeyPatch) -> Overview:
    """The overview of the project's dataset, as if it were too large to be drawn whole."""
    monkeypatch.setattr(overviews, "MOST", 5)
    monkeypatch.setattr(hubs, "MOST", HUBS)
    return overview(published)


def neighbours(dataset: PublishedDataset, hub: str) -> set[tuple[str, str]]:
    """The things in groups that a thing is linked with, each with its group, as SPARQL tells."""
    groups, terms = ", ".join(f"ckg:{group}" for group in GROUPS), dataset.names.terms
    query = f"""SELECT DISTINCT ?thing ?group WHERE {{ ?thing a ?group FILTER (?group IN ({groups}))
      FILTER (EXISTS {{ <{hub}> ?p ?thing FILTER (STRSTARTS(STR(?p), "{terms}")) }}
           || EXISTS {{ ?thing ?p <{hub}> FILTER (STRSTARTS(STR(?p), "{terms}")) }}) }}"""
    rows = dataset.store.query(query, prefixes=dataset.names.prefixes).rows()
    return {(row[0].value, row[1].value.removeprefix(terms)) for row in rows if row[0] and row[1]}


def test_a_dataset_that_is_small_enough_is_shown_whole(project: Overview, published: PublishedDataset) -> None:
    assert (project.whole, project.clusters, project.network) == (True, (), networks.whole(published))


def test_every_node_has_its_place(project: Overview) -> None:
    assert [node.iri for node in project.network.nodes if not node.place] == []


def test_the_number_is_that_of_the_nodes(project: Overview) -> None:
    assert project.number == len(project.network.nodes)


def test_what_is_linked_lies_nearer_than_what_is_not(project: Overview) -> None:
    place = {node.iri: node.place for node in project.network.nodes if node.place}

    def apart(one: str, other: str) -> float:
        return abs(place[one][0] - place[other][0]) + abs(place[one][1] - place[other][1])

    linked = [apart(edge.source, edge.target) for edge in project.network.edges]
    every = [apart(one, other) for one in place for other in place]
    assert sum(linked) / len(linked) < sum(every) / len(every) / 2


def test_an_empty_dataset_has_an_empty_overview() -> None:
    shown = overview(PublishedDataset(Store.empty(), NAMES))
    assert (shown.network.nodes, shown.number, shown.whole) == ((), 0, True)


def test_of_a_larger_one_there_are_the_most_linked_things(crowded: Overview, published: PublishedDataset) -> None:
    degrees = Counter[str]()
    for edge in networks.whole(published).edges:
        degrees.update({edge.source, edge.target})
    first = {one for one, _ in degrees.most_common(4)}
    assert (len(crowded.network.nodes), crowded.whole) == (HUBS, False)
    assert first <= {node.iri for node in crowded.network.nodes}


def test_between_hubs_are_all_the_links_of_the_whole(crowded: Overview, published: PublishedDataset) -> None:
    shown = {node.iri for node in crowded.network.nodes}
    between = [one for one in networks.whole(published).edges if {one.source, one.target} <= shown]
    assert list(crowded.network.edges) == between


def test_hubs_have_places_too(crowded: Overview) -> None:
    assert len({node.place for node in crowded.network.nodes if node.place}) == HUBS


def test_the_number_is_still_that_of_all_things(crowded: Overview, project: Overview) -> None:
    assert crowded.number == project.number


def test_clusters_count_what_sparql_counts(crowded: Overview, published: PublishedDataset) -> None:
    shown = {node.iri for node in crowded.network.nodes}
    expected = Counter(
        (hub, group) for hub in shown for thing, group in neighbours(published, hub) if thing not in shown
    )
    assert {(one.hub, one.group): one.number for one in crowded.clusters} == dict(expected)


def test_the_largest_cluster_comes_first(crowded: Overview) -> None:
    numbers = [one.number for one in crowded.clusters]
    assert numbers == sorted(numbers, reverse=True)


def test_more_links_than_a_network_may_have_lead_to_hubs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "LARGEST", 4)
    monkeypatch.setattr(hubs, "MOST", 3)
    shown = overview(networked())
    assert (shown.whole, shown.number, len(shown.network.nodes)) == (False, 7, 3)


def test_hubs_and_clusters_of_a_small_dataset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overviews, "MOST", 1)
    monkeypatch.setattr(hubs, "MOST", 2)
    shown = overview(networked())
    assert things(shown.network) == ["party/p", "person/ann"]
    assert relations(shown.network) == ["memberOf"]
    assert [(one.hub, one.group, one.number) for one in shown.clusters] == [
        (iri("party/p"), "Post", 1),
        (iri("person/ann"), "Person", 1),
    ]


def test_a_layout_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "SECONDS", 0.001)
    with pytest.raises(RequestError) as raised:
        overview(networked())
    assert raised.value.status == 503

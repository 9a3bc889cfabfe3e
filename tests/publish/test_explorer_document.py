"""The documents that the explorer's script reads: numbers that lead somewhere, and nothing that is empty."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.model.addresses import path_of
from kg.model.dataset import PublishedDataset
from kg.publish.catalog.lookup import known
from kg.publish.explorer import hubs
from kg.publish.explorer import overview as overviews
from kg.publish.explorer.document import network_document, overview_document
from kg.publish.explorer.overview import Overview, overview
from kg.publish.explorer.surroundings import surroundings
from kg.publish.networks import selection
from kg.publish.networks.assembly import assemble
from kg.publish.networks.network import Network
from kg.publish.networks.selection import GROUPS
from tests.publish.networked import iri, networked, whole

Document = dict[str, Any]


@pytest.fixture(scope="module")
def shown(published: PublishedDataset) -> Overview:
    return overview(published)


@pytest.fixture(scope="module")
def document(published: PublishedDataset, shown: Overview) -> Document:
    return read(overview_document(published, shown))


@pytest.fixture(scope="module")
def little() -> Document:
    """The network of the small dataset, which is not laid out."""
    dataset = networked()
    return read(network_document(dataset, assemble(dataset, selection.whole(dataset), "")))


def read(text: str) -> Document:
    return dict(json.loads(text))


def edge(document: Document, relation: str) -> Document:
    """The one edge of a relation."""
    (found,) = [one for one in document["edges"] if document["relations"][one["relation"]]["path"] == relation]
    return dict(found)


def ends(document: Document, found: Document) -> tuple[str, str]:
    """The paths of the things that an edge joins."""
    return document["nodes"][found["source"]]["path"], document["nodes"][found["target"]]["path"]


def paths(dataset: PublishedDataset, network: Network) -> list[str]:
    """The paths of the nodes of a network."""
    return [(path_of(node.iri, dataset.names) or "").removeprefix("/") for node in network.nodes]


def test_an_overview_says_what_it_is_of(document: Document, published: PublishedDataset, shown: Overview) -> None:
    told = (document["title"], document["base"], document["whole"], document["number"], document["clusters"])
    assert told == (shown.network.title, published.names.base, True, len(shown.network.nodes), [])


def test_nodes_are_in_the_order_of_the_network(
    document: Document, published: PublishedDataset, shown: Overview
) -> None:
    assert [node["path"] for node in document["nodes"]] == paths(published, shown.network)


def test_nodes_of_an_overview_have_their_places(document: Document, shown: Overview) -> None:
    assert [(node["x"], node["y"]) for node in document["nodes"]] == [node.place for node in shown.network.nodes]


def test_edges_join_what_the_network_joins(document: Document, published: PublishedDataset, shown: Overview) -> None:
    below = published.names.base
    expected = [
        (one.source.removeprefix(below), one.target.removeprefix(below), one.relation.removeprefix(below))
        for one in shown.network.edges
    ]
    found = [(*ends(document, one), document["relations"][one["relation"]]["path"]) for one in document["edges"]]
    assert found == expected


def test_every_ground_is_known_to_the_dataset(document: Document, published: PublishedDataset) -> None:
    grounds = {ground for one in document["edges"] for ground in one["grounds"]}
    assert [one for one in grounds if not known(published, published.names.base + one)] == []


def test_every_relation_of_the_project_has_grounds(document: Document) -> None:
    assert [one for one in document["edges"] if not one.get("grounds")] == []


def test_groups_have_names_for_people(document: Document) -> None:
    found = {group["name"]: group["label"] for group in document["groups"]}
    assert (list(found), found["Person"], found["Message"]) == (list(GROUPS), "persons", "messages")


def test_every_status_is_explained(document: Document) -> None:
    names = [status["name"] for status in document["statuses"]]
    assert names == ["explicit", "implied", "interpretation", "inferred"]
    assert {edge["status"] for edge in document["edges"]} <= {*names}


def test_every_group_of_a_node_is_among_the_groups(document: Document) -> None:
    assert {node["group"] for node in document["nodes"]} <= {group["name"] for group in document["groups"]}


def test_a_relation_has_a_name_from_either_end(document: Document) -> None:
    found = {one["path"]: (one["label"], one["inverse"]) for one in document["relations"]}
    assert found["def#memberOf"] == ("member of", "members")


def test_what_is_empty_is_left_out(document: Document) -> None:
    parts = [*document["nodes"], *document["edges"]]
    empty = [(name, value) for part in parts for name, value in part.items() if value in ("", [], None)]
    assert empty == []


def test_a_place_at_the_border_is_not_left_out(document: Document) -> None:
    assert min(node["x"] for node in document["nodes"]) == 0


def test_a_node_has_its_other_names(little: Document) -> None:
    node = next(one for one in little["nodes"] if one["path"] == "id/party/p")
    assert node == {
        "path": "id/party/p",
        "label": 'Party "P" & <co>',
        "kind": "party",
        "group": "Organization",
        "names": ["당"],
    }


def test_an_edge_has_the_evidence_of_the_involvement_that_it_stands_for(little: Document) -> None:
    found = edge(little, "def#memberOf")
    assert ends(little, found) == ("id/person/ann", "id/party/p")
    assert {name: found[name] for name in ("status", "passages", "grounds", "through", "first")} == {
        "status": "implied",
        "passages": 2,
        "grounds": ["id/assertion/e1", "id/assertion/e2"],
        "through": "id/membership/m",
        "first": "2026-02-19",
    }


def test_a_part_has_no_places(little: Document) -> None:
    assert [node for node in little["nodes"] if "x" in node] == []


@pytest.mark.parametrize("more", [True, False])
def test_a_part_tells_whether_there_is_more(more: bool) -> None:
    assert read(network_document(networked(), whole(), more=more))["more"] is more


def test_a_thing_alone_is_a_part() -> None:
    part = surroundings(networked(), iri("person/cho"), None, 1).network
    found = read(network_document(networked(), part))
    assert ([node["path"] for node in found["nodes"]], found["relations"], found["edges"]) == (
        ["id/person/cho"],
        [],
        [],
    )


def test_clusters_have_the_numbers_of_their_hubs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overviews, "MOST", 1)
    monkeypatch.setattr(hubs, "MOST", 2)
    found = read(overview_document(networked(), overview(networked())))
    told = [(found["nodes"][one["hub"]]["path"], one["group"], one["number"]) for one in found["clusters"]]
    assert (found["whole"], found["number"], told) == (
        False,
        7,
        [("id/party/p", "Post", 1), ("id/person/ann", "Person", 1)],
    )


def test_equal_networks_have_equal_documents_without_needless_spaces(published: PublishedDataset) -> None:
    text = overview_document(published, overview(published))
    assert text == overview_document(published, overview(published))
    assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")) + "\n"

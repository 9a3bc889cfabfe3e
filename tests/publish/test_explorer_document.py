"""The documents that the explorer's script reads: consistent numbers, and no empty values."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kg.limits import Limits, NetworkLimits
from kg.model.addresses import path_of
from kg.model.dataset import PublishedDataset
from kg.publish.catalog.lookup import is_described
from kg.publish.explorer.document import network_document, overview_document
from kg.publish.explorer.overview import Overview, overview
from kg.publish.explorer.parts import neighbour_page
from kg.publish.networks.assembly import assemble
from kg.publish.networks.network import Network
from kg.publish.networks.selection import select_all
from tests.nonempty import nonempty
from tests.publish.networked import iri, networked, whole
from tests.publish.small import GROUPS
from tests.publish.written import written

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
    return read(network_document(dataset, assemble(dataset, select_all(dataset), "")))


def read(text: str) -> Document:
    return dict(json.loads(text))


def edge(document: Document, relation: str) -> Document:
    """The one edge of a relation."""
    (edge,) = [edge for edge in document["edges"] if document["relations"][edge["relation"]]["path"] == relation]
    return dict(edge)


def ends(document: Document, edge: Document) -> tuple[str, str]:
    """The paths of the nodes of an edge."""
    return document["nodes"][edge["source"]]["path"], document["nodes"][edge["target"]]["path"]


def paths(dataset: PublishedDataset, network: Network) -> list[str]:
    """The paths of the nodes of a network."""
    return [(path_of(node.iri, dataset.names) or "").removeprefix("/") for node in network.nodes]


def test_an_overview_describes_itself(document: Document, published: PublishedDataset, shown: Overview) -> None:
    head = (document["title"], document["base"], document["whole"], document["number"], document["clusters"])
    assert head == (shown.network.title, published.names.base, True, len(shown.network.nodes), [])


def test_nodes_are_in_the_order_of_the_network(
    document: Document, published: PublishedDataset, shown: Overview
) -> None:
    assert [node["path"] for node in document["nodes"]] == paths(published, shown.network)


def test_nodes_of_an_overview_have_their_points(document: Document, shown: Overview) -> None:
    assert [(node["x"], node["y"]) for node in document["nodes"]] == [node.point for node in shown.network.nodes]


def test_edges_link_the_nodes_of_the_network(document: Document, published: PublishedDataset, shown: Overview) -> None:
    below = published.names.base
    expected = [
        (edge.source.removeprefix(below), edge.target.removeprefix(below), edge.relation.removeprefix(below))
        for edge in shown.network.edges
    ]
    relations = document["relations"]
    edges = [(*ends(document, edge), relations[edge["relation"]]["path"]) for edge in document["edges"]]
    assert edges == expected


def test_the_dataset_describes_every_ground(document: Document, published: PublishedDataset) -> None:
    grounds = {ground for edge in document["edges"] for ground in edge["grounds"]}
    assert grounds
    assert [path for path in nonempty(grounds) if not is_described(published, published.names.base + path)] == []


def test_every_relation_of_the_project_has_grounds(document: Document) -> None:
    assert [edge for edge in nonempty(document["edges"]) if not edge.get("grounds")] == []


def test_groups_have_labels(document: Document) -> None:
    labels = {group["name"]: group["label"] for group in document["groups"]}
    assert (list(labels), labels["Person"], labels["Message"]) == (list(GROUPS), "people", "messages")


def test_every_status_is_listed(document: Document) -> None:
    names = [status["name"] for status in document["statuses"]]
    assert names == ["explicit", "implied", "interpretation", "inferred"]
    assert {edge["status"] for edge in document["edges"]} <= {*names}


def test_every_group_of_a_node_is_among_the_groups(document: Document) -> None:
    assert {node["group"] for node in document["nodes"]} <= {group["name"] for group in document["groups"]}


def test_a_relation_has_a_name_from_either_end(document: Document) -> None:
    names = {relation["path"]: (relation["label"], relation["inverse"]) for relation in document["relations"]}
    assert names["def#memberOf"] == ("member of", "members")


def test_a_relation_that_sums_up_its_subject_has_a_rank(document: Document) -> None:
    ranks = {relation["path"]: relation.get("rank") for relation in document["relations"]}
    assert ranks["def#holdsPost"] < ranks["def#delegateTo"] < ranks["def#partOf"]
    assert ranks["def#before"] is None


def test_a_relation_between_events_of_the_same_time_is_loose(document: Document) -> None:
    loose = {relation["path"] for relation in document["relations"] if relation.get("loose")}
    assert loose == {"def#during", "def#within"}


def test_times_are_in_words(document: Document) -> None:
    dates = {item["dates"] for item in (*document["nodes"], *document["edges"]) if "dates" in item}
    assert {"19 to 25 February 2026", "22 February 2026"} <= dates
    assert [text for text in dates if "/" in text] == []


def test_a_story_has_the_kinds_below_its_classes() -> None:
    classes = (
        "ckg:Party rdfs:subClassOf ckg:Body . ckg:Body rdfs:label 'body'@en . ckg:Cell rdfs:subClassOf ckg:Party ."
    )
    story = """
      [] sh:group <graph/display#stories> ; sh:order 1 ; dcterms:identifier "bodies" ; sh:name "Bodies"@en ;
        sh:targetClass ckg:Body ; sh:in ( ckg:organOf [ sh:inversePath ckg:memberOf ] ) .
    """
    dataset = written(f"{classes} GRAPH <graph/display> {{ {story} }}")
    (told,) = read(overview_document(dataset, overview(dataset)))["stories"]
    assert (told["name"], told["label"]) == ("bodies", "Bodies")
    assert told["kinds"] == ["body", "ckg:Cell", "ckg:Party"]
    assert told["paths"] == [
        {"relation": "def#organOf", "inverse": False},
        {"relation": "def#memberOf", "inverse": True},
    ]


def test_every_story_of_the_project_has_relations(document: Document) -> None:
    kinds = [node["kind"] for node in document["nodes"]]
    for story in nonempty(document["stories"]):
        followed = {path["relation"] for path in story["paths"]}
        edges = [edge for edge in document["edges"] if document["relations"][edge["relation"]]["path"] in followed]
        assert {kinds[edge[end]] for edge in edges for end in ("source", "target")} & {*story["kinds"]}
        assert followed == {document["relations"][edge["relation"]]["path"] for edge in edges}


def test_empty_values_are_left_out(document: Document) -> None:
    parts = [*document["nodes"], *document["edges"]]
    empty = [(name, value) for part in parts for name, value in part.items() if value in ("", [], None)]
    assert empty == []


def test_a_coordinate_of_zero_is_not_left_out(document: Document) -> None:
    assert min(node["x"] for node in document["nodes"]) == 0


def test_a_node_has_its_other_names(little: Document) -> None:
    node = next(node for node in little["nodes"] if node["path"] == "id/party/p")
    assert node == {
        "path": "id/party/p",
        "label": 'Party "P" & <co>',
        "kind": "party",
        "group": "Organization",
        "names": ["당"],
    }


def test_an_edge_has_the_evidence_of_the_nary_relation_that_it_stands_for(little: Document) -> None:
    member_of = edge(little, "def#memberOf")
    assert ends(little, member_of) == ("id/person/ann", "id/party/p")
    assert {name: member_of[name] for name in ("status", "passages", "grounds", "through", "first")} == {
        "status": "implied",
        "passages": ["source/text/p-1", "source/text/p-2"],
        "grounds": ["id/assertion/e1", "id/assertion/e2"],
        "through": "id/membership/m",
        "first": "2026-02-19",
    }


def test_a_part_has_no_coordinates(little: Document) -> None:
    assert [node for node in nonempty(little["nodes"]) if "x" in node] == []


@pytest.mark.parametrize("more", [True, False])
def test_a_part_states_whether_there_is_more(more: bool) -> None:
    assert read(network_document(networked(), whole(), more=more))["more"] is more


def test_an_entity_alone_is_a_part() -> None:
    network = neighbour_page(networked(), iri("person/cho"), None, 1).network
    part = read(network_document(networked(), network))
    assert ([node["path"] for node in part["nodes"]], part["relations"], part["edges"]) == (
        ["id/person/cho"],
        [],
        [],
    )


def test_clusters_have_the_numbers_of_their_hubs() -> None:
    dataset = replace(networked(), limits=Limits(network=NetworkLimits(overview=1, hubs=2)))
    part = read(overview_document(dataset, overview(dataset)))
    paths = [node["path"] for node in part["nodes"]]
    clusters = [(paths[cluster["hub"]], cluster["group"], cluster["number"]) for cluster in part["clusters"]]
    assert (part["whole"], part["number"], clusters) == (
        False,
        7,
        [("id/party/p", "Post", 1), ("id/person/ann", "Person", 1)],
    )


def test_equal_networks_have_equal_compact_documents(published: PublishedDataset) -> None:
    text = overview_document(published, overview(published))
    assert text == overview_document(published, overview(published))
    assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")) + "\n"

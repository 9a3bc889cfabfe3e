"""Networks as files: they are valid in their formats, and have labels, times and evidence."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from lxml import etree

from kg.model.dataset import PublishedDataset
from kg.publish.networks.assembly import dataset_network
from kg.publish.networks.formats import BY_NAME, NETWORK_FORMATS, NetworkFormat, requested_format, split_suffix
from kg.publish.networks.network import Network
from tests.conftest import ROOT
from tests.publish import cx2
from tests.publish.networked import BASE, iri, whole
from tests.publish.small import GROUPS

SCHEMA = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "schemas/gexf-1.3/gexf.xsd"
SIZE = (7, 5)
GEXF = "{http://gexf.net/1.3}"
XML = [form for form in NETWORK_FORMATS if form.suffix.endswith(("gexf", "graphml"))]


def written(name: str, network: Network | None = None) -> str:
    """A network, by default that of the little dataset, in a format."""
    return BY_NAME[name].write(network or whole())


def parsed(text: str) -> ElementTree.Element:
    """A document that this test has written."""
    return ElementTree.fromstring(text)  # noqa: S314


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema of GEXF 1.3."""
    if not SCHEMA.exists():
        pytest.skip("needs the schema of GEXF in the folder that KG_SHARED names")
    return etree.XMLSchema(etree.parse(SCHEMA))


def test_gexf_is_valid(schema: etree.XMLSchema) -> None:
    assert schema.validate(etree.fromstring(written("gexf").encode())), schema.error_log


def test_gexf_of_the_project_is_valid(schema: etree.XMLSchema, published: PublishedDataset) -> None:
    text = written("gexf", dataset_network(published))
    assert schema.validate(etree.fromstring(text.encode())), schema.error_log


def test_gexf_has_the_days_of_an_event() -> None:
    element = parsed(written("gexf")).find(f".//{GEXF}node[@id='{iri('event/talks')}']")
    assert element is not None
    assert (element.get("start"), element.get("end")) == ("2025-06-01", "2025-06-30")


def test_gexf_has_the_date_as_stated() -> None:
    element = parsed(written("gexf")).find(f".//{GEXF}node[@id='{iri('event/talks')}']//*[@for='dates']")
    assert element is not None
    assert element.get("value") == "2025-06"


def test_gexf_has_no_end_for_an_open_time() -> None:
    element = parsed(written("gexf")).find(f".//{GEXF}edge[@label='member of']")
    assert element is not None
    assert (element.get("start"), element.get("end")) == ("2026-02-19", None)


def test_gexf_distinguishes_edges_of_one_kind_between_the_same_nodes() -> None:
    network = whole()
    edges = (*network.edges, *(item for item in network.edges if item.label == "member of"))
    elements = parsed(written("gexf", replace(network, edges=edges))).iterfind(f".//{GEXF}edge[@label='member of']")
    assert [item.get("kind") for item in elements] == ["member of", "member of (2)"]


def test_gexf_draws_nodes_with_more_edges_larger() -> None:
    sizes = {
        node.get("id"): float(size.get("value", ""))
        for node in parsed(written("gexf")).iter(f"{GEXF}node")
        for size in node.iterfind(f"{GEXF}size")
    }
    assert sizes[iri("person/cho")] < sizes[iri("post/head")] < sizes[iri("party/p")]


def test_gexf_has_intervals_and_no_timestamps_or_lists() -> None:
    text = written("gexf")
    assert ('timerepresentation="interval"' in text, "timestamp=" in text, 'type="list' in text) == (True, False, False)


@pytest.mark.parametrize("form", XML, ids=lambda form: form.name)
def test_characters_that_xml_cannot_represent_are_left_out(form: NetworkFormat) -> None:
    network = whole()
    nodes = tuple(replace(item, label="a\x00\x0b\ufffeb") for item in network.nodes)
    root = parsed(form.write(replace(network, nodes=nodes)))
    assert "ab" in {text for item in root.iter() for text in (item.text, item.get("label"))}


@pytest.mark.parametrize("form", XML, ids=lambda form: form.name)
def test_line_breaks_arrive_in_xml(form: NetworkFormat) -> None:
    network = whole()
    nodes = tuple(replace(item, label="a\r\nb\rc\td") for item in network.nodes)
    root = parsed(form.write(replace(network, nodes=nodes)))
    assert "a\r\nb\rc\td" in {text for item in root.iter() for text in (item.text, item.get("label"))}


def distinct(points: list[tuple[float, float]]) -> bool:
    """Whether each node has a point of its own."""
    return len({*points}) == len(points) == SIZE[0]


def test_gexf_has_positions() -> None:
    elements = parsed(written("gexf")).iter(f"{GEXF}position")
    assert distinct([(float(item.get("x", "")), float(item.get("y", ""))) for item in elements])


def test_yed_has_positions() -> None:
    elements = parsed(written("yed")).iter("{http://www.yworks.com/xml/graphml}Geometry")
    assert distinct([(float(item.get("x", "")), float(item.get("y", ""))) for item in elements])


def test_cx2_has_positions() -> None:
    nodes = next(part["nodes"] for part in json.loads(written("cx2")) if "nodes" in part)
    assert distinct([(item["x"], item["y"]) for item in nodes])


def test_cyjs_has_positions() -> None:
    positions = [item["position"] for item in json.loads(written("cyjs"))["elements"]["nodes"]]
    assert distinct([(item["x"], item["y"]) for item in positions])


def test_cyjs_is_laid_out_by_its_positions() -> None:
    assert json.loads(written("cyjs"))["layout"] == {"name": "preset"}


def test_yed_labels_its_nodes() -> None:
    labels = parsed(written("yed")).iter("{http://www.yworks.com/xml/graphml}NodeLabel")
    assert 'Party "P" & <co>' in {label.text for label in labels}


def test_yed_links_an_edge_to_its_evidence() -> None:
    graph = networkx.read_graphml(io.BytesIO(written("yed").encode()), force_multigraph=True)
    (edge,) = graph.get_edge_data(iri("person/ann"), iri("party/p")).values()
    assert (edge["url"], edge["description"]) == (iri("assertion/e1"), "member of, implied, 2026-02-19/..")


def test_cx2_links_nodes_by_integers() -> None:
    document = cx2.read(written("cx2"))
    joined = {
        (document.nodes[source]["name"], document.nodes[target]["name"]) for source, target in document.ends.values()
    }
    assert ("ann", 'Party "P" & <co>') in joined


def test_cx2_shows_names_and_relations() -> None:
    style = cx2.read(written("cx2")).style
    shown = (style["nodeMapping"]["NODE_LABEL"], style["edgeMapping"]["EDGE_LABEL"])
    assert [item["definition"]["attribute"] for item in shown] == ["name", "interaction"]


def test_cx2_has_a_colour_for_each_group() -> None:
    colours = cx2.read(written("cx2")).style["nodeMapping"]["NODE_BACKGROUND_COLOR"]["definition"]["map"]
    assert {item["v"] for item in colours} == {*GROUPS}


@pytest.mark.parametrize("name", ["gexf", "graphml", "yed", "cx2", "cyjs", "dot", "edges"])
def test_an_edge_names_its_evidence_and_passages(name: str) -> None:
    text = html.unescape(written(name))
    evidence, passages = (
        (iri("assertion/e1"), iri("assertion/e2")),
        (f"{BASE}source/text/p-1", f"{BASE}source/text/p-2"),
    )
    assert " ".join(evidence) in text
    assert " ".join(passages) in text


def test_cyjs_has_both_names_that_cytoscape_expects() -> None:
    data = json.loads(written("cyjs"))["elements"]["nodes"][0]["data"]
    assert (data["name"], data["shared name"]) == ("Day", "Day")


def test_dot_has_a_line_for_each_edge() -> None:
    assert len(re.findall(r'^  "[^"]+" -> "[^"]+" \[label=".*"\];$', written("dot"), re.M)) == SIZE[1]


def test_dot_escapes_quotation_marks() -> None:
    assert r'label="Party \"P\" & <co>"' in written("dot")


def test_the_table_of_nodes_has_a_row_for_each() -> None:
    rows = [*csv.DictReader(written("nodes").splitlines())]
    assert {row["Id"]: row["Label"] for row in rows} == {item.iri: item.label for item in whole().nodes}


def test_the_table_of_edges_names_its_ends() -> None:
    row = next(row for row in csv.DictReader(written("edges").splitlines()) if row["Label"] == "member of")
    assert (row["Source"], row["Target"], row["status"]) == (iri("person/ann"), iri("party/p"), "implied")


@pytest.mark.parametrize("form", NETWORK_FORMATS, ids=lambda form: form.name)
def test_equal_networks_give_equal_text(form: NetworkFormat) -> None:
    assert form.write(whole()) == form.write(whole())


@pytest.mark.parametrize("form", NETWORK_FORMATS, ids=lambda form: form.name)
def test_the_suffix_of_a_path_gives_its_format(form: NetworkFormat) -> None:
    assert split_suffix(f"id/person/a.b.{form.suffix}") == ("id/person/a.b", form)


def test_a_media_type_of_other_answers_does_not_request_a_network() -> None:
    assert (requested_format(None, "application/gexf+xml"), requested_format(None, "text/csv")) == (
        BY_NAME["gexf"],
        None,
    )

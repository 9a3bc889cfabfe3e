"""Networks as files: they follow their formats, and tell people what they are about."""

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
from kg.publish.networks import networks
from kg.publish.networks.formats import BY_NAME, NETWORK_FORMATS, NetworkFormat, split, wanted
from kg.publish.networks.network import Network
from kg.publish.networks.selection import GROUPS
from tests.conftest import ROOT
from tests.publish import cx2
from tests.publish.networked import BASE, iri, whole

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
    text = written("gexf", networks.whole(published))
    assert schema.validate(etree.fromstring(text.encode())), schema.error_log


def test_gexf_tells_when_an_event_was() -> None:
    found = parsed(written("gexf")).find(f".//{GEXF}node[@id='{iri('event/talks')}']")
    assert found is not None
    assert (found.get("start"), found.get("end")) == ("2025-06-01", "2025-06-30")


def test_gexf_tells_the_date_as_stated() -> None:
    found = parsed(written("gexf")).find(f".//{GEXF}node[@id='{iri('event/talks')}']//*[@for='dates']")
    assert found is not None
    assert found.get("value") == "2025-06"


def test_gexf_leaves_open_what_has_no_end() -> None:
    found = parsed(written("gexf")).find(f".//{GEXF}edge[@label='member of']")
    assert found is not None
    assert (found.get("start"), found.get("end")) == ("2026-02-19", None)


def test_gexf_tells_edges_of_a_kind_between_the_same_nodes_apart() -> None:
    network = whole()
    edges = (*network.edges, *(one for one in network.edges if one.label == "member of"))
    found = parsed(written("gexf", replace(network, edges=edges))).iterfind(f".//{GEXF}edge[@label='member of']")
    assert [one.get("kind") for one in found] == ["member of", "member of (2)"]


def test_gexf_draws_what_has_more_edges_larger() -> None:
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
def test_characters_that_xml_cannot_hold_are_left_out(form: NetworkFormat) -> None:
    network = whole()
    nodes = tuple(replace(one, label="a\x00\x0b\ufffeb") for one in network.nodes)
    root = parsed(form.write(replace(network, nodes=nodes)))
    assert "ab" in {text for one in root.iter() for text in (one.text, one.get("label"))}


def apart(places: list[tuple[float, float]]) -> bool:
    """Whether some places are all different."""
    return len({*places}) == len(places) == SIZE[0]


def test_gexf_has_places() -> None:
    found = parsed(written("gexf")).iter(f"{GEXF}position")
    assert apart([(float(one.get("x", "")), float(one.get("y", ""))) for one in found])


def test_yed_has_places() -> None:
    found = parsed(written("yed")).iter("{http://www.yworks.com/xml/graphml}Geometry")
    assert apart([(float(one.get("x", "")), float(one.get("y", ""))) for one in found])


def test_cx2_has_places() -> None:
    nodes = next(part["nodes"] for part in json.loads(written("cx2")) if "nodes" in part)
    assert apart([(one["x"], one["y"]) for one in nodes])


def test_cyjs_has_places() -> None:
    found = [one["position"] for one in json.loads(written("cyjs"))["elements"]["nodes"]]
    assert apart([(one["x"], one["y"]) for one in found])


def test_yed_labels_what_it_draws() -> None:
    labels = parsed(written("yed")).iter("{http://www.yworks.com/xml/graphml}NodeLabel")
    assert 'Party "P" & <co>' in {label.text for label in labels}


def test_yed_leads_from_an_edge_to_its_evidence() -> None:
    found = networkx.read_graphml(io.BytesIO(written("yed").encode()), force_multigraph=True)
    (told,) = found.get_edge_data(iri("person/ann"), iri("party/p")).values()
    assert (told["url"], told["description"]) == (iri("assertion/e1"), "member of, implied, 2026-02-19/..")


def test_cx2_joins_nodes_by_integers() -> None:
    found = cx2.read(written("cx2"))
    joined = {(found.nodes[source]["name"], found.nodes[target]["name"]) for source, target in found.ends.values()}
    assert ("ann", 'Party "P" & <co>') in joined


def test_cx2_shows_names_and_relations() -> None:
    style = cx2.read(written("cx2")).style
    shown = (style["nodeMapping"]["NODE_LABEL"], style["edgeMapping"]["EDGE_LABEL"])
    assert [one["definition"]["attribute"] for one in shown] == ["name", "interaction"]


def test_cx2_has_a_colour_for_each_group() -> None:
    colours = cx2.read(written("cx2")).style["nodeMapping"]["NODE_BACKGROUND_COLOR"]["definition"]["map"]
    assert {one["v"] for one in colours} == {*GROUPS}


@pytest.mark.parametrize("name", ["gexf", "graphml", "yed", "cx2", "cyjs", "dot", "edges"])
def test_an_edge_names_its_evidence_and_passages(name: str) -> None:
    found = html.unescape(written(name))
    evidence, passages = (
        (iri("assertion/e1"), iri("assertion/e2")),
        (f"{BASE}source/text/p-1", f"{BASE}source/text/p-2"),
    )
    assert " ".join(evidence) in found
    assert " ".join(passages) in found


def test_cyjs_has_both_names_that_cytoscape_asks_for() -> None:
    data = json.loads(written("cyjs"))["elements"]["nodes"][0]["data"]
    assert (data["name"], data["shared name"]) == ("Day", "Day")


def test_dot_has_a_line_for_each_edge() -> None:
    assert len(re.findall(r'^  "[^"]+" -> "[^"]+" \[label=".*"\];$', written("dot"), re.M)) == SIZE[1]


def test_dot_escapes_quotation_marks() -> None:
    assert r'label="Party \"P\" & <co>"' in written("dot")


def test_the_table_of_nodes_has_a_row_for_each() -> None:
    rows = [*csv.DictReader(written("nodes").splitlines())]
    assert {row["Id"]: row["Label"] for row in rows} == {one.iri: one.label for one in whole().nodes}


def test_the_table_of_edges_names_its_ends() -> None:
    row = next(row for row in csv.DictReader(written("edges").splitlines()) if row["Label"] == "member of")
    assert (row["Source"], row["Target"], row["status"]) == (iri("person/ann"), iri("party/p"), "implied")


@pytest.mark.parametrize("form", NETWORK_FORMATS, ids=lambda form: form.name)
def test_the_same_network_gives_the_same_text(form: NetworkFormat) -> None:
    assert form.write(whole()) == form.write(whole())


@pytest.mark.parametrize("form", NETWORK_FORMATS, ids=lambda form: form.name)
def test_a_path_tells_its_format(form: NetworkFormat) -> None:
    assert split(f"id/person/a.b.{form.suffix}") == ("id/person/a.b", form)


def test_a_media_type_that_other_answers_have_asks_for_no_network() -> None:
    assert (wanted(None, "application/gexf+xml"), wanted(None, "text/csv")) == (BY_NAME["gexf"], None)

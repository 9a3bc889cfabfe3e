"""Networks as files: they follow their formats, and other programs read the same nodes and edges from them."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.publish.dataset import PublishedDataset
from kg.publish.exports import networks
from kg.publish.exports.formats import BY_NAME, NETWORK_FORMATS, NetworkFormat, split, wanted
from kg.publish.exports.network import Network
from tests.conftest import ROOT
from tests.publish.networked import iri, whole

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


def test_gexf_is_valid(tmp_path: Path) -> None:
    etree = pytest.importorskip("lxml.etree")
    if not SCHEMA.exists():
        pytest.skip("needs the schema of GEXF")
    (tmp_path / "network.gexf").write_text(written("gexf"), encoding="utf-8")
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(etree.parse(tmp_path / "network.gexf")), schema.error_log


def test_gexf_tells_when_an_event_was() -> None:
    found = parsed(written("gexf")).find(f".//{GEXF}node[@id='{iri('event/talks')}']")
    assert found is not None
    assert (found.get("start"), found.get("end")) == ("2025-06-01", "2025-06-30")


def test_gexf_tells_the_date_as_stated() -> None:
    found = parsed(written("gexf")).find(f".//{GEXF}node[@id='{iri('event/talks')}']//*[@for='dates']")
    assert found is not None
    assert found.get("value") == "2025-06"


def test_gexf_has_intervals_and_no_timestamps_or_lists() -> None:
    text = written("gexf")
    assert ('timerepresentation="interval"' in text, "timestamp=" in text, 'type="list' in text) == (True, False, False)


@pytest.mark.parametrize("form", XML, ids=lambda form: form.name)
def test_characters_that_xml_cannot_hold_are_left_out(form: NetworkFormat) -> None:
    network = whole()
    nodes = tuple(replace(one, label="a\x00\x0b\ufffeb") for one in network.nodes)
    root = parsed(form.write(replace(network, nodes=nodes)))
    assert "ab" in {text for one in root.iter() for text in (one.text, one.get("label"))}


def gexf_size(path: Path) -> tuple[int, int]:
    found = pytest.importorskip("networkx").read_gexf(path, version="1.3")
    return found.number_of_nodes(), found.number_of_edges()


def graphml_size(path: Path) -> tuple[int, int]:
    found = pytest.importorskip("networkx").read_graphml(path, force_multigraph=True)
    return found.number_of_nodes(), found.number_of_edges()


def cyjs_size(path: Path) -> tuple[int, int]:
    found = pytest.importorskip("networkx").cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))
    return found.number_of_nodes(), found.number_of_edges()


READERS: dict[str, Callable[[Path], tuple[int, int]]] = {
    "gexf": gexf_size,
    "graphml": graphml_size,
    "yed": graphml_size,
    "cyjs": cyjs_size,
}


@pytest.mark.parametrize("name", READERS)
def test_networkx_reads_all_nodes_and_edges(name: str, tmp_path: Path) -> None:
    path = tmp_path / "network"
    path.write_text(written(name), encoding="utf-8")
    assert READERS[name](path) == SIZE


@pytest.mark.parametrize("name", READERS)
def test_networkx_reads_as_many_of_the_project_as_there_are(
    name: str, published: PublishedDataset, tmp_path: Path
) -> None:
    network = networks.whole(published)
    path = tmp_path / "network"
    path.write_text(written(name, network), encoding="utf-8")
    assert READERS[name](path) == (len(network.nodes), len(network.edges))


def test_yed_labels_what_it_draws() -> None:
    labels = parsed(written("yed")).iter("{http://www.yworks.com/xml/graphml}NodeLabel")
    assert 'Party "P" & <co>' in {label.text for label in labels}


def test_cx2_counts_its_aspects() -> None:
    parts = json.loads(written("cx2"))
    aspects = {name: elements for part in parts[2:-1] for name, elements in part.items()}
    assert {one["name"]: one["elementCount"] for one in parts[1]["metaData"]} == {
        name: len(elements) for name, elements in aspects.items()
    }


def test_cx2_joins_nodes_by_integers() -> None:
    aspects = {name: elements for part in json.loads(written("cx2")) for name, elements in part.items()}
    names = {one["id"]: one["v"]["name"] for one in aspects["nodes"]}
    assert ("ann", 'Party "P" & <co>') in {(names[one["s"]], names[one["t"]]) for one in aspects["edges"]}


def test_cx2_declares_every_attribute() -> None:
    aspects = {name: elements for part in json.loads(written("cx2")) for name, elements in part.items()}
    declared = aspects["attributeDeclarations"][0]
    used = {(kind, name) for kind in ("nodes", "edges") for one in aspects[kind] for name in one["v"]}
    assert used <= {(kind, name) for kind in ("nodes", "edges") for name in declared[kind]}


def test_cyjs_has_both_names_that_cytoscape_asks_for() -> None:
    data = json.loads(written("cyjs"))["elements"]["nodes"][0]["data"]
    assert (data["name"], data["shared name"]) == ("Day", "Day")


def test_dot_has_a_line_for_each_edge() -> None:
    assert len(re.findall(r'^  "[^"]+" -> "[^"]+" \[label=".*"\];$', written("dot"), re.M)) == SIZE[1]


def test_dot_escapes_quotation_marks() -> None:
    assert r'label="Party \"P\" & <co>"' in written("dot")


@pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz")
def test_graphviz_renders_dot() -> None:
    done = subprocess.run(["dot", "-Tsvg"], input=written("dot"), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count('class="edge"')) == (0, SIZE[1])


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

"""Networks as files: other programs read the same nodes and edges from them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.networks.assembly import dataset_network
from kg.publish.networks.formats import BY_NAME
from kg.publish.networks.network import Network
from tests.publish import cx2
from tests.publish.networked import iri, whole
from tests.site.servers import program

SVG = "{http://www.w3.org/2000/svg}"
Size = tuple[int, int]


def gexf_size(path: Path) -> Size:
    graph = networkx.read_gexf(path, version="1.3")
    return graph.number_of_nodes(), graph.number_of_edges()


def graphml_size(path: Path) -> Size:
    graph = networkx.read_graphml(path, force_multigraph=True)
    return graph.number_of_nodes(), graph.number_of_edges()


def cyjs_size(path: Path) -> Size:
    graph = networkx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))
    return graph.number_of_nodes(), graph.number_of_edges()


def cx2_size(path: Path) -> Size:
    network = cx2.read(path.read_text(encoding="utf-8"))
    return len(network.nodes), len(network.edges)


READERS: dict[str, Callable[[Path], Size]] = {
    "gexf": gexf_size,
    "graphml": graphml_size,
    "yed": graphml_size,
    "cyjs": cyjs_size,
    "cx2": cx2_size,
}


@pytest.mark.parametrize("name", READERS)
def test_readers_find_all_nodes_and_edges(name: str, tmp_path: Path) -> None:
    path = tmp_path / "network"
    path.write_text(BY_NAME[name].write(whole()), encoding="utf-8")
    assert READERS[name](path) == (7, 5)


@pytest.mark.parametrize("name", READERS)
def test_readers_find_all_nodes_and_edges_of_the_project(
    name: str, published: PublishedDataset, tmp_path: Path
) -> None:
    network = dataset_network(published)
    path = tmp_path / "network"
    path.write_text(BY_NAME[name].write(network), encoding="utf-8")
    assert READERS[name](path) == (len(network.nodes), len(network.edges))


def rendered(network: Network) -> ElementTree.Element:
    """The drawing that Graphviz makes of a network."""
    command = [program("dot"), "-Tsvg"]
    done = subprocess.run(command, input=BY_NAME["dot"].write(network), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return ElementTree.fromstring(done.stdout)  # noqa: S314


def test_graphviz_draws_all_nodes_and_edges_of_the_project(published: PublishedDataset) -> None:
    network = dataset_network(published)
    drawn = [(element.get("class") or "").split()[:1] for element in rendered(network).iter(f"{SVG}g")]
    assert (drawn.count(["node"]), drawn.count(["edge"])) == (len(network.nodes), len(network.edges))


def test_graphviz_draws_links_to_evidence() -> None:
    targets = {link.get("{http://www.w3.org/1999/xlink}href") for link in rendered(whole()).iter(f"{SVG}a")}
    assert {iri("person/ann"), iri("assertion/e1"), iri("assertion/e3")} <= targets

"""Dumps: every format holds its described content, the same bytes each time, with correct checksums."""

from __future__ import annotations

import gzip
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import DatasetError
from kg.graph.build import BuildResult
from kg.graph.dataset import write_dataset
from kg.releases.dataset_file import DatasetFile
from kg.releases.dumps import CHECKSUMS_FILE, DUMPS, read_checksums, write_dumps
from kg.releases.reifications import NANOPUB_NAMESPACE
from tests.nonempty import nonempty
from tests.releases import samples
from tests.releases.samples import ANN, BASE, DAY, RDF, asserted, dataset_file, graph, inferred

# The dumps of the whole dataset are written and parsed again.
pytestmark = pytest.mark.slow

VERSION = "1.2.3"
FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "ttl": ox.RdfFormat.TURTLE,
    "rdf12": ox.RdfFormat.TURTLE,
    "nanopubs": ox.RdfFormat.TRIG,
}
LINKS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")

Graphs = dict[ox.NamedNode, list[ox.Quad]]
Parts = dict[ox.NamedNode, tuple[ox.NamedNode, Graphs]]


@pytest.fixture(scope="module")
def whole(built: BuildResult, tmp_path_factory: pytest.TempPathFactory) -> DatasetFile:
    """The project's dataset."""
    path = tmp_path_factory.mktemp("whole") / "kg.nq"
    write_dataset(path, built.lines)
    return DatasetFile.read(path)


@pytest.fixture(scope="module")
def folder(whole: DatasetFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dumps of the project's dataset."""
    path = tmp_path_factory.mktemp("dumps") / "dumps"
    write_dumps(path, whole, VERSION)
    return path


@pytest.fixture
def small(tmp_path: Path) -> DatasetFile:
    """A dataset with an assertion and an inference."""
    aligned = "<http://www.w3.org/2000/01/rdf-schema#subPropertyOf> <http://www.w3.org/ns/prov#wasDerivedFrom>"
    alignments = samples.quads(graph("alignments"), f"{samples.term('supportedBy')} {aligned}")
    stated, derived = asserted("a1", (ANN, DAY, '"2026"')), inferred("i1", (ANN, DAY, '"2027"'))
    return dataset_file(tmp_path, alignments, stated, derived)


def text(folder: Path, name: str) -> bytes:
    """What a dump holds, by its name."""
    (dump,) = (dump for dump in DUMPS if dump.name == name)
    return gzip.decompress((folder / dump.file_name(VERSION)).read_bytes())


def quads(folder: Path, name: str) -> list[ox.Quad]:
    """The quads of a dump, by its name."""
    return list(ox.parse(text(folder, name), FORMATS[name]))


def term(name: str) -> ox.NamedNode:
    """A term of the ontology of the project's dataset."""
    return ox.NamedNode(f"https://w3id.org/congress-kg/def#{name}")


def rdf(name: str) -> ox.NamedNode:
    """A term of RDF."""
    return ox.NamedNode(RDF + name)


@pytest.fixture(scope="module")
def parts(folder: Path) -> Parts:
    """Each nanopublication with the name of its head and its graphs."""
    graphs: Graphs = defaultdict(list)
    for quad in quads(folder, "nanopubs"):
        graphs[quad.graph_name].append(quad)
    kind = ox.NamedNode(f"{NANOPUB_NAMESPACE}Nanopublication")
    heads = {quad.subject: quad.graph_name for quads in graphs.values() for quad in quads if quad.object == kind}
    return {
        node: (head, {head: graphs[head], **{q.object: graphs[q.object] for q in graphs[head] if q.object in graphs}})
        for node, head in heads.items()
    }


def canonical(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Quads whose blank nodes have labels that depend on nothing but the quads."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


@pytest.mark.parametrize("name", ["nq", "trig", "jsonld"])
def test_a_dump_of_everything_holds_every_quad(folder: Path, whole: DatasetFile, name: str) -> None:
    lines = "\n".join(quad.line for quad in whole.quads)
    assert canonical(quads(folder, name)) == canonical(ox.parse(lines, ox.RdfFormat.N_QUADS))


def test_the_quads_are_the_lines_that_were_built(folder: Path, built: BuildResult) -> None:
    lines = [line.replace("^^<http://www.w3.org/2001/XMLSchema#string>", "") for line in built.lines]
    assert text(folder, "nq").decode().splitlines() == lines


def test_the_plain_dump_has_statements_and_inferences(folder: Path, built: BuildResult) -> None:
    plain = {(quad.subject.value, quad.predicate.value) for quad in quads(folder, "ttl")}
    stated = {
        (str(s), str(p))
        for s, p, _ in [*(assertion.triple for assertion in built.inputs.assertions), *built.closure.derivations]
    }
    assert set(nonempty(stated)) - plain == set()


def test_the_plain_dump_has_no_evidence(folder: Path) -> None:
    assert [
        quad for quad in nonempty(quads(folder, "ttl")) if quad.predicate in (term("supportedBy"), rdf("subject"))
    ] == []


def test_the_plain_dump_states_its_licence(folder: Path) -> None:
    assert [quad.object for quad in quads(folder, "ttl") if quad.predicate.value.endswith("/license")] != []


@pytest.mark.parametrize("name", ["ttl", "trig", "rdf12", "nanopubs"])
def test_things_are_written_with_the_prefix_of_their_kind(folder: Path, name: str) -> None:
    assert b" congress:wpk-9 " in text(folder, name)


@pytest.mark.parametrize("kind", ["Assertion", "Inference"])
def test_every_statement_is_reified_with_its_evidence(folder: Path, kind: str) -> None:
    triples = {quad.triple for quad in quads(folder, "rdf12")}
    nodes = {triple.subject for triple in triples if triple.predicate == rdf("type") and triple.object == term(kind)}
    reified = {triple.subject: triple.object for triple in triples if triple.predicate == rdf("reifies")}
    why = term("evidenceStatus" if kind == "Assertion" else "rule")
    explained = {triple.subject for triple in triples if triple.predicate == why}
    assert nodes & explained == nodes
    assert nodes
    assert {reified[node] for node in nodes} <= triples


def test_reifiers_take_the_place_of_the_older_reification(folder: Path) -> None:
    older = {rdf(part) for part in ("subject", "predicate", "object")}
    assert {quad.predicate for quad in nonempty(quads(folder, "rdf12"))} & older == set()


def test_there_is_a_nanopublication_for_each_assertion(parts: Parts, built: BuildResult) -> None:
    assert len(parts) == len(built.inputs.assertions)


def test_a_head_has_exactly_the_triples_that_the_guidelines_require(parts: Parts) -> None:
    wanted = sorted([f"{RDF}type", *(NANOPUB_NAMESPACE + link for link in LINKS)])
    heads = [(node, graphs[head]) for node, (head, graphs) in parts.items()]
    wrong = [node for node, head in heads if sorted(q.predicate.value for q in head if q.subject == node) != wanted]
    assert wrong == [node for node, head in heads if len(head) != len(wanted)] == []
    assert heads


def test_a_nanopublication_has_four_graphs_below_its_iri(parts: Parts) -> None:
    names = {node.value: {graph.value for graph in graphs} for node, (_, graphs) in parts.items()}
    suffixes = ("#Head", "#assertion", "#provenance", "#pubinfo")
    assert {
        node: names[node] for node in nonempty(names) if names[node] != {node + suffix for suffix in suffixes}
    } == {}


@pytest.mark.parametrize(("graph", "about"), [("#provenance", "#assertion"), ("#pubinfo", "")])
def test_a_graph_has_the_subject_that_the_guidelines_require(parts: Parts, graph: str, about: str) -> None:
    subjects = {
        node.value: {quad.subject.value for quad in graphs[ox.NamedNode(node.value + graph)]}
        for node, (_, graphs) in parts.items()
    }
    assert {node: subjects[node] for node in nonempty(subjects) if subjects[node] != {node + about}} == {}


def test_a_nanopublication_asserts_one_triple(parts: Parts) -> None:
    sizes = {len(graphs[ox.NamedNode(f"{node.value}#assertion")]) for node, (_, graphs) in parts.items()}
    assert sizes == {1}


def test_a_nanopublication_states_creator_and_licence(small: DatasetFile, tmp_path: Path) -> None:
    write_dumps(tmp_path / "dumps", small, VERSION)
    statements = {(q.predicate.value.rpartition("/")[2], q.object.value) for q in quads(tmp_path / "dumps", "nanopubs")}
    assert {("creator", f"{BASE}def#curators"), ("license", "https://example.org/free")} <= statements


def test_the_passages_of_a_nanopublication_are_stated_in_terms_of_prov_too(small: DatasetFile, tmp_path: Path) -> None:
    write_dumps(tmp_path / "dumps", small, VERSION)
    statements = {(q.subject.value, q.predicate.value, q.object.value) for q in quads(tmp_path / "dumps", "nanopubs")}
    derived = "http://www.w3.org/ns/prov#wasDerivedFrom"
    assert (f"{BASE}id/assertion/a1#assertion", derived, f"{BASE}source/text/p-1") in statements


def test_the_same_dataset_gives_the_same_bytes(small: DatasetFile, tmp_path: Path) -> None:
    assert write_dumps(tmp_path / "first", small, VERSION) == write_dumps(tmp_path / "second", small, VERSION)


def test_a_file_records_no_time_and_no_name(folder: Path) -> None:
    heads = {(path.read_bytes()[3], path.read_bytes()[4:8]) for path in folder.glob("*.gz")}
    assert heads == {(0, bytes(4))}


def test_coreutils_accept_the_checksums(folder: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "--quiet", CHECKSUMS_FILE]
    assert subprocess.run(command, cwd=folder, check=False).returncode == 0


def test_every_dump_has_a_checksum(folder: Path) -> None:
    assert set(read_checksums(folder)) == {dump.file_name(VERSION) for dump in DUMPS}


def test_the_dumps_of_another_version_are_replaced(small: DatasetFile, tmp_path: Path) -> None:
    write_dumps(tmp_path / "dumps", small, "1.0.0")
    write_dumps(tmp_path / "dumps", small, VERSION)
    assert {path.name for path in (tmp_path / "dumps").iterdir()} == {
        CHECKSUMS_FILE,
        *(d.file_name(VERSION) for d in DUMPS),
    }


def test_a_failure_leaves_the_earlier_dumps(small: DatasetFile, tmp_path: Path) -> None:
    sums = write_dumps(tmp_path / "dumps", small, VERSION)
    with pytest.raises(DatasetError, match="cannot be written"):
        write_dumps(tmp_path / "dumps", small, "no/folder")
    assert read_checksums(tmp_path / "dumps") == sums


def test_a_failure_leaves_nothing_else(small: DatasetFile, tmp_path: Path) -> None:
    with pytest.raises(DatasetError):
        write_dumps(tmp_path / "place/dumps", small, "no/folder")
    assert list((tmp_path / "place").iterdir()) == []


def test_a_folder_with_other_files_is_left_alone(small: DatasetFile, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("text")
    with pytest.raises(DatasetError, match="other files"):
        write_dumps(tmp_path, small, VERSION)


def test_a_missing_folder_has_no_dumps(tmp_path: Path) -> None:
    assert read_checksums(tmp_path / "none") == {}

"""The build activity: its inputs, its tools, and the identifier of the content, which depends on the content alone."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

import pytest
from rdflib import DCTERMS, PROV, RDFS, Graph, URIRef

from kg.graph.build import BuildResult
from kg.graph.dataset import without_build
from tests.conftest import NAMES, ROOT, Records
from tests.nonempty import nonempty

BUILD = URIRef(NAMES.dataset("build"))
GRAPH = f" <{NAMES.graph('build')}> ."
TERM = re.compile(r'<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?')
RECORD = "type: Person\nlabel: x\ncite: p-1\n"


def activity_graph(result: BuildResult) -> Graph:
    """The graph that describes the build."""
    triples = [f"{line.removesuffix(GRAPH)} ." for line in result.lines if line.endswith(GRAPH)]
    return Graph().parse(data="\n".join(triples), format="nt")


def identifier(result: BuildResult) -> str:
    """The identifier of the content."""
    return str(activity_graph(result).value(URIRef(NAMES.base), DCTERMS.identifier))


def labels(graph: Graph, link: URIRef) -> dict[str, URIRef]:
    """The inputs or tools of the build, by their labels."""
    return {str(graph.value(node, RDFS.label)): URIRef(str(node)) for node in graph.objects(BUILD, link)}


def distributions_loaded(data: Path) -> set[str]:
    """The distributions whose modules a build loads."""
    code = f"""
import pathlib, sys
before = set(sys.modules)
from kg.graph.build import build_dataset
from kg.graph.ontology import load_ontology
from kg.namespaces import Namespaces
build_dataset(load_ontology(pathlib.Path("ontology").resolve(), Namespaces()), [pathlib.Path({str(data)!r})], str)
print(*{{name.partition(".")[0] for name in sys.modules.keys() - before}})
"""
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    owners = packages_distributions()
    return {owner for name in answer.stdout.split() for owner in owners.get(name, ())}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """A folder with one record, and a table that belongs to no source."""
    records = Records(tmp_path_factory.mktemp("activity") / "data")
    records.write("person/x", RECORD)
    (records.folder / "sources/stray.csv").touch()
    return records


@pytest.fixture(scope="module")
def result(folder: Records) -> BuildResult:
    """The dataset of the record."""
    return folder.build()


def test_the_build_generates_the_dataset(result: BuildResult) -> None:
    assert (URIRef(NAMES.base), PROV.wasGeneratedBy, BUILD) in activity_graph(result)


def test_files_of_every_kind_are_inputs(result: BuildResult) -> None:
    inputs = {"ontology/core.ttl", "ontology/display.ttl", "data/person/x.yaml", "data/sources/text.csv"}
    assert inputs <= labels(activity_graph(result), PROV.used).keys()


@pytest.mark.parametrize("path", ["ontology/shapes.ttl", "data/sources/stray.csv"])
def test_files_that_the_build_does_not_read_are_no_inputs(result: BuildResult, path: str) -> None:
    assert path not in labels(activity_graph(result), PROV.used)


def test_records_outside_the_repository_of_the_ontology_have_no_commit(result: BuildResult) -> None:
    assert [label for label in nonempty(labels(activity_graph(result), PROV.used)) if label.startswith("commit")] == []


def test_an_input_has_the_digest_of_its_file(result: BuildResult, folder: Records) -> None:
    graph = activity_graph(result)
    digest = graph.value(labels(graph, PROV.used)["data/person/x.yaml"], URIRef(NAMES.term("sha256")))
    assert str(digest) == sha256((folder.folder / "person/x.yaml").read_bytes()).hexdigest()


def test_the_dataset_contains_no_path_of_the_machine(result: BuildResult, folder: Records) -> None:
    assert [line for line in nonempty(result.lines) if str(folder.folder.parent) in line] == []


def test_the_tools_are_the_distributions_that_a_build_loads_and_python(result: BuildResult, folder: Records) -> None:
    loaded = distributions_loaded(folder.folder) - {
        re.split(r"[^\w.-]", requirement)[0] for requirement in requires("rdflib") or []
    }
    expected = {f"{name} {version(name)}" for name in loaded} | {f"Python {platform.python_version()}"}
    assert labels(activity_graph(result), PROV.wasAssociatedWith).keys() == expected


def test_the_identifier_is_the_digest_of_the_quads_without_the_build(result: BuildResult) -> None:
    quads = [line for line in result.lines if len(TERM.findall(line)) == 4 and not line.endswith(GRAPH)]
    assert identifier(result) == f"sha256:{sha256(''.join(f'{line}{chr(10)}' for line in quads).encode()).hexdigest()}"


def test_other_content_has_another_identifier(result: BuildResult, records: Records) -> None:
    records.write("person/x", RECORD.replace("label: x", "label: y"))
    assert identifier(records.build()) != identifier(result)


@pytest.mark.parametrize(("commit", "expected"), [("a" * 40, {"commit aaaaaaaa"}), (None, set())])
def test_a_commit_is_an_input(
    folder: Records, commit: str | None, expected: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.graph.activity.matching_commit", lambda *_: commit)
    used = labels(activity_graph(folder.build()), PROV.used)
    assert {label for label in used if label.startswith("commit")} == expected


def test_another_commit_changes_only_the_description_of_the_build(
    result: BuildResult, folder: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.graph.activity.matching_commit", lambda *_: "a" * 40)
    other = folder.build()
    assert other.lines != result.lines
    assert without_build(other.lines, NAMES) == without_build(result.lines, NAMES)
    assert identifier(other) == identifier(result)

"""The activity that made a dataset: what it used, and the name of the content, whatever it was made with."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

import pytest
from rdflib import DCTERMS, PROV, RDFS, Graph, URIRef

from kg.graph.build import Built
from kg.graph.dataset import without_build
from tests.conftest import NAMES, ROOT, Records

BUILD = URIRef(NAMES.dataset("build"))
GRAPH = f" <{NAMES.graph('build')}> ."
TERM = re.compile(r'<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?')
COMMITS = "a" * 40, "b" * 40


def account(built: Built) -> Graph:
    """What a dataset tells of its build."""
    triples = [f"{line.removesuffix(GRAPH)} ." for line in built.lines if line.endswith(GRAPH)]
    return Graph().parse(data="\n".join(triples), format="nt")


def name(built: Built) -> str:
    """The name that a dataset gives to its content."""
    return str(account(built).value(URIRef(NAMES.base), DCTERMS.identifier))


def used(built: Built) -> dict[str, URIRef]:
    """What the build used, by its label."""
    graph = account(built)
    return {str(graph.value(one, RDFS.label)): URIRef(str(one)) for one in graph.objects(BUILD, PROV.used)}


def loaded(data: Path) -> set[str]:
    """The distributions of which a build loads modules."""
    code = f"""
import pathlib, sys
before = set(sys.modules)
from kg.graph.build import build
from kg.namespaces import Namespaces
build(pathlib.Path("ontology").resolve(), [pathlib.Path({str(data)!r})], Namespaces(), str)
print(*{{name.partition(".")[0] for name in sys.modules.keys() - before}})
"""
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    owners = packages_distributions()
    return {owner for name in answer.stdout.split() for owner in owners.get(name, ())}


@pytest.fixture
def someone(records: Records) -> Records:
    """A folder of one record."""
    records.write("person/x", "type: Person\nlabel: x\ncite: p-1\n")
    return records


@pytest.fixture
def made_of(someone: Records, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], Built]:
    """Builds the record as if from a commit."""

    def build(commit: str | None) -> Built:
        monkeypatch.setattr("kg.graph.activity.commit_of", lambda *_: commit)
        return someone.build()

    return build


def test_the_dataset_is_generated_by_the_build(someone: Records) -> None:
    assert (URIRef(NAMES.base), PROV.wasGeneratedBy, BUILD) in account(someone.build())


def test_every_kind_of_file_that_is_read_is_an_input(someone: Records) -> None:
    inputs = {"ontology/core.ttl", "ontology/display.ttl", "data/person/x.yaml", "data/sources/text.csv"}
    assert inputs <= set(used(someone.build()))


def test_shapes_are_no_input(someone: Records) -> None:
    assert "ontology/shapes.ttl" not in used(someone.build())


def test_a_table_of_no_source_is_no_input(someone: Records) -> None:
    (someone.folder / "sources/stray.csv").touch()
    assert "data/sources/stray.csv" not in used(someone.build())


def test_records_outside_the_checkout_of_the_ontology_have_no_commit(someone: Records) -> None:
    assert [label for label in used(someone.build()) if label.startswith("commit")] == []


def test_an_input_has_its_digest(someone: Records) -> None:
    built = someone.build()
    digest = account(built).value(used(built)["data/person/x.yaml"], URIRef(NAMES.term("sha256")))
    assert str(digest) == sha256((someone.folder / "person/x.yaml").read_bytes()).hexdigest()


def test_no_path_of_the_machine_gets_out(someone: Records) -> None:
    assert [line for line in someone.build().lines if str(someone.folder.parent) in line] == []


def test_the_tools_are_those_that_a_build_loads_and_python(someone: Records) -> None:
    graph = account(someone.build())
    tools = {str(graph.value(tool, RDFS.label)) for tool in graph.objects(BUILD, PROV.wasAssociatedWith)}
    ours = loaded(someone.folder) - {re.split(r"[^\w.-]", one)[0] for one in requires("rdflib") or []}
    assert tools == {f"{name} {version(name)}" for name in ours} | {f"Python {platform.python_version()}"}


def test_the_content_is_named_by_the_digest_of_its_quads(someone: Records) -> None:
    built = someone.build()
    quads = [line for line in built.lines if len(TERM.findall(line)) == 4 and not line.endswith(GRAPH)]
    assert name(built) == f"sha256:{sha256(''.join(f'{line}{chr(10)}' for line in quads).encode()).hexdigest()}"


def test_other_content_has_another_name(someone: Records) -> None:
    before = name(someone.build())
    someone.write("person/x", "type: Person\nlabel: y\ncite: p-1\n")
    assert name(someone.build()) != before


def test_the_commit_is_used(made_of: Callable[[str | None], Built]) -> None:
    labels = [{label for label in used(made_of(commit)) if label.startswith("commit")} for commit in (*COMMITS, None)]
    assert labels == [{"commit aaaaaaaa"}, {"commit bbbbbbbb"}, set()]


def test_another_commit_leaves_the_name(made_of: Callable[[str | None], Built]) -> None:
    assert len({name(made_of(commit)) for commit in COMMITS}) == 1


def test_another_commit_leaves_everything_but_the_account_of_the_build(
    made_of: Callable[[str | None], Built],
) -> None:
    one, other = (without_build(made_of(commit).lines, NAMES) for commit in COMMITS)
    assert one == other

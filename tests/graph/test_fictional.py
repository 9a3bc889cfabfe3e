"""A congress of another party needs only data files; ``tests/cli/test_check_command.py`` checks its consistency."""

from __future__ import annotations

from pathlib import Path

from kg.engine.oxigraph.store import Store
from kg.graph.build import BuildResult, read_inputs
from kg.graph.dataset import write_dataset
from kg.graph.evidence import coverage, read_text, verify_source
from kg.graph.shapes import violations
from tests.conftest import FICTIONAL, NAMES, ROOT, project_ontology, silent


def test_it_agrees_with_its_source(fictional_build: BuildResult) -> None:
    inputs = fictional_build.inputs
    text = read_text(FICTIONAL / "lantern-congress.txt")
    assert verify_source(text, inputs.sources["lantern-congress"], inputs) == []


def test_every_passage_is_accounted_for(fictional_build: BuildResult) -> None:
    assert [report.unused for report in coverage(fictional_build.inputs)] == [()]


def test_it_fits_the_shapes(fictional_build: BuildResult) -> None:
    inputs = fictional_build.inputs
    assert violations(inputs.ontology, inputs.assertions) == []


def test_it_answers_who_constituted_the_council(fictional_build: BuildResult, tmp_path: Path) -> None:
    write_dataset(tmp_path / "kg.nq", fictional_build.lines)
    answer = Store.open(tmp_path / "kg.nq").query(
        "SELECT ?congress { <organ/lantern-council-3> ckg:constitutedIn ?congress }",
        prefixes=NAMES.prefixes,
        base=NAMES.things,
    )
    assert [row[0].value for row in answer.rows() if row[0]] == [NAMES.thing("congress/lantern-3")]


def test_it_can_be_read_together_with_the_real_one() -> None:
    both = read_inputs(project_ontology(), [ROOT / "data", FICTIONAL / "data"], silent)
    assert set(both.sources) >= {"9th-congress", "lantern-congress"}

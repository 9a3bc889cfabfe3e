"""Another congress of another party needs data files only."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.oxigraph.store import Store
from kg.graph import dataset
from kg.graph.build import Built, build
from kg.graph.consistency import classify
from kg.graph.evidence import coverage, read_text, verify
from kg.graph.shapes import violations
from tests.conftest import NAMES, ROOT, silent

FIXTURE = ROOT / "tests/fixtures/fictional"


@pytest.fixture(scope="module")
def fictional() -> Built:
    """The dataset of the fictional congress alone."""
    return build(ROOT / "ontology", [FIXTURE / "data"], NAMES, silent)


def test_it_agrees_with_its_source(fictional: Built) -> None:
    sources = fictional.material.sources
    assert verify(read_text(FIXTURE / "lantern-congress.txt"), sources["lantern-congress"], fictional.material) == []


def test_every_passage_is_accounted_for(fictional: Built) -> None:
    assert [report.unused for report in coverage(fictional.material)] == [()]


def test_it_fits_the_shapes(fictional: Built) -> None:
    material = fictional.material
    assert violations(ROOT / "ontology", material.ontology, material.assertions) == []


def test_it_is_consistent(fictional: Built) -> None:
    material = fictional.material
    assert classify(material.ontology, (a.triple for a in material.assertions)).unsatisfiable == ()


def test_it_answers_who_constituted_the_council(fictional: Built, tmp_path: Path) -> None:
    dataset.write(tmp_path / "kg.nq", fictional.lines)
    answer = Store.open(tmp_path / "kg.nq").query(
        "SELECT ?congress { <organ/lantern-council-3> ckg:constitutedIn ?congress }",
        prefixes=NAMES.prefixes,
        base=NAMES.things,
    )
    assert [row[0].value for row in answer.rows() if row[0]] == [NAMES.thing("congress/lantern-3")]


def test_it_stands_beside_the_real_one() -> None:
    both = build(ROOT / "ontology", [ROOT / "data", FIXTURE / "data"], NAMES, silent)
    assert set(both.material.sources) >= {"9th-congress", "lantern-congress"}

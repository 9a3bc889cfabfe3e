"""The command ``kg check``: it passes for a valid dataset, and reports each kind of problem."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from kg.graph.consistency import Classification
from tests.cli.conftest import Run
from tests.conftest import FICTIONAL, NAMES, Records

SHAPELESS = "type: Speech\nlabel: x\ncite: [p-1, p-2, p-3, p-4]\n"


HEADER = "#+ summary: Is it?\n#+ tags: one\n#+ yes: Yes{{ '' }}\n#+ silent: Not stated.\n#+ evidence: ?s ?p ?o\n"


@pytest.fixture(scope="module")
def failure(kg: Run, fictional_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A check that fails in every way; its reasoner, which takes seconds, is replaced by an unfavourable result."""
    folder = tmp_path_factory.mktemp("check")
    records = Records(folder / "data")
    records.write("speech/x", SHAPELESS)
    (records.folder / "context.jsonld").write_text("{}")
    queries = folder / "queries"
    (queries / "checks").mkdir(parents=True)
    (queries / "checks/x.rq").write_text("#+ summary: It is so.\nSELECT ?x { VALUES ?x { 1 } }")
    (queries / "y.rq").write_text(f"{HEADER}ASK {{}}")
    (queries / "y.csv").write_text("answer\nfalse\n")
    data = ("--data", FICTIONAL / "data", "--data", records.folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.cli.build.classify", lambda *_: Classification(1, 1, (NAMES.term("Opening"),)))
        return kg("check", *data, "--dataset", fictional_dataset, "--queries", queries)


@pytest.mark.slow
def test_a_valid_congress_passes(kg: Run, fictional_dataset: Path, tmp_path: Path) -> None:
    result = kg("check", "--data", FICTIONAL / "data", "--dataset", fictional_dataset, "--queries", tmp_path)
    assert (result.exit_code, result.stdout.count("passed"), result.stdout.count("FAILED")) == (0, 8, 0)


def test_a_failure_has_exit_status_1(failure: Result) -> None:
    assert failure.exit_code == 1


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ("dataset", "kg.nq: is out of date with its input files. Run kg build"),
        ("evidence", "text/p-5: supports no fact and has no reason. Add a fact or a reason."),
        ("context", "context.jsonld: differs from the ontology. Run make context."),
        ("shapes", "Add speaker: person/..."),
        ("consistency", "def#Opening: cannot have members. Check the axioms of this class."),
        ("checks", "x.rq: 1: It is so."),
        ("questions", "y.rq: returns a different answer: missing"),
        ("questions", "y.rq: has a sentence that does not end: 'Yes'."),
    ],
)
def test_a_failed_part_is_reported_with_its_problem(failure: Result, part: str, problem: str) -> None:
    assert (f"FAILED  {part}: " in failure.stdout, problem in failure.stderr) == (True, True)

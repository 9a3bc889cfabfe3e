"""Every check of the built dataset can fire: a fixture of a few quads breaks what it guards."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.oxigraph.store import Store
from kg.namespaces import Namespaces
from kg.publish.questions import Question, read_questions

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures" / "checks"
CHECKS = read_questions(ROOT / "queries" / "checks", Namespaces())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_check_fires_on_its_fixture(check: Question) -> None:
    path = FIXTURES / f"{check.name}.nq"
    assert path.exists(), f"{path} is missing: write quads on which the check returns a row"

    rows = list(Store.open(path).query(check.query).rows())

    assert rows
    assert all(row[0] is not None for row in rows), "the first column names the offending thing"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_check_says_what_is_wrong_and_what_to_do(check: Question) -> None:
    problem, colon, remedy = check.summary.partition(": ")

    assert problem
    assert colon, "a summary reads '<what is wrong>: <what to do>.'"
    assert remedy.endswith(".")


def test_attendance_is_caught_inferred_as_well_as_asserted() -> None:
    check = next(check for check in CHECKS if check.name == "attendance-from-an-invitation")

    rows = list(Store.open(FIXTURES / f"{check.name}.nq").query(check.query).rows())

    assert [row[0].value for row in rows if row[0]] == [
        "https://example.org/assertion",
        "https://example.org/inference",
    ]


def test_checks_are_many_and_no_fixture_is_left_over() -> None:
    names = {check.name for check in CHECKS}

    assert len(names) >= 12
    assert {path.stem for path in FIXTURES.iterdir()} == names

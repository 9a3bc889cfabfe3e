"""The checks of the dataset: each returns a row for a fixture with the error that it looks for."""

from __future__ import annotations

import pytest

from kg.engine.oxigraph.store import Store
from kg.model.dataset import PublishedDataset
from kg.publish.questions.query_file import QueryFile, read_query_files
from tests.conftest import NAMES, ROOT

FIXTURES = ROOT / "tests/fixtures/checks"
CHECKS = read_query_files(ROOT / "queries/checks", NAMES)


def first_column(check: QueryFile) -> list[str]:
    """The values in the first column of a check's answer for its fixture."""
    path = FIXTURES / f"{check.name}.nq"
    assert path.exists(), f"{path} is missing: write quads for which the check returns a row"
    return [row[0].value if row[0] else "" for row in Store.open(path).query(check.query).rows()]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_returns_the_wrong_entities_of_its_fixture(check: QueryFile) -> None:
    entities = first_column(check)
    assert entities
    assert all(entities), "the first column names the wrong entity"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_dataset_of_the_project_passes_a_check(check: QueryFile, published: PublishedDataset) -> None:
    assert list(published.store.query(check.query).rows()) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_summary_of_a_check_has_a_problem_and_a_remedy(check: QueryFile) -> None:
    problem, colon, remedy = check.summary.partition(": ")
    assert (bool(problem), bool(colon), remedy[-1:]) == (True, True, "."), "write '<what is wrong>: <what to do>.'"


def test_inferred_attendance_is_reported_as_well_as_asserted_attendance() -> None:
    check = next(check for check in CHECKS if check.name == "attendance-from-an-invitation")
    assert first_column(check) == ["https://example.org/assertion", "https://example.org/inference"]


def test_there_are_at_least_twelve_checks() -> None:
    assert len(CHECKS) >= 12


def test_every_fixture_belongs_to_a_check() -> None:
    assert {path.stem for path in FIXTURES.iterdir()} == {check.name for check in CHECKS}

"""The command ``kg build``."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import Run
from tests.conftest import FICTIONAL, Records


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file for a dataset."""
    return tmp_path_factory.mktemp("build") / "kg.nq"


@pytest.fixture(scope="module")
def result(kg: Run, target: Path) -> Result:
    """The build of the fictional congress for another base."""
    return kg("build", "--data", FICTIONAL / "data", "--dataset", target, "--base", "https://example.org/x/")


def test_it_reports_success_and_progress(result: Result) -> None:
    assert (result.exit_code, "reasoning over" in result.stderr) == (0, True)


@pytest.mark.usefixtures("result")
def test_it_writes_the_dataset_for_another_base(target: Path) -> None:
    text = target.read_text()
    assert ("https://example.org/x/" in text, "w3id.org/congress-kg" in text) == (True, False)


@pytest.mark.parametrize("base", ["example.org", "https://example.org", "https://example.org/a b/"])
def test_an_invalid_base_is_refused(kg: Run, tmp_path: Path, base: str) -> None:
    result = kg("build", "--dataset", tmp_path / "kg.nq", "--base", base)
    assert (result.exit_code, "is not a valid base" in result.stderr) == (1, True)


def test_after_an_invalid_record_the_old_dataset_is_unchanged(kg: Run, records: Records, tmp_path: Path) -> None:
    records.write("person/x", "type: Persn\nlabel: x\ncite: p-1\n")
    (tmp_path / "kg.nq").write_text("old")
    result = kg("build", "--data", records.folder, "--dataset", tmp_path / "kg.nq")
    assert (result.exit_code, (tmp_path / "kg.nq").read_text()) == (1, "old")


def test_a_contradiction_is_reported_with_its_file_and_line(kg: Run, records: Records, tmp_path: Path) -> None:
    records.write("person/x", "type: [Person, Place]\nlabel: x\ncite: p-1\n")
    result = kg("build", "--data", records.folder, "--dataset", tmp_path / "kg.nq")
    assert "person/x.yaml:2: Nothing is both" in result.stderr
    assert not (tmp_path / "kg.nq").exists()


def test_a_file_that_cannot_be_written_is_reported_with_a_remedy(kg: Run, records: Records, tmp_path: Path) -> None:
    records.write("person/x", "type: Person\nlabel: x\ncite: p-1\n")
    (tmp_path / "file").write_text("")
    result = kg("build", "--data", records.folder, "--dataset", tmp_path / "file/kg.nq")
    assert (result.exit_code, "cannot be written" in result.stderr) == (1, True)


def test_a_folder_is_not_replaced(kg: Run, records: Records, tmp_path: Path) -> None:
    records.write("person/x", "type: Person\nlabel: x\ncite: p-1\n")
    result = kg("build", "--data", records.folder, "--dataset", tmp_path)
    assert (result.exit_code, "is not a regular file" in result.stderr) == (1, True)


def test_a_missing_folder_is_reported_with_a_remedy(kg: Run) -> None:
    result = kg("build", "--data", "no-such-folder")
    assert "no-such-folder: This folder does not exist. Run kg in the folder of the project" in result.stderr


def test_at_most_25_problems_are_printed(kg: Run, records: Records) -> None:
    for number in range(40):
        records.write(f"person/x{number}", "type: Persn\nlabel: x\ncite: p-1\n")
    lines = kg("build", "--data", records.folder).stderr.splitlines()
    assert lines[-1] == "kg: and 15 more problems."
    assert len([line for line in lines if "Persn is not a class" in line]) == 25

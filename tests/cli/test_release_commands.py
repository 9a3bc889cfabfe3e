"""The commands ``kg dump``, ``kg diff`` and ``kg release``."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from kg.releases.dumps import CHECKSUMS_FILE, read_checksums
from kg.releases.releases import Release, read_releases
from tests.cli.conftest import Run
from tests.releases.samples import ANN, DAY, HASH, OTHER_HASH, asserted, inferred, patched, quads_of, written


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A dataset."""
    return written(tmp_path / "old.nq", asserted("a1", (ANN, DAY, '"2025"')))


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The dataset with a changed value and an inference."""
    changed = asserted("a2", (ANN, DAY, '"2026"')), inferred("i1", (ANN, DAY, '"2027"'))
    return written(tmp_path / "new.nq", *changed, content=OTHER_HASH)


class Kg:
    """Runs commands in a folder."""

    def __init__(self, run: Run, folder: Path) -> None:
        self._run, self._folder = run, folder

    def __call__(self, *arguments: str | Path) -> Result:
        """The output and exit status of a command."""
        return self._run(*arguments, folder=self._folder)

    def release(self, version: str, dataset: Path, *more: str | Path) -> Result:
        """Release a dataset."""
        return self("release", version, "--summary", "What\nis new.", "--dataset", dataset, *more)


@pytest.fixture
def here(kg: Run, tmp_path: Path) -> Kg:
    """Commands in the folder of the datasets."""
    return Kg(kg, tmp_path)


@pytest.fixture
def released(here: Kg, tmp_path: Path, old: Path) -> tuple[Release, ...]:
    """A first release."""
    assert here.release("1.2.0", old).exit_code == 0
    return read_releases(tmp_path / "releases")


def test_diff_prints_the_changes(here: Kg, old: Path, new: Path) -> None:
    assert '  ~ ckg:date "2025" -> "2026"' in here("diff", old, new).stdout.splitlines()


def test_a_difference_is_not_an_error(here: Kg, old: Path, new: Path) -> None:
    assert here("diff", old, new).exit_code == 0


def test_diff_prints_a_patch(here: Kg, old: Path, new: Path) -> None:
    result = here("diff", "--patch", old, new)
    assert patched(old, result.stdout) == quads_of(new)


def test_diff_reports_a_missing_file(here: Kg, old: Path) -> None:
    result = here("diff", old, "none.nq")
    assert (result.exit_code, "none.nq: cannot be read" in result.stderr) == (1, True)


def test_dump_writes_the_dumps_of_the_release(
    here: Kg, tmp_path: Path, old: Path, released: tuple[Release, ...]
) -> None:
    here("dump", "dumps", "--dataset", old)
    assert f"congress-kg-{released[0].version}.nq.gz" in read_checksums(tmp_path / "dumps")


def test_the_dump_of_an_unreleased_dataset_has_its_hash(here: Kg, tmp_path: Path, new: Path) -> None:
    here("dump", "dumps", "--dataset", new)
    assert "congress-kg-unreleased-fedcba98.nq.gz" in read_checksums(tmp_path / "dumps")


def test_after_an_invalid_dataset_the_dumps_are_unchanged(here: Kg, tmp_path: Path, old: Path) -> None:
    here("dump", "dumps", "--dataset", old)
    before = (tmp_path / "dumps" / CHECKSUMS_FILE).read_bytes()
    old.write_text("broken")
    assert here("dump", "dumps", "--dataset", old).exit_code == 1
    assert (tmp_path / "dumps" / CHECKSUMS_FILE).read_bytes() == before


def test_a_release_records_the_content_and_size_of_the_dataset(released: tuple[Release, ...], old: Path) -> None:
    (release,) = released
    counts = (release.assertions, release.inferences, release.quads)
    assert (release.version, release.content, counts) == ("1.2.0", HASH, (1, 0, len(old.read_text().splitlines())))


def test_the_summary_of_a_release_is_one_line(released: tuple[Release, ...]) -> None:
    assert released[0].summary == "What is new."


def test_the_first_release_has_no_patch(released: tuple[Release, ...]) -> None:
    assert released[0].patch is None


@pytest.mark.usefixtures("released")
def test_a_later_release_has_the_patch_from_the_previous_one(here: Kg, tmp_path: Path, old: Path, new: Path) -> None:
    here.release("1.10.0", new, "--since", old)
    patch = read_releases(tmp_path / "releases")[0].patch
    assert patch is not None
    assert patched(old, patch.read_text()) == quads_of(new)


@pytest.mark.usefixtures("released")
def test_the_previous_dataset_may_be_a_dump(here: Kg, old: Path, new: Path) -> None:
    here("dump", "dumps", "--dataset", old)
    result = here.release("2.0.0", new, "--since", "dumps/congress-kg-1.2.0.nq.gz")
    assert result.exit_code == 0, result.stderr


@pytest.mark.usefixtures("released")
@pytest.mark.parametrize("version", ["1.2.0", "1.1.9", "0.9.9", "1.3", "v2.0.0", "2.0.0-rc.1", "2.0.0+x", "02.0.0", ""])
def test_an_invalid_or_earlier_version_is_refused(here: Kg, tmp_path: Path, old: Path, new: Path, version: str) -> None:
    result = here.release(version, new, "--since", old)
    assert (result.exit_code, len(read_releases(tmp_path / "releases"))) == (1, 1)


@pytest.mark.usefixtures("released")
def test_a_later_release_requires_the_previous_dataset(here: Kg, new: Path) -> None:
    assert "The dataset of release 1.2.0 is required" in here.release("2.0.0", new).stderr


@pytest.mark.usefixtures("released")
def test_another_dataset_is_refused_as_the_previous_one(here: Kg, new: Path) -> None:
    assert "The dataset of release 1.2.0 is required" in here.release("2.0.0", new, "--since", new).stderr


def test_the_first_release_has_no_previous_dataset(here: Kg, old: Path, new: Path) -> None:
    assert "There is no previous release" in here.release("1.0.0", new, "--since", old).stderr


def test_a_dataset_without_a_content_hash_is_refused(here: Kg, tmp_path: Path) -> None:
    nameless = written(tmp_path / "nameless.nq", content=None)
    assert "has no content hash" in here.release("1.0.0", nameless).stderr


def test_an_empty_summary_is_refused(here: Kg, old: Path) -> None:
    assert here("release", "1.0.0", "--summary", " ", "--dataset", old).exit_code == 1

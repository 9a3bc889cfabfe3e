"""The commands that publish: dump, diff and release."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.releases.dumps import CHECKSUMS_FILE, read_checksums
from kg.releases.release import Release
from kg.releases.releases import read_releases
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


def kg(folder: Path, *arguments: str | Path) -> Result:
    """Run a command in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return CliRunner().invoke(main, [str(argument) for argument in arguments])


def release(folder: Path, version: str, dataset: Path, *more: str | Path) -> Result:
    """Release a dataset."""
    return kg(folder, "release", version, "--summary", "What\nis new.", "--dataset", dataset, *more)


@pytest.fixture
def released(tmp_path: Path, old: Path) -> tuple[Release, ...]:
    """A first release."""
    assert release(tmp_path, "1.2.0", old).exit_code == 0
    return read_releases(tmp_path / "releases")


def test_diff_prints_what_has_changed(tmp_path: Path, old: Path, new: Path) -> None:
    assert '  ~ ckg:date "2025" -> "2026"' in kg(tmp_path, "diff", old, new).stdout.splitlines()


def test_a_difference_is_no_failure(tmp_path: Path, old: Path, new: Path) -> None:
    assert kg(tmp_path, "diff", old, new).exit_code == 0


def test_diff_prints_a_patch(tmp_path: Path, old: Path, new: Path) -> None:
    result = kg(tmp_path, "diff", "--patch", old, new)
    assert patched(old, result.stdout) == quads_of(new)


def test_diff_names_a_file_that_is_not_there(tmp_path: Path, old: Path) -> None:
    result = kg(tmp_path, "diff", old, "none.nq")
    assert (result.exit_code, "none.nq: cannot be read" in result.stderr) == (1, True)


def test_dump_writes_the_dumps_of_the_release(tmp_path: Path, old: Path, released: tuple[Release, ...]) -> None:
    kg(tmp_path, "dump", "dumps", "--dataset", old)
    assert f"congress-kg-{released[0].version}.nq.gz" in read_checksums(tmp_path / "dumps")


def test_dump_names_what_is_no_release(tmp_path: Path, new: Path) -> None:
    kg(tmp_path, "dump", "dumps", "--dataset", new)
    assert "congress-kg-unreleased-fedcba98.nq.gz" in read_checksums(tmp_path / "dumps")


def test_a_broken_dataset_leaves_the_dumps(tmp_path: Path, old: Path) -> None:
    kg(tmp_path, "dump", "dumps", "--dataset", old)
    before = (tmp_path / "dumps" / CHECKSUMS_FILE).read_bytes()
    old.write_text("broken")
    assert kg(tmp_path, "dump", "dumps", "--dataset", old).exit_code == 1
    assert (tmp_path / "dumps" / CHECKSUMS_FILE).read_bytes() == before


def test_a_release_tells_what_the_dataset_holds(released: tuple[Release, ...], old: Path) -> None:
    (one,) = released
    counts = (one.assertions, one.inferences, one.quads)
    assert (one.version, one.content, counts) == ("1.2.0", HASH, (1, 0, len(old.read_text().splitlines())))


def test_the_summary_of_a_release_is_a_line(released: tuple[Release, ...]) -> None:
    assert released[0].summary == "What is new."


def test_the_first_release_has_no_patch(released: tuple[Release, ...]) -> None:
    assert released[0].patch is None


@pytest.mark.usefixtures("released")
def test_a_later_release_has_the_patch_from_the_one_before(tmp_path: Path, old: Path, new: Path) -> None:
    release(tmp_path, "1.10.0", new, "--since", old)
    patch = read_releases(tmp_path / "releases")[0].patch
    assert patch is not None
    assert patched(old, patch.read_text()) == quads_of(new)


@pytest.mark.usefixtures("released")
def test_the_dataset_before_may_be_a_dump(tmp_path: Path, old: Path, new: Path) -> None:
    kg(tmp_path, "dump", "dumps", "--dataset", old)
    result = release(tmp_path, "2.0.0", new, "--since", "dumps/congress-kg-1.2.0.nq.gz")
    assert result.exit_code == 0, result.stderr


@pytest.mark.usefixtures("released")
@pytest.mark.parametrize("version", ["1.2.0", "1.1.9", "0.9.9", "1.3", "v2.0.0", "2.0.0-rc.1", "2.0.0+x", "02.0.0", ""])
def test_a_version_that_is_none_or_not_later_is_refused(tmp_path: Path, old: Path, new: Path, version: str) -> None:
    result = release(tmp_path, version, new, "--since", old)
    assert (result.exit_code, len(read_releases(tmp_path / "releases"))) == (1, 1)


@pytest.mark.usefixtures("released")
def test_a_later_release_needs_the_dataset_before(tmp_path: Path, new: Path) -> None:
    assert "not the dataset of the release 1.2.0" in release(tmp_path, "2.0.0", new).stderr


@pytest.mark.usefixtures("released")
def test_another_dataset_is_not_the_one_before(tmp_path: Path, new: Path) -> None:
    assert release(tmp_path, "2.0.0", new, "--since", new).exit_code == 1


def test_nothing_comes_before_the_first_release(tmp_path: Path, old: Path, new: Path) -> None:
    assert "no release before" in release(tmp_path, "1.0.0", new, "--since", old).stderr


def test_a_content_without_a_name_is_not_released(tmp_path: Path) -> None:
    nameless = written(tmp_path / "nameless.nq", content=None)
    assert "has no name" in release(tmp_path, "1.0.0", nameless).stderr


def test_an_empty_summary_is_refused(tmp_path: Path, old: Path) -> None:
    assert kg(tmp_path, "release", "1.0.0", "--summary", " ", "--dataset", old).exit_code == 1

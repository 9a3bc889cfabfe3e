"""Releases: their files, and the version of a dataset."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.errors import DataError, DatasetError
from kg.model.dataset import open_dataset
from kg.releases.releases import Release, content_checksum, dataset_version, read_releases, write_release
from tests.releases.samples import HASH, OTHER_HASH, written

FIRST = Release("0.9.0", date(2026, 1, 31), 'The "first": one', HASH, 3, 2, 10)
SECOND = replace(FIRST, version="0.10.0", content=OTHER_HASH)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two releases."""
    write_release(tmp_path / "releases", FIRST, None)
    write_release(tmp_path / "releases", SECOND, "TX .\nTC .\n")
    return tmp_path / "releases"


def test_the_newest_release_comes_first(folder: Path) -> None:
    assert [release.version for release in read_releases(folder)] == ["0.10.0", "0.9.0"]


def test_a_release_is_read_as_it_was_written(folder: Path) -> None:
    assert read_releases(folder)[1] == FIRST


def test_a_release_has_its_patch(folder: Path) -> None:
    patch = read_releases(folder)[0].patch
    assert patch is not None
    assert patch.read_text() == "TX .\nTC .\n"


def test_a_release_after_the_first_needs_a_patch(folder: Path) -> None:
    (folder / "0.10.0.rdfp").unlink()
    with pytest.raises(DataError, match=r"0\.10\.0\.rdfp: The patch is missing"):
        read_releases(folder)


def test_a_missing_folder_has_no_releases(tmp_path: Path) -> None:
    assert read_releases(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("version: 0.9.0", "version: 0.9", 1),
        ("version: 0.9.0", "version: 0.09.0", 1),
        ("version: 0.9.0", "version: 1.0.0", 1),
        ("date: 2026-01-31", "date: 2026-02-31", 2),
        ("date: 2026-01-31", "", 1),
        ('summary: "The', "summary: # The", 3),
        ("content: sha256:", "content: md5:", 4),
        ("assertions: 3", "assertions: -3", 5),
        ("inferences: 2", "inferences: [2]", 6),
        ("quads: 10", "quads: ten", 7),
        ("quads: 10", "quads: 10\nauthor: me", 8),
        ("quads: 10", "quads: 10\nquads: 10", 8),
        ("quads: 10", "quads: {", 8),
    ],
)
def test_an_error_names_its_line(folder: Path, before: str, after: str, line: int) -> None:
    path = folder / "0.9.0.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(DataError, match=rf"0\.9\.0\.yaml:{line}: "):
        read_releases(folder)


@pytest.mark.parametrize("content", [b"", b"- a\n", b"\xff"])
def test_a_file_that_records_no_release_is_refused(folder: Path, content: bytes) -> None:
    (folder / "1.0.0.yaml").write_bytes(content)
    with pytest.raises(DataError, match=r"1\.0\.0\.yaml"):
        read_releases(folder)


def test_the_error_for_a_folder_that_cannot_be_written_has_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatasetError, match="may write to"):
        write_release(tmp_path / "file", FIRST, None)


@pytest.mark.parametrize(
    ("content", "releases", "version"),
    [
        (HASH, (SECOND, FIRST), "0.9.0"),
        (HASH, (SECOND,), "after-0.10.0-01234567"),
        (HASH, (), "unreleased-01234567"),
        (None, (SECOND, FIRST), "unknown"),
    ],
)
def test_the_version_of_a_content(content: str | None, releases: tuple[Release, ...], version: str) -> None:
    assert dataset_version(content, releases) == version


@pytest.mark.parametrize("content", [HASH, None])
def test_a_dataset_has_the_checksum_that_its_build_recorded(tmp_path: Path, content: str | None) -> None:
    assert content_checksum(open_dataset(written(tmp_path / "kg.nq", content=content))) == content

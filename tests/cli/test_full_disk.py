"""Commands that meet a full disk: a line in words, and nothing half written."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.protocol.access_tokens import READ, Tokens, add_token
from tests.cli.conftest import Run
from tests.conftest import FICTIONAL
from tests.hostile.disks import FILLER, filled, small_disk

# It mounts a disk.
pytestmark = pytest.mark.slow


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for folders alone."""
    with small_disk(tmp_path / "disk", 16) as path, filled(path):
        yield path


def files(disk: Path) -> list[Path]:
    """All files but what fills the disk."""
    return [path for path in disk.rglob("*") if path.is_file() and path.name != FILLER]


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--data", str(FICTIONAL / "data"), "--dataset", "{disk}/kg.nq"),
        ("load", "{dataset}", "--dataset", "{disk}/kg.nq"),
        ("dump", "{disk}/dumps", "--dataset", "{dataset}"),
        ("release", "1.0.0", "--summary", "First.", "--dataset", "{dataset}", "--releases", "{disk}/releases"),
        ("site", "{disk}/site", "--dataset", "{dataset}"),
        ("export", "--format", "graphml", "--dataset", "{dataset}", "--output", "{disk}/network.graphml"),
        ("token", "Ann", "--tokens", "{disk}/tokens"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_full_disk_is_one_line_and_leaves_nothing_behind(
    kg: Run, disk: Path, fictional_dataset: Path, arguments: tuple[str, ...]
) -> None:
    result = kg(*(argument.format(disk=disk, dataset=fictional_dataset) for argument in arguments))
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("kg: ")]
    assert (result.exit_code, line.startswith(f"kg: {disk}"), "No space left on device" in line) == (1, True, True)
    assert (files(disk), "Traceback" in result.output) == ([], False)


def test_a_token_that_is_cut_is_not_in_the_file(kg: Run, tmp_path: Path) -> None:
    header = f"Bearer {add_token(tmp_path / 'tokens', 'Ann', READ)}"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / "tokens").stat().st_size + 40, before[1]))
    try:
        result = kg("token", "Bob", "--tokens", tmp_path / "tokens")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert result.exit_code == 1
    assert Tokens.read(tmp_path / "tokens").allows(header, READ)

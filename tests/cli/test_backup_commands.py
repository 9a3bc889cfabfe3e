"""The commands ``kg backup``, ``kg restore`` and ``kg verify``: what they print, and what damage they find."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from kg.cli.deadline import run_within
from kg.engine.backup import Backup
from kg.errors import KgError
from tests.cli.conftest import Run
from tests.conftest import silent
from tests.engine.test_snapshots import running
from tests.nonempty import nonempty
from tests.patience import PATIENCE

# Stores are made by servers, and each verification has a process of its own.
pytestmark = pytest.mark.slow

LINES = "".join(f"<e:s{n}> <e:p> <e:o{n}> <e:g{n % 3}> .\n" for n in range(300))


@pytest.fixture(scope="module")
def kept(kg: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dataset, its prepared store, a store that takes updates, and a backup of that."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "lines.nq").write_text(LINES)
    assert kg("load", folder / "lines.nq", "--dataset", folder / "kg.nq").exit_code == 0
    with running(folder):
        pass
    assert kg("backup", folder / "store", folder / "backup").exit_code == 0
    return folder


@pytest.fixture
def copied(kept: Path, tmp_path: Path) -> Path:
    """A copy of all that, in which files are copies as well."""
    shutil.copytree(kept, tmp_path / "copied", symlinks=True)
    return tmp_path / "copied"


def test_a_backup_says_how_much_it_holds(kg: Run, kept: Path, tmp_path: Path) -> None:
    result = kg("backup", kept / "store", tmp_path / "backup")
    assert (result.exit_code, f"{tmp_path / 'backup'}: 300 quads, " in result.stderr) == (0, True)


def test_a_store_comes_back_from_its_backup(kg: Run, copied: Path) -> None:
    shutil.rmtree(copied / "store")
    result = kg("restore", copied / "backup", copied / "store")
    assert (result.exit_code, f"{copied / 'store'}: 300 quads" in result.stderr) == (0, True)


def test_an_error_of_a_restore_names_the_option_that_helps(kg: Run, copied: Path) -> None:
    result = kg("restore", copied / "backup", copied / "store")
    remedy = "Name a new folder, or replace the store with --replace."
    assert (result.exit_code, remedy in result.stderr.splitlines()[-1]) == (1, True)


@pytest.mark.parametrize("kind", ["kg.nq", "kg.nq.store", "store", "backup"])
def test_what_is_whole_is_counted_graph_by_graph(kg: Run, kept: Path, kind: str) -> None:
    result = kg("verify", kept / kind)
    counts = [line.split() for line in result.stdout.splitlines()[2:-1]]
    assert (result.exit_code, counts) == (
        0,
        [["<e:g0>", "100"], ["<e:g1>", "100"], ["<e:g2>", "100"], ["DEFAULT", "0"]],
    )


def test_equal_content_has_equal_checksums(kg: Run, kept: Path) -> None:
    last = [kg("verify", kept / kind).stdout.splitlines()[-1] for kind in ("kg.nq", "store", "backup")]
    assert len({line.partition("content ")[2] for line in last}) == 1


def largest(folder: Path) -> Path:
    """The largest file below a folder, of those that are not of the database that is changed."""
    files = (path for path in folder.rglob("*") if path.is_file() and "db" not in path.parts)
    return max(nonempty(files), key=lambda path: path.stat().st_size)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2])


DAMAGES: tuple[Callable[[Path], None], ...] = (flip, cut, Path.unlink)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("kind", ["kg.nq.store", "store", "backup"])
def test_damage_to_the_largest_file_is_found(kg: Run, copied: Path, kind: str, damage: Callable[[Path], None]) -> None:
    damage(path := largest(copied / kind))
    result = kg("verify", copied / kind)
    assert (result.exit_code, str(path) in result.stderr) == (1, True)


@pytest.mark.parametrize("damage", DAMAGES[:2])
def test_damage_to_a_dataset_is_found(kg: Run, copied: Path, damage: Callable[[Path], None]) -> None:
    damage(copied / "kg.nq")
    result = kg("verify", copied / "kg.nq")
    assert (result.exit_code, f"kg: {copied / 'kg.nq'}: " in result.stderr) == (1, True)


@pytest.mark.parametrize(
    "record", ["backup/manifest.json", "kg.nq.store/manifest.json", "store/current/files.json", "store/current/CURRENT"]
)
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_what_records_the_files_is_found(
    kg: Run, copied: Path, record: str, damage: Callable[[Path], None]
) -> None:
    damage(copied / record)
    assert kg("verify", copied / Path(record).parts[0]).exit_code == 1


def test_a_missing_state_is_found(kg: Run, copied: Path) -> None:
    shutil.rmtree((copied / "store" / "current").resolve())
    result = kg("verify", copied / "store")
    assert (result.exit_code, "The newest state of the store is missing." in result.stderr) == (1, True)


def test_every_flipped_byte_of_a_manifest_is_found(copied: Path) -> None:
    path = copied / "backup" / "manifest.json"
    whole = path.read_bytes()
    unnoticed = []
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            Backup.read(copied / "backup").verify(silent)
            unnoticed.append(place)
        except KgError:
            continue
    assert (len(whole) > 100, unnoticed) == (True, [])


def test_a_built_dataset_without_a_prepared_store_is_compared_with_its_own_checksum(
    kg: Run, project_dataset: Path, tmp_path: Path
) -> None:
    lines = project_dataset.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "whole.nq").write_text("".join(lines), encoding="utf-8")
    shorter = [line for line in lines if "/graph/assertions>" not in line or "jang-kyong-guk" not in line]
    (tmp_path / "shorter.nq").write_text("".join(shorter), encoding="utf-8")
    assert [kg("verify", tmp_path / f"{name}.nq").exit_code for name in ("whole", "shorter")] == [0, 1]


def test_what_has_no_record_is_not_called_whole(kg: Run, project_dataset: Path, tmp_path: Path) -> None:
    lines = project_dataset.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "kg.nq").write_text("".join(line for line in lines if '"sha256:' not in line), encoding="utf-8")
    result = kg("verify", tmp_path / "kg.nq")
    assert (result.exit_code, "records no checksum of its content" in result.stderr) == (1, True)


@pytest.mark.parametrize("name", [".", "/", ".."])
def test_a_folder_without_a_name_is_no_store(kg: Run, name: str) -> None:
    result = kg("verify", Path(name))
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_a_file_that_was_not_written_with_a_state_is_found(kg: Run, copied: Path) -> None:
    (copied / "store" / "current" / "999999.sst").write_bytes(b"")
    assert kg("verify", copied / "store").exit_code == 1


def test_a_store_is_verified_while_a_server_has_it(kg: Run, copied: Path) -> None:
    with running(copied):
        assert kg("verify", copied / "store").exit_code == 0


def wait_forever(_: Path) -> None:
    Event().wait()


def crash(_: Path) -> None:
    os.abort()


def test_what_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"This was not finished in 0\.1 s\. Give it more with --timeout"):
        run_within(0.1, wait_forever, tmp_path)


def test_a_crash_is_reported(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="has crashed"):
        run_within(PATIENCE, crash, tmp_path)

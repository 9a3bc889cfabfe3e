"""Backups: made while the store is changed, whole or not there, and restored as they were or not at all."""

from __future__ import annotations

import gzip
import json
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from kg.engine.backup import Backup, restore_backup, write_backup
from kg.engine.file_record import checksum
from kg.engine.oxigraph.store import Store
from kg.engine.store_folder import StoreFolder
from kg.errors import DatasetError
from tests.conftest import silent
from tests.engine.test_snapshots import DATASET, holds, running, update

# Stores are made by servers.
pytestmark = pytest.mark.slow

# What a file of N-Quads can hold: escapes, other literals, triple terms, blank nodes, empty graphs.
ODD = r"""INSERT DATA {
    e:odd e:is "line\nbreak \"quoted\" \\ \u0001 \u2028 \U0001F600", "x"@en, 01, 1.50, true, [] , <e:ü>
    GRAPH e:triples { e:odd e:is <<( e:a e:b "c" )>> }
} ; CREATE GRAPH e:empty"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that was changed, and its backup."""
    path = tmp_path_factory.mktemp("backup")
    (path / "kg.nq").write_text(DATASET)
    with running(path) as engine:
        engine.change(update(ODD))
    write_backup(StoreFolder(path / "store"), path / "backup", silent)
    return path


@pytest.fixture
def backup(folder: Path) -> Backup:
    return Backup.read(folder / "backup")


def restored(backup: Backup, folder: Path) -> Path:
    """A folder with a store restored from a backup."""
    restore_backup(backup, StoreFolder(folder / "store"), silent, replace=False)
    return folder


def newest(store: Path) -> set[tuple[str, str]]:
    """The quads of the newest state of a store."""
    with StoreFolder(store).newest() as state:
        return set(Store.on_disk(state).lines())


def test_a_restored_store_holds_what_was_backed_up(folder: Path, backup: Backup, tmp_path: Path) -> None:
    restored(backup, tmp_path)
    assert newest(tmp_path / "store") == newest(folder / "store") != set()


def test_a_restored_store_is_served(backup: Backup, tmp_path: Path) -> None:
    with running(restored(backup, tmp_path)) as engine:
        engine.change(update("INSERT DATA { e:new e:is e:here }"))
        assert holds(engine, "e:new e:is e:here . e:s1 e:p e:o1")


def test_a_graph_without_quads_is_restored(backup: Backup, tmp_path: Path) -> None:
    restored(backup, tmp_path)
    with StoreFolder(tmp_path / "store").newest() as state:
        assert "<e:empty>" in Store.on_disk(state).graph_names()


def test_a_backup_is_nquads_that_others_read(backup: Backup) -> None:
    lines = gzip.decompress(backup.quads.read_bytes()).decode().split("\n")
    assert ("<e:s1> <e:p> <e:o1> ." in lines, len(lines) - 1) == (True, backup.inventory.quads)


def test_a_manifest_that_lacks_an_entry_is_reported_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(DatasetError, match=r"manifest\.json: 'format' is missing\. Use another backup"):
        Backup.read(tmp_path)


def test_the_manifest_counts_the_quads_of_each_graph(backup: Backup) -> None:
    manifest = json.loads((backup.folder / "manifest.json").read_text())
    assert manifest["graphs"] == {"<e:empty>": 0, "<e:g>": 1, "<e:triples>": 1, "DEFAULT": 67}


def test_only_its_owner_reads_a_backup(backup: Backup) -> None:
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (backup.folder, *sorted(backup.folder.iterdir()))]
    assert modes == [0o700, 0o600, 0o600]


def test_only_its_owner_reads_a_restored_store(backup: Backup, tmp_path: Path) -> None:
    store = restored(backup, tmp_path) / "store"
    paths = [store, *(path for path in store.rglob("*") if not path.is_symlink())]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in paths} == {0}


def test_a_backup_is_of_one_state_while_the_store_is_changed(tmp_path: Path) -> None:
    # In every state both have the same number.
    change = "DELETE { ?s e:n ?n } INSERT { ?s e:n ?m } WHERE { ?s e:n ?n BIND(?n + 1 AS ?m) }"
    (tmp_path / "kg.nq").write_text(DATASET)
    over = Event()
    with running(tmp_path) as engine:
        engine.change(update("INSERT DATA { e:one e:n 0 . e:other e:n 0 }"))

        def write() -> None:
            while not over.is_set():
                engine.change(update(change))

        writer = Thread(target=write)
        writer.start()
        try:
            backups = [write_backup(StoreFolder(tmp_path / "store"), tmp_path / str(n), silent) for n in range(5)]
        finally:
            over.set()
            writer.join()
    values = [[line.split('"')[1] for line in lines(backup) if "<e:n>" in line] for backup in backups]
    assert [(len(two), len(set(two))) for two in values] == [(2, 1)] * 5


def lines(backup: Backup) -> list[str]:
    """The lines of the quads of a backup."""
    return gzip.decompress(backup.quads.read_bytes()).decode().splitlines()


def test_a_state_is_kept_while_it_is_backed_up(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(DATASET)
    with running(tmp_path) as engine:

        def change(step: str) -> None:
            for number in range(15 if step == "writing the quads" else 0):
                engine.change(update(f"INSERT DATA {{ e:new e:number {number} }}"))

        backup = write_backup(StoreFolder(tmp_path / "store"), tmp_path / "backup", change)
    assert backup.inventory.quads == len(DATASET.splitlines())


def test_a_backup_does_not_replace_another(folder: Path) -> None:
    with pytest.raises(DatasetError, match=r"backup: The path exists already\. Name a new folder"):
        write_backup(StoreFolder(folder / "store"), folder / "backup", silent)


def test_a_folder_without_a_store_cannot_be_backed_up(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="There is no store in this folder"):
        write_backup(StoreFolder(tmp_path), tmp_path / "backup", silent)


def test_a_damaged_store_is_not_backed_up(backup: Backup, tmp_path: Path) -> None:
    restored(backup, tmp_path)
    damage_largest(tmp_path / "store")
    with pytest.raises(DatasetError, match=r"\.sst: does not have the content that was written"):
        write_backup(StoreFolder(tmp_path / "store"), tmp_path / "backup", silent)
    assert not (tmp_path / "backup").exists()


def damage_largest(store: Path) -> None:
    """Change a byte of the largest table of the newest state."""
    with StoreFolder(store).newest() as state:
        path = max(state.glob("*.sst"), key=lambda path: path.stat().st_size)
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)


def test_damage_that_a_server_has_not_met_outlasts_its_start(backup: Backup, tmp_path: Path) -> None:
    restored(backup, tmp_path)
    damage_largest(tmp_path / "store")
    with running(tmp_path):
        pass
    with pytest.raises(DatasetError, match=r"\.sst: does not have the content that was written"):
        write_backup(StoreFolder(tmp_path / "store"), tmp_path / "backup", silent)


def test_what_a_killed_backup_left_is_removed_by_the_next(folder: Path, tmp_path: Path) -> None:
    (tmp_path / ".monday.1234.kg-draft").mkdir()
    (tmp_path / ".monday.1234.kg-draft" / "quads.nq.gz").write_bytes(b"half")
    write_backup(StoreFolder(folder / "store"), tmp_path / "tuesday", silent)
    assert [path.name for path in tmp_path.iterdir()] == ["tuesday"]


def test_a_backup_that_fails_leaves_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gzip.GzipFile, "write", full)
    with pytest.raises(DatasetError, match=r"The backup cannot be written: No space left on device\. Make room"):
        write_backup(StoreFolder(folder / "store"), tmp_path / "backup", silent)
    assert list(tmp_path.iterdir()) == []


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


# Restoring over a store.


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with a store that holds another dataset."""
    (tmp_path / "kg.nq").write_text("<e:old> <e:p> <e:o> .\n")
    with running(tmp_path):
        pass
    return tmp_path


OLD = {("DEFAULT", "<e:old> <e:p> <e:o> .")}


def test_a_store_is_not_replaced_unless_that_is_asked_for(old: Path, backup: Backup) -> None:
    with pytest.raises(DatasetError, match=r"There is a store in this folder.*--replace"):
        restore_backup(backup, StoreFolder(old / "store"), silent, replace=False)
    assert newest(old / "store") == OLD


def test_a_store_is_replaced_whole(old: Path, backup: Backup) -> None:
    restore_backup(backup, StoreFolder(old / "store"), silent, replace=True)
    with running(old) as engine:
        assert (holds(engine, "e:s1 e:p e:o1"), holds(engine, "e:old ?p ?o")) == (True, False)


def test_nothing_of_a_replaced_store_is_left(old: Path, backup: Backup) -> None:
    restore_backup(backup, StoreFolder(old / "store"), silent, replace=True)
    assert len(list((old / "store" / "snapshots").iterdir())) == 1


def test_a_store_that_a_server_has_is_not_replaced(old: Path, backup: Backup) -> None:
    with running(old), pytest.raises(DatasetError, match="Another server has the store"):
        restore_backup(backup, StoreFolder(old / "store"), silent, replace=True)
    assert newest(old / "store") == OLD


@pytest.mark.parametrize("step", ["loading the quads", "comparing what the store holds with the backup"])
def test_an_interrupted_restore_leaves_the_old_store(old: Path, backup: Backup, step: str) -> None:
    class PowerLossError(Exception):
        pass

    def interrupt(reported: str) -> None:
        if reported == step:
            raise PowerLossError

    with pytest.raises(PowerLossError):
        restore_backup(backup, StoreFolder(old / "store"), interrupt, replace=True)
    with running(old) as engine:
        assert (holds(engine, "e:s1 e:p e:o1"), holds(engine, "e:old ?p ?o")) == (False, True)


KILLED_RESTORE = """
import os, sys
from pathlib import Path
from kg.engine.backup import Backup, restore_backup
from kg.engine.store_folder import StoreFolder

def report(step):
    if step.startswith("comparing"):
        os.kill(os.getpid(), 9)

restore_backup(Backup.read(Path(sys.argv[1])), StoreFolder(Path(sys.argv[2])), report, replace=True)
"""


def test_a_killed_restore_leaves_the_old_store(old: Path, backup: Backup) -> None:
    command = [sys.executable, "-c", KILLED_RESTORE, str(backup.folder), str(old / "store")]
    assert (subprocess.run(command, check=False).returncode, newest(old / "store")) == (-signal.SIGKILL, OLD)


def test_what_a_killed_restore_left_is_removed_by_the_next(old: Path, backup: Backup) -> None:
    (old / "store" / ".db.1234.kg-draft" / "filled").mkdir(parents=True)
    restore_backup(backup, StoreFolder(old / "store"), silent, replace=True)
    assert len(list((old / "store" / "snapshots").iterdir())) == 1


def test_a_folder_with_something_else_is_left_alone(backup: Backup, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(DatasetError, match=r"There is something else in this folder: letter\.txt"):
        restore_backup(backup, StoreFolder(tmp_path), silent, replace=True)


def shorter(backup: Path) -> None:
    """Have a backup lack a quad, and its manifest record the file as it is."""
    quads = backup / "quads.nq.gz"
    content = gzip.decompress(quads.read_bytes()).splitlines(keepends=True)
    quads.write_bytes(gzip.compress(b"".join(content[1:])))
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["files"]["quads.nq.gz"] = {"size": quads.stat().st_size, "sha256": checksum(quads)}
    (backup / "manifest.json").write_text(json.dumps(manifest))


def cut(backup: Path) -> None:
    """Cut the file of quads."""
    quads = backup / "quads.nq.gz"
    quads.write_bytes(quads.read_bytes()[:-1])


@pytest.mark.parametrize("damage", [shorter, cut])
def test_a_damaged_backup_is_not_restored(
    folder: Path, old: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    backup = write_backup(StoreFolder(folder / "store"), tmp_path / "damaged", silent)
    damage(backup.folder)
    with pytest.raises(DatasetError, match="instead of"):
        restore_backup(Backup.read(backup.folder), StoreFolder(old / "store"), silent, replace=True)
    assert newest(old / "store") == OLD


def test_a_restore_that_fails_leaves_no_new_store(
    backup: Backup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "add_graphs", full)
    with pytest.raises(DatasetError, match=r"The store cannot be written: No space left on device\. Make room"):
        restored(backup, tmp_path)
    assert list(tmp_path.iterdir()) == []

"""A backup: the content of a store as compressed N-Quads, beside a manifest with its inventory and checksums."""

import gzip
import json
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.drafts import draft_folder
from kg.engine.disk import private, remove_unless_held, settle
from kg.engine.file_record import FileRecord, records_as_json, records_from_json, verify_files
from kg.engine.inventory import Inventory, Report
from kg.engine.oxigraph.documents import parsed_dataset, quad_lines
from kg.engine.oxigraph.store import Store
from kg.engine.store_folder import StoreFolder, removed
from kg.errors import DatasetError, KgError, Problem

_QUADS = "quads.nq.gz"
_MANIFEST = "manifest.json"
# The manifest's own version; another is not read.
_FORMAT = "1"
_DAMAGED = "Use another backup."


@dataclass(frozen=True)
class Backup:
    """A folder with a backup: what it holds, and the record of the file with its quads."""

    folder: Path
    inventory: Inventory
    record: FileRecord

    @classmethod
    def read(cls, folder: Path) -> "Backup":
        """The backup in a folder, by its manifest; raises DatasetError if that is missing or damaged."""
        path = folder / _MANIFEST
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            form, record = content["format"], records_from_json(content["files"])[_QUADS]
            backup = cls(folder, Inventory(content["graphs"], content["content"]), record)
            if (form, content["quads"]) != (_FORMAT, backup.inventory.quads):
                raise ValueError("its numbers do not agree")
        except OSError as error:
            remedy = "Name the folder of a backup that kg backup has finished."
            raise DatasetError(Problem(str(path), f"cannot be read: {error.strerror}.", remedy)) from error
        except KeyError as error:
            raise DatasetError(Problem(str(path), f"{error} is missing.", _DAMAGED)) from error
        except (ValueError, TypeError, AttributeError) as error:
            raise DatasetError(Problem(str(path), f"cannot be read: {error}.", _DAMAGED)) from error
        return backup

    @property
    def quads(self) -> Path:
        """The file with the quads."""
        return self.folder / _QUADS

    def write_manifest(self) -> None:
        """Write what ``read`` reads."""
        files = records_as_json({_QUADS: self.record})
        content = {"format": _FORMAT, "quads": self.inventory.quads} | asdict(self.inventory) | {"files": files}
        text = json.dumps(content, indent=1, ensure_ascii=False)
        (self.folder / _MANIFEST).write_text(f"{text}\n", encoding="utf-8")

    def verify(self, report: Report) -> None:
        """Compare the file of quads with its checksum, then its quads with the inventory.

        Raises DatasetError if one differs.
        """
        report("reading the quads")
        self.record.verify(self.quads, _DAMAGED)
        with parsed_dataset(self.quads) as quads:
            found = Inventory.of(quad_lines(quads), self.inventory.graphs, report)
        self.inventory.verify(found, str(self.quads), _DAMAGED)


def write_backup(store: StoreFolder, folder: Path, report: Report) -> Backup:
    """Write the newest state of a store into a new folder, which is there completely or not at all.

    A server may change the store meanwhile. Raises DatasetError if the store is damaged, or the folder is not empty or
    cannot be written.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise DatasetError(Problem(str(folder), "The path exists already.", "Name a new folder."))
    try:
        with private(), store.newest() as state:
            report(f"comparing the files of state {state.name} with their checksums")
            verify_files(state, "Restore an earlier backup with kg restore.")
            with draft_folder(folder) as drafts:
                (draft := drafts / folder.name).mkdir()
                report("writing the quads")
                inventory = _write_quads(Store.on_disk(state), draft / _QUADS, report)
                Backup(draft, inventory, FileRecord.of(draft / _QUADS)).write_manifest()
                settle(draft, folder)
    except OSError as error:
        what = f"The backup cannot be written: {error.strerror}."
        raise DatasetError(Problem(str(folder), what, "Make room, or name another folder.")) from error
    return Backup.read(folder)


def _write_quads(store: Store, path: Path, report: Report) -> Inventory:
    """Write all quads of a store as compressed N-Quads; equal stores give equal inventories."""
    # Without a name and a time in its head (RFC 1952, 2.3).
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, 0) as file:
        return Inventory.of(_written(store.lines(), file), store.graph_names(), report)


def _written(lines: Iterable[tuple[str, str]], file: gzip.GzipFile) -> Iterator[tuple[str, str]]:
    """Lines, each after it has been written."""
    for graph, line in lines:
        file.write(f"{line}\n".encode())
        yield graph, line


def restore_backup(backup: Backup, store: StoreFolder, report: Report, *, replace: bool) -> None:
    """Make a backup the newest state of a store, of a new one or, with ``replace``, instead of what an old one holds.

    Until its content has been read back and compared, the old state counts. Raises DatasetError if the backup is
    damaged, a server has the store, there is one that is not to be replaced, or the folder cannot be written.
    """
    backup.record.verify(backup.quads, _DAMAGED)
    is_new, state = not store.path.exists(), uuid.uuid4().hex[:16]
    draft = store.draft(state)
    with private():
        store.make()
        with os.fdopen(store.lock(0)):
            _require_place(store, replace=replace)
            store.remove_drafts(draft)
            try:
                _fill(store, draft, backup, report)
                store.record(draft)
                store.publish(state)
            except (OSError, KgError) as error:
                _undo(store, state, is_new=is_new)
                if isinstance(error, KgError):
                    raise
                what = f"The store cannot be written: {error.strerror}."
                raise DatasetError(Problem(str(store.path), what, "Make room, or name another folder.")) from error
            for old in store.old_states():
                remove_unless_held(old)
            removed(store.database)


def _undo(store: StoreFolder, state: str, *, is_new: bool) -> None:
    """Leave nothing of a store that could not be written, and of an old store what it was."""
    for path in [store.path] if is_new else [store.draft(state), store.snapshots / state]:
        removed(path)


def _require_place(store: StoreFolder, *, replace: bool) -> None:
    """Raise DatasetError if a store is not to be replaced, or if there is something else in its folder."""
    if store.has_state or store.database.exists():
        if not replace:
            remedy = "Name a new folder, or replace the store with --replace."
            raise DatasetError(Problem(str(store.path), "There is a store in this folder.", remedy))
    elif others := {path.name for path in store.path.iterdir()} - {"lock", "snapshots"}:
        what = f"There is something else in this folder: {min(others)}."
        raise DatasetError(Problem(str(store.path), what, "Name a new folder."))


def _fill(place: StoreFolder, state: Path, backup: Backup, report: Report) -> None:
    """Make a state of a store that holds what a backup holds, and nothing else."""
    with draft_folder(place.database) as folder:
        store = Store.on_disk(folder / "filled", writable=True)
        report("loading the quads")
        store.load(backup.quads)
        store.add_graphs(name for name in backup.inventory.graphs if name != "DEFAULT")
        report("comparing what the store holds with the backup")
        found = Inventory.of(store.lines(), store.graph_names(), report)
        backup.inventory.verify(found, str(backup.quads), _DAMAGED)
        # A copy has neither a log nor a lock.
        store.snapshot(copy := folder / "copy")
        settle(copy, state)

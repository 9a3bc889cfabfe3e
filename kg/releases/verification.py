"""Verification: whether a store, a built dataset or a backup still holds what was written."""

from hashlib import sha256
from pathlib import Path

from kg.engine.backup import Backup
from kg.engine.file_record import verify_files
from kg.engine.inventory import Inventory, Report
from kg.engine.oxigraph.store import Store
from kg.engine.prepared_store import PreparedStore, prepared, store_folder
from kg.engine.store_folder import StoreFolder
from kg.errors import DatasetError, Problem
from kg.releases.dataset_file import DatasetFile

_RESTORE = "Restore a backup with kg restore."
_BUILD = "Make it with kg build or kg load."


def verified_inventory(path: Path, report: Report) -> Inventory:
    """The inventory of a backup, a store, or a dataset with or without its prepared store, if it is what was written.

    All files are compared with their checksums, and all quads are read. Raises DatasetError for what differs or is
    missing, and for what has no record to be compared with.
    """
    if not path.exists():
        raise DatasetError(Problem(str(path), "There is no such file or folder.", "Name what is to be verified."))
    if not path.is_dir():
        return _verify_dataset(path, report)
    if StoreFolder(path).snapshots.exists():
        return _verify_store(StoreFolder(path), report)
    dataset = path.parent / path.stem
    if path == store_folder(dataset):
        return _verify_dataset(dataset, report)
    backup = Backup.read(path)
    backup.verify(report)
    return backup.inventory


def _verify_store(folder: StoreFolder, report: Report) -> Inventory:
    """The inventory of the newest state, which a server may go on changing meanwhile."""
    with folder.newest() as state:
        report(f"comparing the files of state {state.name} with their checksums")
        verify_files(state, _RESTORE)
        return _read(Store.on_disk(state), report)


def _verify_dataset(dataset: Path, report: Report) -> Inventory:
    if store := prepared(dataset):
        return _verify_prepared(store, report)
    if (folder := store_folder(dataset)).exists():
        raise DatasetError(Problem(str(folder), "The manifest of the prepared store is missing.", _BUILD))
    return _verify_content(dataset, report)


def _verify_prepared(store: PreparedStore, report: Report) -> Inventory:
    report("comparing the files with their checksums")
    store.verify()
    inventory = _read(Store.on_disk(store.folder), report)
    if inventory.quads != store.quads:
        what = f"The store holds {inventory.quads:,} quads instead of {store.quads:,}."
        raise DatasetError(Problem(str(store.folder), what, _BUILD))
    return inventory


def _verify_content(path: Path, report: Report) -> Inventory:
    """Compare the named graphs of a dataset with the checksum that its build has recorded in it."""
    report("reading the quads")
    dataset = DatasetFile.read(path)
    digest = sha256()
    for line in sorted(quad.line for quad in dataset.quads if quad.graph not in ("", dataset.build_graph)):
        digest.update(f"{line}\n".encode())
    if dataset.content is None:
        what = "records no checksum of its content, so it cannot be verified."
        raise DatasetError(Problem(str(path), what, _BUILD))
    if dataset.content != f"sha256:{digest.hexdigest()}":
        raise DatasetError(Problem(str(path), "does not have the content that was built.", _BUILD))
    return Inventory.of(((quad.graph or "DEFAULT", quad.line) for quad in dataset.quads), (), report)


def _read(store: Store, report: Report) -> Inventory:
    report("reading the quads")
    return Inventory.of(store.lines(), store.graph_names(), report)

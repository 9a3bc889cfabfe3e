"""The prepared store: a built dataset as a read-only store on disk, which is opened in milliseconds at any size.

It is a folder beside the dataset's N-Quads, with a folder for each state and a manifest, which names the newest state
and records the files of both with their checksums. A server that has opened an older state goes on reading it.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.drafts import draft_folder
from kg.engine.file_record import FileRecord, records_as_json, records_from_json
from kg.engine.oxigraph.store import ENGINE, Store
from kg.errors import DatasetError, Problem
from kg.limits import StoreLimits

_MANIFEST = "manifest.json"
# The manifest's own version; another is not read.
_FORMAT = "1"
_LIMITS = StoreLimits()
_REMEDY = "Make it with kg build or kg load."


@dataclass(frozen=True)
class PreparedStore:
    """A dataset with its prepared store; ``files`` are those of the store, by their names."""

    dataset: Path
    quads: int
    record: FileRecord
    files: Mapping[str, FileRecord]

    @property
    def version(self) -> str:
        """The name of the state of the dataset."""
        return state_name(self.record.sha256)

    @property
    def folder(self) -> Path:
        """The folder of the store, for ``Store.on_disk``; each store that is made has its own."""
        content = hashlib.sha256(repr(sorted(self.files.items())).encode()).hexdigest()
        return store_folder(self.dataset) / f"{self.version}-{content[:8]}"

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(record.size for _, record in self._records())

    def publish(self, draft: Path) -> None:
        """Make this the prepared store of the dataset; ``draft`` is the folder in which it was made.

        Raises DatasetError if the manifest cannot be written.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        draft.rename(self.folder)
        self._write_manifest()
        _remove_old_states(self.folder)

    def _write_manifest(self) -> None:
        folder = store_folder(self.dataset)
        files = records_as_json(self.files)
        manifest = {"format": _FORMAT, "engine": ENGINE, "quads": self.quads, "dataset": asdict(self.record)}
        draft = folder / f"{_MANIFEST}.draft"
        try:
            draft.write_text(json.dumps(manifest | {"files": files}, indent=1) + "\n", encoding="utf-8")
            draft.replace(folder / _MANIFEST)
        except OSError as error:
            raise _unwritable(folder, error) from error

    def verify(self) -> None:
        """Compare all files with their checksums; raises DatasetError about the first that differs."""
        for path, record in self._records():
            record.verify(path)

    def verify_sizes(self) -> None:
        """Compare the sizes of all files with those that were written, which takes no time.

        Raises DatasetError about the first that differs.
        """
        for path, record in self._records():
            record.verify_size(path)

    def _records(self) -> Iterable[tuple[Path, FileRecord]]:
        yield self.dataset, self.record
        for name, record in self.files.items():
            yield self.folder / name, record


def store_folder(dataset: Path) -> Path:
    """The folder beside a dataset in which its prepared store is."""
    # A path without a name, "." for one, has no sibling; that it names no dataset shows when it is read.
    return dataset.parent / f"{dataset.name}.store"


def state_name(sha256: str) -> str:
    """The name of the state of a dataset whose N-Quads have a checksum: equal content has equal names."""
    return sha256[:16]


@contextmanager
def prepare(dataset: Path, draft: Path) -> Iterator[PreparedStore]:
    """Make the store of a dataset from a ``draft`` of its N-Quads, its blank nodes with their labels.

    It is the prepared store of the dataset from the end of the with statement on, which has to write the dataset; an
    error there leaves what was before. Raises DatasetError if a file cannot be read or written.
    """
    with _drafts(dataset) as folder:
        store = Store.on_disk(folder / "filled", writable=True)
        store.load(draft)
        made = _copied(store, folder / "copy", dataset, FileRecord.of(draft))
        yield made
        made.publish(folder / "copy")


def load(dataset: Path, documents: Sequence[Path]) -> PreparedStore:
    """Make RDF documents a dataset with its prepared store; the memory that this takes does not grow with them.

    The dataset is replaced as a whole or not at all. Raises DatasetError for a file that cannot be read or written, or
    if all of them hold nothing.
    """
    with _drafts(dataset) as folder:
        store = Store.on_disk(folder / "filled", writable=True)
        for document in documents:
            store.load_document(document)
        if store.is_empty:
            where = ", ".join(map(str, documents))
            raise DatasetError(Problem(where, "There is no statement to load.", "Name RDF files that state something."))
        draft = folder / "draft.nq"
        store.dump(draft)
        made = _copied(store, folder / "copy", dataset, FileRecord.of(draft))
        draft.replace(dataset)
        made.publish(folder / "copy")
    return made


@contextmanager
def _drafts(dataset: Path) -> Iterator[Path]:
    """A folder in which a store is made, beside its place."""
    folder = store_folder(dataset)
    try:
        with draft_folder(folder / "draft") as drafts:
            yield drafts
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        # Unless there is a store in it.
        with suppress(OSError):
            folder.rmdir()


def _copied(store: Store, folder: Path, dataset: Path, record: FileRecord) -> PreparedStore:
    """The prepared store that has the content of a store; its files are written into a folder."""
    # A copy has neither a log nor a lock.
    store.snapshot(folder)
    files = {path.name: FileRecord.of(path) for path in sorted(folder.iterdir())}
    return PreparedStore(dataset, store.size, record, files)


def prepared(dataset: Path) -> PreparedStore | None:
    """The prepared store of a dataset, with files of the right sizes; None if there is none.

    Raises DatasetError if it belongs to another content of the dataset, was made by another engine, or is damaged.
    """
    path = store_folder(dataset) / _MANIFEST
    if not path.exists():
        return None
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        form, engine = manifest["format"], manifest["engine"]
        files = records_from_json(manifest["files"])
        store = PreparedStore(dataset, manifest["quads"], FileRecord(**manifest["dataset"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _differs(path, f"cannot be read: {error}.") from error
    if (form, engine) != (_FORMAT, ENGINE):
        raise _differs(path, f"was written by {engine} in layout {form}, not by {ENGINE} in layout {_FORMAT}.")
    store.verify_sizes()
    return store


def _remove_old_states(newest: Path) -> None:
    states = [path for path in newest.parent.glob("[!.]*") if path.is_dir() and path != newest]
    for path in sorted(states, key=lambda path: path.stat().st_mtime, reverse=True)[_LIMITS.old_states :]:
        shutil.rmtree(path, ignore_errors=True)


def _differs(path: Path, what: str) -> DatasetError:
    return DatasetError(Problem(str(path), what, _REMEDY))


def _unwritable(folder: Path, error: OSError) -> DatasetError:
    remedy = "Choose another place with --dataset, or make room."
    return DatasetError(Problem(str(folder), f"The folder cannot be written: {error.strerror or error}.", remedy))

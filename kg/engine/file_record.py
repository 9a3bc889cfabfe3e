"""The record of a file: what shows later whether it still is what was written."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import DatasetError, Problem

# The name of the file in which a folder records its others.
RECORDS_FILE = "files.json"
_REMEDY = "Make it with kg build or kg load."


@dataclass(frozen=True)
class FileRecord:
    """A file as it was written: its size in bytes, and its SHA-256 in hexadecimal."""

    size: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> "FileRecord":
        """The record of a file as it is now; raises DatasetError if it cannot be read."""
        return cls(_size(path, _REMEDY), checksum(path))

    def verify(self, path: Path, remedy: str = _REMEDY) -> None:
        """Compare a file with its record; raises DatasetError if it differs."""
        self.verify_size(path, remedy)
        if checksum(path, remedy) != self.sha256:
            raise DatasetError(Problem(str(path), "does not have the content that was written.", remedy))

    def verify_size(self, path: Path, remedy: str = _REMEDY) -> None:
        """Compare the size only, which takes no time; raises DatasetError if it differs."""
        if (size := _size(path, remedy)) != self.size:
            what = f"has {size:,} bytes instead of the {self.size:,} that were written."
            raise DatasetError(Problem(str(path), what, remedy))


def checksum(path: Path, remedy: str = _REMEDY) -> str:
    """The SHA-256 of a file; raises DatasetError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(path, error, remedy) from error


def records_as_json(records: Mapping[str, FileRecord]) -> dict[str, dict[str, int | str]]:
    """Records by the names of their files, as ``json`` writes them."""
    return {name: asdict(record) for name, record in records.items()}


def records_from_json(content: Mapping[str, Mapping[str, int | str]]) -> dict[str, FileRecord]:
    """Records as ``json`` has read them; raises TypeError or AttributeError for anything else."""
    return {name: FileRecord(**record) for name, record in content.items()}  # type: ignore[arg-type]


def record_files(folder: Path, earlier: Path | None) -> Path:
    """Write the records of all files of a folder into it; return the file that has them.

    A file that an earlier folder has too, by a hard link, keeps its record, so that damage since then shows.
    """
    known = {}
    if earlier:
        # Damage to the records themselves is reported where they are needed.
        with suppress(DatasetError):
            known = _read_records(earlier, "")
    records = {}
    for file in sorted(folder.iterdir()):
        is_known = earlier and file.name in known and file.samefile(earlier / file.name)
        records[file.name] = known[file.name] if is_known else FileRecord.of(file)
    text = json.dumps(records_as_json(records), indent=1)
    path = folder / RECORDS_FILE
    path.write_text(f"{text}\n", encoding="utf-8")
    return path


def verify_files(folder: Path, remedy: str) -> None:
    """Compare all files of a folder with the records in it; raises DatasetError with the remedy if one differs."""
    records = _read_records(folder, remedy)
    for name, record in records.items():
        record.verify(folder / name, remedy)
    if others := {path.name for path in folder.iterdir()} - {RECORDS_FILE, *records}:
        raise DatasetError(Problem(str(folder / min(others)), "was not written with the other files.", remedy))


def _read_records(folder: Path, remedy: str) -> dict[str, FileRecord]:
    path = folder / RECORDS_FILE
    try:
        return records_from_json(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise _unreadable(path, error, remedy) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise DatasetError(Problem(str(path), f"cannot be read: {error}.", remedy)) from error


def _size(path: Path, remedy: str) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error, remedy) from error


def _unreadable(path: Path, error: OSError, remedy: str) -> DatasetError:
    what = "The file does not exist." if isinstance(error, FileNotFoundError) else f"{error.strerror}."
    return DatasetError(Problem(str(path), what, remedy))

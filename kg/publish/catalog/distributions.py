"""The dumps that are there to be fetched, with what a catalogue tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.namespaces import Namespaces
from kg.releases.dumps import DUMPS, read_checksums


@dataclass(frozen=True)
class Distribution:
    """A file with the dataset or, if it is not ``whole``, a part of it, compressed with gzip.

    ``media_type`` is that of its content, ``size`` its bytes as they are, ``sha256`` the hexadecimal digits of their
    checksum. ``path`` is where the site has it, ``url`` where the world finds it.
    """

    name: str
    label: str
    description: str
    media_type: str
    file: str
    url: str
    size: int
    sha256: str
    whole: bool

    @property
    def path(self) -> str:
        """Where the site has it."""
        return f"/dumps/{self.file}"


def distributions(folder: Path, version: str, names: Namespaces) -> list[Distribution]:
    """The dumps of a version of the dataset that are in a folder and have a checksum there."""
    sums = read_checksums(folder)
    found = []
    for dump in DUMPS:
        file = dump.file_name(version)
        if file in sums and (folder / file).is_file():
            found.append(
                Distribution(
                    dump.name,
                    dump.label,
                    dump.description,
                    dump.media_type,
                    file,
                    f"{names.base}dumps/{file}",
                    (folder / file).stat().st_size,
                    sums[file],
                    dump.complete,
                )
            )
    return found

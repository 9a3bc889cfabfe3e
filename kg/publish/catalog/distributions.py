"""The dumps that can be downloaded, as a catalogue describes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.namespaces import Namespaces
from kg.releases.dumps import DUMPS, read_checksums


@dataclass(frozen=True)
class Distribution:
    """A file with the dataset or, if it is not ``complete``, a part of it, compressed with gzip.

    ``media_type`` is that of the decompressed content, ``size`` the number of bytes of the file, ``sha256`` the
    hexadecimal digits of its checksum, ``url`` its address below the base.
    """

    name: str
    label: str
    description: str
    media_type: str
    file: str
    url: str
    size: int
    sha256: str
    complete: bool

    @property
    def path(self) -> str:
        """Its path on the site."""
        return f"/dumps/{self.file}"


def distributions(folder: Path, version: str, names: Namespaces) -> list[Distribution]:
    """The dumps of a version of the dataset that are in a folder and have a checksum there."""
    checksums = read_checksums(folder)
    available = []
    for dump in DUMPS:
        file = dump.file_name(version)
        if file in checksums and (folder / file).is_file():
            available.append(
                Distribution(
                    dump.name,
                    dump.label,
                    dump.description,
                    dump.media_type,
                    file,
                    f"{names.base}dumps/{file}",
                    (folder / file).stat().st_size,
                    checksums[file],
                    dump.complete,
                )
            )
    return available

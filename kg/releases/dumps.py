"""Dumps: the dataset as files in the formats that people load, with checksums to verify them by."""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from kg import drafts
from kg.engine.oxigraph.documents import rewrite
from kg.errors import DatasetError, Problem
from kg.formats import by_name
from kg.namespaces import Namespaces
from kg.releases.dataset_file import DatasetFile, NQuad
from kg.releases.reifications import NANOPUB_NAMESPACE, annotated, nanopublications

CHECKSUMS_FILE = "SHA256SUMS"
_STEM = "congress-kg"


@dataclass(frozen=True)
class Dump:
    """A file of the dataset, compressed with gzip.

    ``label`` and ``description`` are for people, ``media_type`` is that of the decompressed file. ``content`` gives the
    quads that it holds, in the order in which they are written; these are all quads if it is ``complete``.
    """

    name: str
    label: str
    suffix: str
    description: str
    content: Callable[[DatasetFile], Iterable[NQuad]]
    complete: bool = False

    @property
    def media_type(self) -> str:
        """The media type of the decompressed file."""
        return by_name(self._form).media_type

    def file_name(self, version: str) -> str:
        """The name of the file for a version of the dataset."""
        return f"{_STEM}-{version}{self.suffix}"

    def write(self, path: Path, dataset: DatasetFile) -> None:
        """Write the file; equal datasets give equal bytes."""
        lines = [quad.line for quad in self.content(dataset)]
        if self._form == "nq":
            text = "".join(f"{line}\n" for line in lines).encode()
        else:
            # One prefix for each kind too, since slashes in a local name are escaped.
            pattern = re.compile(f"<{re.escape(dataset.names.things)}([a-z]+)/")
            kinds = {match[1] for quad in dataset.merged if (match := pattern.match(quad.subject))}
            prefixes = {kind: f"{dataset.names.things}{kind}/" for kind in sorted(kinds)}
            prefixes |= {"np": NANOPUB_NAMESPACE, **dataset.names.prefixes}
            text = rewrite(lines, by_name(self._form), prefixes)
        # No name and no time in the head of the file (RFC 1952, 2.3), so that equal content gives equal bytes.
        path.write_bytes(gzip.compress(text, mtime=0))

    @property
    def _form(self) -> str:
        return self.suffix.split(".")[-2]


_as_built = attrgetter("quads")


def _by_graph(dataset: DatasetFile) -> list[NQuad]:
    return sorted(dataset.quads, key=lambda quad: quad.graph)


def _plain(dataset: DatasetFile) -> list[NQuad]:
    """The facts, and what the dataset says about itself."""
    return [*dataset.facts, *(quad for quad in dataset.merged if quad.subject == dataset.base)]


DUMPS: tuple[Dump, ...] = (
    Dump("nq", "N-Quads", ".nq.gz", "Everything: all graphs, as the server loads them.", _as_built, complete=True),
    Dump("trig", "TriG", ".trig.gz", "Everything: all graphs, with prefixes.", _by_graph, complete=True),
    Dump("jsonld", "JSON-LD", ".jsonld.gz", "Everything: all graphs, as JSON.", _by_graph, complete=True),
    Dump(
        "ttl", "Turtle", ".ttl.gz", "One graph: statements, inferences and the ontology, without the evidence.", _plain
    ),
    Dump("rdf12", "Turtle, RDF 1.2", "-rdf12.ttl.gz", "One graph: everything; reifiers have the evidence.", annotated),
    Dump(
        "nanopubs",
        "TriG, nanopublications",
        "-nanopubs.trig.gz",
        "A nanopublication for each assertion, with its evidence.",
        nanopublications,
    ),
)


def read_checksums(folder: Path) -> dict[str, str]:
    """The dumps in a folder, none if it is missing: the names of the files with their SHA-256 in hexadecimal digits."""
    try:
        lines = (folder / CHECKSUMS_FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


@dataclass(frozen=True)
class DumpFile:
    """The file of a dump: its size in bytes, and the hexadecimal digits of its SHA-256."""

    dump: Dump
    name: str
    size: int
    sha256: str

    def url(self, names: Namespaces) -> str:
        """The address of the file below the base."""
        return f"{names.base}dumps/{self.name}"


def dump_files(folder: Path, version: str) -> list[DumpFile]:
    """The dumps of a version of the dataset that are in a folder and have a checksum there."""
    checksums = read_checksums(folder)
    names = {dump.file_name(version): dump for dump in DUMPS}
    return [
        DumpFile(dump, name, (folder / name).stat().st_size, checksums[name])
        for name, dump in names.items()
        if name in checksums and (folder / name).is_file()
    ]


def write_dumps(folder: Path, dataset: DatasetFile, version: str) -> dict[str, str]:
    """Replace the dumps of a folder by those of a dataset, all at once; returns the same as ``read_checksums``.

    If it fails, the earlier dumps stay. Raises DatasetError if the folder holds anything else than dumps, or cannot be
    written.
    """
    _require_dumps(folder)
    try:
        with drafts.draft_folder(folder) as directory:
            fresh = directory / "fresh"
            fresh.mkdir()
            for dump in DUMPS:
                dump.write(fresh / dump.file_name(version), dataset)
            sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(fresh.iterdir())}
            # As sha256sum --check reads them.
            lines = (f"{digest}  {name}\n" for name, digest in sums.items())
            (fresh / CHECKSUMS_FILE).write_text("".join(lines), encoding="utf-8")
            drafts.replace(folder, fresh)
    except OSError as error:
        what = f"The dumps cannot be written: {error.strerror}."
        raise DatasetError(Problem(str(folder), what, "Name a folder that you may write to.")) from error
    return sums


def _require_dumps(folder: Path) -> None:
    """Raise DatasetError for a folder that holds other files, which must not be lost."""
    if not folder.exists():
        return
    dumps = {CHECKSUMS_FILE, *read_checksums(folder)}
    if not folder.is_dir() or {path.name for path in folder.iterdir()} - dumps:
        what = "It holds other files than dumps, which would be lost."
        raise DatasetError(Problem(str(folder), what, "Name a folder for the dumps alone."))

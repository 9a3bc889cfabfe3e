"""Dumps: the dataset as files, in the formats that people load; with their checksums, for who wants to be sure."""

from __future__ import annotations

import gzip
import hashlib
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.engine.oxigraph.documents import rewrite
from kg.errors import DatasetError, Problem
from kg.formats import by_name
from kg.releases.annotations import annotated
from kg.releases.edition import Edition
from kg.releases.nanopublications import NAMESPACE, nanopublications
from kg.releases.quads import Quad

SUMS = "SHA256SUMS"
_STEM = "congress-kg"


@dataclass(frozen=True)
class Dump:
    """A file of the dataset, compressed with gzip.

    ``label`` and ``description`` tell people what it is, ``media_type`` what it is once decompressed. ``content`` gives
    the quads that it holds, in the order in which they are written; they are all there are if it is ``whole``.
    """

    name: str
    label: str
    suffix: str
    description: str
    content: Callable[[Edition], Iterable[Quad]]
    whole: bool = False

    @property
    def media_type(self) -> str:
        """The media type of the decompressed file."""
        return by_name(self._form).media_type

    def file_name(self, version: str) -> str:
        """The name of the file for a version of the dataset."""
        return f"{_STEM}-{version}{self.suffix}"

    def write(self, path: Path, edition: Edition) -> None:
        """Write the file; the same edition gives the same bytes."""
        lines = [quad.line for quad in self.content(edition)]
        if self._form == "nq":
            text = "".join(f"{line}\n" for line in lines).encode()
        else:
            text = rewrite(lines, by_name(self._form), _prefixes(edition))
        # No name and no time in the head of the file (RFC 1952, 2.3), so that it tells nothing but its content.
        path.write_bytes(gzip.compress(text, mtime=0))

    @property
    def _form(self) -> str:
        return self.suffix.split(".")[-2]


def _prefixes(edition: Edition) -> dict[str, str]:
    """Prefixes that make a dump readable: one for each kind too, since a local name has its slashes escaped."""
    kind = re.compile(f"<{re.escape(edition.names.things)}([a-z]+)/")
    found = {match[1] for quad in edition.merged if (match := kind.match(quad.subject))}
    kinds = {name: f"{edition.names.things}{name}/" for name in sorted(found)}
    return {**kinds, "np": NAMESPACE, **edition.names.prefixes}


def _as_built(edition: Edition) -> Iterable[Quad]:
    return edition.quads


def _by_graph(edition: Edition) -> list[Quad]:
    return sorted(edition.quads, key=lambda quad: quad.graph)


def _plain(edition: Edition) -> list[Quad]:
    """What is said of the world, the ontology and the dataset, without the evidence and what pages need."""
    besides = {quad.triple for name in ("provenance", "build", "display") for quad in edition.graph(name)}
    return [quad for quad in edition.merged if quad.subject == edition.base or quad.triple not in besides]


DUMPS: tuple[Dump, ...] = (
    Dump("nq", "N-Quads", ".nq.gz", "Everything: all graphs, as the server has them.", _as_built, whole=True),
    Dump("trig", "TriG", ".trig.gz", "Everything: all graphs, with prefixes.", _by_graph, whole=True),
    Dump("jsonld", "JSON-LD", ".jsonld.gz", "Everything: all graphs, as JSON.", _by_graph, whole=True),
    Dump(
        "ttl",
        "Turtle",
        ".ttl.gz",
        "One graph: the statements, what follows from them, and the ontology; without the evidence.",
        _plain,
    ),
    Dump(
        "rdf12",
        "Turtle, RDF 1.2",
        "-rdf12.ttl.gz",
        "One graph: everything, where a reifier of each statement has its evidence (RDF 1.2).",
        annotated,
    ),
    Dump(
        "nanopubs",
        "TriG, nanopublications",
        "-nanopubs.trig.gz",
        "A nanopublication for each assertion, with its evidence.",
        nanopublications,
    ),
)


def read_sums(folder: Path) -> dict[str, str]:
    """The dumps that are in a folder: the name of each file with its SHA-256 in hexadecimal digits.

    A folder without dumps, or one that is not there, gives none.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def write_dumps(folder: Path, edition: Edition, version: str) -> dict[str, str]:
    """Replace the dumps of a folder by those of an edition, all at once, and give what ``read_sums`` gives.

    If it fails, what was there before stays. Raises DatasetError if the folder holds anything else than dumps, or
    cannot be written.
    """
    _require_dumps(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as place:
            fresh = Path(place) / "fresh"
            fresh.mkdir()
            for dump in DUMPS:
                dump.write(fresh / dump.file_name(version), edition)
            sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(fresh.iterdir())}
            (fresh / SUMS).write_text(_lines(sums), encoding="utf-8")
            _exchange(fresh, folder, Path(place) / "stale")
    except OSError as error:
        what = f"The dumps cannot be written: {error.strerror}."
        raise DatasetError(Problem(str(folder), what, "Name a place that you may write to.")) from error
    return sums


def _lines(sums: Mapping[str, str]) -> str:
    """Checksums as ``sha256sum --check`` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items())


def _exchange(fresh: Path, folder: Path, stale: Path) -> None:
    """Put a folder in the place of another one, which is moved out of the way."""
    if folder.exists():
        folder.rename(stale)
    try:
        fresh.rename(folder)
    except OSError:
        if stale.exists():
            stale.rename(folder)
        raise


def _require_dumps(folder: Path) -> None:
    """Raise DatasetError for a folder that holds other files, which must not be lost."""
    if not folder.exists():
        return
    mine = {SUMS, *read_sums(folder)}
    if not folder.is_dir() or {path.name for path in folder.iterdir()} - mine:
        what = "It holds other things than dumps, which would be lost."
        raise DatasetError(Problem(str(folder), what, "Name a folder for the dumps alone."))

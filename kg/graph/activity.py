"""The activity that made a dataset, in PROV: its input files with their git commit, its tools, and the content's hash.

It has no time, so that equal files and tools give equal bytes.
"""

import os
import platform
import subprocess
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha1, sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, Literal, URIRef

from kg.graph.assertions import RdfTriple
from kg.graph.ontology import SHAPES_MODULE
from kg.namespaces import Namespaces

_PACKAGES = ("congress-kg", "oxrdflib", "pyoxigraph", "PyYAML", "rdflib")
"""The distributions that determine the content; those that only check it do not."""


def build_activity(ontology: Path, data: Sequence[Path], names: Namespaces, content: str) -> Iterator[RdfTriple]:
    """The build of some folders as they are now, in terms of PROV-O: input files, the git commit with these, and tools.

    Files are named relative to the parent of their ontology or data folder, so that no path of the machine is
    published. If no commit has exactly these files, their SHA-256 alone identify them. ``content`` is the SHA-256 that
    identifies the dataset's content.
    """
    dataset, build = URIRef(names.base), URIRef(names.dataset("build"))
    yield dataset, DCTERMS.identifier, Literal(f"sha256:{content}")
    yield dataset, PROV.wasGeneratedBy, build
    yield build, RDF.type, PROV.Activity
    yield build, RDFS.label, Literal("build of the dataset", lang="en")
    for link, triples in ((PROV.used, _inputs(ontology, data, names)), (PROV.wasAssociatedWith, _tools(names))):
        for triple in triples:
            yield triple
            yield build, link, triple[0]


def _inputs(ontology: Path, data: Sequence[Path], names: Namespaces) -> Iterator[RdfTriple]:
    paths = [(ontology, path) for path in ontology.glob("*.ttl") if path.stem != SHAPES_MODULE]
    for folder in data:
        paths += [(folder, path) for path in folder.glob("*/*.yaml")]
        paths += [(folder, path.with_suffix(".csv")) for path in folder.glob("sources/*.yaml")]
    files = {path.relative_to(folder.parent).as_posix(): path for folder, path in paths}
    for name, path in files.items():
        file = URIRef(f"{names.inputs}#{quote(name)}")
        yield file, RDF.type, PROV.Entity
        yield file, RDFS.label, Literal(name)
        # The same property as for sources and passages, so that one query finds any digest.
        yield file, URIRef(names.term("sha256")), Literal(sha256(path.read_bytes()).hexdigest())
    if digest := matching_commit([ontology, *data], files.values()):
        commit = URIRef(names.dataset(f"commit/{digest}"))
        yield commit, RDF.type, PROV.Entity
        yield commit, RDFS.label, Literal(f"commit {digest[:8]}", lang="en")
        yield commit, DCTERMS.identifier, Literal(digest)


def _tools(names: Namespaces) -> Iterator[RdfTriple]:
    for name, number in {**{name: version(name) for name in _PACKAGES}, "Python": platform.python_version()}.items():
        tool = URIRef(names.dataset(f"tool/{name}"))
        yield tool, RDF.type, PROV.SoftwareAgent
        yield tool, RDFS.label, Literal(f"{name} {number}")
        yield tool, OWL.versionInfo, Literal(number)


def matching_commit(folders: Sequence[Path], files: Collection[Path]) -> str | None:
    """The hash of the commit that is checked out, if the files in some folders match it exactly.

    The commit has each of the files with the same bytes, and no other file of these folders that is missing now. Other
    files of the working tree are ignored. Otherwise the result is None, as without a repository or git.
    The paths are absolute, without symbolic links. Files are compared with the commit itself, not with the index, so
    that nothing that git assumes, filters or leaves out of its status has an effect.
    """
    answer = _git(folders[0], "rev-parse", "--show-toplevel", "HEAD")
    if answer is None:
        return None
    top, commit = answer.removesuffix("\n").rsplit("\n", 1)
    entries = (_git(Path(top), "ls-tree", "-r", "-z", commit) or "").split("\0")[:-1]
    parts = (entry.partition("\t") for entry in entries)
    blobs = {Path(top) / path: properties.rpartition(" ")[2] for properties, _, path in parts}
    same = all(blobs.get(path) == _blob_name(path.read_bytes(), commit) for path in files)
    complete = all(path.exists() for path in blobs if any(path.is_relative_to(folder) for folder in folders))
    return commit if same and complete else None


def _blob_name(content: bytes, commit: str) -> str:
    """The name of a blob, by the hash function that named the commit (git-hash-object)."""
    blob = b"blob %d\0%b" % (len(content), content)
    return sha256(blob).hexdigest() if len(commit) == 64 else sha1(blob, usedforsecurity=False).hexdigest()


def _git(folder: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(folder), *arguments]
    try:
        return os.fsdecode(subprocess.run(command, capture_output=True, check=True, timeout=10).stdout)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None

"""The activity that made a dataset: its inputs, its tools and the name of what came of it, in PROV.

There is no time in it, so that the same files and tools give the same bytes.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, XSD, Literal, URIRef

from kg.graph.assertions import Triple
from kg.graph.git_commit import commit_of
from kg.graph.ontology import SHAPES
from kg.namespaces import Namespaces

_PACKAGES = ("congress-kg", "oxrdflib", "pyoxigraph", "PyYAML", "rdflib")
"""The distributions that determine the content; those that only check it do not."""


@dataclass(frozen=True)
class Activity:
    """A build: the SHA-256 of every file that it reads, the version of every tool, the commit that holds the files.

    A file is named from beside the folder of ontology or data that it lies in, so that no path of a machine gets out.
    Where no commit holds just these files, there is none: then their digests alone tell what they were.
    """

    inputs: Mapping[str, str]
    tools: Mapping[str, str]
    commit: str | None

    @classmethod
    def of(cls, ontology: Path, data: Sequence[Path]) -> Activity:
        """The build of these folders with what is installed and checked out now."""
        files = {path.relative_to(folder.parent).as_posix(): path for folder, path in _files(ontology, data)}
        inputs = {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
        tools = {name: version(name) for name in _PACKAGES} | {"Python": platform.python_version()}
        return cls(inputs, tools, commit_of([ontology, *data], files.values()))

    def triples(self, names: Namespaces, content: str) -> Iterator[Triple]:
        """The activity in terms of PROV-O; ``content`` is the SHA-256 that the dataset's content is named by."""
        dataset, build = URIRef(names.base), URIRef(names.dataset("build"))
        yield dataset, DCTERMS.identifier, _plain(f"sha256:{content}")
        yield dataset, PROV.wasGeneratedBy, build
        yield build, RDF.type, PROV.Activity
        yield build, RDFS.label, Literal("build of the dataset", lang="en")
        for described, link in ((self._used(names), PROV.used), (self._software(names), PROV.wasAssociatedWith)):
            for triple in described:
                yield triple
                yield build, link, triple[0]

    def _used(self, names: Namespaces) -> Iterator[Triple]:
        for path, digest in self.inputs.items():
            file = URIRef(names.input(quote(path)))
            yield file, RDF.type, PROV.Entity
            yield file, RDFS.label, _plain(path)
            # The term of sources and passages: one question finds a digest, whatever it is the digest of.
            yield file, URIRef(names.term("sha256")), _plain(digest)
        if self.commit:
            commit = URIRef(names.dataset(f"commit/{self.commit}"))
            yield commit, RDF.type, PROV.Entity
            yield commit, RDFS.label, Literal(f"commit {self.commit[:8]}", lang="en")
            yield commit, DCTERMS.identifier, _plain(self.commit)

    def _software(self, names: Namespaces) -> Iterator[Triple]:
        for name, number in self.tools.items():
            tool = URIRef(names.dataset(f"tool/{name}"))
            yield tool, RDF.type, PROV.SoftwareAgent
            yield tool, RDFS.label, _plain(f"{name} {number}")
            yield tool, OWL.versionInfo, _plain(number)


def _files(ontology: Path, data: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Every file that a build reads, after the folder that it was named by."""
    yield from ((ontology, path) for path in ontology.glob("*.ttl") if path.name != SHAPES)
    for folder in data:
        yield from ((folder, path) for path in folder.glob("*/*.yaml"))
        yield from ((folder, path.with_suffix(".csv")) for path in folder.glob("sources/*.yaml"))


def _plain(text: str) -> Literal:
    return Literal(text, datatype=XSD.string)

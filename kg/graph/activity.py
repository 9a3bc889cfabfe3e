"""The activity that made a dataset, in PROV: its input files, its tools and the identifier of the content.

It has no time, so that equal files and tools give equal bytes.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, Literal, URIRef

from kg.graph.assertions import RdfTriple
from kg.graph.git_commit import matching_commit
from kg.graph.ontology import SHAPES_MODULE
from kg.namespaces import Namespaces

_PACKAGES = ("congress-kg", "oxrdflib", "pyoxigraph", "PyYAML", "rdflib")
"""The distributions that determine the content; those that only check it do not."""


@dataclass(frozen=True)
class BuildActivity:
    """The SHA-256 of each input file, the version of each tool, and the git commit with exactly these files.

    Files are named relative to the parent of their ontology or data folder, so that no path of the machine is
    published. ``commit`` is None if no commit matches; the digests alone identify the files then.
    """

    inputs: Mapping[str, str]
    tools: Mapping[str, str]
    commit: str | None

    @classmethod
    def current(cls, ontology: Path, data: Sequence[Path]) -> BuildActivity:
        """The build of some folders as they are now, with the installed tools."""
        files = {path.relative_to(folder.parent).as_posix(): path for folder, path in _files(ontology, data)}
        inputs = {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
        tools = {name: version(name) for name in _PACKAGES} | {"Python": platform.python_version()}
        return cls(inputs, tools, matching_commit([ontology, *data], files.values()))

    def triples(self, names: Namespaces, content: str) -> Iterator[RdfTriple]:
        """The activity in terms of PROV-O; ``content`` is the SHA-256 that identifies the dataset's content."""
        dataset, build = URIRef(names.base), URIRef(names.dataset("build"))
        yield dataset, DCTERMS.identifier, Literal(f"sha256:{content}")
        yield dataset, PROV.wasGeneratedBy, build
        yield build, RDF.type, PROV.Activity
        yield build, RDFS.label, Literal("build of the dataset", lang="en")
        for triples, link in ((self._inputs(names), PROV.used), (self._software(names), PROV.wasAssociatedWith)):
            for triple in triples:
                yield triple
                yield build, link, triple[0]

    def _inputs(self, names: Namespaces) -> Iterator[RdfTriple]:
        for path, digest in self.inputs.items():
            file = URIRef(names.input(quote(path)))
            yield file, RDF.type, PROV.Entity
            yield file, RDFS.label, Literal(path)
            # The same property as for sources and passages, so that one query finds any digest.
            yield file, URIRef(names.term("sha256")), Literal(digest)
        if self.commit:
            commit = URIRef(names.dataset(f"commit/{self.commit}"))
            yield commit, RDF.type, PROV.Entity
            yield commit, RDFS.label, Literal(f"commit {self.commit[:8]}", lang="en")
            yield commit, DCTERMS.identifier, Literal(self.commit)

    def _software(self, names: Namespaces) -> Iterator[RdfTriple]:
        for name, number in self.tools.items():
            tool = URIRef(names.dataset(f"tool/{name}"))
            yield tool, RDF.type, PROV.SoftwareAgent
            yield tool, RDFS.label, Literal(f"{name} {number}")
            yield tool, OWL.versionInfo, Literal(number)


def _files(ontology: Path, data: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Each input file with the folder in which it was found."""
    yield from ((ontology, path) for path in ontology.glob("*.ttl") if path.stem != SHAPES_MODULE)
    for folder in data:
        yield from ((folder, path) for path in folder.glob("*/*.yaml"))
        yield from ((folder, path.with_suffix(".csv")) for path in folder.glob("sources/*.yaml"))

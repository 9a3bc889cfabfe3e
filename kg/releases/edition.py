"""Editions: built datasets as they are kept, compared and given away, quad by quad.

A store would write the values of literals in its own way. Here every term stays as the build has written it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.errors import DatasetError, Problem
from kg.namespaces import EXTERNAL_PREFIXES, Namespaces
from kg.releases.quads import Quad, read_quads

RDF, RDFS, DCTERMS = (EXTERNAL_PREFIXES[prefix] for prefix in ("rdf", "rdfs", "dcterms"))
TYPE = f"<{RDF}type>"
_ONTOLOGY = f"<{EXTERNAL_PREFIXES['owl']}Ontology>"


@dataclass(frozen=True)
class Edition:
    """The quads of a built dataset, in the order of its lines, with the namespaces of its base."""

    quads: tuple[Quad, ...]
    names: Namespaces

    @classmethod
    def read(cls, path: Path) -> Edition:
        """The edition that an N-Quads file holds, which may be compressed with gzip.

        Raises DatasetError for a file that cannot be read or holds no ontology to tell its base.
        """
        quads = tuple(read_quads(path))
        for quad in quads:
            iri = quad.subject.strip("<>")
            if quad.predicate == TYPE and quad.object == _ONTOLOGY and iri.endswith("/def"):
                return cls(quads, Namespaces(iri.removesuffix("def")))
        raise DatasetError(Problem(str(path), "The dataset holds no ontology.", "Make it again with kg build."))

    def term(self, name: str) -> str:
        """A term of the ontology, as quads have it."""
        return f"<{self.names.term(name)}>"

    @property
    def base(self) -> str:
        """The dataset itself, as quads have it."""
        return f"<{self.names.base}>"

    @cached_property
    def merged(self) -> tuple[Quad, ...]:
        """The default graph, in which everything is merged."""
        return tuple(quad for quad in self.quads if not quad.graph)

    def graph(self, name: str) -> Iterable[Quad]:
        """The quads of a named graph that is not a passage."""
        iri = f"<{self.names.graph(name)}>"
        return (quad for quad in self.quads if quad.graph == iri)

    @cached_property
    def content(self) -> str | None:
        """The name of the content, ``sha256:`` and a hash, which the build has given it; None for a build without."""
        wanted = (self.base, f"<{DCTERMS}identifier>")
        found = (quad.object for quad in self.merged if quad[:2] == wanted)
        return next((value.split('"')[1] for value in found if value.startswith('"sha256:')), None)

    def count(self, kind: str) -> int:
        """How many things there are of a class of the ontology."""
        wanted = (TYPE, self.term(kind))
        return sum(quad[1:3] == wanted for quad in self.merged)

"""A built dataset as a file of quads, as it is kept, compared and published.

A store would write the values of literals in its own way. Here every term keeps its lexical form.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kg.engine.oxigraph.documents import parse_quads
from kg.engine.prepared_store import prepared
from kg.errors import DatasetError, Problem
from kg.namespaces import EXTERNAL_PREFIXES, NamedGraph, Namespaces

NTriple = tuple[str, str, str]


def external_iri(prefix: str, name: str) -> str:
    """A term of another vocabulary, as N-Quads writes it."""
    return f"<{EXTERNAL_PREFIXES[prefix]}{name}>"


RDF_TYPE = external_iri("rdf", "type")


class NQuad(NamedTuple):
    """A triple with its graph, empty for the default graph; terms are written as in N-Quads (RDF 1.1 N-Quads, 2)."""

    subject: str
    predicate: str
    object: str
    graph: str = ""

    @property
    def triple(self) -> NTriple:
        """The triple, without its graph."""
        return self[:3]

    @property
    def line(self) -> str:
        """The quad as a line of N-Quads, without the end of the line."""
        return " ".join([*filter(None, self), "."])


@dataclass(frozen=True)
class DatasetFile:
    """The quads of a built dataset, in the order of its lines, with the namespaces of its base."""

    quads: tuple[NQuad, ...]
    names: Namespaces

    @classmethod
    def read(cls, path: Path) -> DatasetFile:
        """Read N-Quads, also compressed with gzip; raises DatasetError on failure, or if no ontology gives the base."""
        # Compares the sizes of the files with those that were written.
        prepared(path)
        try:
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        except (OSError, EOFError) as error:
            remedy = "Name an N-Quads file that kg build or kg dump has written."
            raise DatasetError(Problem(str(path), f"cannot be read: {error}.", remedy)) from error
        quads = tuple(NQuad(*quad) for quad in parse_quads(content, str(path)))
        for subject, predicate, value, _ in quads:
            iri = subject.strip("<>")
            if predicate == RDF_TYPE and value == external_iri("owl", "Ontology") and iri.endswith("/def"):
                return cls(quads, Namespaces(iri.removesuffix("def")))
        raise DatasetError(Problem(str(path), "The dataset holds no ontology.", "Make it again with kg build."))

    def term(self, name: str) -> str:
        """A term of the ontology, as quads have it."""
        return f"<{self.names.term(name)}>"

    @property
    def base(self) -> str:
        """The IRI of the dataset itself, as quads have it."""
        return f"<{self.names.base}>"

    @cached_property
    def merged(self) -> tuple[NQuad, ...]:
        """Every triple of the dataset once, in order, whatever its graphs."""
        return tuple(NQuad(*triple) for triple in sorted({quad.triple for quad in self.quads}))

    @property
    def facts(self) -> tuple[NQuad, ...]:
        """The default graph."""
        return tuple(quad for quad in self.quads if not quad.graph)

    @property
    def build_graph(self) -> str:
        """The name of the graph about the build, which the checksum of the content leaves out."""
        return f"<{self.names.graph('build')}>"

    def graph(self, name: NamedGraph) -> Iterable[NQuad]:
        """The quads of a named graph other than that of a passage."""
        iri = f"<{self.names.graph(name)}>"
        return (quad for quad in self.quads if quad.graph == iri)

    @cached_property
    def content(self) -> str | None:
        """The checksum of the content, ``sha256:`` and a hash, as the build records it; None if it does not."""
        identifier = (self.base, external_iri("dcterms", "identifier"))
        values = (quad.object for quad in self.merged if quad[:2] == identifier)
        return next((value.split('"')[1] for value in values if value.startswith('"sha256:')), None)

    def count(self, class_name: str) -> int:
        """The number of members of a class of the ontology."""
        typed = (RDF_TYPE, self.term(class_name))
        return sum(quad[1:3] == typed for quad in self.merged)

"""The ontology: its Turtle modules, and the questions that the rest of the making half asks of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from kg.errors import DataError, Problem
from kg.namespaces import Namespaces

# Modules that speak about the ontology without being part of it: the companions have a graph each in the dataset.
COMPANIONS = ALIGNMENTS, DISPLAY = ("alignments", "display")
SHAPES = "shapes.ttl"


@dataclass(frozen=True)
class Ontology:
    """The merged modules of the ontology, below one base."""

    graph: Graph
    namespaces: Namespaces

    def term(self, name: str) -> URIRef:
        """The term of that local name, whether it is declared or not."""
        return URIRef(self.namespaces.term(name))

    def local(self, iri: URIRef) -> str:
        """The local name of one of our terms."""
        return iri.removeprefix(self.namespaces.terms)

    @cached_property
    def classes(self) -> frozenset[URIRef]:
        """Our classes."""
        return self._ours(OWL.Class)

    @cached_property
    def object_properties(self) -> frozenset[URIRef]:
        """Our properties whose values are things."""
        return self._ours(OWL.ObjectProperty)

    @cached_property
    def datatype_properties(self) -> frozenset[URIRef]:
        """Our properties whose values are literals."""
        return self._ours(OWL.DatatypeProperty)

    @cached_property
    def annotation_properties(self) -> frozenset[URIRef]:
        """Our properties without logical meaning."""
        return self._ours(OWL.AnnotationProperty)

    @cached_property
    def terms(self) -> frozenset[URIRef]:
        """Everything that the ontology defines."""
        return self._iris(self.graph.subjects(RDFS.isDefinedBy, URIRef(self.namespaces.ontology)))

    def superclasses(self, cls: URIRef) -> frozenset[URIRef]:
        """The named classes above a class, itself included."""
        return self._iris(self.graph.transitive_objects(cls, RDFS.subClassOf))

    def domains(self, prop: URIRef) -> frozenset[URIRef]:
        """The domains stated for a property; empty means that it fits any thing."""
        return self._iris(self.graph.objects(prop, RDFS.domain))

    def range(self, prop: URIRef) -> URIRef | None:
        """The range stated for a property."""
        value = self.graph.value(prop, RDFS.range)
        return value if isinstance(value, URIRef) else None

    def is_vocabulary(self, cls: URIRef) -> bool:
        """Whether the values of a class are a closed list kept in the ontology itself."""
        return SKOS.Concept in self.superclasses(cls) and (None, RDF.type, cls) in self.graph

    def properties_for(self, cls: URIRef) -> frozenset[URIRef]:
        """Our properties that a thing of a class may have: those whose domains all lie above it."""
        above = self.superclasses(cls)
        every = self.object_properties | self.datatype_properties | self.annotation_properties
        return frozenset(prop for prop in every if self.domains(prop) <= above)

    def _ours(self, kind: URIRef) -> frozenset[URIRef]:
        terms = self.namespaces.terms
        return frozenset(s for s in self._iris(self.graph.subjects(RDF.type, kind)) if s.startswith(terms))

    @staticmethod
    def _iris(nodes: Iterable[object]) -> frozenset[URIRef]:
        return frozenset(node for node in nodes if isinstance(node, URIRef))


def load_ontology(folder: Path, namespaces: Namespaces) -> Ontology:
    """Read every module of a folder except the companions and shapes.

    Raises DataError if a module is not Turtle.
    """
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        if path.stem not in COMPANIONS and path.name != SHAPES:
            parse_turtle(path, namespaces, graph)
    return Ontology(graph, namespaces)


def load_companions(folder: Path, namespaces: Namespaces) -> dict[str, Graph]:
    """Read the modules of a folder that stand beside the ontology, by name.

    Raises DataError if one is missing or not Turtle.
    """
    return {name: parse_turtle(folder / f"{name}.ttl", namespaces) for name in COMPANIONS}


def parse_turtle(path: Path, namespaces: Namespaces, into: Graph | None = None) -> Graph:
    """Read one Turtle file written for the default base into a graph, with its IRIs below the base in force."""
    graph = Graph() if into is None else into
    try:
        return graph.parse(data=namespaces.rebase(path.read_text(encoding="utf-8")), format="turtle")
    except BadSyntax as error:
        what = f"is not Turtle: {error.message.strip()}."
        raise DataError(Problem(f"{path}:{error.lines + 1}", what, "Mend the syntax of this line.")) from error
    except (ParserError, OSError) as error:
        raise DataError(Problem(str(path), f"cannot be read: {error}.", "Restore the file.")) from error

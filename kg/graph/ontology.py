"""The ontology: its Turtle modules, merged, and the lookups that the build needs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from kg.errors import DataError, Problem
from kg.namespaces import Namespaces

# Modules about the ontology that are not part of it; in the dataset each has its own named graph.
COMPANION_MODULES = ("alignments", "display")
SHAPES_MODULE = "shapes"
_RANGE_INCLUDES = URIRef("http://purl.org/dc/dcam/rangeIncludes")


@dataclass(frozen=True)
class Ontology:
    """The merged modules of a folder, below one base, with the companion modules by name."""

    folder: Path
    namespaces: Namespaces
    graph: Graph
    companions: Mapping[str, Graph]

    def term(self, name: str) -> URIRef:
        """The IRI of the term with that local name, declared or not."""
        return URIRef(self.namespaces.term(name))

    def local(self, iri: URIRef) -> str:
        """The local name of a term of the ontology."""
        return iri.removeprefix(self.namespaces.terms)

    @cached_property
    def classes(self) -> frozenset[URIRef]:
        """The classes."""
        return self.declared(OWL.Class)

    @cached_property
    def object_properties(self) -> frozenset[URIRef]:
        """The properties whose values are entities."""
        return self.declared(OWL.ObjectProperty)

    @cached_property
    def datatype_properties(self) -> frozenset[URIRef]:
        """The properties whose values are literals."""
        return self.declared(OWL.DatatypeProperty)

    def superclasses(self, cls: URIRef) -> frozenset[URIRef]:
        """A class and the named classes above it."""
        return _iris(self.graph.transitive_objects(cls, RDFS.subClassOf))

    def domains(self, prop: URIRef) -> frozenset[URIRef]:
        """The stated domains of a property; a property without any applies to every entity."""
        return _iris(self.graph.objects(prop, RDFS.domain))

    def range(self, prop: URIRef) -> URIRef | None:
        """The stated range of a property, which is no axiom where OWL 2 DL has none (dcam:rangeIncludes)."""
        value = self.graph.value(prop, RDFS.range) or self.graph.value(prop, _RANGE_INCLUDES)
        return value if isinstance(value, URIRef) else None

    def is_vocabulary(self, cls: URIRef) -> bool:
        """Whether the members of a class are a closed list in the ontology itself."""
        return SKOS.Concept in self.superclasses(cls) and bool(self.members(cls))

    def properties_for(self, cls: URIRef) -> frozenset[URIRef]:
        """The properties that a member of a class may have: those whose domains all lie above the class."""
        above = self.superclasses(cls)
        properties = self.object_properties | self.datatype_properties | self.declared(OWL.AnnotationProperty)
        return frozenset(prop for prop in properties if self.domains(prop) <= above)

    def declared(self, kind: URIRef) -> frozenset[URIRef]:
        """The terms of the ontology that are of a kind, such as owl:SymmetricProperty."""
        return frozenset(iri for iri in self.members(kind) if iri.startswith(self.namespaces.terms))

    def individuals(self) -> Iterator[tuple[URIRef, URIRef, Node]]:
        """The triples about the members of the ontology's own classes, such as the concepts of its vocabularies."""
        for individual in {iri for cls in self.classes for iri in self.members(cls)}:
            for prop, value in self.graph.predicate_objects(individual):
                yield individual, URIRef(str(prop)), value

    def members(self, cls: URIRef) -> frozenset[URIRef]:
        """The members of a class that the ontology itself declares."""
        return _iris(self.graph.subjects(RDF.type, cls))


def _iris(nodes: Iterable[object]) -> frozenset[URIRef]:
    return frozenset(node for node in nodes if isinstance(node, URIRef))


def load_ontology(folder: Path, namespaces: Namespaces) -> Ontology:
    """Read the modules of a folder but the shapes; raises DataError for an invalid or missing module.

    The display data receive the terms that each module declares, since the merged graph no longer has the files.
    """
    graph = Graph()
    parts = Graph()
    declared: frozenset[URIRef] = frozenset()
    for path in sorted(folder.glob("*.ttl")):
        if path.stem not in (*COMPANION_MODULES, SHAPES_MODULE):
            parse_turtle(path, namespaces, graph)
            module, known = URIRef(namespaces.display(f"module-{path.stem}")), declared
            declared = frozenset(iri for iri in _iris(graph.subjects(RDF.type)) if iri.startswith(namespaces.terms))
            for term in declared - known:
                parts.add((module, DCTERMS.hasPart, term))
    companions = {name: parse_turtle(folder / f"{name}.ttl", namespaces) for name in COMPANION_MODULES}
    companions["display"] += parts
    return Ontology(folder, namespaces, graph, companions)


def parse_turtle(path: Path, namespaces: Namespaces, target: Graph | None = None) -> Graph:
    """Read one Turtle file, written for the default base, into a graph with its IRIs moved to the given base."""
    graph = Graph() if target is None else target
    try:
        return graph.parse(data=namespaces.rebase(path.read_text(encoding="utf-8-sig")), format="turtle")
    except BadSyntax as error:
        what = f"is not valid Turtle: {error.message.strip()}."
        raise DataError(Problem(f"{path}:{error.lines + 1}", what, "Correct the syntax of this line.")) from error
    except (ParserError, OSError, UnicodeDecodeError) as error:
        raise DataError(Problem(str(path), f"cannot be read: {error}.", "Restore the file.")) from error

"""N-Quads lines of synthetic statements with their provenance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.namespaces import Namespaces

NAMES = Namespaces()
RDF, RDFS = NAMES.prefixes["rdf"], NAMES.prefixes["rdfs"]
PROVENANCE = NAMES.graph("provenance")

IriTriple = tuple[str, str, str]


def statement(subject: str, predicate: str, value: str, graph: str = PROVENANCE) -> Iterator[str]:
    """A statement in a named graph and in the default graph; ``value`` is a term of N-Quads, the others are IRIs."""
    yield f"<{subject}> <{predicate}> {value} ."
    yield f"<{subject}> <{predicate}> {value} <{graph}> ."


def entity(iri: str, cls: str, label: str, graph: str = PROVENANCE) -> Iterator[str]:
    """An entity with its class and an English label."""
    yield from statement(iri, f"{RDF}type", f"<{NAMES.term(cls)}>", graph)
    yield from statement(iri, f"{RDFS}label", f'"{label}"@en', graph)


def reification(node: str, cls: str, triple: IriTriple, values: Mapping[str, str]) -> Iterator[str]:
    """An assertion or inference of a triple of IRIs, with the IRIs of further values by the names of properties."""
    yield from statement(node, f"{RDF}type", f"<{NAMES.term(cls)}>")
    for part, iri in zip(("subject", "predicate", "object"), triple, strict=True):
        yield from statement(node, f"{RDF}{part}", f"<{iri}>")
    for name, iri in values.items():
        yield from statement(node, NAMES.term(name), f"<{iri}>")

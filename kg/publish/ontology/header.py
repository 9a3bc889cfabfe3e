"""The header of the ontology: its statements about itself (OWL 2 Structural Specification, 3)."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.model.triples import Triples, iri
from kg.namespaces import NamedGraph
from kg.publish.ontology.expressions import Word


@dataclass(frozen=True)
class Header:
    """The ontology as a work; a missing value is None."""

    title: str
    description: str | None
    version: str | None
    created: str | None
    modified: str | None
    licence: str | None
    creator: Word | None


def read_header(triples: Triples) -> Header:
    """The header among the triples of an ontology."""
    ontology = iri(triples.names.ontology)

    def first(name: str) -> str | None:
        value = triples.value(ontology, name)
        return value.value if value else None

    creator = triples.value(ontology, "dcterms:creator")
    label = triples.value(creator, "rdfs:label") if creator else None
    return Header(
        title=first("dcterms:title") or "Ontology",
        description=first("dcterms:description"),
        version=first("owl:versionInfo"),
        created=first("dcterms:created"),
        modified=first("dcterms:modified"),
        licence=first("dcterms:license"),
        creator=Word(label.value if label else creator.value, creator.value) if creator else None,
    )


def ontology_version(dataset: PublishedDataset) -> str | None:
    """The version in the version IRI (OWL 2 Structural Specification, 3.1); None without one."""
    names = dataset.names
    graph = names.graph(NamedGraph.ONTOLOGY)
    rows = dataset.select_bound(f"SELECT ?iri WHERE {{ GRAPH <{graph}> {{ <{names.ontology}> owl:versionIRI ?iri }} }}")
    return next((version.value.removeprefix(f"{names.ontology}/") for (version,) in rows), None)

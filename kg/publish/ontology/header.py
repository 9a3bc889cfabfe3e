"""The header of the ontology: what it says of itself (OWL 2 Structural Specification, 3)."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.model.triples import Triples, iri
from kg.publish.ontology.expressions import Word

ONTOLOGY = "ontology"


@dataclass(frozen=True)
class Header:
    """The ontology as a work; what it does not tell is None."""

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

    def one(name: str) -> str | None:
        value = triples.value(ontology, name)
        return value.value if value else None

    creator = triples.value(ontology, "dcterms:creator")
    label = triples.value(creator, "rdfs:label") if creator else None
    return Header(
        title=one("dcterms:title") or "Ontology",
        description=one("dcterms:description"),
        version=one("owl:versionInfo"),
        created=one("dcterms:created"),
        modified=one("dcterms:modified"),
        licence=one("dcterms:license"),
        creator=Word(label.value if label else creator.value, creator.value) if creator else None,
    )


def version_of(dataset: PublishedDataset) -> str | None:
    """The version as it stands in its address (OWL 2 Structural Specification, 3.1); None without one."""
    names = dataset.names
    answer = dataset.store.query(
        f"SELECT ?version WHERE {{ GRAPH <{names.graph(ONTOLOGY)}> {{ <{names.ontology}> owl:versionIRI ?version }} }}",
        prefixes=names.prefixes,
    )
    return next((row[0].value.removeprefix(f"{names.ontology}/") for row in answer.rows() if row[0]), None)

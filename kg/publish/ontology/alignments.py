"""The relations between the terms of the ontology and those of other ontologies."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.model.triples import iri, read_graph
from kg.namespaces import NamedGraph
from kg.publish.ontology.axioms import RELATIONS, Axiom
from kg.publish.ontology.expressions import Expressions

_HEADINGS = {
    "rdf:type": "Instance of",
    "rdfs:label": "Called",
    "skos:exactMatch": "Exact match",
    "skos:closeMatch": "Close match",
    "skos:broadMatch": "Broad match",
    "skos:narrowMatch": "Narrow match",
    "skos:relatedMatch": "Related match",
}


@dataclass(frozen=True)
class Alignment:
    """A statement about one of our terms, an IRI, by means of others'; the alignments have a few terms of their own."""

    term: str
    name: str
    axiom: Axiom


def read_alignments(dataset: PublishedDataset) -> list[Alignment]:
    """The alignments of a dataset, in the order of our terms."""
    triples = read_graph(dataset, NamedGraph.ALIGNMENTS)
    expressions = Expressions(triples)
    own = (dataset.names.terms, f"{dataset.names.ontology}/{NamedGraph.ALIGNMENTS}#")
    headings = {prop: forward for prop, (forward, _) in RELATIONS.items()} | _HEADINGS
    return [
        Alignment(
            subject.value,
            expressions.name(subject),
            Axiom(headings.get(prop) or expressions.name(iri(prop)), expressions.write(value)),
        )
        for subject, prop, value in triples
        if subject.value.startswith(own)
    ]

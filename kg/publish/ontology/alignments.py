"""How the terms of the ontology relate to those of other ontologies."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.model.triples import iri, read_graph
from kg.publish.ontology.axioms import RELATIONS, Fact
from kg.publish.ontology.expressions import Expressions

ALIGNMENTS = "alignments"
_WORDS = {
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
    """What is said of one of our terms, an IRI, by means of others'; the alignments have a few of their own."""

    term: str
    name: str
    fact: Fact


def read_alignments(dataset: PublishedDataset) -> list[Alignment]:
    """The alignments of a dataset, in the order of our terms."""
    triples = read_graph(dataset, ALIGNMENTS)
    expressions = Expressions(triples)
    own = f"{dataset.names.ontology}/{ALIGNMENTS}#"
    found = []
    for subject, prop, value in triples:
        if subject.value.startswith((dataset.names.terms, own)):
            relation = RELATIONS[prop][0] if prop in RELATIONS else _WORDS.get(prop) or expressions.name(iri(prop))
            fact = Fact(relation, expressions.write(value))
            found.append(Alignment(subject.value, expressions.name(subject), fact))
    return found

"""How large a dataset is: the figures of VoID (W3C Interest Group Note, 4.6), counted in its default graph."""

from __future__ import annotations

from dataclasses import dataclass

from kg.publish import labels
from kg.publish.dataset import PublishedDataset

# The parts of a query, for these figures and for the description of the dataset in RDF.
TOTALS = (
    "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) "
    "WHERE { ?s ?p ?o }"
)
BY_CLASS = "SELECT ?class (COUNT(*) AS ?members) WHERE { ?thing a ?class FILTER isIRI(?class) } GROUP BY ?class"
BY_PROPERTY = "SELECT ?property (COUNT(*) AS ?uses) WHERE { ?subject ?property ?value } GROUP BY ?property"
# External datasets are known by the beginning of their IRIs (VoID, 4.2); blank nodes describe them.
LINKSETS = (
    "SELECT ?space ?authority ?predicate (COUNT(*) AS ?links) WHERE { "
    "?target void:uriSpace ?space ; dcterms:title ?authority . "
    "VALUES ?predicate { skos:exactMatch skos:closeMatch owl:sameAs } ?thing ?predicate ?external "
    "FILTER STRSTARTS(STR(?external), STR(?space)) } GROUP BY ?space ?authority ?predicate"
)


@dataclass(frozen=True)
class Count:
    """How often the dataset has a class or property, with its name, and the IRI in short."""

    iri: str
    short: str
    name: str
    number: int


@dataclass(frozen=True)
class Linkset:
    """How many links a predicate, an IRI with its short form, makes to the dataset whose IRIs begin with ``space``."""

    space: str
    authority: str
    predicate: str
    short: str
    number: int


@dataclass(frozen=True)
class Statistics:
    """The number of triples, of distinct subjects and objects, and the uses of each class and property, most first."""

    triples: int
    subjects: int
    objects: int
    classes: list[Count]
    properties: list[Count]
    linksets: list[Linkset]


def statistics(dataset: PublishedDataset) -> Statistics:
    """The figures of a dataset; the time grows with its triples, about a second for a million of them."""
    triples, subjects, objects = (int(value) for value in _rows(dataset, TOTALS)[0])
    linksets = [
        Linkset(space, authority, predicate, dataset.names.compact(predicate), int(number))
        for space, authority, predicate, number in _rows(dataset, f"{LINKSETS} ORDER BY ?authority ?predicate")
    ]
    classes, properties = _counts(dataset, BY_CLASS), _counts(dataset, BY_PROPERTY)
    return Statistics(triples, subjects, objects, classes, properties, linksets)


def _counts(dataset: PublishedDataset, query: str) -> list[Count]:
    numbers = {iri: int(number) for iri, number in _rows(dataset, query)}
    called = labels.of(dataset, numbers)
    counts = [Count(iri, dataset.names.compact(iri), called.text(iri), number) for iri, number in numbers.items()]
    return sorted(counts, key=lambda count: (-count.number, count.iri))


def _rows(dataset: PublishedDataset, query: str) -> list[list[str]]:
    answer = dataset.store.query(query, prefixes=dataset.names.prefixes)
    return [[term.value if term else "" for term in row] for row in answer.rows()]

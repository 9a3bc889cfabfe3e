"""How large a dataset is: the figures of VoID (W3C Interest Group Note, 4.6), counted in its default graph."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.namespaces import Namespaces

# The parts of a query, for these figures and for the description of the dataset in RDF.
TOTALS = (
    "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) "
    "(COUNT(DISTINCT ?p) AS ?properties) WHERE { ?s ?p ?o }"
)
CLASSES = "SELECT (COUNT(DISTINCT ?class) AS ?classes) WHERE { ?thing a ?class FILTER isIRI(?class) }"
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
    """The number of triples, of distinct subjects and objects, and the uses of classes and properties, most first.

    They are the classes of the ontology, and the properties that things have.
    """

    triples: int
    subjects: int
    objects: int
    classes: list[Count]
    properties: list[Count]
    linksets: list[Linkset]


def by_class(names: Namespaces) -> str:
    """A query for the number of members of each class of the ontology."""
    return (
        "SELECT ?class (COUNT(*) AS ?members) WHERE { ?thing a ?class } GROUP BY ?class "
        f'HAVING (STRSTARTS(STR(?class), "{names.terms}"))'
    )


def by_property(names: Namespaces) -> str:
    """A query for the uses of each property of the ontology, and of the general ones that things have as well.

    Those by which assertions and inferences name their triples are left out, as they tell nothing of the things.
    """
    return (
        "SELECT ?property ?uses WHERE { { SELECT ?property (COUNT(*) AS ?uses) WHERE { ?subject ?property ?value } "
        f'GROUP BY ?property }} FILTER (STRSTARTS(STR(?property), "{names.terms}") '
        "|| (?property NOT IN (rdf:subject, rdf:predicate, rdf:object) && "
        f'EXISTS {{ ?thing ?property ?any FILTER STRSTARTS(STR(?thing), "{names.things}") }})) }}'
    )


def statistics(dataset: PublishedDataset) -> Statistics:
    """The figures of a dataset; the time grows with its triples, about a second for a million of them."""
    triples, subjects, objects, _ = (int(value) for value in _rows(dataset, TOTALS)[0])
    linksets = [
        Linkset(space, authority, predicate, dataset.names.compact(predicate), int(number))
        for space, authority, predicate, number in _rows(dataset, f"{LINKSETS} ORDER BY ?authority ?predicate")
    ]
    classes, properties = (_counts(dataset, query(dataset.names)) for query in (by_class, by_property))
    return Statistics(triples, subjects, objects, classes, properties, linksets)


def _counts(dataset: PublishedDataset, query: str) -> list[Count]:
    numbers = {iri: int(number) for iri, number in _rows(dataset, query)}
    called = labels.of(dataset, numbers)
    counts = [Count(iri, dataset.names.compact(iri), called.text(iri), number) for iri, number in numbers.items()]
    return sorted(counts, key=lambda count: (-count.number, count.iri))


def _rows(dataset: PublishedDataset, query: str) -> list[list[str]]:
    answer = dataset.store.query(query, prefixes=dataset.names.prefixes)
    return [[term.value if term else "" for term in row] for row in answer.rows()]

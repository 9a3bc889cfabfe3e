"""The look-up of an IRI: what a dataset that does not own it says about it (VoID, 3.4)."""

from __future__ import annotations

from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model import labels
from kg.model.dataset import PublishedDataset

# A page shows no more; the answer in RDF has them all.
MOST = 1000


@dataclass(frozen=True)
class Mention:
    """A statement whose object is the IRI; ``evidence`` is the assertion or inference that is about it, if any."""

    subject: str
    subject_name: str
    predicate: str
    predicate_name: str
    evidence: str | None


def known(dataset: PublishedDataset, iri: str) -> bool:
    """Whether an IRI is the subject of a statement."""
    return dataset.store.query(f"ASK {{ <{iri}> ?property ?value }}").truth


def mentioned(dataset: PublishedDataset, iri: str) -> bool:
    """Whether an IRI is the object of a statement."""
    return dataset.store.query(f"ASK {{ ?thing ?property <{iri}> }}").truth


def mentions(dataset: PublishedDataset, iri: str) -> list[Mention]:
    """The statements of which an IRI is the object, in the order of their subjects, without those about statements."""
    answer = dataset.store.query(
        f"SELECT ?thing ?property (MIN(?statement) AS ?evidence) WHERE {{ ?thing ?property <{iri}> "
        "FILTER (isIRI(?thing) && ?property != rdf:object) "
        f"OPTIONAL {{ ?statement rdf:object <{iri}> ; rdf:subject ?thing ; rdf:predicate ?property }} }} "
        f"GROUP BY ?thing ?property ORDER BY ?thing ?property LIMIT {MOST}",
        prefixes=dataset.names.prefixes,
    )
    rows: list[tuple[str, str, Term | None]] = [
        (thing.value, name.value, evidence) for thing, name, evidence in answer.rows() if thing and name
    ]
    called = labels.of(dataset, {iri for thing, name, _ in rows for iri in (thing, name)})
    return [
        Mention(thing, called.text(thing), name, called.text(name), evidence.value if evidence else None)
        for thing, name, evidence in rows
    ]


def describe(iri: str) -> str:
    """A query for the statements that mention an IRI, and the labels of their subjects."""
    return (
        f"CONSTRUCT {{ ?thing ?property <{iri}> . ?thing rdfs:label ?label . <{iri}> ?own ?value }} WHERE {{ "
        f"{{ ?thing ?property <{iri}> OPTIONAL {{ ?thing rdfs:label ?label }} }} UNION {{ <{iri}> ?own ?value }} "
        "} ORDER BY ?thing ?property ?label ?own ?value"
    )

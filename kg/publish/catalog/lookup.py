"""The look-up of an external IRI: the statements in which the dataset mentions it (VoID, 3.4)."""

from dataclasses import dataclass
from string import Template

from kg.model import labels
from kg.model.dataset import PublishedDataset, filled_query, query_text
from kg.model.graphs import anywhere
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class Mention:
    """A statement whose object is the IRI; ``evidence`` is the assertion or inference that is about it, if any."""

    subject: str
    subject_name: str
    predicate: str
    predicate_name: str
    evidence: str | None


def is_described(dataset: PublishedDataset, iri: str) -> bool:
    """Whether an IRI is the subject of a statement."""
    return dataset.ask(f"ASK {anywhere(f'{iri_ref(iri)} ?property ?value')}")


def is_mentioned(dataset: PublishedDataset, iri: str) -> bool:
    """Whether an IRI is the object of a statement."""
    return dataset.ask(f"ASK {_mention(iri)}")


def mentions(dataset: PublishedDataset, iri: str) -> list[Mention]:
    """The statements whose object is the IRI, in the order of their subjects, without those about statements.

    A page shows a limited number; the answer in RDF has all.
    """
    limit = dataset.limits.page.mentions
    values = {"iri": iri_ref(iri), "mention": _mention(iri), "limit": limit}
    query = filled_query(__package__, "mentions", dataset.names, **values)
    rows = [
        (thing.value, name.value, evidence.value if evidence else None)
        for thing, name, evidence in dataset.select(query)
        if thing and name
    ]
    names = labels.of(dataset, {iri for row in rows for iri in row[:2]})
    return [Mention(thing, names.text(thing), name, names.text(name), evidence) for thing, name, evidence in rows]


def mentions_query(iri: str) -> str:
    """A query for the statements that mention an IRI, and the labels of their subjects."""
    patterns = {
        "mention": _mention(iri),
        "label": anywhere("?thing rdfs:label ?label"),
        "description": anywhere(f"{iri_ref(iri)} ?own ?value"),
    }
    return Template(query_text(__package__, "lookup")).substitute(iri=iri_ref(iri), **patterns)


def _mention(iri: str) -> str:
    return anywhere(f"?thing ?property {iri_ref(iri)}")

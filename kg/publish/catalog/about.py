"""What a dataset says of itself: its title, licence, creators and sources, and which version of it this is."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.namespaces import Namespaces


@dataclass(frozen=True)
class About:
    """A dataset in its own words.

    ``licence`` is an IRI and ``creators`` are names. ``identifier`` names the content. ``version`` is the release that
    this is, or how it relates to one; ``released`` is the day of that release as ``2026-11-23``, None without one.
    """

    iri: str
    title: str
    description: str
    licence: str | None
    creators: tuple[str, ...]
    identifier: str | None
    version: str
    released: str | None


@dataclass(frozen=True)
class Source:
    """A source, with the number of its passages and of those among them that support a statement."""

    iri: str
    name: str
    passages: int
    supporting: int


def about(dataset: PublishedDataset, version: str, released: str | None = None) -> About:
    """What a dataset says under its base IRI; its release is known to the caller."""
    base = dataset.names.base

    def one(path: str) -> str | None:
        return next(iter(_column(dataset, f"<{base}> {path} ?value")), None)

    creators = _column(dataset, creators_of(dataset.names, "?value"))
    called = labels.of(dataset, creators)
    return About(
        base,
        one("dcterms:title|rdfs:label") or "Knowledge graph",
        one("dcterms:description") or "",
        one("dcterms:license"),
        tuple(called.text(creator) for creator in creators),
        one("dcterms:identifier"),
        version,
        released,
    )


def creators_of(names: Namespaces, variable: str) -> str:
    """A pattern for the creators of a dataset: those of its ontology, unless it states others of its own."""
    stated = f"<{names.base}> dcterms:creator"
    return (
        f"{{ {stated} {variable} }} UNION "
        f"{{ <{names.ontology}> dcterms:creator {variable} FILTER NOT EXISTS {{ {stated} ?other }} }}"
    )


def sources(dataset: PublishedDataset) -> list[Source]:
    """The sources that statements are taken from, the one with most passages first."""
    answer = dataset.store.query(
        "SELECT ?source (COUNT(?passage) AS ?passages) (SUM(?supports) AS ?supporting) WHERE { "
        "?source a ckg:Source . ?passage a ckg:Passage ; ckg:inSource ?source "
        "BIND (IF(EXISTS { ?assertion ckg:supportedBy ?passage }, 1, 0) AS ?supports) } GROUP BY ?source",
        prefixes=dataset.names.prefixes,
    )
    rows = [(source.value, int(n.value), int(m.value)) for source, n, m in answer.rows() if source and n and m]
    called = labels.of(dataset, [iri for iri, _, _ in rows])
    found = [Source(iri, called.text(iri), passages, supporting) for iri, passages, supporting in rows]
    return sorted(found, key=lambda source: (-source.passages, source.name))


def _column(dataset: PublishedDataset, pattern: str) -> list[str]:
    answer = dataset.store.query(
        f"SELECT DISTINCT ?value WHERE {{ {pattern} }} ORDER BY ?value", prefixes=dataset.names.prefixes
    )
    return [row[0].value for row in answer.rows() if row[0]]

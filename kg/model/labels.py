"""What things are called, in every language, and how a statement that is a thing itself reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset
from kg.model.literal_format import words
from kg.namespaces import Namespaces

# The first language that a thing has a label in is shown.
_LANGUAGES = ("en", None)
_AT_A_TIME = 1000


@dataclass(frozen=True)
class Labels:
    """The labels of IRIs, and the triples of those that are assertions or inferences.

    ``given`` are names for IRIs that have no label.
    """

    names: Namespaces
    by_iri: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    triples: Mapping[str, tuple[Term, Term, Term]] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)

    def __or__(self, more: Labels) -> Labels:
        """These labels and more."""
        by_iri, triples = {**self.by_iri, **more.by_iri}, {**self.triples, **more.triples}
        return Labels(self.names, by_iri, triples, {**self.given, **more.given})

    def text(self, iri: str) -> str:
        """The name of a thing: its label, its statement in words, or else its IRI in short."""
        if found := self.by_iri.get(iri):
            return best(found).value
        if triple := self.triples.get(iri):
            return " – ".join(self.term(term) for term in triple)
        return self.given.get(iri) or self.names.compact(iri)

    def language(self, iri: str) -> str | None:
        """The language of the name of a thing, as far as its label tells."""
        found = self.by_iri.get(iri)
        return best(found).language if found else None

    def term(self, term: Term) -> str:
        """A term as people read it."""
        return self.text(term.value) if term.is_iri else words(term)

    def others(self, iri: str) -> list[Term]:
        """The labels besides the one that ``text`` gives."""
        found = self.by_iri.get(iri, ())
        return [label for label in found if label is not best(found)]


def of(dataset: PublishedDataset, iris: Collection[str]) -> Labels:
    """The labels of some IRIs; where they are assertions or inferences, also those of what these are about."""
    found = _labels(dataset, iris)
    triples = _triples(dataset, set(iris) - set(found))
    about = {term.value for triple in triples.values() for term in triple if term.is_iri} - set(found)
    return Labels(dataset.names, found | _labels(dataset, about), triples)


def best(labels: Iterable[Term]) -> Term:
    """The label to show of several."""

    def key(label: Term) -> tuple[int, str, str]:
        place = _LANGUAGES.index(label.language) if label.language in _LANGUAGES else len(_LANGUAGES)
        return place, label.language or "", label.value

    return min(labels, key=key)


def _labels(dataset: PublishedDataset, iris: Collection[str]) -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for iri, label in _select(dataset, iris, "?iri ?label", "?iri rdfs:label|skos:prefLabel ?label"):
        found.setdefault(iri.value, []).append(label)
    return {
        iri: tuple(sorted(set(labels), key=lambda one: (one.language or "", one.value)))
        for iri, labels in found.items()
    }


def _triples(dataset: PublishedDataset, iris: Collection[str]) -> dict[str, tuple[Term, Term, Term]]:
    pattern = "?iri rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object"
    rows = _select(dataset, iris, "?iri ?subject ?predicate ?object", pattern)
    return {iri.value: (subject, predicate, value) for iri, subject, predicate, value in rows}


def _select(dataset: PublishedDataset, iris: Collection[str], heads: str, pattern: str) -> Iterable[list[Term]]:
    """The rows of a pattern for each of some IRIs, all terms bound; a query takes a limited number of IRIs."""
    ordered = sorted(iris)
    for begin in range(0, len(ordered), _AT_A_TIME):
        values = " ".join(f"<{iri}>" for iri in ordered[begin : begin + _AT_A_TIME])
        text = f"SELECT {heads} WHERE {{ VALUES ?iri {{ {values} }} {pattern} }}"
        answer = dataset.store.query(text, prefixes=dataset.names.prefixes)
        yield from ([term for term in row if term] for row in answer.rows())

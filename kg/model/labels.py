"""How terms read: the labels of entities in every language, statements in words, and formatted literals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.display import read_display
from kg.model.graphs import anywhere
from kg.namespaces import Namespaces

_XSD = "http://www.w3.org/2001/XMLSchema#"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(r"(-?\d{4,})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?:Z|[+-]\d\d:\d\d)?")
_DATES = frozenset({f"{_XSD}date", f"{_XSD}gYearMonth", f"{_XSD}gYear"})
# Nobody reads longer ones, and the longest are more than Python turns into numbers.
_NUMBER = re.compile(r"([+-]?)(\d{1,100})(\.\d+)?")
_NUMBERS = frozenset({f"{_XSD}integer", f"{_XSD}decimal"})
_TRUTHS = {"true": "yes", "1": "yes", "false": "no", "0": "no"}


@dataclass(frozen=True)
class Labels:
    """The labels of IRIs, the triples of assertions and inferences, and names ``given`` to IRIs without a label.

    ``phrases`` are what stands for a property between the subject and the object of a triple.
    """

    names: Namespaces
    by_iri: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    triples: Mapping[str, tuple[Term, Term, Term]] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)

    def __or__(self, more: Labels) -> Labels:
        """These labels and more."""
        by_iri, triples = {**self.by_iri, **more.by_iri}, {**self.triples, **more.triples}
        return Labels(self.names, by_iri, triples, {**self.given, **more.given}, {**self.phrases, **more.phrases})

    def text(self, iri: str) -> str:
        """The name of an entity: its label, its statement in words, or else its IRI in short."""
        if labels := self.by_iri.get(iri):
            return _best(labels).value
        if triple := self.triples.get(iri):
            subject, predicate, value = triple
            return f"{self.term(subject)} – {self.phrase(predicate.value)} – {self.term(value)}"
        return self.given.get(iri) or self.names.compact(iri)

    def phrase(self, iri: str) -> str:
        """What stands for a property between the subject and the object of a statement in words."""
        return self.phrases.get(iri) or self.text(iri)

    def language(self, iri: str) -> str | None:
        """The language tag of the label of an entity."""
        labels = self.by_iri.get(iri)
        return _best(labels).language if labels else None

    def term(self, term: Term) -> str:
        """A term as people read it."""
        return self.text(term.value) if term.is_iri else format_literal(term)

    def others(self, iri: str) -> list[Term]:
        """The labels besides the one that ``text`` gives."""
        labels = self.by_iri.get(iri, ())
        return [label for label in labels if label is not _best(labels)]


def of(dataset: PublishedDataset, iris: Collection[str]) -> Labels:
    """The labels of some IRIs; where they are assertions or inferences, also those of what these are about."""
    labels = _labels(dataset, iris)
    query = (
        "SELECT ?iri ?subject ?predicate ?object WHERE { VALUES ?iri { %s } "
        "GRAPH ?evidence { ?iri rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object } }"
    )
    rows = bound_rows(dataset.select_about(set(iris) - set(labels), query))
    triples = {iri.value: (subject, predicate, value) for iri, subject, predicate, value in rows}
    about = {term.value for triple in triples.values() for term in triple if term.is_iri} - set(labels)
    phrases = read_display(dataset).phrases
    return Labels(dataset.names, labels | _labels(dataset, about), triples, phrases=phrases)


def _best(labels: Iterable[Term]) -> Term:
    """The label to show of several: an English one before those without a language, and these before others."""
    return min(labels, key=lambda label: (label.language != "en", label.language is not None, *_order(label)))


def _labels(dataset: PublishedDataset, iris: Collection[str]) -> dict[str, tuple[Term, ...]]:
    query = f"SELECT ?iri ?label WHERE {{ VALUES ?iri {{ %s }} {anywhere('?iri rdfs:label|skos:prefLabel ?label')} }}"
    labels = grouped((iri.value, label) for iri, label in bound_rows(dataset.select_about(iris, query)))
    return {iri: tuple(sorted({*terms}, key=_order)) for iri, terms in labels.items()}


def _order(label: Term) -> tuple[str, str]:
    return label.language or "", label.value


def format_literal(literal: Term) -> str:
    """A literal in words: ``19 February 2026``, ``5,000``, ``−57``, ``yes``; other literals stay as they are."""
    if literal.datatype in _DATES and (date := _DATE.fullmatch(literal.value)):
        year, month, day = date.groups()
        parts = [str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year]
        return " ".join(part for part in parts if part)
    if literal.datatype in _NUMBERS and (number := _NUMBER.fullmatch(literal.value)):
        sign, whole, fraction = number.groups()
        return f"{'−' if sign == '-' else ''}{int(whole):,}{fraction or ''}"
    if literal.datatype == f"{_XSD}boolean":
        return _TRUTHS.get(literal.value, literal.value)
    return literal.value


def is_date(literal: Term) -> bool:
    """Whether a literal is a day, a month or a year."""
    return literal.datatype in _DATES

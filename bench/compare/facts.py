"""N-Quads lines of facts with their evidence, in the graphs that a built dataset has for them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from bench.quads import NAMES, RDF, RDFS, statement
from kg.namespaces import NamedGraph

_INTEGER, _DATE = f"{NAMES.prefixes['xsd']}integer", f"{NAMES.prefixes['xsd']}date"

# The IRI of a property, and its value as a term of N-Quads.
Fact = tuple[str, str]


def link(name: str, iri: str) -> Fact:
    """A fact of a property of the ontology with an IRI."""
    return NAMES.term(name), f"<{iri}>"


def number(name: str, value: int) -> Fact:
    """A fact of a property of the ontology with an integer."""
    return NAMES.term(name), f'"{value}"^^<{_INTEGER}>'


def day(name: str, date: str) -> Fact:
    """A fact of a property of the ontology with a date, given as YYYY-MM-DD."""
    return NAMES.term(name), f'"{date}"^^<{_DATE}>'


def text(iri: str, words: str) -> Fact:
    """A fact of any property with an English text without quotes."""
    return iri, f'"{words}"@en'


def kind(iri: str) -> Fact:
    """The fact that something is of a class."""
    return f"{RDF}type", f"<{iri}>"


def named(cls: str, label: str) -> list[Fact]:
    """The class of an entity, by its name in the ontology, and its label."""
    return [kind(NAMES.term(cls)), text(f"{RDFS}label", label)]


def plain(subject: str, facts: Iterable[Fact], graph: str) -> list[str]:
    """The lines of facts, each in a graph and in the default graph."""
    return [line for predicate, value in facts for line in statement(subject, predicate, value, graph)]


class Evidence:
    """Numbers the assertions and inferences of a world."""

    def __init__(self) -> None:
        self._numbers = itertools.count()
        self._last = ""

    def stated(self, subject: str, facts: Sequence[Fact], passage: str) -> list[str]:
        """The lines of facts in the graph of a passage, with an assertion for each."""
        extra = [link("evidenceStatus", NAMES.term("explicit")), link("supportedBy", passage)]
        graph = NAMES.graph(NamedGraph.ASSERTIONS)
        reified = [line for fact in facts for line in self._reified("Assertion", subject, fact, extra, graph)]
        return plain(subject, facts, passage) + reified

    def inferred(self, subject: str, facts: Sequence[Fact], passage: str) -> list[str]:
        """The lines of inferred facts, with an inference for each, whose premise is the evidence made before."""
        extra = [link("evidenceStatus", NAMES.term("explicit")), link("restsOn", passage)]
        extra.append(link("rule", NAMES.thing("rule/figment")))
        graph = NAMES.graph(NamedGraph.PROOFS)
        made: list[str] = []
        for fact in facts:
            made += self._reified("Inference", subject, fact, [*extra, link("premise", self._last)], graph)
        return plain(subject, facts, NAMES.graph(NamedGraph.INFERRED)) + made

    def _reified(self, cls: str, subject: str, fact: Fact, extra: Sequence[Fact], graph: str) -> list[str]:
        self._last = NAMES.thing(f"{cls.lower()}/figment-{next(self._numbers)}")
        predicate, value = fact
        triple = ((f"{RDF}subject", f"<{subject}>"), (f"{RDF}predicate", f"<{predicate}>"), (f"{RDF}object", value))
        parts = [kind(NAMES.term(cls)), *triple, *extra]
        return [f"<{self._last}> <{name}> {term} <{graph}> ." for name, term in parts]

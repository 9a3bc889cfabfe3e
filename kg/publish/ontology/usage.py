"""How the terms of the ontology are used in the dataset: how often, for example where, and by which rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.engine.answer import Term
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.triples import iri

# Three members of each class that stay the same as long as the data do: the first, the last and one between. A digest
# has as many characters for every IRI.
_MEMBERS = """SELECT ?class (COUNT(?thing) AS ?number) (MIN(?thing) AS ?first) (MAX(?thing) AS ?last)
  (MIN(CONCAT(SHA1(STR(?thing)), STR(?thing))) AS ?between)
WHERE { ?thing a ?class FILTER (isIRI(?thing)) } GROUP BY ?class"""
_DIGEST = 40
_TRIPLES = "SELECT ?property (COUNT(*) AS ?number) WHERE { ?subject ?property ?value } GROUP BY ?property"
_STATEMENTS = """SELECT ?property ?kind (COUNT(?statement) AS ?number) (MIN(?statement) AS ?example)
WHERE { VALUES ?kind { ckg:Assertion ckg:Inference } ?statement a ?kind ; rdf:predicate ?property }
GROUP BY ?property ?kind"""
_RULES = """SELECT ?axiom ?rule ?label (COUNT(?inference) AS ?number)
WHERE { ?rule ckg:axiom ?axiom ; rdfs:label ?label . ?inference ckg:rule ?rule }
GROUP BY ?axiom ?rule ?label ORDER BY ?rule"""
_VALUES = """SELECT ?value (COUNT(?subject) AS ?number)
WHERE { ?value skos:inScheme ?scheme . ?subject ?property ?value FILTER (?property NOT IN (rdf:subject, rdf:object)) }
GROUP BY ?value"""


@dataclass(frozen=True)
class Thing:
    """A thing, or a literal, as an example names it."""

    term: Term
    label: str


@dataclass(frozen=True)
class Statement:
    """A statement that the dataset holds; ``iri`` is where its evidence or its proof is told."""

    iri: str
    subject: Thing
    value: Thing


@dataclass(frozen=True)
class Rule:
    """A rule that is made from an axiom, and how many statements it gave."""

    iri: str
    label: str
    number: int


@dataclass
class Use:
    """The use of a term.

    ``members`` counts the things of a class, ``triples`` those that have a property, ``asserted`` and ``inferred`` the
    statements among these that have evidence and proof; ``values`` counts the triples with a value of a vocabulary.
    """

    members: int = 0
    examples: list[Thing] = field(default_factory=list)
    triples: int = 0
    asserted: int = 0
    inferred: int = 0
    statement: Statement | None = None
    values: int = 0
    rules: list[Rule] = field(default_factory=list)


class Usage:
    """The use of every term, asked of a dataset."""

    def __init__(self, dataset: PublishedDataset) -> None:
        self._dataset = dataset
        self._uses: dict[str, Use] = {}
        things, statements = self._members(), self._statements()
        called = labels.of(dataset, {*(one for several in things.values() for one in several), *statements.values()})
        for cls, several in things.items():
            self._use(cls).examples = [Thing(iri(one), called.text(one)) for one in several]
        for prop, statement in statements.items():
            if triple := called.triples.get(statement):
                subject, _, value = (Thing(term, called.term(term)) for term in triple)
                self._use(prop).statement = Statement(statement, subject, value)
        for term, number in self._rows(_TRIPLES):
            self._use(term.value).triples = int(number.value)
        for term, number in self._rows(_VALUES):
            self._use(term.value).values = int(number.value)
        for axiom, rule, label, number in self._rows(_RULES):
            self._use(axiom.value).rules.append(Rule(rule.value, label.value, int(number.value)))

    def of(self, term: str) -> Use:
        """The use of a term, which may be none."""
        return self._uses.get(term, Use())

    def _use(self, term: str) -> Use:
        return self._uses.setdefault(term, Use())

    def _members(self) -> dict[str, list[str]]:
        """Count the members of each class, and give some of them."""
        examples = {}
        for cls, number, first, last, between in self._rows(_MEMBERS):
            self._use(cls.value).members = int(number.value)
            examples[cls.value] = list(dict.fromkeys([first.value, between.value[_DIGEST:], last.value]))
        return examples

    def _statements(self) -> dict[str, str]:
        """Count the statements with each property, and give one: with evidence rather than with a proof."""
        examples: dict[str, str] = {}
        for prop, kind, number, example in self._rows(_STATEMENTS):
            if kind.value == self._dataset.names.term("Assertion"):
                self._use(prop.value).asserted = int(number.value)
                examples[prop.value] = example.value
            else:
                self._use(prop.value).inferred = int(number.value)
                examples.setdefault(prop.value, example.value)
        return examples

    def _rows(self, query: str) -> Iterable[list[Term]]:
        """The rows of an answer, without those in which something is not bound."""
        answer = self._dataset.store.query(query, prefixes=self._dataset.names.prefixes)
        yield from ([term for term in row if term] for row in answer.rows() if None not in row)

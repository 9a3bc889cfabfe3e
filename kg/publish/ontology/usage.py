"""The use of the terms of the ontology in the dataset: counts, examples, and the rules made from their axioms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from kg.engine.answer import Term
from kg.model import labels
from kg.model.dataset import PublishedDataset, filled_query
from kg.model.graphs import anywhere
from kg.model.triples import iri

_DIGEST_LENGTH = 40


@dataclass(frozen=True)
class Example:
    """An entity, or a literal, with its label."""

    term: Term
    label: str


@dataclass(frozen=True)
class ExampleStatement:
    """A statement of the dataset; ``iri`` is that of its assertion or inference."""

    iri: str
    subject: Example
    value: Example


@dataclass(frozen=True)
class RuleUse:
    """A rule that is made from an axiom, and the number of statements that it infers."""

    iri: str
    label: str
    number: int


@dataclass
class TermUse:
    """The use of a term.

    ``members`` counts the entities of a class, ``triples`` those with a property, ``asserted`` and ``inferred`` the
    statements among these that have evidence and proof; ``values`` counts the triples with a value of a vocabulary.
    """

    members: int = 0
    examples: list[Example] = field(default_factory=list)
    triples: int = 0
    asserted: int = 0
    inferred: int = 0
    statement: ExampleStatement | None = None
    values: int = 0
    rules: list[RuleUse] = field(default_factory=list)


def read_uses(dataset: PublishedDataset) -> Mapping[str, TermUse]:
    """The use of every term in a dataset, by IRI; that of an unused term is empty."""
    uses: dict[str, TermUse] = defaultdict(TermUse)
    members: dict[str, list[str]] = {}
    statements: dict[str, str] = {}
    for cls, number, first, last, between in _rows(dataset, "members"):
        uses[cls].members = int(number)
        members[cls] = list(dict.fromkeys([first, between[_DIGEST_LENGTH:], last]))
    for prop, kind, number, example in _rows(dataset, "statements"):
        if kind == dataset.names.term("Assertion"):
            uses[prop].asserted = int(number)
        else:
            uses[prop].inferred = int(number)
        statements.setdefault(prop, example)
    for prop, number in _rows(dataset, "triples"):
        uses[prop].triples = int(number)
    for value, number in _rows(dataset, "values"):
        uses[value].values = int(number)
    for axiom, rule, label, number in _rows(dataset, "rules"):
        uses[axiom].rules.append(RuleUse(rule, label, int(number)))
    _add_examples(dataset, uses, members, statements)
    return uses


def _add_examples(
    dataset: PublishedDataset, uses: Mapping[str, TermUse], members: dict[str, list[str]], statements: dict[str, str]
) -> None:
    """Add some members of each class, and a statement with each property, to their uses."""
    names = labels.of(dataset, {*chain(*members.values()), *statements.values()})
    for cls, examples in members.items():
        uses[cls].examples = [Example(iri(member), names.text(member)) for member in examples]
    for prop, statement in statements.items():
        if triple := names.triples.get(statement):
            subject, _, value = (Example(term, names.term(term)) for term in triple)
            uses[prop].statement = ExampleStatement(statement, subject, value)


def _rows(dataset: PublishedDataset, query: str) -> Iterator[list[str]]:
    everywhere = {"members": anywhere("?thing a ?class"), "triples": anywhere("?subject ?property ?value")}
    rows = dataset.select_bound(filled_query(__package__, query, dataset.names, **everywhere))
    return ([term.value for term in row] for row in rows)

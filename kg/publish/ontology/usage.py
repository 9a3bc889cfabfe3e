"""The use of the terms of the ontology in the dataset: counts, examples, and the rules made from their axioms."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

from kg.engine.answer import Term
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.triples import iri

# Three members of each class that are the same for equal data: the first, the last and one between. The SHA-1 digests
# have one length.
_MEMBERS = """SELECT ?class (COUNT(?thing) AS ?number) (MIN(?thing) AS ?first) (MAX(?thing) AS ?last)
  (MIN(CONCAT(SHA1(STR(?thing)), STR(?thing))) AS ?between)
WHERE { ?thing a ?class FILTER (isIRI(?thing)) } GROUP BY ?class"""
_DIGEST_LENGTH = 40
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
    members, statements = _count_members(dataset, uses), _count_statements(dataset, uses)
    names = labels.of(dataset, {*chain(*members.values()), *statements.values()})
    for cls, examples in members.items():
        uses[cls].examples = [Example(iri(member), names.text(member)) for member in examples]
    for prop, statement in statements.items():
        if triple := names.triples.get(statement):
            subject, _, value = (Example(term, names.term(term)) for term in triple)
            uses[prop].statement = ExampleStatement(statement, subject, value)
    for term, number in dataset.select_bound(_TRIPLES):
        uses[term.value].triples = int(number.value)
    for term, number in dataset.select_bound(_VALUES):
        uses[term.value].values = int(number.value)
    for axiom, rule, label, number in dataset.select_bound(_RULES):
        uses[axiom.value].rules.append(RuleUse(rule.value, label.value, int(number.value)))
    return uses


def _count_members(dataset: PublishedDataset, uses: dict[str, TermUse]) -> dict[str, list[str]]:
    """Count the members of each class; returns some of them as examples."""
    examples = {}
    for cls, number, first, last, between in dataset.select_bound(_MEMBERS):
        uses[cls.value].members = int(number.value)
        examples[cls.value] = list(dict.fromkeys([first.value, between.value[_DIGEST_LENGTH:], last.value]))
    return examples


def _count_statements(dataset: PublishedDataset, uses: dict[str, TermUse]) -> dict[str, str]:
    """Count the statements with each property; returns an example, with evidence rather than with a proof."""
    examples: dict[str, str] = {}
    for prop, kind, number, example in dataset.select_bound(_STATEMENTS):
        if kind.value == dataset.names.term("Assertion"):
            uses[prop.value].asserted = int(number.value)
            examples[prop.value] = example.value
        else:
            uses[prop.value].inferred = int(number.value)
            examples.setdefault(prop.value, example.value)
    return examples

"""What backs statements: assertions with their passages, and inferences with their rules and premises."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset, memoized
from kg.namespaces import Namespaces
from kg.sparql.terms import iri_ref

Triple = tuple[Term, Term, Term]
# What stands for the status of an inference; assertions have the statuses of a vocabulary.
INFERRED = "inferred"
EVIDENCE_CLASSES = frozenset({"ckg:Assertion", "ckg:Inference"})
# The properties of evidence whose values have names.
EVIDENCE_PATH = "rdf:type|ckg:supportedBy|ckg:readWith|ckg:restsOn|ckg:status|ckg:accordingTo|ckg:confidence|ckg:rule"
_COLUMNS = "?node ?subject ?predicate ?object ?status ?reason ?agent ?confidence ?rule"
# Only strings can be concatenated; a blank separates IRIs, which have none.
_QUERY = f"""SELECT {_COLUMNS} (GROUP_CONCAT(DISTINCT STR(?passage)) AS ?passages)
  (GROUP_CONCAT(DISTINCT STR(?companion)) AS ?companions) (GROUP_CONCAT(DISTINCT STR(?premise)) AS ?premises)
WHERE {{ %s ?node rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object
  OPTIONAL {{ ?node ckg:status ?status }} OPTIONAL {{ ?node ckg:reason ?reason }}
  OPTIONAL {{ ?node ckg:accordingTo ?agent }} OPTIONAL {{ ?node ckg:confidence ?confidence }}
  OPTIONAL {{ ?node ckg:rule ?rule }} OPTIONAL {{ ?node ckg:supportedBy|ckg:restsOn ?passage }}
  OPTIONAL {{ ?node ckg:readWith ?companion }} OPTIONAL {{ ?node ckg:premise ?premise }}
}} GROUP BY {_COLUMNS}"""


@dataclass(frozen=True)
class EvidenceSummary:
    """The IRIs of an assertion and its status, or of an inference, which has no status."""

    node: str
    status: str | None

    @property
    def inferred(self) -> bool:
        """Whether a rule derives the statement from others."""
        return self.status is None

    def status_name(self, names: Namespaces) -> str:
        """The status in short: its local name, its whole IRI if it is not one of our terms, or ``inferred``."""
        return INFERRED if self.inferred else (self.status or "").removeprefix(names.terms)


@dataclass(frozen=True)
class Evidence(EvidenceSummary):
    """An assertion or inference; everything is an IRI but the ``statement`` and the ``reason``.

    ``passages`` are those that support an assertion or, at any depth, the premises of an inference.
    """

    statement: Triple
    passages: tuple[str, ...]
    read_with: tuple[str, ...]
    reason: str | None
    according_to: str | None
    confidence: str | None
    rule: str | None
    premises: tuple[str, ...]

    @property
    def inferred(self) -> bool:
        """Whether a rule derives the statement from others."""
        return self.rule is not None

    @property
    def mentioned(self) -> Iterator[str]:
        """The IRIs that a reader of the evidence meets."""
        yield from (term.value for term in self.statement if term.is_iri)
        yield from (*self.passages, *self.read_with)
        yield from (iri for iri in (self.status, self.according_to, self.confidence, self.rule) if iri)


def of_nodes(dataset: PublishedDataset, nodes: Collection[str]) -> list[Evidence]:
    """The assertions and inferences with these IRIs, in the order of the IRIs; other IRIs are left out."""
    return _select(dataset, "VALUES ?node { %s }", map(iri_ref, sorted(nodes)))


def of_statements(dataset: PublishedDataset, statements: Collection[Triple]) -> dict[Triple, list[Evidence]]:
    """The evidence for those of some statements between IRIs that have any.

    It includes the evidence for the inverse of a statement that nothing asserts, since sources state either.
    """
    by_statement = _by_statement(dataset, statements)
    other = inverses(dataset)
    inferred = (triple for triple in statements if all(evidence.inferred for evidence in by_statement.get(triple, ())))
    inverse = {
        (value, Term("iri", other[predicate.value]), subject): (subject, predicate, value)
        for subject, predicate, value in inferred
        if predicate.value in other
    }
    for triple, evidence in _by_statement(dataset, inverse).items():
        by_statement.setdefault(inverse[triple], []).extend(evidence)
    return by_statement


@memoized
def inverses(dataset: PublishedDataset) -> dict[str, str]:
    """The inverse of each property that the ontology gives one, whichever of the two declares the other."""
    query = "SELECT ?a ?b WHERE { ?a owl:inverseOf|^owl:inverseOf ?b FILTER (isIRI(?a) && isIRI(?b)) }"
    return {first.value: second.value for first, second in dataset.select_bound(query)}


def select(dataset: PublishedDataset, pattern: str) -> list[Evidence]:
    """The assertions and inferences to which a pattern of SPARQL binds ``?node``, in the order of their IRIs."""
    query = _QUERY.replace("%s", pattern)
    rows = dataset.store.query(query, prefixes=dataset.names.prefixes, base=dataset.names.things).rows()
    return sorted(map(_evidence, rows), key=lambda evidence: evidence.node)


def _by_statement(dataset: PublishedDataset, statements: Iterable[Triple]) -> dict[Triple, list[Evidence]]:
    rows = (f"({' '.join(iri_ref(term.value) for term in triple)})" for triple in statements)
    by_statement: dict[Triple, list[Evidence]] = {}
    for evidence in _select(dataset, "VALUES (?subject ?predicate ?object) { %s }", rows):
        by_statement.setdefault(evidence.statement, []).append(evidence)
    return by_statement


def _select(dataset: PublishedDataset, pattern: str, values: Iterable[str]) -> list[Evidence]:
    """The evidence that a pattern selects for any number of values in place of ``%s``, a limited number in a query."""
    rows, size = [*values], dataset.limits.iris_per_query
    parts = (" ".join(rows[start : start + size]) for start in range(0, len(rows), size))
    return [evidence for part in parts for evidence in select(dataset, pattern.replace("%s", part))]


def _evidence(row: list[Term | None]) -> Evidence:
    node, subject, predicate, value = (term for term in row[:4] if term)
    status, reason, agent, confidence, rule, *lists = (term.value if term else None for term in row[4:])
    passages, companions, premises = (tuple(sorted((iris or "").split())) for iris in lists)
    triple = (subject, predicate, value)
    return Evidence(node.value, status, triple, passages, companions, reason, agent, confidence, rule, premises)

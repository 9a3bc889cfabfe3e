"""What backs statements: assertions with their passages, inferences with their premises, and how certain they are."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, memoized, query_text
from kg.namespaces import Namespaces
from kg.sparql.terms import is_absolute_iri, string

Triple = tuple[Term, Term, Term]
# What stands for the status of an inference; assertions have the statuses of a vocabulary.
INFERRED = "inferred"
EVIDENCE_CLASSES = frozenset({"ckg:Assertion", "ckg:Inference"})
# The properties of evidence whose values have names.
EVIDENCE_PATH = (
    "rdf:type|ckg:supportedBy|ckg:readWith|ckg:restsOn|ckg:evidenceStatus|ckg:accordingTo|ckg:confidence|ckg:rule"
)
_S = TypeVar("_S", bound="EvidenceSummary")


@dataclass(frozen=True)
class EvidenceSummary:
    """The IRIs of an assertion and its status, or of an inference and its rule. An assertion may lack a status."""

    node: str
    status: str | None
    rule: str | None

    @property
    def inferred(self) -> bool:
        """Whether a rule derives the statement from others."""
        return self.rule is not None

    def status_name(self, names: Namespaces) -> str:
        """The status in short: ``inferred``, or its local name; its whole IRI if another status may have this name.

        It is empty for an assertion without a status, and in quotation marks for what is not an IRI.
        """
        if self.inferred:
            return INFERRED
        if self.status and not is_absolute_iri(self.status):
            return string(self.status)
        name = (self.status or "").removeprefix(names.terms)
        return self.status or "" if name == INFERRED or ":" in name else name


@dataclass(frozen=True)
class Evidence(EvidenceSummary):
    """An assertion or inference; everything is an IRI but the ``statement`` and the ``reason``.

    ``passages`` are those that support an assertion or, at any depth, the premises of an inference. ``inverted``: it is
    shown for the inverse of its ``statement``, which follows from that alone.
    """

    statement: Triple
    passages: tuple[str, ...]
    read_with: tuple[str, ...]
    reason: str | None
    according_to: str | None
    confidence: str | None
    premises: tuple[str, ...]
    inverted: bool = False

    @property
    def mentioned(self) -> Iterator[str]:
        """The IRIs that a reader of the evidence meets."""
        yield from (term.value for term in self.statement if term.is_iri)
        yield from (*self.passages, *self.read_with)
        yield from (iri for iri in (self.status, self.according_to, self.confidence, self.rule) if iri)


@dataclass(frozen=True)
class CertaintyScale:
    """The order of evidence: ``statuses``, IRIs from the most certain on, then inferences, then unlisted statuses."""

    names: Namespaces
    statuses: tuple[str, ...] = ()

    def rank(self, support: EvidenceSummary | None) -> int:
        """0 is the most certain; a statement without evidence comes last."""
        if support is None:
            return len(self.statuses) + 2
        if support.inferred:
            return len(self.statuses)
        return self.statuses.index(support.status) if support.status in self.statuses else len(self.statuses) + 1

    def status_rank(self, support: EvidenceSummary) -> int:
        """The same by the status alone, which an inference has from its least certain premise."""
        return self.statuses.index(support.status) if support.status in self.statuses else len(self.statuses)

    def best_first(self, supports: Iterable[_S]) -> list[_S]:
        """The most certain first; the IRIs decide between equals."""
        return sorted(supports, key=lambda support: (self.rank(support), support.node))

    def weakest_first(self, supports: Iterable[_S]) -> list[_S]:
        """Those of the least certain status first, of these the inferences; the IRIs decide between equals."""
        return sorted(supports, key=lambda support: (-self.status_rank(support), not support.inferred, support.node))

    def least_certain(self, supports: Iterable[EvidenceSummary]) -> str:
        """The name of the least certain status among some; empty without any."""
        return max(supports, key=self.rank).status_name(self.names) if (supports := [*supports]) else ""

    @property
    def status_names(self) -> list[str]:
        """The names of the statuses and of inference, in order, as ``EvidenceSummary.status_name`` gives them."""
        return [*(EvidenceSummary("", status, None).status_name(self.names) for status in self.statuses), INFERRED]

    def status_iri(self, name: str) -> str:
        """The IRI of the status that ``EvidenceSummary.status_name`` gives a name."""
        return name if ":" in name or name.startswith('"') else self.names.term(name)


def of_nodes(dataset: PublishedDataset, nodes: Collection[str]) -> list[Evidence]:
    """The assertions and inferences with these IRIs, in the order of the IRIs; other IRIs are left out."""
    return select_about(dataset, nodes, "VALUES ?node { %s }")


def of_statements(dataset: PublishedDataset, statements: Collection[Triple]) -> dict[Triple, list[Evidence]]:
    """The evidence for statements between IRIs, and for the inverses of those that nothing asserts, by statement."""
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
    """The inverse of each property that the ontology gives one, whichever of the two declares the other.

    A symmetric property is its own.
    """
    pair, symmetric = "?a owl:inverseOf|^owl:inverseOf ?b", "?a rdf:type owl:SymmetricProperty BIND (?a AS ?b)"
    query = f"SELECT ?a ?b WHERE {{ {{ {pair} }} UNION {{ {symmetric} }} FILTER (isIRI(?a) && isIRI(?b)) }}"
    return {first.value: second.value for first, second in dataset.select_bound(query)}


def select(dataset: PublishedDataset, pattern: str) -> list[Evidence]:
    """The assertions and inferences to which a pattern of SPARQL binds ``?node``, in the order of their IRIs."""
    return _sorted(dataset.select(_query(pattern)))


def select_about(dataset: PublishedDataset, keys: Iterable[str | tuple[str, ...]], pattern: str) -> list[Evidence]:
    """The same for a pattern about any number of IRIs, as ``PublishedDataset.select_about`` takes them."""
    return _sorted(dataset.select_about(keys, _query(pattern)))


def _by_statement(dataset: PublishedDataset, statements: Iterable[Triple]) -> dict[Triple, list[Evidence]]:
    keys = (tuple(term.value for term in triple) for triple in statements)
    selected = select_about(dataset, keys, "VALUES (?subject ?predicate ?object) { %s }")
    return grouped((evidence.statement, evidence) for evidence in selected)


def _query(pattern: str) -> str:
    return query_text(__package__, "evidence").replace("%s", pattern)


def _sorted(rows: Iterable[list[Term | None]]) -> list[Evidence]:
    return sorted(map(_evidence, rows), key=lambda evidence: evidence.node)


def _evidence(row: list[Term | None]) -> Evidence:
    node, subject, predicate, value = (term for term in row[:4] if term)
    status, reason, agent, confidence, rule, *lists = (term.value if term else None for term in row[4:])
    passages, companions, premises = (tuple(sorted((iris or "").split())) for iris in lists)
    triple = (subject, predicate, value)
    return Evidence(node.value, status, rule, triple, passages, companions, reason, agent, confidence, premises)

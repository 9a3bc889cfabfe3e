"""What backs statements: assertions with their passages, and inferences with their rules and premises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset
from kg.namespaces import Namespaces
from kg.sparql.terms import iri_ref

Triple = tuple[Term, Term, Term]
# What stands for the status of an inference; assertions have the statuses of a vocabulary.
INFERRED = "inferred"

_STATEMENT = ("subject", "predicate", "object")
_SINGLE = {
    "status": "ckg:status",
    "reason": "ckg:reason",
    "agent": "ckg:accordingTo",
    "confidence": "ckg:confidence",
    "rule": "ckg:rule",
}
# The properties of evidence whose values have names.
EVIDENCE_PATH = "rdf:type|ckg:supportedBy|ckg:readWith|ckg:restsOn|ckg:status|ckg:accordingTo|ckg:confidence|ckg:rule"
EVIDENCE_CLASSES = frozenset({"ckg:Assertion", "ckg:Inference"})
_SEVERAL = {"passage": "ckg:supportedBy|ckg:restsOn", "companion": "ckg:readWith", "premise": "ckg:premise"}


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
    found = _by_statement(dataset, statements)
    other = inverses(dataset)
    inferred = (triple for triple in statements if all(evidence.inferred for evidence in found.get(triple, ())))
    inverse = {
        (value, Term("iri", other[predicate.value]), subject): (subject, predicate, value)
        for subject, predicate, value in inferred
        if predicate.value in other
    }
    for triple, evidence in _by_statement(dataset, inverse).items():
        found.setdefault(inverse[triple], []).extend(evidence)
    return found


def inverses(dataset: PublishedDataset) -> dict[str, str]:
    """The inverse of each property that the ontology gives one, whichever of the two declares the other."""
    query = "SELECT ?a ?b WHERE { ?a owl:inverseOf|^owl:inverseOf ?b FILTER (isIRI(?a) && isIRI(?b)) }"
    return {first.value: second.value for first, second in dataset.select_bound(query)}


def select(dataset: PublishedDataset, pattern: str) -> list[Evidence]:
    """The assertions and inferences to which a pattern of SPARQL binds ``?node``, in the order of their IRIs."""
    single = " ".join(f"OPTIONAL {{ ?node {path} ?{name} }}" for name, path in _SINGLE.items())
    several = " ".join(f"OPTIONAL {{ ?node {path} ?{name} }}" for name, path in _SEVERAL.items())
    # Strings are what is concatenated; a blank separates IRIs, which have none.
    lists = " ".join(f"(GROUP_CONCAT(DISTINCT STR(?{name})) AS ?{name}s)" for name in _SEVERAL)
    heads = " ".join(f"?{name}" for name in ("node", *_STATEMENT, *_SINGLE))
    text = f"""SELECT {heads} {lists} WHERE {{ {pattern}
        ?node rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object {single} {several}
    }} GROUP BY {heads}"""
    answer = dataset.store.query(text, prefixes=dataset.names.prefixes, base=dataset.names.things)
    found = [_read(dict(zip(answer.columns, row, strict=True))) for row in answer.rows()]
    return sorted(found, key=lambda evidence: evidence.node)


def _by_statement(dataset: PublishedDataset, statements: Iterable[Triple]) -> dict[Triple, list[Evidence]]:
    rows = (f"({' '.join(iri_ref(term.value) for term in triple)})" for triple in statements)
    found: dict[Triple, list[Evidence]] = {}
    for evidence in _select(dataset, "VALUES (?subject ?predicate ?object) { %s }", rows):
        found.setdefault(evidence.statement, []).append(evidence)
    return found


def _select(dataset: PublishedDataset, pattern: str, values: Iterable[str]) -> list[Evidence]:
    """The evidence that a pattern selects for any number of values in place of ``%s``, a limited number in a query."""
    rows, size = [*values], dataset.limits.iris_per_query
    parts = (" ".join(rows[start : start + size]) for start in range(0, len(rows), size))
    return [evidence for part in parts for evidence in select(dataset, pattern.replace("%s", part))]


def _read(row: Mapping[str, Term | None]) -> Evidence:
    def value(name: str) -> str | None:
        return None if (term := row[name]) is None else term.value

    def many(name: str) -> tuple[str, ...]:
        return tuple(sorted((value(f"{name}s") or "").split()))

    return Evidence(
        value("node") or "",
        value("status"),
        (_term(row["subject"]), _term(row["predicate"]), _term(row["object"])),
        passages=many("passage"),
        read_with=many("companion"),
        reason=value("reason"),
        according_to=value("agent"),
        confidence=value("confidence"),
        rule=value("rule"),
        premises=many("premise"),
    )


def _term(term: Term | None) -> Term:
    assert term is not None
    return term

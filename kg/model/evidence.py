"""What backs statements: assertions with their passages, and inferences with their rules and premises."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset
from kg.namespaces import Namespaces

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
_SEVERAL = {"passage": "ckg:supportedBy|ckg:restsOn", "companion": "ckg:readWith", "premise": "ckg:premise"}


@dataclass(frozen=True)
class Support:
    """What supports a statement: the IRIs of an assertion and its status, or of an inference, which has no status."""

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
class Evidence(Support):
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
    """The assertions and inferences with these IRIs, in the order of the IRIs; others are left out."""
    if not nodes:
        return []
    values = " ".join(f"<{node}>" for node in sorted(nodes))
    return select(dataset, f"VALUES ?node {{ {values} }}")


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
    return sorted(found, key=lambda one: one.node)


def _read(row: Mapping[str, Term | None]) -> Evidence:
    def one(name: str) -> str | None:
        return None if (term := row[name]) is None else term.value

    def many(name: str) -> tuple[str, ...]:
        return tuple(sorted((one(f"{name}s") or "").split()))

    return Evidence(
        one("node") or "",
        one("status"),
        (_term(row["subject"]), _term(row["predicate"]), _term(row["object"])),
        passages=many("passage"),
        read_with=many("companion"),
        reason=one("reason"),
        according_to=one("agent"),
        confidence=one("confidence"),
        rule=one("rule"),
        premises=many("premise"),
    )


def _term(term: Term | None) -> Term:
    assert term is not None
    return term

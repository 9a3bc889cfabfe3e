"""What backs statements: assertions with their passages, and inferences with their rules and premises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.namespaces import Namespaces
from kg.publish.dataset import PublishedDataset

Triple = tuple[Term, Term, Term]

_NO_TERM = Term("literal", "")


@dataclass(frozen=True)
class Evidence:
    """An assertion or inference; everything is an IRI but the ``statement`` and the ``reason``.

    ``passages`` are those that support an assertion or, at any depth, the premises of an inference.
    """

    node: str
    statement: Triple
    inferred: bool
    status: str | None
    passages: tuple[str, ...]
    read_with: tuple[str, ...]
    reason: str | None
    according_to: str | None
    confidence: str | None
    rule: str | None
    premises: tuple[str, ...]

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
    return select(dataset, f"VALUES ?node {{ {values} }} ?node rdf:subject ?any .")


def select(dataset: PublishedDataset, pattern: str) -> list[Evidence]:
    """The assertions and inferences to which a pattern of SPARQL binds ``?node``."""
    text = f"SELECT DISTINCT ?node ?key ?value WHERE {{ {pattern} ?node ?key ?value }}"
    answer = dataset.store.query(text, prefixes=dataset.names.prefixes, base=dataset.names.things)
    rows: dict[str, list[tuple[str, Term]]] = {}
    for node, key, value in answer.rows():
        if node and key and value:
            rows.setdefault(node.value, []).append((key.value, value))
    return [_read(node, rows[node], dataset.names) for node in sorted(rows)]


def best_first(found: Iterable[Evidence]) -> list[Evidence]:
    """Assertions before inferences, since what a source says needs no proof."""
    return sorted(found, key=lambda evidence: (evidence.inferred, evidence.node))


def _read(node: str, rows: Sequence[tuple[str, Term]], names: Namespaces) -> Evidence:
    values: dict[str, list[Term]] = {}
    for key, value in rows:
        values.setdefault(key, []).append(value)

    def many(term: str) -> tuple[str, ...]:
        return tuple(sorted(value.value for value in values.get(names.term(term), ())))

    def one(term: str) -> str | None:
        return next(iter(many(term)), None)

    rdf = names.prefixes["rdf"]
    subject, predicate, value = (values.get(rdf + part, [_NO_TERM])[0] for part in ("subject", "predicate", "object"))
    return Evidence(
        node,
        (subject, predicate, value),
        inferred=names.term("rule") in values,
        status=one("status"),
        passages=many("supportedBy") or many("restsOn"),
        read_with=many("readWith"),
        reason=one("reason"),
        according_to=one("accordingTo"),
        confidence=one("confidence"),
        rule=one("rule"),
        premises=many("premise"),
    )

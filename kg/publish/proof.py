"""Why a statement holds: its assertions with their passages, or its rule with the proofs of its premises."""

from __future__ import annotations

from dataclasses import dataclass

from kg.engine.answer import Term
from kg.publish.dataset import PublishedDataset


@dataclass(frozen=True)
class Support:
    """One way in which the sources support a statement; passages are ``<source>/<passage>``."""

    status: str
    passages: tuple[str, ...]
    read_with: tuple[str, ...]
    reason: str | None
    according_to: str | None


@dataclass(frozen=True)
class Proof:
    """A statement with its supports or, if it is inferred, with its rule and the proofs of the premises."""

    statement: tuple[str, str, str]
    supports: tuple[Support, ...] = ()
    rule: str | None = None
    premises: tuple[Proof, ...] = ()


def prove(dataset: PublishedDataset, triple: tuple[str, str, str]) -> Proof | None:
    """The proof of a triple given as SPARQL terms, or None if the dataset does not state it.

    An assertion is preferred to an inference; a premise is always either.
    """
    subject, predicate, value = triple
    pattern = f"rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {value}"
    found = _select(dataset, f"?node {pattern} ; a ?kind . FILTER (?kind IN (ckg:Assertion, ckg:Inference))", "?node")
    return _proof(dataset, sorted(row["node"].value for row in found)) if found else None


def _proof(dataset: PublishedDataset, nodes: list[str]) -> Proof:
    asserted = [node for node in nodes if _select(dataset, f"<{node}> a ckg:Assertion", "*")]
    statement = _statement(dataset, nodes[0])
    if asserted:
        return Proof(statement, supports=tuple(_support(dataset, node) for node in asserted))
    rule = _select(dataset, f"<{nodes[0]}> ckg:rule/rdfs:label ?label", "?label")[0]["label"].value
    premises = _select(dataset, f"<{nodes[0]}> ckg:premise ?node", "?node")
    by_statement: dict[tuple[str, str, str], str] = {}
    for row in premises:
        by_statement.setdefault(_statement(dataset, row["node"].value), row["node"].value)
    proofs = tuple(_proof(dataset, [node]) for _, node in sorted(by_statement.items()))
    return Proof(statement, rule=rule, premises=proofs)


def _statement(dataset: PublishedDataset, node: str) -> tuple[str, str, str]:
    body = f"<{node}> rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o"
    row = _select(dataset, body, "?s ?p ?o")[0]
    return _words(dataset, row["s"]), _words(dataset, row["p"]), _words(dataset, row["o"])


def _support(dataset: PublishedDataset, node: str) -> Support:
    def values(term: str) -> tuple[str, ...]:
        rows = _select(dataset, f"<{node}> ckg:{term} ?value", "?value")
        return tuple(sorted(_words(dataset, row["value"]) for row in rows))

    def one(term: str) -> str | None:
        return next(iter(values(term)), None)

    status = (one("status") or "").removeprefix("ckg:")
    passages, read_with = (tuple(v.removeprefix("source:") for v in values(t)) for t in ("supportedBy", "readWith"))
    return Support(status, passages, read_with, one("reason"), one("accordingTo"))


def _words(dataset: PublishedDataset, term: Term) -> str:
    """An IRI compact, a literal in quotation marks."""
    return dataset.names.compact(term.value) if term.is_iri else f'"{term.value}"'


def _select(dataset: PublishedDataset, body: str, heads: str) -> list[dict[str, Term]]:
    answer = dataset.store.query(f"{dataset.names.prologue}SELECT DISTINCT {heads} WHERE {{ {body} }}")
    return [
        {name: term for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows()
    ]


def render(proof: Proof, depth: int = 0) -> list[str]:
    """The proof as indented lines of text."""
    indent = "  " * depth
    lines = [indent + " ".join(proof.statement)]
    for support in proof.supports:
        lines.append(f"{indent}  {support.status}: {', '.join(support.passages)}")
        if support.read_with:
            lines.append(f"{indent}    read with: {', '.join(support.read_with)}")
        if support.according_to:
            lines.append(f"{indent}    according to: {support.according_to}")
        if support.reason:
            lines.append(f"{indent}    because: {support.reason.strip(chr(34))}")
    if proof.rule:
        lines.append(f"{indent}  inferred: {proof.rule}")
    for premise in proof.premises:
        lines += render(premise, depth + 2)
    return lines

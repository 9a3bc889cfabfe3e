"""Why a statement holds: its assertions with their passages, or its rule with the proofs of its premises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model import evidence, labels
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence
from kg.model.labels import Labels

# A proof that is larger or deeper than any reader follows ends here; its premises have addresses of their own.
_MOST_NODES = 500
_DEEPEST = 50


@dataclass(frozen=True)
class Proof:
    """A statement with its assertions or, if it is inferred, with its inference and the proofs of the premises.

    ``repeated`` tells that the proof of the same inference stands further up and is not repeated here.
    """

    supports: tuple[Evidence, ...]
    premises: tuple[Proof, ...] = ()
    repeated: bool = False

    @property
    def statement(self) -> evidence.Triple:
        """What is proved."""
        return self.supports[0].statement

    @property
    def inferred(self) -> bool:
        """Whether the statement follows from others."""
        return self.supports[0].inferred


def prove(dataset: PublishedDataset, triple: tuple[str, str, str]) -> Proof | None:
    """The proof of a triple given as SPARQL terms, or None if the dataset does not state it.

    An assertion is preferred to an inference; a premise is always either.
    """
    subject, predicate, value = triple
    found = evidence.select(dataset, f"?node rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {value} .")
    asserted = [one for one in found if not one.inferred]
    if not found or asserted:
        return Proof(tuple(asserted)) if asserted else None
    return prove_node(dataset, found[0].node)


def prove_node(dataset: PublishedDataset, node: str) -> Proof | None:
    """The proof that begins with an assertion or inference, or None if there is none with that IRI."""
    known: dict[str, Evidence] = {}
    level = {node}
    while level and len(known) < _MOST_NODES:
        found = evidence.of_nodes(dataset, level)
        known |= {one.node: one for one in found}
        level = {premise for one in found for premise in one.premises} - set(known)
    return _tree(node, known, set()) if node in known else None


def _tree(node: str, known: Mapping[str, Evidence], shown: set[str], depth: int = 0) -> Proof:
    one = known[node]
    if node in shown:
        return Proof((one,), repeated=bool(one.premises))
    if depth == _DEEPEST:
        return Proof((one,))
    shown.add(node)
    premises = sorted((premise for premise in one.premises if premise in known), key=lambda p: _key(known[p]))
    return Proof((one,), tuple(_tree(premise, known, shown, depth + 1) for premise in premises))


def _key(one: Evidence) -> list[str]:
    return [term.value for term in one.statement]


def mentioned(proof: Proof) -> set[str]:
    """The IRIs that a reader of a proof meets."""
    here = {iri for one in proof.supports for iri in one.mentioned}
    return here.union(*(mentioned(premise) for premise in proof.premises))


def render(dataset: PublishedDataset, proof: Proof) -> list[str]:
    """The proof as indented lines of text."""
    return _lines(dataset, proof, labels.of(dataset, mentioned(proof)), 0)


def _lines(dataset: PublishedDataset, proof: Proof, names: Labels, depth: int) -> list[str]:
    indent = "  " * depth
    lines = [indent + " ".join(_words(dataset, term) for term in proof.statement)]
    for support in proof.supports if not proof.inferred else ():
        lines.append(f"{indent}  {_local(dataset, support.status or '')}: {_passages(dataset, support.passages)}")
        if support.read_with:
            lines.append(f"{indent}    read with: {_passages(dataset, support.read_with)}")
        if support.according_to:
            lines.append(f"{indent}    according to: {dataset.names.compact(support.according_to)}")
        if support.reason:
            lines.append(f"{indent}    because: {support.reason}")
    for support in proof.supports if proof.inferred else ():
        shown = " (shown above)" if proof.repeated else ""
        lines.append(f"{indent}  inferred: {names.text(support.rule or '')}{shown}")
    for premise in proof.premises:
        lines += _lines(dataset, premise, names, depth + 2)
    return lines


def _words(dataset: PublishedDataset, term: Term) -> str:
    """An IRI compact, a literal in quotation marks."""
    return dataset.names.compact(term.value) if term.is_iri else f'"{term.value}"'


def _local(dataset: PublishedDataset, iri: str) -> str:
    return iri.removeprefix(dataset.names.terms)


def _passages(dataset: PublishedDataset, iris: tuple[str, ...]) -> str:
    return ", ".join(iri.removeprefix(dataset.names.sources) for iri in iris)

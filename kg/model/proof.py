"""Why a statement holds: its assertions with their passages, or its rule with the proofs of its premises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model import evidence, labels
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence
from kg.model.inversions import turned_premise
from kg.model.labels import Labels


@dataclass(frozen=True)
class Proof:
    """A statement with its assertions, or its inference and proofs of the premises unless ``repeated`` from above."""

    supports: tuple[Evidence, ...]
    premises: tuple[Proof, ...] = ()
    repeated: bool = False

    @property
    def statement(self) -> evidence.Triple:
        """The statement that is proved."""
        return self.supports[0].statement

    @property
    def inferred(self) -> bool:
        """Whether the statement follows from others."""
        return self.supports[0].inferred

    @property
    def mentioned(self) -> set[str]:
        """The IRIs that the proof names."""
        iris = {iri for support in self.supports for iri in support.mentioned}
        return iris.union(*(premise.mentioned for premise in self.premises))


def prove(dataset: PublishedDataset, triple: tuple[str, str, str]) -> Proof | None:
    """The proof of a triple given as SPARQL terms, by assertions if there are any; None if it is not stated."""
    pattern = "GRAPH ?evidence {{ ?node rdf:subject {} ; rdf:predicate {} ; rdf:object {} }}".format(*triple)
    supports = evidence.select(dataset, pattern)
    asserted = tuple(support for support in supports if not support.inferred)
    if asserted or not supports:
        return Proof(asserted) if asserted else None
    return prove_node(dataset, supports[0].node)


def prove_node(dataset: PublishedDataset, node: str) -> Proof | None:
    """The proof that begins with an assertion or inference, within limits of size and depth; None without one."""
    steps: dict[str, Evidence] = {}
    level = {node}
    while level and len(steps) < dataset.limits.page.proof_steps:
        supports = evidence.of_nodes(dataset, level)
        steps |= {support.node: support for support in supports}
        level = {premise for support in supports for premise in support.premises} - set(steps)
    if node not in steps:
        return None
    start = _turned(dataset, steps, steps[node])
    return _tree(start, steps, set(), dataset.limits.page.proof_depth)


def _turned(dataset: PublishedDataset, steps: Mapping[str, Evidence], step: Evidence) -> Evidence:
    """A step or, if it only turns a statement round, that of the statement: to be told both proves nothing more."""
    turned = turned_premise(dataset, step)
    premise = steps.get(step.premises[0]) if turned else None
    return premise if premise and premise.statement == turned else step


def _origin(steps: Mapping[str, Evidence], step: Evidence) -> Evidence:
    """The step from which a premise follows through others that say the same of the same two in other words."""
    passed: set[str] = set()
    while step.node not in passed and len(step.premises) == 1 and step.premises[0] in steps:
        passed.add(step.node)
        premise = steps[step.premises[0]]
        if {*premise.statement[::2]} != {*step.statement[::2]}:
            return step
        step = premise
    return step


def _tree(step: Evidence, steps: Mapping[str, Evidence], shown: set[str], depth: int) -> Proof:
    if step.node in shown or not depth:
        return Proof((step,), repeated=step.node in shown and bool(step.premises))
    shown.add(step.node)
    premises = [_origin(steps, steps[premise]) for premise in step.premises if premise in steps]
    premises.sort(key=lambda premise: [term.value for term in premise.statement])
    return Proof((step,), tuple(_tree(premise, steps, shown, depth - 1) for premise in premises))


def proof_lines(dataset: PublishedDataset, proof: Proof, names: Labels | None = None) -> list[str]:
    """The proof as lines of text, those of the premises indented; ``names`` has labels of all that it mentions."""
    names, compact = names or labels.of(dataset, proof.mentioned), dataset.names.compact
    lines = [" ".join(compact(term.value) if term.is_iri else f'"{term.value}"' for term in proof.statement)]
    for support in proof.supports:
        if support.inferred:
            repeated = " (shown above)" if proof.repeated else ""
            status = f" ({names.text(support.status)})" if support.status else ""
            lines.append(f"  inferred{status}: {names.text(support.rule or '')}{repeated}")
            continue
        lines.append(f"  {support.status_name(dataset.names) or 'asserted'}: {_places(names, support.passages)}")
        more = {
            "read with": _places(names, support.read_with),
            "according to": compact(support.according_to or ""),
            "because": support.reason,
        }
        lines += [f"    {words}: {value}" for words, value in more.items() if value]
    return lines + [f"    {line}" for premise in proof.premises for line in proof_lines(dataset, premise, names)]


def _places(names: Labels, passages: Iterable[str]) -> str:
    """Passages in words, each with the key that cites it."""
    keys = {iri: iri.removeprefix(names.names.sources) for iri in passages}
    return "; ".join(f"{names.text(iri)} ({key})" if iri in names.by_iri else key for iri, key in keys.items())

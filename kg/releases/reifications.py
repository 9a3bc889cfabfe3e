"""Reifications: the assertions and inferences of an edition, put together from the triples that describe them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.releases.edition import RDF, TYPE, Edition
from kg.releases.quads import Quad, Triple

ASSERTION, INFERENCE = "Assertion", "Inference"
_PARTS = tuple(f"<{RDF}{part}>" for part in ("subject", "predicate", "object"))


@dataclass(frozen=True)
class Reification:
    """A triple that is asserted or inferred.

    ``node`` is the term that stands for it, ``kind`` ASSERTION or INFERENCE, and ``evidence`` holds, in order, the
    properties and values that tell why it holds.
    """

    node: str
    kind: str
    triple: Triple
    evidence: tuple[tuple[str, str], ...]


def reifications(edition: Edition) -> list[Reification]:
    """The assertions and inferences of an edition, in the order of their nodes."""
    kinds = {edition.term(kind): kind for kind in (ASSERTION, INFERENCE)}
    nodes = {quad.subject: kinds[quad.object] for quad in edition.merged if _names(quad, kinds)}
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    evidence: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for quad in edition.merged:
        if quad.subject not in nodes or _names(quad, kinds):
            continue
        if quad.predicate in _PARTS:
            parts[quad.subject][quad.predicate] = quad.object
        else:
            evidence[quad.subject].append((quad.predicate, quad.object))
    return [
        Reification(node, nodes[node], _triple(parts[node]), tuple(sorted(evidence[node])))
        for node in sorted(nodes)
        if len(parts[node]) == len(_PARTS)
    ]


def _names(quad: Quad, kinds: dict[str, str]) -> bool:
    """Whether a quad tells that its subject is an assertion or inference."""
    return quad.predicate == TYPE and quad.object in kinds


def _triple(parts: dict[str, str]) -> Triple:
    subject, predicate, value = (parts[part] for part in _PARTS)
    return subject, predicate, value

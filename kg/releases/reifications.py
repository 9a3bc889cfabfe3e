"""Reifications: the assertions and inferences of a dataset, assembled from the triples that describe them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.releases.dataset_file import RDF_TYPE, DatasetFile, NQuad, NTriple, external_iri

ASSERTION, INFERENCE = "Assertion", "Inference"
_SUBJECT, _PREDICATE, _OBJECT = (external_iri("rdf", name) for name in ("subject", "predicate", "object"))


@dataclass(frozen=True)
class Reification:
    """A triple that is asserted or inferred.

    ``node`` is the term that stands for it, ``kind`` ASSERTION or INFERENCE, and ``evidence`` holds, in order, the
    properties and values that justify it.
    """

    node: str
    kind: str
    triple: NTriple
    evidence: tuple[tuple[str, str], ...]


def reifications(dataset: DatasetFile) -> list[Reification]:
    """The assertions and inferences of a dataset, in the order of their nodes."""
    kinds = {(RDF_TYPE, dataset.term(kind)): kind for kind in (ASSERTION, INFERENCE)}
    nodes = {quad.subject: kinds[quad[1:3]] for quad in dataset.merged if quad[1:3] in kinds}
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    evidence: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for quad in dataset.merged:
        if quad.subject not in nodes or quad[1:3] in kinds:
            continue
        if quad.predicate in (_SUBJECT, _PREDICATE, _OBJECT):
            parts[quad.subject][quad.predicate] = quad.object
        else:
            evidence[quad.subject].append(quad[1:3])
    return [
        Reification(node, nodes[node], (part[_SUBJECT], part[_PREDICATE], part[_OBJECT]), tuple(sorted(evidence[node])))
        for node, part in sorted(parts.items())
        if len(part) == 3
    ]


def annotated(dataset: DatasetFile) -> Iterator[NQuad]:
    """The default graph in RDF 1.2, with a reifier for each assertion and inference (RDF 1.2 Concepts, 1.5).

    The node of the statement has ``rdf:reifies`` and a triple term instead of ``rdf:subject``, ``rdf:predicate`` and
    ``rdf:object``; its evidence stays.
    """
    reified = reifications(dataset)
    nodes = {reification.node for reification in reified}
    yield from (quad for quad in dataset.merged if quad.subject not in nodes)
    for reification in reified:
        node = reification.node
        yield NQuad(node, external_iri("rdf", "reifies"), f"<<( {' '.join(reification.triple)} )>>")
        yield NQuad(node, RDF_TYPE, dataset.term(reification.kind))
        yield from (NQuad(node, *evidence) for evidence in reification.evidence)

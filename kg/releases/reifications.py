"""Reifications: the assertions and inferences of a dataset, assembled from the triples that describe them.

They are published again as triple terms of RDF 1.2 and as nanopublications (Nanopublication Guidelines, nanopub.net).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.namespaces import EXTERNAL_PREFIXES, NamedGraph
from kg.releases.dataset_file import RDF_TYPE, DatasetFile, NQuad, NTriple, external_iri

ASSERTION, INFERENCE = "Assertion", "Inference"
NANOPUB_NAMESPACE = "http://www.nanopub.org/nschema#"
_SUBJECT, _PREDICATE, _OBJECT = _PARTS = [external_iri("rdf", name) for name in ("subject", "predicate", "object")]


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
    described: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for quad in dataset.merged:
        if quad.subject in nodes and quad[1:3] not in kinds:
            described[quad.subject].append(quad[1:3])
    reified = []
    for node, pairs in sorted(described.items()):
        values = dict(pairs)
        if values.keys() >= {*_PARTS}:
            triple = values[_SUBJECT], values[_PREDICATE], values[_OBJECT]
            evidence = tuple(sorted(pair for pair in pairs if pair[0] not in _PARTS))
            reified.append(Reification(node, nodes[node], triple, evidence))
    return reified


def annotated(dataset: DatasetFile) -> Iterator[NQuad]:
    """Every triple in RDF 1.2, with a reifier for each assertion and inference (RDF 1.2 Concepts, 1.5).

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


def nanopublications(dataset: DatasetFile) -> Iterator[NQuad]:
    """One nanopublication for each assertion, well-formed by the guidelines.

    The assertion's IRI is that of the nanopublication, and its graphs lie below it: ``#Head``, ``#assertion``,
    ``#provenance`` and ``#pubinfo``. The evidence is about the assertion graph. The guidelines recommend a timestamp
    but do not require one, and there is none: a dataset does not record when an assertion was made.
    """
    licence, subproperty = external_iri("dcterms", "license"), external_iri("rdfs", "subPropertyOf")
    about = [
        (external_iri("dcterms", "creator"), dataset.term("curators")),
        (external_iri("dcterms", "isPartOf"), dataset.base),
        *((licence, quad.object) for quad in dataset.merged if quad[:2] == (dataset.base, licence)),
    ]
    aligned = {
        quad.subject: quad.object
        for quad in dataset.graph(NamedGraph.ALIGNMENTS)
        if quad.predicate == subproperty and quad.object.startswith(f"<{EXTERNAL_PREFIXES['prov']}")
    }
    for reification in reifications(dataset):
        if reification.kind == ASSERTION:
            yield from _nanopublication(reification, about, aligned)


def _nanopublication(
    assertion: Reification, about: Sequence[tuple[str, str]], aligned: Mapping[str, str]
) -> Iterator[NQuad]:
    """An assertion as a nanopublication, with what holds ``about`` all of them and the properties of PROV like ours."""
    node = assertion.node
    head, statement, provenance, info = (
        f"{node[:-1]}#{name}>" for name in ("Head", "assertion", "provenance", "pubinfo")
    )
    yield NQuad(node, RDF_TYPE, f"<{NANOPUB_NAMESPACE}Nanopublication>", head)
    links = {"hasAssertion": statement, "hasProvenance": provenance, "hasPublicationInfo": info}
    yield from (NQuad(node, f"<{NANOPUB_NAMESPACE}{link}>", graph, head) for link, graph in links.items())
    yield NQuad(*assertion.triple, statement)
    for predicate, value in assertion.evidence:
        yield NQuad(statement, predicate, value, provenance)
        if predicate in aligned:
            # Readers of nanopublications know PROV.
            yield NQuad(statement, aligned[predicate], value, provenance)
    yield from (NQuad(node, predicate, value, info) for predicate, value in about)

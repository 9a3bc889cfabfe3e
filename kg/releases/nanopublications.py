"""Nanopublications: each assertion as a small publication of its own (Nanopublication Guidelines, nanopub.net)."""

from collections.abc import Iterator, Mapping

from kg.namespaces import EXTERNAL_PREFIXES, NamedGraph
from kg.releases.dataset_file import RDF_TYPE, DatasetFile, NQuad, external_iri
from kg.releases.reifications import ASSERTION, Reification, reifications

NANOPUB_NAMESPACE = "http://www.nanopub.org/nschema#"
_LICENCE = external_iri("dcterms", "license")
# The head's links to the other graphs, with the names of these.
_GRAPHS = {"hasAssertion": "assertion", "hasProvenance": "provenance", "hasPublicationInfo": "pubinfo"}


def nanopublications(dataset: DatasetFile) -> Iterator[NQuad]:
    """One nanopublication for each assertion, well-formed by the guidelines.

    The assertion's IRI is that of the nanopublication, and its graphs lie below it: ``#Head``, ``#assertion``,
    ``#provenance`` and ``#pubinfo``. The evidence is about the assertion graph. The guidelines recommend a timestamp
    but do not require one, and there is none: a dataset does not record when an assertion was made.
    """
    about = [
        (external_iri("dcterms", "creator"), dataset.term("curators")),
        (external_iri("dcterms", "isPartOf"), dataset.base),
        *((_LICENCE, quad.object) for quad in dataset.merged if quad[:2] == (dataset.base, _LICENCE)),
    ]
    aligned = _aligned_with_prov(dataset)
    for reification in reifications(dataset):
        if reification.kind == ASSERTION:
            publication_info = _graph(reification, "pubinfo")
            yield from _head(reification)
            yield NQuad(*reification.triple, _graph(reification, "assertion"))
            yield from _provenance(reification, aligned)
            yield from (NQuad(reification.node, predicate, value, publication_info) for predicate, value in about)


def _aligned_with_prov(dataset: DatasetFile) -> dict[str, str]:
    """The property of PROV to which each of ours is aligned."""
    subproperty, prov = external_iri("rdfs", "subPropertyOf"), f"<{EXTERNAL_PREFIXES['prov']}"
    aligned = (quad for quad in dataset.graph(NamedGraph.ALIGNMENTS) if quad.predicate == subproperty)
    return {quad.subject: quad.object for quad in aligned if quad.object.startswith(prov)}


def _head(reification: Reification) -> Iterator[NQuad]:
    graph = _graph(reification, "Head")
    yield NQuad(reification.node, RDF_TYPE, f"<{NANOPUB_NAMESPACE}Nanopublication>", graph)
    for link, name in _GRAPHS.items():
        yield NQuad(reification.node, f"<{NANOPUB_NAMESPACE}{link}>", _graph(reification, name), graph)


def _provenance(reification: Reification, aligned: Mapping[str, str]) -> Iterator[NQuad]:
    """The evidence in our terms and, where there are such, in those of PROV, which nanopublication readers know."""
    subject, graph = _graph(reification, "assertion"), _graph(reification, "provenance")
    for predicate, value in reification.evidence:
        yield NQuad(subject, predicate, value, graph)
        if predicate in aligned:
            yield NQuad(subject, aligned[predicate], value, graph)


def _graph(reification: Reification, name: str) -> str:
    return f"{reification.node[:-1]}#{name}>"

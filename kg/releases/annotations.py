"""Annotations: the dataset in RDF 1.2, where a statement's evidence is said of the triple itself."""

from __future__ import annotations

from collections.abc import Iterator

from kg.releases.edition import RDF, TYPE, Edition
from kg.releases.quads import Quad
from kg.releases.reifications import reifications

_REIFIES = f"<{RDF}reifies>"


def annotated(edition: Edition) -> Iterator[Quad]:
    """The default graph, with a reifier for each assertion and inference (RDF 1.2 Concepts, 1.5).

    The node of the statement has ``rdf:reifies`` and a triple term instead of ``rdf:subject``, ``rdf:predicate`` and
    ``rdf:object``; its evidence stays.
    """
    found = reifications(edition)
    nodes = {one.node for one in found}
    yield from (quad for quad in edition.merged if quad.subject not in nodes)
    for one in found:
        yield Quad(one.node, _REIFIES, f"<<( {' '.join(one.triple)} )>>")
        yield Quad(one.node, TYPE, edition.term(one.kind))
        yield from (Quad(one.node, predicate, value) for predicate, value in one.evidence)

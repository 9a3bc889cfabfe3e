"""The dataset restated in standard vocabularies, as far as the alignments relate its terms to theirs.

Nothing is added to what the dataset says: an instance of our class is one of theirs too, a value of our property is
one of theirs. Which relations are applied stands in the head of ``ontology/alignments.ttl``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rdflib import OWL, RDF, RDFS, SKOS, Graph
from rdflib.term import Node

_Triple = tuple[Node, Node, Node]
_APPLIED = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.exactMatch)
_RELATIONS = (*_APPLIED, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


def standard_triples(triples: Iterable[_Triple], alignments: Graph) -> set[_Triple]:
    """What triples say in the terms of the alignments, with the instances that the alignments describe themselves."""
    given = set(triples)
    restated = set(_restated(given, alignments))
    return (restated | set(_described(alignments))) - given


def _restated(triples: Iterable[_Triple], alignments: Graph) -> Iterator[_Triple]:
    """Each triple with the aligned classes and properties in place of ours."""
    aligned: dict[Node, list[Node]] = defaultdict(list)
    for relation in _APPLIED:
        for ours, theirs in alignments.subject_objects(relation):
            aligned[ours].append(theirs)
    for subject, predicate, value in triples:
        if predicate == RDF.type:
            for cls in aligned.get(value, ()):
                fixed = alignments.value(cls, OWL.hasValue)
                yield (subject, predicate, cls) if fixed is None else (subject, _restricted(alignments, cls), fixed)
        yield from ((subject, prop, value) for prop in aligned.get(predicate, ()))


def _restricted(alignments: Graph, restriction: Node) -> Node:
    """The property that a restriction is on."""
    prop = alignments.value(restriction, OWL.onProperty)
    if prop is None:
        raise TypeError(restriction)
    return prop


def _described(alignments: Graph) -> Iterator[_Triple]:
    """The descriptions of the instances in the alignments: of everything with a class but for OWL's own."""
    classes = alignments.subject_objects(RDF.type)
    nodes = sorted({node for node, cls in classes if not str(cls).startswith(str(OWL))}, key=str)
    while nodes:
        node = nodes.pop()
        for prop, value in alignments.predicate_objects(node):
            if prop not in _RELATIONS:
                yield node, prop, value
                if (value, None, None) in alignments and value not in alignments.subjects(RDF.type):
                    nodes.append(value)

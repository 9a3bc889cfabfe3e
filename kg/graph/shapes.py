"""Validation by SHACL: the only module that imports pyshacl.

The shapes module states what a record must have. Closed shapes, generated from the domains of the ontology's
properties, ensure that it has nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyshacl
from rdflib import DCTERMS, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import Problem
from kg.graph.assertions import Assertion
from kg.graph.ontology import SHAPES_MODULE, Ontology, parse_turtle

# The properties that entities of every class may have.
_COMMON = (RDF.type, RDFS.label, SKOS.altLabel, DCTERMS.description, SKOS.exactMatch, SKOS.closeMatch)


def violations(ontology: Ontology, assertions: Sequence[Assertion]) -> list[Problem]:
    """The violations of the shapes by the assertions, each with the line of the record."""
    data = Graph()
    data += (assertion.triple for assertion in assertions)
    shapes = _closed_shapes(ontology, data)
    parse_turtle(ontology.folder / f"{SHAPES_MODULE}.ttl", ontology.namespaces, shapes)
    data += ontology.graph.triples((None, RDFS.subClassOf, None))
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    if not isinstance(results, Graph):
        raise TypeError(results)
    violated = results.subjects(RDF.type, SH.ValidationResult)
    return [_problem(results, result, ontology, assertions) for result in violated]


def _closed_shapes(ontology: Ontology, data: Graph) -> Graph:
    """A closed shape for each combination of classes that entities have in the data."""
    shapes = Graph()
    members: dict[frozenset[URIRef], list[Node]] = defaultdict(list)
    for entity in set(data.subjects(RDF.type)):
        members[frozenset(cls for cls in data.objects(entity, RDF.type) if isinstance(cls, URIRef))].append(entity)
    for types, entities in members.items():
        allowed = sorted(frozenset().union(*(ontology.properties_for(cls) for cls in types)))
        shape = BNode()
        names = " and ".join(sorted(map(ontology.local, types)))
        message = (
            f"has a property that a {names} cannot have. Move the fact to the entity that it is about, "
            f"or use one of: {', '.join(sorted(map(ontology.local, allowed)))}."
        )
        shapes.add((shape, RDF.type, SH.NodeShape))
        shapes.add((shape, SH.closed, Literal(True)))
        shapes.add((shape, SH.message, Literal(message)))
        shapes.add((shape, SH.ignoredProperties, Collection(shapes, BNode(), [*_COMMON, *allowed]).uri))
        shapes += ((shape, SH.targetNode, entity) for entity in entities)
    return shapes


def _problem(report: Graph, result: Node, ontology: Ontology, assertions: Iterable[Assertion]) -> Problem:
    entity, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
    about = [assertion for assertion in assertions if assertion.triple[0] == entity]
    exact = [assertion for assertion in about if assertion.triple[1] == path]
    location = min((assertion.location for assertion in exact or about), default=None)
    name = ontology.namespaces.compact(str(entity))
    property_name = f" ({ontology.namespaces.compact(path)})" if isinstance(path, URIRef) else ""
    what, _, remedy = str(report.value(result, SH.resultMessage)).partition(". ")
    return Problem(str(location or name), f"{name}{property_name} {what}.", remedy)

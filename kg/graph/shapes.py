"""Validation by SHACL: the only module that knows pyshacl.

The written shapes say what a record must have. That it has nothing else is checked by closed shapes made from
the domains of the ontology's properties.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyshacl
from rdflib import DCTERMS, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import Problem
from kg.graph.assertions import Assertion
from kg.graph.ontology import SHAPES, Ontology, parse_turtle

# What every thing may have, whatever its class.
_COMMON = (RDF.type, RDFS.label, SKOS.altLabel, DCTERMS.description, SKOS.exactMatch, SKOS.closeMatch)


def violations(folder: Path, ontology: Ontology, assertions: list[Assertion]) -> list[Problem]:
    """What the shapes find wrong with the assertions, each with the line of the record that says so."""
    data = Graph()
    for assertion in assertions:
        data.add(assertion.triple)
    shapes = closed_shapes(ontology, data) + parse_turtle(folder / SHAPES, ontology.namespaces)
    for triple in ontology.graph.triples((None, RDFS.subClassOf, None)):
        data.add(triple)
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    if not isinstance(results, Graph):
        raise TypeError(results)
    return [_problem(results, result, ontology, assertions) for result in _results(results)]


def closed_shapes(ontology: Ontology, data: Graph) -> Graph:
    """A closed shape for each combination of classes that things have in the data."""
    shapes = Graph()
    members: dict[frozenset[URIRef], list[Node]] = {}
    for thing in set(data.subjects(RDF.type)):
        types = frozenset(cls for cls in data.objects(thing, RDF.type) if isinstance(cls, URIRef))
        members.setdefault(types, []).append(thing)
    for types, things in members.items():
        allowed = sorted(frozenset().union(*(ontology.properties_for(cls) for cls in types)))
        shape = BNode()
        names = " and ".join(sorted(ontology.local(cls) for cls in types))
        message = (
            f"has a property that a {names} cannot have. Move the fact to the thing that it is about, "
            f"or use one of: {', '.join(sorted(ontology.local(prop) for prop in allowed))}."
        )
        shapes.add((shape, RDF.type, SH.NodeShape))
        shapes.add((shape, SH.closed, Literal(True)))
        shapes.add((shape, SH.message, Literal(message)))
        shapes.add((shape, SH.ignoredProperties, _list(shapes, (*_COMMON, *allowed))))
        for thing in things:
            shapes.add((shape, SH.targetNode, thing))
    return shapes


def _list(graph: Graph, items: Iterable[URIRef]) -> BNode:
    head = BNode()
    Collection(graph, head, list(items))
    return head


def _results(report: Graph) -> list[Node]:
    return list(report.subjects(RDF.type, SH.ValidationResult))


def _problem(report: Graph, result: Node, ontology: Ontology, assertions: list[Assertion]) -> Problem:
    focus, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
    about = [assertion for assertion in assertions if assertion.triple[0] == focus]
    exact = [assertion for assertion in about if assertion.triple[1] == path]
    where = min((assertion.location for assertion in exact or about), default=None)
    name = ontology.namespaces.compact(str(focus))
    saying = f" ({ontology.namespaces.compact(path)})" if isinstance(path, URIRef) else ""
    what, _, remedy = str(report.value(result, SH.resultMessage)).partition(". ")
    return Problem(str(where or name), f"{name}{saying} {what}.", remedy)

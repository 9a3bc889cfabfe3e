"""The page of the ontology, on the project's dataset."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.graph.ontology import Ontology
from kg.model.dataset import PublishedDataset
from kg.publish.ontology.axioms import RELATIONS, read_alignments
from kg.publish.ontology.vocabulary import TermEntry, Vocabulary, ontology_version
from tests.conftest import NAMES, defined_terms
from tests.nonempty import nonempty

PLAIN = {
    RDFS.subClassOf: ("Subclass of", "Superclass of"),
    RDFS.subPropertyOf: ("Subproperty of", "Superproperty of"),
    RDFS.domain: ("Domain", "Its properties"),
    RDFS.range: ("Range", "Value of"),
    URIRef("http://purl.org/dc/dcam/rangeIncludes"): ("Range", "Value of"),
    OWL.inverseOf: ("Inverse of", "Inverse of"),
}
LISTS = {OWL.propertyChainAxiom: "Follows from", OWL.hasKey: "Key"}
CHARACTERISTICS = {
    OWL.TransitiveProperty: "transitive",
    OWL.SymmetricProperty: "symmetric",
    OWL.FunctionalProperty: "functional",
    OWL.InverseFunctionalProperty: "inverse functional",
    OWL.AsymmetricProperty: "asymmetric",
    OWL.IrreflexiveProperty: "irreflexive",
}
# Properties that make no axiom, or that the page shows elsewhere.
ELSEWHERE = {RDF.type, RDF.first, RDF.rest, RDFS.label, RDFS.isDefinedBy, OWL.members, OWL.versionIRI, OWL.versionInfo}


@pytest.fixture(scope="module")
def vocabulary(published: PublishedDataset) -> Vocabulary:
    return Vocabulary(published)


def entry(vocabulary: Vocabulary, name: str) -> TermEntry:
    return vocabulary.entries[NAMES.term(name)]


def related(vocabulary: Vocabulary, term: Node, heading: str) -> set[str]:
    """The IRIs that a term shows under a heading."""
    axioms = vocabulary.entries[str(term)].axioms.get(heading, [])
    return {word.iri for axiom in axioms for word in axiom.expression if word.iri}


def is_ours(term: Node) -> bool:
    return str(term).startswith(NAMES.terms)


def test_every_term_is_shown(vocabulary: Vocabulary, ontology: Ontology) -> None:
    assert {str(term) for term in defined_terms(ontology)} <= vocabulary.entries.keys()


@pytest.mark.parametrize("axiom", PLAIN)
def test_every_axiom_between_two_terms_is_shown_at_both(
    vocabulary: Vocabulary, ontology: Ontology, axiom: URIRef
) -> None:
    forward, backward = PLAIN[axiom]
    pairs = list(ontology.graph.subject_objects(axiom))
    assert [pair for pair in nonempty(pairs) if str(pair[1]) not in related(vocabulary, pair[0], forward)] == []
    ours = [(term, other) for term, other in pairs if is_ours(other)]
    # No range that is no axiom is a term of ours.
    backed = nonempty(ours) if axiom.startswith((str(OWL), str(RDFS))) else ours
    assert [pair for pair in backed if str(pair[0]) not in related(vocabulary, pair[1], backward)] == []


@pytest.mark.parametrize("axiom", LISTS)
def test_every_axiom_with_a_list_is_shown(vocabulary: Vocabulary, ontology: Ontology, axiom: URIRef) -> None:
    lists = list(ontology.graph.subject_objects(axiom))
    for term, first in nonempty(lists):
        steps = [str(step) for step in Collection(ontology.graph, first)]
        shown = vocabulary.entries[str(term)].axioms[LISTS[axiom]]
        assert any([word.iri for word in item.expression if word.iri][: len(steps)] == steps for item in shown)


def test_every_disjointness_of_several_is_shown(vocabulary: Vocabulary, ontology: Ontology) -> None:
    nodes = list(ontology.graph.subjects(RDF.type, OWL.AllDisjointClasses))
    for node in nonempty(nodes):
        members = list(Collection(ontology.graph, ontology.graph.value(node, OWL.members)))  # type: ignore[arg-type]
        for term in nonempty(filter(is_ours, members)):
            assert {str(other) for other in members if other != term} <= related(vocabulary, term, "Disjoint with")


@pytest.mark.parametrize("kind", CHARACTERISTICS)
def test_every_characteristic_is_shown(vocabulary: Vocabulary, ontology: Ontology, kind: URIRef) -> None:
    shown = {iri for iri, term in vocabulary.entries.items() if CHARACTERISTICS[kind] in term.characteristics}
    assert shown == {str(term) for term in ontology.graph.subjects(RDF.type, kind)}


def test_the_ontology_has_no_other_kinds_of_axioms_than_those_tested(ontology: Ontology) -> None:
    others = {
        prop
        for subject, prop, value in ontology.graph
        if is_ours(subject)
        and not isinstance(value, Literal)
        and prop not in {*PLAIN, *LISTS, *ELSEWHERE, SKOS.inScheme}
    }
    assert others == set()


def test_every_domain_and_range_is_a_named_class(ontology: Ontology) -> None:
    values = {value for axiom in (RDFS.domain, RDFS.range) for value in ontology.graph.objects(None, axiom)}
    assert [value for value in nonempty(values) if isinstance(value, BNode)] == []


def test_every_text_is_shown(vocabulary: Vocabulary, ontology: Ontology) -> None:
    properties = (SKOS.definition, SKOS.scopeNote, SKOS.example)
    texts = [(term, str(text)) for prop in properties for term, text in ontology.graph.subject_objects(prop)]
    shown = {str(term): {text.value for _, text in vocabulary.entries[str(term)].texts} for term, _ in texts}
    assert [(term, text) for term, text in nonempty(texts) if text not in shown[str(term)]] == []
    assert texts


def test_every_term_is_in_exactly_one_section(vocabulary: Vocabulary) -> None:
    kinds = ("object property", "datatype property", "annotation property")
    shown = [term.iri for group in vocabulary.groups() for term in group.entries]
    shown += [term.iri for kind in kinds for term in vocabulary.of_kind(kind)]
    shown += [term.iri for scheme in vocabulary.schemes() for term in (scheme.entry, *scheme.values)]
    shown += [term.iri for term in vocabulary.others()]
    assert sorted(shown) == sorted(vocabulary.entries)


def test_no_group_of_classes_is_empty(vocabulary: Vocabulary) -> None:
    assert [group.name for group in nonempty(vocabulary.groups()) if not group.entries] == []


def test_an_individual_of_the_ontology_has_its_class(vocabulary: Vocabulary) -> None:
    assert related(vocabulary, URIRef(NAMES.term("curators")), "Instance of") == {NAMES.term("Agent")}


def test_a_class_is_counted_in_the_data(vocabulary: Vocabulary, published: PublishedDataset) -> None:
    answer = published.store.query("SELECT DISTINCT ?p { ?p a ckg:Person }", prefixes=NAMES.prefixes)
    assert entry(vocabulary, "Person").use.members == len(list(answer.rows()))


def test_the_examples_of_a_class_are_members_of_it(vocabulary: Vocabulary, published: PublishedDataset) -> None:
    examples = entry(vocabulary, "Person").use.examples
    kinds = [f"ASK {{ <{example.term.value}> a ckg:Person ; rdfs:label ?label }}" for example in examples]
    assert [published.store.query(text, prefixes=NAMES.prefixes).truth for text in kinds] == [True] * 3


@pytest.mark.parametrize(("kind", "count"), [("Assertion", "asserted"), ("Inference", "inferred")])
def test_the_statements_of_a_property_are_counted(
    vocabulary: Vocabulary, published: PublishedDataset, kind: str, count: str
) -> None:
    text = f"SELECT ?s {{ GRAPH ?g {{ ?s a ckg:{kind} ; rdf:predicate ckg:organOf }} }}"
    answer = published.store.query(text, prefixes=NAMES.prefixes)
    assert getattr(entry(vocabulary, "organOf").use, count) == len(list(answer.rows())) > 0


@pytest.mark.parametrize(
    ("name", "kind"), [("organOf", "Assertion"), ("participatedIn", "Inference")], ids=["evidence", "proof"]
)
def test_an_example_of_a_property_links_to_its_evidence_or_proof(
    vocabulary: Vocabulary, published: PublishedDataset, name: str, kind: str
) -> None:
    statement = entry(vocabulary, name).use.statement
    assert statement
    subject = f"rdf:subject <{statement.subject.term.value}>"
    text = f"ASK {{ GRAPH ?g {{ <{statement.iri}> a ckg:{kind} ; rdf:predicate ckg:{name} ; {subject} }} }}"
    assert published.store.query(text, prefixes=NAMES.prefixes).truth


def test_a_rule_is_shown_at_the_term_with_its_axiom(vocabulary: Vocabulary) -> None:
    rules = {rule.iri: rule.number for rule in entry(vocabulary, "participatedIn").use.rules}
    assert rules[NAMES.thing("rule/chain-participatedIn-partOf-to-participatedIn")] > 0


def test_a_value_of_a_vocabulary_is_counted(vocabulary: Vocabulary, published: PublishedDataset) -> None:
    answer = published.store.query("SELECT ?g { ?g ckg:gapKind ckg:partial }", prefixes=NAMES.prefixes)
    assert entry(vocabulary, "partial").use.values == len(list(answer.rows())) > 0


def test_a_vocabulary_names_the_class_of_its_values(vocabulary: Vocabulary) -> None:
    classes = {scheme.entry.name: [word.text for word in scheme.classes] for scheme in vocabulary.schemes()}
    assert classes["gapKinds"] == ["GapKind"]


def test_the_header_has_the_version_and_licence_of_the_ontology(vocabulary: Vocabulary, ontology: Ontology) -> None:
    version = ontology.graph.value(URIRef(NAMES.ontology), OWL.versionInfo)
    assert (vocabulary.header.version, vocabulary.header.licence) == (
        str(version),
        "https://creativecommons.org/publicdomain/zero/1.0/",
    )


def test_the_version_is_that_of_the_version_iri(published: PublishedDataset, ontology: Ontology) -> None:
    iri = ontology.graph.value(URIRef(NAMES.ontology), OWL.versionIRI)
    assert f"{NAMES.ontology}/{ontology_version(published)}" == str(iri)


def test_an_alignment_is_shown_at_its_term(vocabulary: Vocabulary) -> None:
    aligned = {(axiom.heading, axiom.text) for axiom in entry(vocabulary, "Organization").alignments}
    assert {("Subclass of", "org:Organization"), ("Subclass of", "schema:Organization")} <= aligned


def test_every_alignment_is_listed(published: PublishedDataset) -> None:
    ours = f"isIRI(?s) && STRSTARTS(STR(?s), '{NAMES.ontology}') && CONTAINS(STR(?s), '#')"
    text = f"SELECT ?s {{ GRAPH graph:alignments {{ ?s ?p ?o }} FILTER ({ours}) }}"
    rows = list(published.store.query(text, prefixes=NAMES.prefixes).rows())
    assert len(read_alignments(published)) == len(rows) > 0


def test_the_relations_have_the_headings_tested_here() -> None:
    assert {RELATIONS[NAMES.compact(str(axiom))] for axiom in PLAIN} == set(PLAIN.values())

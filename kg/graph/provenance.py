"""The provenance graph: sources, passages, assertions, inferences, rules and graphs, described in RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from rdflib import DCTERMS, RDF, RDFS, VOID, XSD, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.graph.assertions import Assertion, Triple, digest
from kg.graph.ontology import ALIGNMENTS, DISPLAY, Ontology
from kg.graph.reasoning import Closure
from kg.graph.rules import Rule
from kg.graph.sources import Passage, Source

INTERPRETATIONS, INFERRED, PROVENANCE, ONTOLOGY = "interpretations", "inferred", "provenance", "ontology"
BUILD = "build"

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_ABOUT = (
    "Party congresses, with the organs, persons, elections, speeches and messages around them. Every statement leads "
    "to the passage that supports it and, if it is inferred, to its proof; the silences and slips of the sources are "
    "data."
)
_GRAPHS = {
    INTERPRETATIONS: "What the curators read into passages, with their reasons, among it their notes and gaps.",
    INFERRED: "What follows from the assertions by the rules of the ontology.",
    PROVENANCE: "The dataset, sources, passages, assertions, inferences and rules.",
    ONTOLOGY: "The ontology.",
    ALIGNMENTS: "How the terms of the ontology relate to those of other vocabularies.",
    DISPLAY: "How pages group, order and name what they show, and whose the identifiers of other datasets are.",
    BUILD: "The build that made the dataset: its inputs, its tools, and the name of the content.",
}


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _text(value: str) -> Literal:
    return Literal(value, lang="en")


class Provenance:
    """Describes evidence and proofs below one base; every method yields triples of the provenance graph."""

    def __init__(self, ontology: Ontology, assertions: list[Assertion], closure: Closure) -> None:
        self.ontology = ontology
        self.names = ontology.namespaces
        self.assertions = assertions
        self.closure = closure

    @cached_property
    def _by_triple(self) -> dict[Triple, list[Assertion]]:
        index: dict[Triple, list[Assertion]] = {}
        for assertion in self.assertions:
            index.setdefault(assertion.triple, []).append(assertion)
        return index

    def triples(self, sources: Mapping[str, Source]) -> Iterator[Triple]:
        """Everything that the provenance graph holds."""
        yield from self.dataset(sources)
        for source in sources.values():
            yield from self.source(source)
        for assertion in self.assertions:
            yield from self.assertion(assertion)
        for triple in self.closure.proofs:
            yield from self.inference(triple)
        used = {proof.rule.key: proof.rule for proof in self.closure.proofs.values()}
        for rule in used.values():
            yield from self.rule(rule)
        for name, description in _GRAPHS.items():
            iri = self._iri("graph", name)
            yield iri, RDF.type, _SD.Graph
            yield iri, RDFS.label, _text(name)
            yield iri, DCTERMS.description, _text(description)
            yield iri, DCTERMS.isPartOf, URIRef(self.names.base)

    def dataset(self, sources: Mapping[str, Source]) -> Iterator[Triple]:
        """The dataset as a whole, under the base IRI: what it is, its licence and its sources (VoID, section 2)."""
        iri = URIRef(self.names.base)
        yield iri, RDF.type, VOID.Dataset
        yield iri, RDFS.label, _text("Congress knowledge graph")
        yield iri, DCTERMS.description, _text(_ABOUT)
        yield iri, DCTERMS.license, URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
        for key in sources:
            yield iri, DCTERMS.source, URIRef(self.names.source(key))

    def source(self, source: Source) -> Iterator[Triple]:
        """A source with its sections and passages."""
        iri = URIRef(self.names.source(source.key))
        yield iri, RDF.type, self._term("Source")
        yield iri, RDFS.label, _text(source.label)
        yield iri, self._term("sha256"), Literal(source.sha256, datatype=XSD.string)
        yield iri, self._term("start"), _number(0)
        yield iri, self._term("end"), _number(source.characters)
        for number, (key, label) in enumerate(source.sections.items(), start=1):
            section = URIRef(f"{iri}/section/{key}")
            yield section, RDF.type, self._term("Section")
            yield section, RDFS.label, _text(label)
            yield section, self._term("number"), _number(number)
            yield section, self._term("inSource"), iri
        for number, passage in enumerate(source.passages, start=1):
            yield from self._passage(iri, number, passage, source)

    def _passage(self, source: URIRef, number: int, passage: Passage, whole: Source) -> Iterator[Triple]:
        iri = URIRef(f"{source}/{passage.key}")
        label = f"{whole.label}, {whole.sections[passage.section]}: {passage.key}"
        yield iri, RDF.type, self._term("Passage")
        yield iri, RDFS.label, _text(label)
        yield iri, self._term("inSource"), source
        yield iri, self._term("inSection"), URIRef(f"{source}/section/{passage.section}")
        yield iri, self._term("passageKind"), self._term(passage.kind)
        yield iri, self._term("number"), _number(number)
        yield iri, self._term("start"), _number(passage.span.start)
        yield iri, self._term("end"), _number(passage.span.end)
        yield iri, self._term("sha256"), Literal(passage.sha256, datatype=XSD.string)
        if passage.reason:
            yield iri, self._term("reason"), _text(passage.reason)

    def assertion(self, assertion: Assertion) -> Iterator[Triple]:
        """An assertion as a reified triple with its evidence."""
        iri = self._assertion_iri(assertion)
        yield iri, RDF.type, self._term("Assertion")
        yield from self._reified(iri, assertion.triple)
        yield iri, self._term("status"), self._term(assertion.status)
        for passage in assertion.passages:
            yield iri, self._term("supportedBy"), passage
        for passage in assertion.read_with:
            yield iri, self._term("readWith"), passage
        if assertion.reason:
            yield iri, self._term("reason"), _text(assertion.reason)
        if assertion.according_to:
            yield iri, self._term("accordingTo"), assertion.according_to
        if assertion.confidence:
            yield iri, self._term("confidence"), assertion.confidence

    def inference(self, triple: Triple) -> Iterator[Triple]:
        """An inferred triple, reified, with its rule, its premises and the passages at their root."""
        iri = self._inference_iri(triple)
        proof = self.closure.proofs[triple]
        yield iri, RDF.type, self._term("Inference")
        yield from self._reified(iri, triple)
        yield iri, self._term("rule"), self._rule_iri(proof.rule)
        for premise in proof.premises:
            yield iri, self._term("premise"), self._statement_iri(premise)
        for passage in sorted(self._roots[triple]):
            yield iri, self._term("restsOn"), passage

    def rule(self, rule: Rule) -> Iterator[Triple]:
        """A rule, in words and as SPARQL."""
        iri = self._rule_iri(rule)
        yield iri, RDF.type, self._term("Rule")
        yield iri, RDFS.label, _text(rule.label)
        yield iri, self._term("axiom"), rule.axiom
        yield iri, self._term("ruleText"), Literal(rule.sparql(), datatype=XSD.string)

    @cached_property
    def _roots(self) -> dict[Triple, frozenset[URIRef]]:
        """The passages on which each inferred triple rests; proofs come in the order of inference."""
        roots: dict[Triple, frozenset[URIRef]] = {}
        for triple, proof in self.closure.proofs.items():
            roots[triple] = frozenset().union(*(roots.get(p) or self._cited(p) for p in proof.premises))
        return roots

    def _cited(self, triple: Triple) -> frozenset[URIRef]:
        return frozenset(self._by_triple[triple][0].passages)

    def _statement_iri(self, triple: Triple) -> URIRef:
        """The node of a premise: the assertion (the best supported of several) or the inference."""
        if triple in self._by_triple:
            return self._assertion_iri(self._by_triple[triple][0])
        return self._inference_iri(triple)

    def _assertion_iri(self, assertion: Assertion) -> URIRef:
        return self._iri("thing", f"assertion/{assertion.digest}")

    def _inference_iri(self, triple: Triple) -> URIRef:
        return self._iri("thing", f"inference/{digest(triple)}")

    def _rule_iri(self, rule: Rule) -> URIRef:
        return self._iri("thing", f"rule/{rule.key}")

    def _iri(self, kind: str, name: str) -> URIRef:
        return URIRef(getattr(self.names, kind)(name))

    def _term(self, name: str) -> URIRef:
        return self.ontology.term(name)

    @staticmethod
    def _reified(iri: URIRef, triple: Triple) -> Iterable[Triple]:
        predicates: tuple[URIRef, ...] = (RDF.subject, RDF.predicate, RDF.object)
        terms: tuple[Node, ...] = triple
        return ((iri, predicate, term) for predicate, term in zip(predicates, terms, strict=True))

"""The provenance graph: sources, passages, assertions, inferences, rules and graphs, described in RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from rdflib import DCTERMS, RDF, RDFS, VOID, XSD, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.graph.assertions import Assertion, RdfTriple, triple_digest
from kg.graph.ontology import Ontology
from kg.graph.reasoning import Closure
from kg.graph.rules import InferenceRule
from kg.graph.sources import SourceRecord

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_DESCRIPTION = (
    "Party congresses, with the organs, persons, elections, speeches and messages around them. Every statement leads "
    "to the passage that supports it and, if it is inferred, to its proof; the silences and slips of the sources are "
    "data."
)
GRAPH_DESCRIPTIONS = {
    "interpretations": "What the curators read into passages, with their reasons, among it their notes and gaps.",
    "inferred": "What follows from the assertions by the rules of the ontology.",
    "provenance": "The dataset, sources, passages, assertions, inferences and rules.",
    "ontology": "The ontology.",
    "alignments": "How the terms of the ontology relate to those of other vocabularies.",
    "display": "How pages group, order and name what they show, and whose the identifiers of other datasets are.",
    "build": "The build that made the dataset: its inputs, its tools, and the name of the content.",
}
"""The named graphs of the dataset besides those of the passages."""


class Provenance:
    """Describes evidence and derivations below one base."""

    def __init__(
        self,
        ontology: Ontology,
        sources: Mapping[str, SourceRecord],
        assertions: Sequence[Assertion],
        closure: Closure,
    ) -> None:
        self._ontology = ontology
        self._names = ontology.namespaces
        self._sources = sources
        self._assertions = assertions
        self._derivations = closure.derivations

    def triples(self) -> Iterator[RdfTriple]:
        """All triples of the provenance graph."""
        yield from self._dataset()
        for source in self._sources.values():
            yield from self._source(source)
        for assertion in self._assertions:
            yield from self._assertion(assertion)
        for triple in self._derivations:
            yield from self._inference(triple)
        for rule in {derivation.rule.key: derivation.rule for derivation in self._derivations.values()}.values():
            yield from self._rule(rule)

    def _dataset(self) -> Iterator[RdfTriple]:
        """The dataset, under the base IRI, and its graphs: descriptions, licence and sources (VoID, section 2)."""
        dataset = URIRef(self._names.base)
        yield dataset, RDF.type, VOID.Dataset
        yield dataset, RDFS.label, _text("Congress knowledge graph")
        yield dataset, DCTERMS.description, _text(_DESCRIPTION)
        yield dataset, DCTERMS.license, URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
        for key in self._sources:
            yield dataset, DCTERMS.source, URIRef(self._names.source(key))
        for name, description in GRAPH_DESCRIPTIONS.items():
            graph = URIRef(self._names.graph(name))
            yield graph, RDF.type, _SD.Graph
            yield graph, RDFS.label, _text(name)
            yield graph, DCTERMS.description, _text(description)
            yield graph, DCTERMS.isPartOf, dataset

    def _source(self, source: SourceRecord) -> Iterator[RdfTriple]:
        """A source with its sections and passages."""
        iri = URIRef(self._names.source(source.key))
        place = {"sha256": Literal(source.sha256), "start": _integer(0), "end": _integer(source.characters)}
        yield from self._described(iri, "Source", source.label, place)
        for number, (key, label) in enumerate(source.sections.items(), start=1):
            position = {"number": _integer(number), "inSource": iri}
            yield from self._described(URIRef(f"{iri}/section/{key}"), "Section", label, position)
        for number, passage in enumerate(source.passages, start=1):
            values: dict[str, Node | None] = {
                "inSource": iri,
                "inSection": URIRef(f"{iri}/section/{passage.section}"),
                "passageKind": self._ontology.term(passage.kind),
                "number": _integer(number),
                "start": _integer(passage.span.start),
                "end": _integer(passage.span.end),
                "sha256": Literal(passage.sha256),
                "reason": _text(passage.reason) if passage.reason else None,
            }
            label = f"{source.label}, {source.sections[passage.section]}: {passage.key}"
            yield from self._described(URIRef(f"{iri}/{passage.key}"), "Passage", label, values)

    def _assertion(self, assertion: Assertion) -> Iterator[RdfTriple]:
        """An assertion as a reified triple with its evidence."""
        iri, support = self._assertion_iri(assertion), assertion.support
        values = {
            "status": self._ontology.term(support.status),
            "reason": _text(support.reason) if support.reason else None,
            "accordingTo": support.according_to,
            "confidence": support.confidence,
        }
        yield from self._described(iri, "Assertion", None, values)
        yield from _reification(iri, assertion.triple)
        yield from self._links(iri, "supportedBy", support.passages)
        yield from self._links(iri, "readWith", support.read_with)

    def _inference(self, triple: RdfTriple) -> Iterator[RdfTriple]:
        """An inferred triple, reified, with its rule, its premises and the passages on which it rests."""
        iri, derivation = self._inference_iri(triple), self._derivations[triple]
        yield from self._described(iri, "Inference", None, {"rule": self._rule_iri(derivation.rule)})
        yield from _reification(iri, triple)
        yield from self._links(iri, "premise", map(self._statement_iri, derivation.premises))
        yield from self._links(iri, "restsOn", self._roots[triple])

    def _rule(self, rule: InferenceRule) -> Iterator[RdfTriple]:
        """A rule in English and as SPARQL."""
        values = {"axiom": rule.axiom, "ruleText": Literal(rule.sparql())}
        yield from self._described(self._rule_iri(rule), "Rule", rule.label, values)

    @cached_property
    def _by_triple(self) -> dict[RdfTriple, Assertion]:
        """The first assertion of each triple; its support comes first in the order of digests."""
        return {assertion.triple: assertion for assertion in reversed(self._assertions)}

    @cached_property
    def _roots(self) -> dict[RdfTriple, frozenset[URIRef]]:
        """The passages on which each inferred triple rests; derivations come in the order of inference."""
        roots: dict[RdfTriple, frozenset[URIRef]] = {}
        for triple, derivation in self._derivations.items():
            passages = (
                roots.get(premise) or self._by_triple[premise].support.passages for premise in derivation.premises
            )
            roots[triple] = frozenset().union(*passages)
        return roots

    def _statement_iri(self, triple: RdfTriple) -> URIRef:
        """The node of a premise: an assertion if there is one, else the inference."""
        assertion = self._by_triple.get(triple)
        return self._assertion_iri(assertion) if assertion else self._inference_iri(triple)

    def _assertion_iri(self, assertion: Assertion) -> URIRef:
        return URIRef(self._names.thing(f"assertion/{assertion.digest}"))

    def _inference_iri(self, triple: RdfTriple) -> URIRef:
        return URIRef(self._names.thing(f"inference/{triple_digest(triple)}"))

    def _rule_iri(self, rule: InferenceRule) -> URIRef:
        return URIRef(self._names.thing(f"rule/{rule.key}"))

    def _described(
        self, iri: URIRef, cls: str, label: str | None, values: Mapping[str, Node | None]
    ) -> Iterator[RdfTriple]:
        """The class and label of a node, and its values by the local names of properties; None for no value."""
        yield iri, RDF.type, self._ontology.term(cls)
        if label is not None:
            yield iri, RDFS.label, _text(label)
        yield from ((iri, self._ontology.term(name), value) for name, value in values.items() if value is not None)

    def _links(self, iri: URIRef, name: str, targets: Iterable[URIRef]) -> Iterator[RdfTriple]:
        return ((iri, self._ontology.term(name), target) for target in targets)


def _reification(iri: URIRef, triple: RdfTriple) -> Iterator[RdfTriple]:
    subject, predicate, value = triple
    yield iri, RDF.subject, subject
    yield iri, RDF.predicate, predicate
    yield iri, RDF.object, value


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _text(value: str) -> Literal:
    return Literal(value, lang="en")

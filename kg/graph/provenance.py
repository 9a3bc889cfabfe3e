"""The provenance of statements in RDF: sources with their passages, assertions with their evidence, and proofs."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rdflib import DCTERMS, RDF, RDFS, XSD, Literal, URIRef
from rdflib.term import Node

from kg.graph.assertions import STATUSES, Assertion, RdfTriple, triple_digest
from kg.graph.locators import KindWords, locators
from kg.graph.ontology import Ontology, parse_turtle
from kg.graph.reasoning import Closure
from kg.graph.sources import SourceRecord

_Values = dict[str, Node | str | int | Iterable[Node] | None]
"""Values by property: an IRI, or the local name of a property of the ontology."""


class Provenance:
    """Describes sources, assertions and inferences below the base of an ontology."""

    def __init__(self, ontology: Ontology, assertions: Sequence[Assertion], closure: Closure) -> None:
        self._ontology = ontology
        self._names = ontology.namespaces
        self._assertions = assertions
        self._derivations = closure.derivations
        # The most certain assertion of each triple, the first of several in the order of digests.
        by_certainty = sorted(assertions, key=lambda assertion: (_rank(assertion), assertion.digest))
        self._by_triple = {assertion.triple: assertion for assertion in reversed(by_certainty)}

    def dataset(self, sources: Iterable[str]) -> Iterator[tuple[Node, Node, Node]]:
        """The dataset with its sources, given by their keys, and its graphs."""
        yield from parse_turtle(Path(__file__).with_name("dataset.ttl"), self._names)
        for key in sources:
            yield URIRef(self._names.base), DCTERMS.source, URIRef(self._names.source(key))

    def sources(self, sources: Iterable[SourceRecord]) -> Iterator[RdfTriple]:
        """Sources with their sections and passages."""
        for source in sources:
            yield from self._source(source)

    def assertions(self) -> Iterator[RdfTriple]:
        """The assertions, each with its evidence."""
        for assertion in self._assertions:
            yield from self._assertion(assertion)

    def proofs(self) -> Iterator[RdfTriple]:
        """The inferences, each with its premises, and their rules."""
        yield from self._inferences()
        for rule in {derivation.rule.key: derivation.rule for derivation in self._derivations.values()}.values():
            values: _Values = {RDFS.label: rule.label, "axiom": rule.axiom, "ruleText": Literal(rule.sparql())}
            yield from self._described(self._node("rule", rule.key), "Rule", values)

    def _source(self, source: SourceRecord) -> Iterator[RdfTriple]:
        """A source with its sections, and its passages, whose paraphrases are the curators' as their reasons are."""
        iri = URIRef(self._names.source(source.key))
        digest = Literal(source.sha256)
        values: _Values = {RDFS.label: source.label, "sha256": digest, "startOffset": 0, "endOffset": source.characters}
        more: _Values = {DCTERMS.title: source.title, "webPage": URIRef(source.url) if source.url else None}
        yield from self._described(iri, "Source", values | more)
        for number, (key, label) in enumerate(source.sections.items(), start=1):
            values = {RDFS.label: label, "sequenceNumber": number, "inSource": iri}
            yield from self._described(URIRef(f"{iri}/section/{key}"), "Section", values)
        places = locators(source, locator_words(self._ontology))
        for number, passage in enumerate(source.passages, start=1):
            place = places[passage.key]
            values = {
                RDFS.label: place if place.startswith(source.label) else f"{source.label}: {place}",
                "locator": place,
                "paraphrase": passage.paraphrase or None,
                "inSource": iri,
                "inSection": URIRef(f"{iri}/section/{passage.section}"),
                "passageKind": self._ontology.term(passage.kind),
                "sequenceNumber": number,
                "startOffset": passage.span.start,
                "endOffset": passage.span.end,
                "sha256": Literal(passage.sha256),
                "reason": passage.reason or None,
            }
            yield from self._described(URIRef(f"{iri}/{passage.key}"), "Passage", values)

    def _assertion(self, assertion: Assertion) -> Iterator[RdfTriple]:
        """An assertion as a reified triple with its evidence."""
        support = assertion.support
        values: _Values = {
            "evidenceStatus": self._ontology.term(support.status),
            "supportedBy": support.passages,
            "readWith": support.read_with,
            "reason": support.reason,
            "accordingTo": support.according_to,
            "confidence": support.confidence,
        }
        yield from self._reified(self._node("assertion", assertion.digest), "Assertion", assertion.triple, values)

    def _inferences(self) -> Iterator[RdfTriple]:
        """The inferred triples, reified, each with its rule, its premises and the passages on which it rests.

        An inference is as certain as the least certain of its premises.
        """
        roots: dict[RdfTriple, tuple[int, frozenset[URIRef]]] = {}
        for triple, derivation in self._derivations.items():
            # Derivations come in the order of inference, so that a premise has its passages already.
            premises = [self._asserted(premise) or roots[premise] for premise in derivation.premises]
            certainty, passages = max(rank for rank, _ in premises), frozenset().union(*(iris for _, iris in premises))
            roots[triple] = certainty, passages
            values: _Values = {
                "rule": self._node("rule", derivation.rule.key),
                "premise": map(self._statement, derivation.premises),
                "evidenceStatus": self._ontology.term(STATUSES[certainty]),
                "restsOn": passages,
            }
            yield from self._reified(self._statement(triple), "Inference", triple, values)

    def _asserted(self, triple: RdfTriple) -> tuple[int, frozenset[URIRef]] | None:
        """The rank of the status of an asserted triple and its passages; None if no record asserts it."""
        if assertion := self._by_triple.get(triple):
            return _rank(assertion), frozenset(assertion.support.passages)
        return None

    def _statement(self, triple: RdfTriple) -> URIRef:
        """The node of a statement: its assertion if there is one, else its inference."""
        if assertion := self._by_triple.get(triple):
            return self._node("assertion", assertion.digest)
        return self._node("inference", triple_digest(triple))

    def _node(self, kind: str, key: str) -> URIRef:
        return URIRef(self._names.thing(f"{kind}/{key}"))

    def _reified(self, node: URIRef, cls: str, triple: RdfTriple, values: _Values) -> Iterator[RdfTriple]:
        parts = zip((RDF.subject, RDF.predicate, RDF.object), triple, strict=True)
        return self._described(node, cls, {**dict(parts), **values})

    def _described(self, node: URIRef, cls: str, values: _Values) -> Iterator[RdfTriple]:
        """The class and the values of a node; classes and properties of the ontology are given by their local names."""
        yield node, RDF.type, self._ontology.term(cls)
        for name, value in values.items():
            prop = name if isinstance(name, URIRef) else self._ontology.term(name)
            yield from ((node, prop, item) for item in _items(value))


def locator_words(ontology: Ontology) -> KindWords:
    """The English pattern of locators and the name of each kind of passage; a kind without a label has its key."""

    def words(kind: str) -> tuple[str | None, str]:
        """The pattern, None without one, and the name of a kind."""
        term = ontology.term(kind)
        patterns = ontology.graph.objects(term, ontology.term("locatorPattern"))
        english = (str(text) for text in patterns if isinstance(text, Literal) and text.language == "en")
        return next(english, None), str(ontology.graph.value(term, RDFS.label) or kind)

    return words


def _rank(assertion: Assertion) -> int:
    """The place of an assertion's status among the statuses; 0 is the most certain."""
    return STATUSES.index(assertion.support.status)


def _items(value: Node | str | int | Iterable[Node] | None) -> Iterable[Node]:
    """A value as RDF: nodes stay as they are, a text is in English, a number is an xsd:integer."""
    if value is None:
        return []
    if isinstance(value, Node):
        return [value]
    if isinstance(value, int):
        return [Literal(str(value), datatype=XSD.integer)]
    return [Literal(value, lang="en")] if isinstance(value, str) else value

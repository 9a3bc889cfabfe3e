"""Axioms and alignments in readable form: the statements of an ontology about each of its terms, under headings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, permutations
from string import ascii_uppercase

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.dataset import PublishedDataset
from kg.model.triples import Triples, iri, read_graph
from kg.namespaces import NamedGraph
from kg.publish.ontology.expressions import Expression, Expressions, Word, expression_text

# The properties of axioms, in the order of the page, with the headings at the subject and at the value.
RELATIONS = {
    "rdfs:subClassOf": ("Subclass of", "Superclass of"),
    "owl:equivalentClass": ("Same class as", "Same class as"),
    "owl:disjointUnionOf": ("Disjoint union of", "In the disjoint union"),
    "rdfs:subPropertyOf": ("Subproperty of", "Superproperty of"),
    "owl:equivalentProperty": ("Same property as", "Same property as"),
    "owl:inverseOf": ("Inverse of", "Inverse of"),
    "owl:propertyChainAxiom": ("Follows from", "Step in"),
    "owl:hasKey": ("Key", "In the key of"),
    "owl:disjointWith": ("Disjoint with", "Disjoint with"),
    "owl:propertyDisjointWith": ("Disjoint with", "Disjoint with"),
    "rdfs:domain": ("Domain", "Its properties"),
    "rdfs:range": ("Range", "Value of"),
    "dcam:rangeIncludes": ("Range", "Value of"),
    "owl:sameAs": ("Same as", "Same as"),
    "owl:differentFrom": ("Different from", "Different from"),
}
# Axioms about several terms at once, with the heading at each for the others.
COLLECTIVE = {
    "owl:AllDisjointClasses": "Disjoint with",
    "owl:AllDisjointProperties": "Disjoint with",
    "owl:AllDifferent": "Different from",
}
CHARACTERISTICS = {
    "owl:TransitiveProperty": "transitive",
    "owl:SymmetricProperty": "symmetric",
    "owl:AsymmetricProperty": "asymmetric",
    "owl:ReflexiveProperty": "reflexive",
    "owl:IrreflexiveProperty": "irreflexive",
    "owl:FunctionalProperty": "functional",
    "owl:InverseFunctionalProperty": "inverse functional",
}
# Headings of the alignments, besides those of axioms.
_ALIGNMENT_HEADINGS = {
    "rdf:type": "Instance of",
    "rdfs:label": "Called",
    "skos:exactMatch": "Exact match",
    "skos:closeMatch": "Close match",
    "skos:broadMatch": "Broad match",
    "skos:narrowMatch": "Narrow match",
    "skos:relatedMatch": "Related match",
}
_ORDER = {heading: number for number, heading in enumerate(name for pair in RELATIONS.values() for name in pair)}


@dataclass(frozen=True)
class Axiom:
    """An axiom as it is shown at a term: an expression under a heading, and the same as a plain ``sentence``."""

    heading: str
    expression: Expression
    sentence: str | None = None

    @property
    def text(self) -> str:
        """The expression without its links."""
        return expression_text(self.expression)


@dataclass(frozen=True)
class Alignment:
    """A statement about one of our terms, an IRI, by means of others'; the alignments have a few terms of their own."""

    term: str
    name: str
    axiom: Axiom


class Axioms:
    """The axioms of an ontology, read from its triples."""

    def __init__(self, triples: Triples) -> None:
        self._triples = triples
        self._expressions = Expressions(triples)
        self._axioms = grouped(dict.fromkeys(self._every()))

    def about(self, term: Term) -> dict[str, list[Axiom]]:
        """The axioms about a term, by headings in the order of the table; other headings come last."""
        return grouped((axiom.heading, axiom) for axiom in sorted(self._axioms.get(term, ()), key=_order))

    def characteristics(self, term: Term) -> list[str]:
        """The characteristics of a property: transitive, functional and so on."""
        types = {self._expressions.name(kind) for kind in self._triples.values(term, "rdf:type")}
        return [word for kind, word in CHARACTERISTICS.items() if kind in types]

    def label(self, term: Term) -> str:
        """The label of a term, or else its expression."""
        return self._triples.text(term, "rdfs:label") or expression_text(self._expressions.write(term))

    def _every(self) -> Iterator[tuple[Term, Axiom]]:
        """Every axiom, with the term that it is about."""
        for subject, prop, value in self._triples:
            if prop == "owl:propertyChainAxiom":
                yield from self._chain(subject, value)
            elif prop in RELATIONS:
                yield from self._relation(subject, prop, value)
            elif prop == "rdf:type":
                yield from self._collective(subject, value)
            elif prop.startswith("owl:") and subject.is_iri and value.kind != "literal":
                yield subject, Axiom(prop, self._expressions.write(value))

    def _relation(self, subject: Term, prop: str, value: Term) -> Iterator[tuple[Term, Axiom]]:
        """An axiom at its subject, and at its value or the terms in an anonymous value."""
        if prop == "owl:inverseOf" and not subject.is_iri:
            return  # An expression, no axiom.
        forward, backward = RELATIONS[prop]
        names = " and ".join(f"“{self.label(item)}”" for item in self._triples.items(value))
        sentence = f"Two with the same {names} are one and the same." if prop == "owl:hasKey" else None
        yield subject, Axiom(forward, self._expressions.write(value), sentence)
        for term in self._named(value):
            yield term, Axiom(backward, self._expressions.write(subject))

    def _chain(self, subject: Term, value: Term) -> Iterator[tuple[Term, Axiom]]:
        """A chain, at the property that it implies and at its steps (OWL 2 Syntax, 9.2.1)."""
        steps = self._triples.items(value)
        expression = (*self._expressions.join(steps, " ∘ "), Word(" ⟶ "), *self._expressions.write(subject))
        ends = pairwise(ascii_uppercase)
        clauses = [f"{start} “{self.label(step)}” {end}" for step, (start, end) in zip(steps, ends, strict=False)]
        implied = f"A “{self.label(subject)}” {ascii_uppercase[len(clauses)]}"
        sentence = f"If {' and '.join(clauses)}, then {implied}."
        forward, backward = RELATIONS["owl:propertyChainAxiom"]
        yield subject, Axiom(forward, expression, sentence)
        for term in self._named(value):
            if term != subject:
                yield term, Axiom(backward, expression, sentence)

    def _collective(self, subject: Term, kind: Term) -> Iterator[tuple[Term, Axiom]]:
        heading = COLLECTIVE.get(self._expressions.name(kind))
        for prop in ("owl:members", "owl:distinctMembers") if heading else ():
            for members in self._triples.values(subject, prop):
                for term, other in permutations(self._triples.items(members), 2):
                    yield term, Axiom(str(heading), self._expressions.write(other))

    def _named(self, node: Term) -> Iterator[Term]:
        """The named terms in an expression."""
        yield from (iri(word.iri) for word in self._expressions.write(node) if word.iri)


def read_alignments(dataset: PublishedDataset) -> list[Alignment]:
    """The alignments of a dataset, in the order of our terms."""
    triples = read_graph(dataset, NamedGraph.ALIGNMENTS)
    expressions = Expressions(triples)
    own = (dataset.names.terms, f"{dataset.names.ontology}/{NamedGraph.ALIGNMENTS}#")
    headings = {prop: forward for prop, (forward, _) in RELATIONS.items()} | _ALIGNMENT_HEADINGS
    return [
        Alignment(
            subject.value,
            expressions.name(subject),
            Axiom(headings.get(prop) or expressions.name(iri(prop)), expressions.write(value)),
        )
        for subject, prop, value in triples
        if subject.value.startswith(own)
    ]


def _order(axiom: Axiom) -> tuple[int, str, str]:
    return _ORDER.get(axiom.heading, len(_ORDER)), axiom.heading, axiom.text.lower()

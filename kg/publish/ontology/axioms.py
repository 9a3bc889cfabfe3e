"""Axioms in readable form: what an ontology says of each of its terms, under headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, permutations
from string import ascii_uppercase

from kg.engine.answer import Term
from kg.model.triples import Triples, iri
from kg.publish.ontology.expressions import Expression, Expressions, Word, text

# The properties that make axioms, in the order of the page: what one says of its subject, and of its value.
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
    "owl:sameAs": ("Same as", "Same as"),
    "owl:differentFrom": ("Different from", "Different from"),
}
# Axioms about several things at once: what each of them is to the others.
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
_ORDER = {heading: place for place, heading in enumerate(heading for both in RELATIONS.values() for heading in both)}


@dataclass(frozen=True)
class Fact:
    """What an axiom says of a term: an expression under a heading; ``sentence`` says the same in plain words."""

    heading: str
    expression: Expression
    sentence: str | None = None

    @property
    def text(self) -> str:
        """The expression without its links."""
        return text(self.expression)


class Axioms:
    """The axioms of an ontology, read from its triples."""

    def __init__(self, triples: Triples) -> None:
        self._triples = triples
        self._expressions = Expressions(triples)
        self._facts: dict[Term, set[Fact]] = {}
        for term, fact in self._every():
            self._facts.setdefault(term, set()).add(fact)

    def facts(self, term: Term) -> dict[str, list[Fact]]:
        """What is said of a term, by headings in the order of the table; other headings come last."""
        found: dict[str, list[Fact]] = {}
        for fact in sorted(self._facts.get(term, ()), key=_place):
            found.setdefault(fact.heading, []).append(fact)
        return found

    def characteristics(self, term: Term) -> list[str]:
        """What kind of relation a property is: transitive, functional and so on."""
        types = {self._expressions.name(kind) for kind in self._triples.values(term, "rdf:type")}
        return [word for kind, word in CHARACTERISTICS.items() if kind in types]

    def label(self, term: Term) -> str:
        """What people call a term."""
        label = self._triples.value(term, "rdfs:label")
        return label.value if label else text(self._expressions.write(term))

    def _every(self) -> Iterator[tuple[Term, Fact]]:
        """Every fact, with the term that it is about."""
        for subject, prop, value in self._triples:
            if prop == "owl:propertyChainAxiom":
                yield from self._chain(subject, value)
            elif prop in RELATIONS:
                yield from self._relation(subject, prop, value)
            elif prop == "rdf:type":
                yield from self._collective(subject, value)
            elif prop.startswith("owl:") and subject.is_iri and value.kind != "literal":
                yield subject, Fact(prop, self._expressions.write(value))

    def _relation(self, subject: Term, prop: str, value: Term) -> Iterator[tuple[Term, Fact]]:
        """What an axiom says of its subject, and of its value or the terms that describe an anonymous one."""
        if prop == "owl:inverseOf" and not subject.is_iri:
            return  # An expression, no axiom.
        forward, backward = RELATIONS[prop]
        sentence = self._key(value) if prop == "owl:hasKey" else None
        yield subject, Fact(forward, self._expressions.write(value), sentence)
        for term in self._named(value):
            yield term, Fact(backward, self._expressions.write(subject))

    def _chain(self, subject: Term, value: Term) -> Iterator[tuple[Term, Fact]]:
        """A chain, told of the property that it makes and of those that it is made of (OWL 2 Syntax, 9.2.1)."""
        steps = self._triples.items(value)
        expression = (*self._expressions.join(steps, " ∘ "), Word(" ⟶ "), *self._expressions.write(subject))
        ends = pairwise(ascii_uppercase)
        said = [f"{one} “{self.label(step)}” {other}" for step, (one, other) in zip(steps, ends, strict=False)]
        made = f"A “{self.label(subject)}” {ascii_uppercase[len(said)]}"
        sentence = f"If {' and '.join(said)}, then {made}."
        forward, backward = RELATIONS["owl:propertyChainAxiom"]
        yield subject, Fact(forward, expression, sentence)
        for term in self._named(value):
            if term != subject:
                yield term, Fact(backward, expression, sentence)

    def _collective(self, subject: Term, kind: Term) -> Iterator[tuple[Term, Fact]]:
        heading = COLLECTIVE.get(self._expressions.name(kind))
        for prop in ("owl:members", "owl:distinctMembers") if heading else ():
            for members in self._triples.values(subject, prop):
                for one, other in permutations(self._triples.items(members), 2):
                    yield one, Fact(str(heading), self._expressions.write(other))

    def _named(self, node: Term) -> Iterator[Term]:
        """The terms with names in an expression."""
        yield from (iri(word.iri) for word in self._expressions.write(node) if word.iri)

    def _key(self, value: Term) -> str:
        names = " and ".join(f"“{self.label(item)}”" for item in self._triples.items(value))
        return f"Two with the same {names} are one and the same."


def _place(fact: Fact) -> tuple[int, str, str]:
    return _ORDER.get(fact.heading, len(_ORDER)), fact.heading, fact.text.lower()

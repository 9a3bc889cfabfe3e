"""Rules of inference, one for each axiom of the ontology.

The axioms read are those of OWL 2 RL that the ontology uses; the rule names in the docstrings are those of
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules. An axiom of any other
kind is refused, so that none is silently without effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, BNode, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import DataError, Problem
from kg.graph.ontology import Ontology


@dataclass(frozen=True, order=True)
class Variable:
    """A place in a pattern that stands for any term."""

    name: str

    def n3(self) -> str:
        """The variable as SPARQL writes it."""
        return f"?{self.name}"


Term = URIRef | Variable


@dataclass(frozen=True)
class Pattern:
    """A triple in which variables may stand."""

    subject: Term
    predicate: URIRef
    object: Term

    def n3(self) -> str:
        """The pattern as SPARQL writes it."""
        return f"{self.subject.n3()} {self.predicate.n3()} {self.object.n3()} ."

    @property
    def trigger(self) -> URIRef:
        """What a new triple must have for the pattern to match it: its predicate or, for a type, its class."""
        if self.predicate == RDF.type and isinstance(self.object, URIRef):
            return self.object
        return self.predicate


@dataclass(frozen=True)
class Rule:
    """Premises from which a conclusion follows; without a conclusion they contradict each other.

    ``axiom`` is the term whose axiom the rule expresses, ``label`` says the axiom in words.
    """

    key: str
    label: str
    axiom: URIRef
    premises: tuple[Pattern, ...]
    conclusion: Pattern | None
    distinct: tuple[Variable, Variable] | None = None

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables of the premises, by name."""
        terms = {term for p in self.premises for term in (p.subject, p.object)}
        return tuple(sorted(term for term in terms if isinstance(term, Variable)))

    def sparql(self) -> str:
        """The rule as a SPARQL 1.1 query: a row for each way to derive something that is not there yet."""
        body = [pattern.n3() for pattern in self.premises]
        if self.distinct:
            body.append(f"FILTER (?{self.distinct[0].name} != ?{self.distinct[1].name})")
        if self.conclusion:
            body.append(f"FILTER NOT EXISTS {{ {self.conclusion.n3()} }}")
        heads = " ".join(variable.n3() for variable in self.variables)
        return f"SELECT {heads} WHERE {{ {' '.join(body)} }}"


_X, _Y, _Z = Variable("x"), Variable("y"), Variable("z")
# Axioms about the ontology itself, or whose effect is read elsewhere.
_SILENT = {OWL.members, OWL.versionIRI, OWL.versionInfo}


def rules(ontology: Ontology) -> list[Rule]:
    """The rules for all axioms of an ontology, sorted by key.

    Raises DataError for an axiom that no rule expresses.
    """
    _refuse_unknown(ontology)
    maker = _Maker(ontology)
    made = [rule for part in maker.parts() for rule in part]
    return sorted(made, key=lambda rule: rule.key)


def _refuse_unknown(ontology: Ontology) -> None:
    axioms = {OWL.inverseOf, OWL.propertyChainAxiom, OWL.hasKey, OWL.disjointWith} | _SILENT
    kinds = {OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.Class, OWL.Ontology, OWL.AllDisjointClasses}
    kinds |= {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    used = set(ontology.graph.predicates()) - axioms | set(ontology.graph.objects(None, RDF.type)) - kinds
    for unknown in sorted(str(node) for node in used if str(node).startswith(str(OWL))):
        remedy = "Use another axiom, or add its rule to kg/graph/rules.py."
        raise DataError(Problem("ontology", f"{unknown} has no rule of inference.", remedy))


class _Maker:
    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.graph = ontology.graph
        self.local = ontology.local

    def parts(self) -> Iterator[Iterator[Rule]]:
        yield self.subclasses()
        yield self.subproperties()
        yield self.inverses()
        yield self.transitive()
        yield self.symmetric()
        yield self.domains()
        yield self.ranges()
        yield self.chains()
        yield self.keys()
        yield self.disjoint()

    def _pairs(self, predicate: URIRef) -> Iterator[tuple[URIRef, URIRef]]:
        for s, o in self.graph.subject_objects(predicate):
            if isinstance(s, URIRef) and isinstance(o, URIRef) and s.startswith(self.ontology.namespaces.terms):
                yield s, o

    def _name(self, iri: URIRef) -> str:
        return str(self.graph.value(iri, RDFS.label) or self.local(iri).rpartition("#")[2])

    def _one(self, cls: URIRef) -> str:
        """The name of a class with its article."""
        name = self._name(cls)
        return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"

    def subclasses(self) -> Iterator[Rule]:
        """cax-sco."""
        for sub, sup in self._pairs(RDFS.subClassOf):
            label = f"Every {self._name(sub)} is {self._one(sup)}."
            premise, conclusion = Pattern(_X, RDF.type, sub), Pattern(_X, RDF.type, sup)
            yield Rule(f"subclass-{self._key(sub, sup)}", label, sub, (premise,), conclusion)

    def subproperties(self) -> Iterator[Rule]:
        """prp-spo1."""
        for sub, sup in self._pairs(RDFS.subPropertyOf):
            label = f"Whatever has the relation '{self._name(sub)}' has '{self._name(sup)}'."
            yield Rule(f"subproperty-{self._key(sub, sup)}", label, sub, (Pattern(_X, sub, _Y),), Pattern(_X, sup, _Y))

    def inverses(self) -> Iterator[Rule]:
        """prp-inv1 and prp-inv2."""
        for one, other in self._pairs(OWL.inverseOf):
            for p, q in ((one, other), (other, one)):
                label = f"'{self._name(q)}' is the inverse of '{self._name(p)}'."
                yield Rule(f"inverse-{self._key(p, q)}", label, p, (Pattern(_X, p, _Y),), Pattern(_Y, q, _X))

    def transitive(self) -> Iterator[Rule]:
        """prp-trp."""
        for p in self._typed(OWL.TransitiveProperty):
            premises = (Pattern(_X, p, _Y), Pattern(_Y, p, _Z))
            yield Rule(
                f"transitive-{self.local(p)}", f"'{self._name(p)}' is transitive.", p, premises, Pattern(_X, p, _Z)
            )

    def symmetric(self) -> Iterator[Rule]:
        """prp-symp."""
        for p in self._typed(OWL.SymmetricProperty):
            label = f"'{self._name(p)}' holds in both directions."
            yield Rule(f"symmetric-{self.local(p)}", label, p, (Pattern(_X, p, _Y),), Pattern(_Y, p, _X))

    def domains(self) -> Iterator[Rule]:
        """prp-dom."""
        for p, cls in self._pairs(RDFS.domain):
            label = f"Whatever has '{self._name(p)}' is {self._one(cls)}."
            conclusion = Pattern(_X, RDF.type, cls)
            yield Rule(f"domain-{self.local(p)}", label, p, (Pattern(_X, p, _Y),), conclusion)

    def ranges(self) -> Iterator[Rule]:
        """prp-rng, for properties whose values are things."""
        for p, cls in self._pairs(RDFS.range):
            if p in self.ontology.object_properties:
                label = f"Every value of '{self._name(p)}' is {self._one(cls)}."
                yield Rule(f"range-{self.local(p)}", label, p, (Pattern(_X, p, _Y),), Pattern(_Y, RDF.type, cls))

    def chains(self) -> Iterator[Rule]:
        """prp-spo2."""
        for subject, node in self.graph.subject_objects(OWL.propertyChainAxiom):
            p, steps = URIRef(str(subject)), self._list(node)
            places = [Variable(f"v{number}") for number in range(len(steps) + 1)]
            premises = tuple(Pattern(places[n], step, places[n + 1]) for n, step in enumerate(steps))
            label = " then ".join(f"'{self._name(step)}'" for step in steps) + f" makes '{self._name(p)}'."
            key = f"chain-{'-'.join(self.local(step) for step in steps)}-to-{self.local(p)}"
            yield Rule(key, label, p, premises, Pattern(places[0], p, places[-1]))

    def keys(self) -> Iterator[Rule]:
        """prp-key."""
        for subject, node in self.graph.subject_objects(OWL.hasKey):
            cls, properties = URIRef(str(subject)), self._list(node)
            premises = [Pattern(one, RDF.type, cls) for one in (_X, _Y)]
            for number, p in enumerate(properties):
                value = Variable(f"v{number}")
                premises += [Pattern(_X, p, value), Pattern(_Y, p, value)]
            names = " and ".join(f"'{self._name(p)}'" for p in properties)
            label = f"Two of class {self._name(cls)} with the same {names} are one."
            yield Rule(f"key-{self.local(cls)}", label, cls, tuple(premises), None, (_X, _Y))

    def disjoint(self) -> Iterator[Rule]:
        """cax-dw and cax-adc."""
        for one, other in self._disjoint_pairs():
            label = f"Nothing is both {self._one(one)} and {self._one(other)}."
            premises = (Pattern(_X, RDF.type, one), Pattern(_X, RDF.type, other))
            yield Rule(f"disjoint-{self._key(one, other)}", label, one, premises, None)

    def _disjoint_pairs(self) -> Iterator[tuple[URIRef, URIRef]]:
        yield from self._pairs(OWL.disjointWith)
        for node in self.graph.subjects(RDF.type, OWL.AllDisjointClasses):
            members = self._list(self.graph.value(node, OWL.members))
            for number, one in enumerate(members):
                for other in members[number + 1 :]:
                    yield one, other

    def _typed(self, kind: URIRef) -> list[URIRef]:
        return [s for s in self.graph.subjects(RDF.type, kind) if isinstance(s, URIRef)]

    def _list(self, node: Node | None) -> list[URIRef]:
        if not isinstance(node, BNode | URIRef):
            raise DataError(Problem("ontology", "has a list without members.", "Complete the axiom."))
        return [URIRef(str(item)) for item in Collection(self.graph, node)]

    def _key(self, one: URIRef, other: URIRef) -> str:
        return "-".join(iri.rpartition("#")[2] for iri in (one, other))

"""Inference rules, one for each axiom of the ontology.

They cover the axioms of OWL 2 RL that the ontology uses; the docstrings give the names of the rules in
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules. An axiom of any other
kind is an error, so that none is ignored silently.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef, Variable
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import DataError, Problem
from kg.graph.assertions import RdfTriple
from kg.graph.ontology import Ontology

Pattern = tuple[Variable, URIRef, URIRef | Variable]
"""A triple pattern."""


@dataclass(frozen=True)
class InferenceRule:
    """Premises with the conclusion that follows from them; None if they contradict each other.

    ``axiom`` is the term whose axiom the rule expresses, ``label`` states the axiom in English. The rule applies only
    where the ``condition``, an expression of SPARQL, is true, if there is one.
    """

    key: str
    label: str
    axiom: URIRef
    premises: tuple[Pattern, ...]
    conclusion: Pattern | None = None
    condition: str = ""

    @property
    def variables(self) -> list[Variable]:
        """The variables of the premises, by name."""
        return sorted({term for pattern in self.premises for term in pattern if isinstance(term, Variable)})

    def sparql(self) -> str:
        """The rule as a SPARQL 1.1 query, with a row for each way to derive a new triple."""
        body = [_sparql(pattern) for pattern in self.premises]
        if self.condition:
            body.append(f"FILTER ({self.condition})")
        if self.conclusion:
            body.append(f"FILTER NOT EXISTS {{ {_sparql(self.conclusion)} }}")
        return f"SELECT {' '.join(variable.n3() for variable in self.variables)} WHERE {{ {' '.join(body)} }}"


@dataclass(frozen=True)
class Derivation:
    """The rule by which a triple follows, and the triples from which it follows."""

    rule: InferenceRule
    premises: tuple[RdfTriple, ...]


def _sparql(pattern: Pattern) -> str:
    return f"{' '.join(term.n3() for term in pattern)} ."


def inference_rules(ontology: Ontology) -> list[InferenceRule]:
    """The rules for all axioms of an ontology, sorted by key; raises DataError for an axiom that has no rule."""
    _require_known_axioms(ontology.graph)
    reader = _AxiomReader(ontology)
    return sorted(
        [*reader.simple_rules(), *reader.characteristics(), *reader.chains(), *reader.keys()], key=lambda rule: rule.key
    )


def _require_known_axioms(graph: Graph) -> None:
    axioms = {OWL.inverseOf, OWL.propertyChainAxiom, OWL.hasKey, OWL.disjointWith}
    # These describe the ontology itself, or belong to another axiom.
    axioms |= {OWL.members, OWL.versionIRI, OWL.versionInfo}
    kinds = {OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.Class, OWL.Ontology, OWL.AllDisjointClasses}
    kinds |= {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    kinds |= {OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty}
    unknown = set(graph.predicates()) - axioms | set(graph.objects(None, RDF.type)) - kinds
    for iri in sorted(str(node) for node in unknown if str(node).startswith(str(OWL))):
        remedy = "Use another axiom, or add its rule to kg/graph/rules.py."
        raise DataError(Problem("ontology", f"{iri} has no inference rule.", remedy))


class _AxiomReader:
    """Reads the axioms of an ontology as rules."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.graph = ontology.graph

    def simple_rules(self) -> Iterator[InferenceRule]:
        """cax-sco, prp-spo1, prp-inv1, prp-inv2, prp-trp, prp-symp, prp-dom, prp-rng, cax-dw and cax-adc."""
        pairs, members, rules = self._pairs, self.ontology.members, self._rules
        inverse = (pair for p, q in pairs(OWL.inverseOf) for pair in ((p, q), (q, p)))
        transitive = ((p, p) for p in members(OWL.TransitiveProperty))
        symmetric = ((p, p) for p in members(OWL.SymmetricProperty))
        # The values of other properties are literals.
        ranges = ((p, q) for p, q in pairs(RDFS.range) if p in self.ontology.object_properties)
        yield from rules(pairs(RDFS.subClassOf), "subclass-{p}-{q}", "Every {p} is {a_q}.", "x a p => x a q")
        broader = pairs(RDFS.subPropertyOf)
        yield from rules(broader, "subproperty-{p}-{q}", "From '{p}' follows '{q}'.", "x p y => x q y")
        yield from rules(inverse, "inverse-{p}-{q}", "'{q}' is the inverse of '{p}'.", "x p y => y q x")
        yield from rules(transitive, "transitive-{p}", "'{p}' is transitive.", "x p y, y p z => x p z")
        yield from rules(symmetric, "symmetric-{p}", "'{p}' holds in both directions.", "x p y => y p x")
        yield from rules(pairs(RDFS.domain), "domain-{p}", "Every subject of '{p}' is {a_q}.", "x p y => x a q")
        yield from rules(ranges, "range-{p}", "Every value of '{p}' is {a_q}.", "x p y => y a q")
        disjoint = self._disjoint_classes()
        yield from rules(disjoint, "disjoint-{p}-{q}", "Nothing is both {a_p} and {a_q}.", "x a p, x a q")

    def characteristics(self) -> Iterator[InferenceRule]:
        """prp-fp, prp-ifp, prp-asyp and prp-irp, where different IRIs are different entities."""
        for kind, key, label, text, condition in (
            (OWL.FunctionalProperty, "functional", "Nothing has two values of '{p}'.", "x p y, x p z", "?y != ?z"),
            (OWL.InverseFunctionalProperty, "inverse-functional", "No two have one '{p}'.", "x p y, z p y", "?x != ?z"),
            (OWL.AsymmetricProperty, "asymmetric", "'{p}' never holds in both directions.", "x p y, y p x", ""),
            (OWL.IrreflexiveProperty, "irreflexive", "Nothing is its own '{p}'.", "x p x", ""),
        ):
            pairs = ((p, p) for p in self.ontology.members(kind))
            for rule in self._rules(pairs, f"{key}-{{p}}", label, text):
                yield replace(rule, condition=condition)

    def _rules(
        self, axioms: Iterable[tuple[URIRef, URIRef]], key: str, label: str, text: str
    ) -> Iterator[InferenceRule]:
        """The rules for axioms of one kind, each of two terms, p and q.

        In the key, {p} and {q} are the local names of the terms; in the label, they are their names, and {a_p} and
        {a_q} the names with an article. In the text, ``p`` and ``q`` are the terms, ``a`` is rdf:type, and ``x``, ``y``
        and ``z`` are variables; without a conclusion the premises contradict each other.
        """
        for p, q in axioms:
            names = {"p": self._name(p), "q": self._name(q)}
            names |= {f"a_{term}": f"{'an' if name[0] in 'aeiou' else 'a'} {name}" for term, name in names.items()}
            body, _, head = text.partition(" => ")
            premises = tuple(_pattern(premise, p, q) for premise in body.split(", "))
            conclusion = _pattern(head, p, q) if head else None
            local_names = {"p": _local_name(p), "q": _local_name(q)}
            yield InferenceRule(key.format(**local_names), label.format(**names), p, premises, conclusion)

    def chains(self) -> Iterator[InferenceRule]:
        """prp-spo2."""
        for subject, node in self.graph.subject_objects(OWL.propertyChainAxiom):
            p, steps = URIRef(str(subject)), self._list(node)
            nodes = [Variable(f"v{number}") for number in range(len(steps) + 1)]
            premises = tuple(zip(nodes, steps, nodes[1:], strict=False))
            names = " and then ".join(f"'{self._name(step)}'" for step in steps)
            label = f"From {names} follows '{self._name(p)}'."
            key = f"chain-{'-'.join(map(_local_name, steps))}-to-{_local_name(p)}"
            yield InferenceRule(key, label, p, premises, (nodes[0], p, nodes[-1]))

    def keys(self) -> Iterator[InferenceRule]:
        """prp-key."""
        x, y = Variable("x"), Variable("y")
        for subject, node in self.graph.subject_objects(OWL.hasKey):
            cls, properties = URIRef(str(subject)), self._list(node)
            premises: list[Pattern] = [(entity, RDF.type, cls) for entity in (x, y)]
            for number, p in enumerate(properties):
                premises += [(entity, p, Variable(f"v{number}")) for entity in (x, y)]
            names = " and ".join(f"'{self._name(p)}'" for p in properties)
            label = f"No two members of the class {self._name(cls)} have the same {names}."
            yield InferenceRule(f"key-{_local_name(cls)}", label, cls, tuple(premises), condition="?x != ?y")

    def _disjoint_classes(self) -> Iterator[tuple[URIRef, URIRef]]:
        yield from self._pairs(OWL.disjointWith)
        for node in self.graph.subjects(RDF.type, OWL.AllDisjointClasses):
            yield from combinations(self._list(self.graph.value(node, OWL.members)), 2)

    def _pairs(self, predicate: URIRef) -> Iterator[tuple[URIRef, URIRef]]:
        for s, o in self.graph.subject_objects(predicate):
            if isinstance(s, URIRef) and isinstance(o, URIRef) and s.startswith(self.ontology.namespaces.terms):
                yield s, o

    def _list(self, node: Node | None) -> list[URIRef]:
        if not isinstance(node, BNode | URIRef):
            raise DataError(Problem("ontology", "has a list without members.", "Complete the axiom."))
        return [URIRef(str(item)) for item in Collection(self.graph, node)]

    def _name(self, iri: URIRef) -> str:
        return str(self.graph.value(iri, RDFS.label) or _local_name(iri))


def _pattern(text: str, p: URIRef, q: URIRef) -> Pattern:
    terms = {"p": p, "q": q, "a": RDF.type}
    subject, predicate, value = text.split()
    return Variable(subject), terms[predicate], terms.get(value) or Variable(value)


def _local_name(iri: URIRef) -> str:
    return iri.rpartition("#")[2]

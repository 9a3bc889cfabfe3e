"""Reasoning: the closure of the asserted triples under the rules, with a derivation of each inferred triple.

Rules run as SPARQL over an in-memory Oxigraph store (through oxrdflib) until they derive nothing new.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from rdflib import RDF, Graph, URIRef, Variable
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from kg.errors import InconsistencyError, Problem
from kg.graph.assertions import RdfTriple
from kg.graph.chronology import calendar_rules, day_bounds
from kg.graph.ontology import Ontology
from kg.graph.rules import Derivation, InferenceRule, Pattern

_Solution = Mapping[Variable, Node]


@dataclass
class Closure:
    """The triples that follow from asserted ones: the derivation of each, in the order of inference.

    A premise is asserted or was inferred earlier, so following premises always ends at assertions. ``asserted`` gives
    the place of each assertion, for error messages.
    """

    asserted: Mapping[RdfTriple, str]
    derivations: dict[RdfTriple, Derivation] = field(default_factory=dict)

    def explain(self, triple: RdfTriple) -> str:
        """A line that states a triple and how it is known."""
        statement = " ".join(str(term).rpartition("#")[2].rpartition("/id/")[2] for term in triple)
        if triple in self.derivations:
            return f"{statement}, by the rule: {self.derivations[triple].rule.label}"
        return f"{statement}, as asserted in {self.asserted[triple]}"

    def resting_on(self, premises: Iterable[RdfTriple]) -> set[RdfTriple]:
        """Some triples, with all that are derived from them, directly or not."""
        resting = {*premises}
        for triple, derivation in self.derivations.items():
            if not resting.isdisjoint(derivation.premises):
                resting.add(triple)
        return resting

    def origin(self, triple: RdfTriple) -> str:
        """The place of the first assertion on which a triple rests."""
        while triple in self.derivations:
            triple = self.derivations[triple].premises[0]
        return self.asserted[triple]


def compute_closure(
    asserted: Mapping[RdfTriple, str],
    rules: Sequence[InferenceRule],
    ontology: Ontology,
    interpreted: Set[RdfTriple] = frozenset(),
) -> Closure:
    """Infer everything that the rules and the calendar derive from asserted triples, given with their places.

    No inference rests on an ``interpreted`` triple if it follows without one. Raises InconsistencyError, with the
    premises, if a rule without a conclusion applies.
    """
    # The bounds of events are final once all that orders the events is known, and order further ones.
    undated, _ = _closure(asserted, interpreted, rules)
    bounds = day_bounds({*asserted, *undated.derivations}, ontology, undated.resting_on(interpreted))
    closure, graph = _closure(asserted, interpreted, [*rules, *calendar_rules(ontology)], bounds)
    _require_consistency(graph, [rule for rule in rules if not rule.conclusion], closure)
    return closure


def _closure(
    asserted: Mapping[RdfTriple, str],
    interpreted: Set[RdfTriple],
    rules: Iterable[InferenceRule],
    bounds: Sequence[Mapping[RdfTriple, Derivation]] = ({}, {}),
) -> tuple[Closure, Graph]:
    """The closure of asserted triples with given bounds, and the graph of all that is known.

    What follows from no ``interpreted`` triple, with the first of the bounds, comes before the rest.
    """
    closure = Closure(asserted)
    # rdflib hands the namespaces of a graph on with each query.
    graph = Graph(store="Oxigraph", identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
    for triples, derivations in zip((asserted.keys() - interpreted, interpreted), bounds, strict=True):
        _add(triples, graph, rules, closure)
        closure.derivations |= derivations
        _add(derivations, graph, rules, closure)
    return closure, graph


def _add(triples: Collection[RdfTriple], graph: Graph, rules: Iterable[InferenceRule], closure: Closure) -> None:
    """Add triples to a graph, and what the rules derive from it then to the graph and its closure."""
    graph.addN((*triple, graph) for triple in triples)
    fresh = {_trigger(triple) for triple in triples}
    deriving = [(rule, rule.conclusion) for rule in rules if rule.conclusion]
    while fresh:
        derived: set[URIRef] = set()
        for rule, conclusion in deriving:
            if any(_trigger(pattern) in fresh | derived for pattern in rule.premises):
                new: dict[RdfTriple, Derivation] = {}
                for solution, premises in _applications(graph, rule):
                    # Of several derivations of a triple, the first in the order of terms counts.
                    new.setdefault(_instance(conclusion, solution), Derivation(rule, premises))
                # What a record asserts needs no derivation, also if it is only asserted by interpretation.
                closure.derivations |= {t: new[t] for t in new if t not in closure.asserted}
                graph.addN((*triple, graph) for triple in new)
                derived |= {_trigger(triple) for triple in new}
        fresh = derived


def _require_consistency(graph: Graph, constraints: Iterable[InferenceRule], closure: Closure) -> None:
    problems = []
    known = {_trigger(triple) for triple in (*closure.asserted, *closure.derivations)}
    for rule in (rule for rule in constraints if known.issuperset(map(_trigger, rule.premises))):
        for _, premises in _applications(graph, rule):
            what = f"{rule.label} But {'; '.join(map(closure.explain, premises))}."
            problems.append(Problem(closure.origin(premises[0]), what, "Correct the record that is wrong."))
    if problems:
        raise InconsistencyError(*problems)


def _applications(graph: Graph, rule: InferenceRule) -> Iterator[tuple[_Solution, tuple[RdfTriple, ...]]]:
    """The values of the variables for which a rule applies, with the premises, in the order of terms."""
    solutions = graph.query(rule.sparql()).bindings
    for solution in sorted(solutions, key=lambda solution: [solution[variable].n3() for variable in rule.variables]):
        yield solution, tuple(_instance(premise, solution) for premise in rule.premises)


def _instance(pattern: Pattern, solution: _Solution) -> RdfTriple:
    """A pattern with the values of its variables."""
    subject, predicate, value = pattern
    return URIRef(str(solution[subject])), predicate, solution[value] if isinstance(value, Variable) else value


def _trigger(triple: RdfTriple | Pattern) -> URIRef:
    """The predicate or, for a type, the class, which a triple and a pattern that it matches have in common."""
    return triple[2] if triple[1] == RDF.type and isinstance(triple[2], URIRef) else triple[1]

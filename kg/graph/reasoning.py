"""Reasoning: the closure of asserted triples under the rules, with the proof of every new triple.

Rules are run as SPARQL over an in-memory Oxigraph store (through oxrdflib) until nothing new follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rdflib import RDF, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from kg.errors import InconsistencyError, Problem
from kg.graph.assertions import Triple
from kg.graph.rules import Pattern, Rule, Variable

Row = dict[str, Node]


@dataclass(frozen=True)
class Proof:
    """The rule by which a triple follows and the triples that it follows from."""

    rule: Rule
    premises: tuple[Triple, ...]


@dataclass
class Closure:
    """What follows from some triples: the proof of each inferred triple, in the order of inference.

    A premise is asserted or was inferred before, so that following premises always ends at assertions.
    """

    asserted: frozenset[Triple]
    places: Mapping[Triple, str] = field(default_factory=dict)
    proofs: dict[Triple, Proof] = field(default_factory=dict)

    def explain(self, triple: Triple) -> str:
        """One line that says how a triple is known."""
        if triple in self.proofs:
            return f"{_words(triple)}, by the rule: {self.proofs[triple].rule.label}"
        return f"{_words(triple)}, as asserted" + (f" in {self.places[triple]}" if triple in self.places else "")

    def origin(self, triple: Triple) -> str | None:
        """Where the first of the assertions is made on which a triple rests, if that is known."""
        while triple in self.proofs:
            triple = self.proofs[triple].premises[0]
        return self.places.get(triple)


def close(asserted: Iterable[Triple], rules: list[Rule], places: Mapping[Triple, str] | None = None) -> Closure:
    """Infer everything that the rules derive; ``places`` tells where a triple is asserted, for contradictions.

    Raises InconsistencyError, with the premises, if a rule without a conclusion applies.
    """
    closure = Closure(frozenset(asserted), places or {})
    graph = Graph(store="Oxigraph", identifier=DATASET_DEFAULT_GRAPH_ID)
    graph.addN((s, p, o, graph) for s, p, o in closure.asserted)
    makers = [rule for rule in rules if rule.conclusion]
    fresh = {_trigger(triple) for triple in closure.asserted}
    while fresh:
        found: set[URIRef] = set()
        for rule in makers:
            if any(pattern.trigger in fresh | found for pattern in rule.premises):
                new = _derive(graph, rule)
                closure.proofs |= new
                graph.addN((s, p, o, graph) for s, p, o in new)
                found |= {_trigger(triple) for triple in new}
        fresh = found
    _refuse_contradictions(graph, [rule for rule in rules if not rule.conclusion], closure)
    return closure


def _derive(graph: Graph, rule: Rule) -> dict[Triple, Proof]:
    """The new triples of one rule; where there are several ways to one, the first in the order of terms."""
    derived: dict[Triple, Proof] = {}
    for row in _rows(graph, rule):
        premises = tuple(_fill(pattern, row) for pattern in rule.premises)
        if rule.conclusion:
            derived.setdefault(_fill(rule.conclusion, row), Proof(rule, premises))
    return derived


def _rows(graph: Graph, rule: Rule) -> list[Row]:
    names = [variable.name for variable in rule.variables]
    rows = [dict(zip(names, row, strict=True)) for row in graph.query(rule.sparql())]  # type: ignore[arg-type]
    return sorted(rows, key=lambda row: [row[name].n3() for name in names])


def _fill(pattern: Pattern, row: Row) -> Triple:
    s, o = (row[term.name] if isinstance(term, Variable) else term for term in (pattern.subject, pattern.object))
    return URIRef(str(s)), pattern.predicate, o


def _trigger(triple: Triple) -> URIRef:
    return triple[2] if triple[1] == RDF.type and isinstance(triple[2], URIRef) else triple[1]


def _refuse_contradictions(graph: Graph, constraints: list[Rule], closure: Closure) -> None:
    problems = []
    for rule in constraints:
        for row in _rows(graph, rule):
            reasons = "; ".join(closure.explain(_fill(pattern, row)) for pattern in rule.premises)
            remedy = "Correct the record that says so by mistake."
            where = closure.origin(_fill(rule.premises[0], row)) or str(row["x"])
            problems.append(Problem(where, f"{rule.label} But {reasons}.", remedy))
    if problems:
        raise InconsistencyError(*problems)


def _words(triple: Triple) -> str:
    return " ".join(str(term).rpartition("#")[2].rpartition("/id/")[2] for term in triple)

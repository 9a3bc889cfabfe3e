"""Whether an answer is the expected one: graphs and tables, whatever their blank nodes are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad

from tests.w3c.values import normal

HERE = "urn:comparison:"
Row = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Table:
    """The solutions of a SELECT query."""

    variables: frozenset[str]
    rows: tuple[Row, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Graphs:
    """The triples of a CONSTRUCT query, or all graphs of a store."""

    quads: frozenset[Quad]


Outcome = Table | Graphs | bool


def row(bindings: dict[str, Any]) -> Row:
    """One solution; a variable without a value is left out."""
    return tuple(sorted(((name, normal(term)) for name, term in bindings.items() if term is not None), key=str))


def graphs(quads: Iterable[Quad]) -> Graphs:
    return Graphs(frozenset(Quad(*map(normal, quad)) for quad in quads))


def canonical(quads: Iterable[Quad]) -> frozenset[str]:
    """The quads with names for the blank nodes that depend on nothing but the quads."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(str(quad) for quad in dataset)


def described(numbered: Iterable[tuple[Row, int]]) -> list[Quad]:
    """Rows as a graph: two tables are the same when these graphs are isomorphic."""
    quads = []
    for bindings, number in numbered:
        node = BlankNode()
        quads.append(Quad(node, NamedNode(HERE + "number"), Literal(number)))
        quads += [Quad(node, NamedNode(HERE + "variable:" + name), term) for name, term in bindings]
    return quads


def numbered(table: Table, ordered: bool, lax: bool) -> list[tuple[Row, int]]:
    """Each row with its place if the order counts, else with the number of times that it is there."""
    if ordered:
        return [(bindings, place) for place, bindings in enumerate(table.rows)]
    return [(bindings, 1 if lax else count) for bindings, count in Counter(table.rows).items()]


def same_tables(expected: Table, actual: Table, lax: bool) -> bool:
    if expected.variables != actual.variables or len(actual.rows) > len(expected.rows):
        return False
    left, right = (numbered(table, expected.ordered, lax) for table in (expected, actual))
    return len(left) == len(right) and canonical(described(left)) == canonical(described(right))


def same(expected: Outcome, actual: Outcome, lax: bool = False) -> bool:
    """Whether the answer is the expected one; a lax comparison lets repeated rows be fewer (REDUCED)."""
    if isinstance(expected, Table) and isinstance(actual, Table):
        return same_tables(expected, actual, lax)
    if isinstance(expected, Graphs) and isinstance(actual, Graphs):
        return canonical(expected.quads) == canonical(actual.quads)
    return type(expected) is type(actual) and expected == actual


def lines_of(outcome: Outcome) -> list[str]:
    """The outcome for a reader, line by line."""
    if isinstance(outcome, Table):
        lines = [" ".join(f"?{name}={term}" for name, term in bindings) for bindings in outcome.rows]
        return [f"the variables {sorted(outcome.variables)}", *(lines if outcome.ordered else sorted(lines))]
    return sorted(map(str, outcome.quads)) if isinstance(outcome, Graphs) else [str(outcome)]


def check(expected: Outcome, actual: Outcome, lax: bool = False) -> None:
    """Fail with the difference unless both are the same."""
    if not same(expected, actual, lax):
        difference = unified_diff(lines_of(expected), lines_of(actual), "expected", "answered", lineterm="")
        raise AssertionError("\n".join(difference) or "the same lines, with their blank nodes joined differently")

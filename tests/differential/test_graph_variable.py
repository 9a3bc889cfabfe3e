"""GRAPH ?g evaluates its pattern on each named graph, as FROM does on one (SPARQL 1.1 Query, 13.3 and 18.6)."""

from __future__ import annotations

from random import Random

import pytest
from pyoxigraph import BlankNode, NamedNode

from tests.differential import endpoint_answers
from tests.differential.datasets import dataset
from tests.differential.patterns import PatternMaker
from tests.w3c.client import Endpoint
from tests.w3c.comparison import Row, Table, check

PATTERNS = 8
# Each stands alone, before random elements and behind them.
ELEMENTS = (
    "",
    "{ SELECT (COUNT(*) AS ?count) { ?s :p ?o } }",
    "{ SELECT ?s (COUNT(*) AS ?count) { ?s ?p ?o } GROUP BY ?s }",
    "{ SELECT ?g { ?s ?p ?g } }",
    "{ SELECT ?s { ?s ?p ?g } }",
    "VALUES ?value { 1 2 }",
    "VALUES ?g { :g1 :nowhere UNDEF }",
    "FILTER(BOUND(?g))",
    "FILTER(!BOUND(?g))",
    "BIND(?g AS ?copy)",
    "MINUS { ?s :p ?g }",
    "OPTIONAL { ?g :p ?o }",
    "GRAPH ?other { ?s :p ?g }",
    "GRAPH ?g { ?s :p ?o }",
    "{ ?g ?p ?o } UNION { }",
    "FILTER EXISTS { ?g ?p ?o }",
    "FILTER NOT EXISTS { ?s ?p ?g }",
    "?g :p* ?x .",
    "?s :p ?g .",
)


@pytest.mark.parametrize("element", ELEMENTS)
def test_the_answer_is_the_union_over_the_graphs(element: str, endpoint: Endpoint) -> None:
    random = Random(element)  # noqa: S311 - queries, not secrets
    # The label of a blank node says nothing in another answer.
    quads = [quad for quad in dataset(random) if not any(isinstance(term, BlankNode) for term in quad)]
    graphs = sorted({quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode)}, key=str)
    endpoint_answers.load(endpoint, quads)
    others = [str(PatternMaker(random).group(2)) for _ in range(PATTERNS)]
    answers = [
        _compared(endpoint, f"{before} {element} {after}", graphs)
        for other in others
        if "BNODE" not in other
        for before, after in (("", ""), (other, ""), ("", other))
    ]
    assert any(answers)


def _compared(endpoint: Endpoint, pattern: str, graphs: list[NamedNode]) -> bool:
    """Whether a pattern is answered, which has to be right then."""
    answer = endpoint_answers.answer(endpoint, f"SELECT * {{ GRAPH ?g {{ {pattern} }} }}")
    if answer is None:
        return False
    named = [f"FROM NAMED {graph}" for graph in graphs]
    rows: list[Row] = []
    for graph in graphs:
        sources = " ".join([f"FROM {graph}", *named])
        one = endpoint_answers.answer(endpoint, f"SELECT * {sources} {{ {pattern} }}")
        assert isinstance(one, Table), pattern
        rows += (_joined(row, graph) for row in one.rows if dict(row).get("g", graph) == graph)
    assert isinstance(answer, Table)
    try:
        check(Table(answer.variables, tuple(rows)), answer)
    except AssertionError as error:
        raise AssertionError(f"{pattern}\n{error}") from error
    return True


def _joined(row: Row, graph: NamedNode) -> Row:
    return tuple(sorted({**dict(row), "g": graph}.items(), key=str))

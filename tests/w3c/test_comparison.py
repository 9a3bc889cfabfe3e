"""That a wrong answer is noticed and a right one is taken, whatever the suites hold."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, parse

from tests.w3c.comparison import Graphs, Outcome, Table, check, graphs, row, same
from tests.w3c.documents import answered
from tests.w3c.values import XSD, normal


def table(text: str, ordered: bool = False) -> Table:
    """A table in the format of tab-separated values, with blanks for tabs and bars for ends of lines."""
    body = "\n".join("\t".join(line.split()) for line in text.split("|")) + "\n"
    found = answered(body.encode(), QueryResultsFormat.TSV.media_type, ordered)
    assert isinstance(found, Table)
    return found


def turtle(text: str) -> Graphs:
    return graphs(parse(f"@prefix : <urn:x:> . {text}", RdfFormat.TURTLE))


def literal(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("?x|1|2", "?x|2|1"),
        ("?x ?y|1 2", "?y ?x|2 1"),
        ("?x|_:a|_:b", "?x|_:c|_:d"),
        ("?x ?y|_:a _:b|_:b _:a", "?x ?y|_:q _:p|_:p _:q"),
        ("?x|01|1.50|1e0", "?x|1|1.5|1.0E0"),
        ('?x|"a"@en', '?x|"a"@EN'),
    ],
)
def test_tables_that_are_the_same(expected: str, actual: str) -> None:
    assert same(table(expected), table(actual))


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("?x|1", "?x|2"),
        ("?x|1", "?y|1"),
        ("?x|1", "?x|1|1"),
        ("?x|1|1", "?x|1"),
        ("?x|1|1|2", "?x|1|2|2"),
        ("?x|1", "?x|1.0"),
        ("?x|1", '?x|"1"'),
        ('?x|"a"@en', '?x|"a"'),
        ("?x|<urn:a>", "?x|_:a"),
        ("?x ?y|_:a _:a", "?x ?y|_:a _:b"),
        ("?x|_:a|_:a", "?x|_:a|_:b"),
        ("?x ?y|_:a _:b|_:b _:c|_:c _:a", "?x ?y|_:a _:b|_:b _:a|_:c _:c"),
        ("?x|<<(<urn:a><urn:b>_:c)>>|_:c", "?x|<<(<urn:a><urn:b>_:c)>>|_:d"),
    ],
)
def test_tables_that_differ(expected: str, actual: str) -> None:
    assert not same(table(expected), table(actual))
    with pytest.raises(AssertionError):
        check(table(expected), table(actual))


def test_the_order_counts_where_it_is_asked_for() -> None:
    assert same(table("?x|1|_:a|2", ordered=True), table("?x|1|_:b|2"))
    assert not same(table("?x|1|2", ordered=True), table("?x|2|1"))
    assert not same(table("?x|_:a|_:b|_:a", ordered=True), table("?x|_:a|_:b|_:b"))


def test_repeated_rows_may_be_fewer_but_not_missing_where_the_test_is_lax() -> None:
    assert same(table("?x|1|1|2"), table("?x|1|2"), lax=True)
    assert not same(table("?x|1|1|2"), table("?x|1|1"), lax=True)
    assert not same(table("?x|1|2"), table("?x|1|1|2"), lax=True)


def test_an_unbound_variable_is_not_an_empty_text() -> None:
    bound = Table(frozenset("x"), (row({"x": Literal("")}),))
    assert not same(bound, Table(frozenset("x"), (row({"x": None}),)))


HEXAGON = "_:a :p _:b . _:b :p _:c . _:c :p _:d . _:d :p _:e . _:e :p _:f . _:f :p _:a ."
TRIANGLES = "_:a :p _:b . _:b :p _:c . _:c :p _:a . _:d :p _:e . _:e :p _:f . _:f :p _:d ."


def test_graphs() -> None:
    renamed = HEXAGON.translate(str.maketrans("abcdef", "dfbeca"))
    assert same(turtle(HEXAGON), turtle(renamed))
    # Every node has one neighbour before and one behind it in both: only a real search tells them apart.
    assert not same(turtle(HEXAGON), turtle(TRIANGLES))
    assert not same(turtle(":a :p 1 ."), turtle(":a :p 1 . :a :p 2 ."))


def test_triple_terms() -> None:
    assert same(turtle(":a :b :c {| :p 01 |} ."), turtle(":a :b :c ~ _:r . _:r :p 1 ."))
    assert not same(turtle(":a :b _:c {| :p 1 |} ."), turtle(":a :b _:c . [] :p 1 ."))
    assert not same(turtle(":s :p <<( :a :b _:x )>>, _:x ."), turtle(":s :p <<( :a :b _:x )>>, _:y ."))


def test_outcomes_of_different_kinds_differ() -> None:
    outcomes: list[Outcome] = [True, False, table("?x"), turtle("")]
    assert [[same(a, b) for b in outcomes] for a in outcomes] == [[a is b for b in outcomes] for a in outcomes]


def test_tables_of_texts_keep_their_texts() -> None:
    body = b"x,y\r\n01,_:a\r\n1,\r\n"
    found = answered(body, "text/csv; charset=utf-8", ordered=False)
    assert same(found, answered(b"x,y\r\n1,\r\n01,_:b\r\n", "text/csv", ordered=False))
    assert not same(found, answered(b"x,y\r\n1,\r\n1,_:b\r\n", "text/csv", ordered=False))


@pytest.mark.parametrize(
    ("datatype", "one", "other", "equal"),
    [
        ("integer", "+007", "7", True),
        ("integer", "7", "8", False),
        ("integer", "7.0", "7", False),
        ("decimal", "-0.50", "-.5", True),
        ("decimal", "1e0", "1", False),
        ("decimal", "100", "1", False),
        ("double", "1e3", "1000.0", True),
        ("double", "NaN", "NaN", True),
        ("double", "INF", "-INF", False),
        ("float", "0.1", "0.100000001", True),
        ("double", "0.1", "0.100000001", False),
        ("boolean", "1", "true", True),
        ("boolean", "0", "true", False),
        ("dateTime", "2020-01-01T00:00:00.500Z", "2020-01-01T00:00:00.5+00:00", True),
        ("dateTime", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00", False),
        ("dateTime", "2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00", False),
        ("date", "2020-01-01+00:00", "2020-01-01Z", True),
        ("dayTimeDuration", "PT24H", "P1D", True),
        ("dayTimeDuration", "-PT24H", "P1D", False),
        ("duration", "P1Y", "P12M", True),
        ("duration", "P30D", "P1M", False),
        ("string", "01", "1", False),
    ],
)
def test_values(datatype: str, one: str, other: str, equal: bool) -> None:
    assert (normal(literal(one, datatype)) == normal(literal(other, datatype))) is equal


def test_values_within_triple_terms() -> None:
    term = Triple(NamedNode("urn:a"), NamedNode("urn:b"), literal("01", "integer"))
    assert normal(term) == Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal(1))
    assert normal(literal("1", "integer")) != normal(literal("1", "long"))

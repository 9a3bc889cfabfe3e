"""Comparisons, casts, blank nodes and aggregates give the values of the standard (SPARQL 1.1 Query, 17 and 18.5)."""

from __future__ import annotations

import pytest

from kg.engine.oxigraph.store import Store
from kg.errors import EvaluationError
from kg.limits import QueryLimits
from tests.sparql.dialect.answers import rows

ZONED, BARE, LATER = "'2026-02-19Z'^^xsd:date", "'2026-02-19'^^xsd:date", "'2026-02-25'^^xsd:date"

DAY = "'P1D'^^xsd:dayTimeDuration"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (f"{ZONED} = {BARE}", "-"),
        (f"{ZONED} != {BARE}", "-"),
        (f"{ZONED} IN ({LATER}, {BARE})", "-"),
        (f"{ZONED} IN ({BARE}, {ZONED})", "true"),
        (f"{ZONED} NOT IN ({BARE}, {LATER})", "-"),
        (f"{ZONED} NOT IN ({BARE}, {ZONED})", "false"),
        (f"{ZONED} = {LATER}", "false"),
        (f"{ZONED} != {LATER}", "true"),
        (f"{BARE} = {BARE}", "true"),
        ("'10:00:00'^^xsd:time = '10:00:00Z'^^xsd:time", "-"),
        ("'2026'^^xsd:gYear != '2026Z'^^xsd:gYear", "-"),
        ("'2026-02-19T00:00:00'^^xsd:dateTime = '2026-02-19T00:00:00Z'^^xsd:dateTime", "-"),
        ("NOW() = '2026-02-19T00:00:00'^^xsd:dateTime", "false"),
        (f"xsd:date('2026-02-19Z') = {BARE}", "-"),
        (f"!({ZONED} = {BARE}) || true", "true"),
        (f"IF({ZONED} = {LATER}, 1, 2)", "2"),
        ("false < true", "true"),
        ("true < false", "false"),
        ("true <= true", "true"),
        ("true > false", "true"),
        ("false >= true", "false"),
        ("true < 1", "-"),
        ("false < 'true'^^xsd:boolean", "true"),
        ("false < # less\n true", "true"),
        ("!true < true", "true"),
        ("xsd:integer(1 = 1) = 1", "true"),
        ("IF(1 = 1, 2, 3) = 2", "true"),
        ("BNODE('a') = BNODE()", "false"),
        ("COALESCE(1 = 2, true) = false", "true"),
        ("!(1 = 2) = true", "true"),
        ("COALESCE(NOW(), 1) > IF(1 = 2, 1, 2)", "-"),
        ("(1) + (1) = IF(1 = 2 && true, 1, 2)", "true"),
        ("!(1 = 2) = (2 != 1)", "true"),
        (f"xsd:date(' 2026-02-19Z ') = {BARE}", "-"),
        (f"'2026-02-19T00:00:00'^^xsd:dateTime + {DAY} = '2026-02-20T00:00:00Z'^^xsd:dateTime", "-"),
        (f"{ZONED} IN ('2026-02-19T00:00:00'^^xsd:dateTime, 1, 'a', true, {LATER})", "false"),
        (":a = :b", "false"),
        (":a != 1", "true"),
        ("1 = 1.0", "true"),
        ("'a' = 'b'", "false"),
        ("xsd:integer(' 7 ')", "7"),
        ("xsd:boolean('\\ttrue\\n')", "true"),
        ("xsd:integer(xsd:decimal(' 7.5 '))", "7"),
        ("xsd:integer('7 8')", "-"),
        ("xsd:integer(7.5)", "7"),
        ("xsd:integer(' 7 '@en)", "-"),
        ("xsd:integer(:a)", "-"),
        ("xsd:string(' 7 ')", " 7 "),
    ],
)
def test_expressions(expression: str, expected: str) -> None:
    assert rows(Store(), f"SELECT ({expression} AS ?x) {{}}") == [expected]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("?a = ?b", ["1", "9"]),
        ("?a != ?b", ["2", "7", "8"]),
        ("?a < ?b", ["7"]),
        ("?a IN (?b, 5)", ["1", "9"]),
        ("?a NOT IN (?b, 5)", ["2", "7", "8"]),
        ("(?a) = (?b)", ["1", "9"]),
        ("COALESCE(?a, 1) != ?b", ["2", "7", "8"]),
    ],
)
def test_variables_of_any_value(condition: str, expected: list[str]) -> None:
    pairs = f"(1 1 1) (2 :a 1) (3 {ZONED} {BARE}) (4 UNDEF 1) (7 false true) (8 :a :b) (9 :a :a)"
    query = f"SELECT ?n {{ VALUES (?n ?a ?b) {{ {pairs} }} FILTER ({condition}) }}"
    assert rows(Store(), query) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "xsd:date (:p|:q) ?x",
        "[ xsd:integer (1 2) ] :p ?x",
        "?x ^xsd:date (1 2)",
        "?x :p (xsd:date (1 2))",
    ],
)
def test_a_datatype_that_is_a_term_is_no_cast(pattern: str) -> None:
    assert rows(Store(), f"SELECT ?x {{ {pattern} }}") == []


def test_a_cast_may_be_a_condition_without_parentheses() -> None:
    assert rows(Store(), "SELECT ?x { FILTER xsd:boolean('true ') }") == ["-"]


def test_a_cast_of_a_cast_is_written_once() -> None:
    assert rows(Store(), f"SELECT ({'xsd:integer(' * 90}' 7 '{')' * 90} AS ?x) {{}}") == ["7"]


def test_casts_that_would_be_written_too_often_are_refused() -> None:
    with pytest.raises(EvaluationError, match=r"line 1, column \d+: casts stand inside casts too often"):
        rows(Store(), f"SELECT ({'xsd:integer(STR(' * 40}7{'))' * 40} AS ?x) {{}}")


@pytest.mark.parametrize(
    "comparison",
    [
        f"IF(?a = 1, {ZONED}, {LATER}) = {BARE}",
        f"(IF(?a = 1, {ZONED}, {LATER})) = {BARE}",
        f"MAX(IF(?a = 1, {ZONED}, {LATER})) = {BARE}",
        f"IF(?a = 1, {ZONED}, {LATER}) IN ({BARE})",
        "(?a = 1) < (?a = 2)",
    ],
)
def test_a_choice_between_times_is_refused_as_an_operand(comparison: str) -> None:
    with pytest.raises(EvaluationError, match=r"column 9: a comparison has .* Bind the operand"):
        rows(Store(), f"SELECT ({comparison} AS ?x) {{}}")


def test_a_list_of_many_times_is_compared() -> None:
    days = ", ".join(f"'{2000 + year}-01-01'^^xsd:date" for year in range(3000))
    query = f"SELECT ?x {{ VALUES ?x {{ '2001-01-01'^^xsd:date '2001-01-02Z'^^xsd:date }} FILTER (?x IN ({days})) }}"
    assert rows(Store(), query) == ["2001-01-01"]


def test_a_list_of_many_unknown_values_is_compared() -> None:
    members = ", ".join(f"?v{at}" for at in range(1000))
    query = f"SELECT ?x {{ VALUES (?x ?v999) {{ ({ZONED} {BARE}) (1 2) (3 3) }} FILTER (?x IN ({members})) }}"
    assert rows(Store(), query) == ["3"]


def test_a_list_of_too_many_unknown_values_is_refused() -> None:
    store = Store(limits=QueryLimits(characters_written_out=500))
    with pytest.raises(EvaluationError, match="too many operands that may be times"):
        rows(store, "SELECT (?x IN (?a, ?b, ?c, ?d) AS ?y) {}")


def test_the_start_of_a_path_may_be_a_literal() -> None:
    query = f"SELECT ?x {{ VALUES ?x {{ {ZONED} }} ?x :p* ?y FILTER (?x != {BARE}) }}"
    assert rows(Store(), query) == []


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("BNODE('x')", ["true"]),
        ("BNODE(?x)", ["true"]),
        ("BNODE(1)", ["-"]),
        ("BNODE('x'@en)", ["-"]),
    ],
)
def test_a_text_names_a_blank_node(expression: str, expected: list[str]) -> None:
    assert rows(Store(), f"SELECT (isBlank({expression}) AS ?b) {{ VALUES ?x {{ 'a' }} }}") == expected


def test_blank_nodes_of_different_texts_differ() -> None:
    assert rows(Store(), "SELECT (BNODE('x') = BNODE('y') AS ?b) {}") == ["false"]


def test_the_variable_of_an_aggregate_is_used_again() -> None:
    query = "SELECT (SUM(?x) AS ?s) (?s + 1 AS ?t) (?t * 2 AS ?u) { VALUES ?x { 1 2 } }"
    assert rows(Store(), query) == ["3 4 8"]


def test_variables_of_aggregates_that_would_be_written_too_often_are_refused() -> None:
    sums = " ".join(f"(?n{at} + ?n{at} AS ?n{at + 1})" for at in range(40))
    with pytest.raises(EvaluationError, match=r"line 1, column \d+: uses variables of aggregates too often"):
        rows(Store(), f"SELECT (COUNT(*) AS ?n0) {sums} {{}}")


def test_an_iri_may_be_the_predicate_of_a_triple_term() -> None:
    query = "SELECT (PREDICATE(<<( ?s <http://example.org/?a=b> 1 )>>) AS ?p) { VALUES ?s { :s } }"
    assert rows(Store(), query) == ["?a=b"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ASK { VALUES ?x { 1 1 } } HAVING (COUNT(*) = 2)", True),
        ("ASK WHERE { VALUES ?x { 1 2 } } GROUP BY ?x HAVING (COUNT(*) = 2) # none", False),
        ("ASK { VALUES ?x { 1 } FILTER EXISTS { SELECT (COUNT(*) AS ?n) {} GROUP BY ?y } }", True),
    ],
)
def test_groups_are_asked_for(query: str, expected: bool) -> None:
    assert Store().query(query).truth is expected

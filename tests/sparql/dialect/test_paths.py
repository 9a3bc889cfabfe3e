"""Paths have all of their solutions (SPARQL 1.1 Query, 9 and 18.4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import EvaluationError
from kg.limits import QueryLimits
from tests.sparql.dialect.answers import filled, rows

DATA = ":a :p :b ; :q :b ; :r 1 . :b :p :c . :c :s :c . GRAPH :g { :a :p :d }"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (":x :p* ?v", ["x"]),
        (":x :p? ?v", ["x"]),
        (":x (:p?)+ ?v", ["x"]),
        (":x (:p|:q*)+ ?v", ["x"]),
        (":x :p+ ?v", []),
        ("?v :p* :x", ["x"]),
        ("?v ^:p* :x", ["x"]),
        (":x ^(:p*) ?v", ["x"]),
        (":x (:p*|:q?) ?v", ["x", "x"]),
        (":x (:p|:q*) ?v", ["x"]),
        (":x :p*/:q ?v", []),
        (":a :p*/:s* ?v", ["a", "b", "c"]),
        ("?v :p* 'text'", ["text"]),
        ("?v :p* 7", ["7"]),
        ("?v :p* -7", ["-7"]),
        ("?v :p* true", ["true"]),
        ("?v :p* 'text'@en", ["text"]),
        ("?v :p* '7'^^:number", ["7"]),
        # Subjects, objects and nodes of another graph.
        (":a :p* ?v", ["a", "b", "c"]),
        ("?v :p* :c", ["a", "b", "c"]),
        ("?v :r* 1", ["1", "a"]),
        (":d :p* ?v", ["d"]),
        (":p :p* ?v", ["p"]),
        # A loop leads back to a node that there is.
        (":c :s* ?v", ["c"]),
        ("?v :p|:q :b", ["a", "a"]),
        (":a :p|:q|^:p ?v", ["b", "b"]),
        ("?v (:p|:q)/:p :c", ["a", "a"]),
        ("?v :p/(:p|:s) ?w", ["a", "b"]),
        (":a !(:r|^:r) ?v", ["b", "b"]),
        (":b !(:p|^:p) ?v", ["a"]),
        (":a !:r ?v", ["b", "b"]),
        (":a (:p|:q)* ?v", ["a", "b", "c"]),
        ("?v :p|:q [] . ?v :r 1", ["a", "a"]),
        ("[] :p|:q ?v", ["b", "b", "c"]),
        ("_:b :p|:q ?v", ["b", "b", "c"]),
        ("?v :r 1 ; :p|:q ?w , :b", ["a"] * 4),
        ("?v :r 1 ; :p|:q ?w ; :p :b .", ["a"] * 2),
        ("?v :p|:q :b ;", ["a"] * 2),
        ("?v :p|:q :b ; ; :r 1 ; . :b :p :c", ["a"] * 2),
        ("?v :p|:q [ :p :c ]", ["a", "a"]),
        ("BIND (:x AS ?w) ?v :p* :x FILTER (?v = ?w)", ["x"]),
        ("FILTER EXISTS { :x :p* :x } VALUES ?v { 1 }", ["1"]),
        ("FILTER NOT EXISTS { :x :p* :y } VALUES ?v { 1 }", ["1"]),
        (":x :p*/:q* :x VALUES ?v { 1 }", ["1"]),
        (":x :p* :x VALUES ?v { 1 }", ["1"]),
        ("GRAPH :g { :b :p* ?v }", ["b"]),
        ("GRAPH :g { :a :p* ?v }", ["a", "d"]),
        ("GRAPH :unknown { :b :p* ?v }", []),
        ("{ SELECT ?v { :x :p* ?v } }", ["x"]),
        ("VALUES (?v ?w) { (:a :p) }", ["a"]),
        ("?v :r 1 OPTIONAL { :x :p* ?w }", ["a"]),
        ("?v ?verb 1", ["a"]),
        ("?v a|:r 1", ["a"]),
        ("() :p|:q ?v", []),
        ("?w :p|:q ?v . ?v :p ?x {| :q/:r ?y |}", []),
    ],
)
def test_solutions(pattern: str, expected: list[str], tmp_path: Path) -> None:
    assert rows(filled(tmp_path, DATA), f"SELECT ?v {{ {pattern} }}") == expected


def test_a_named_dataset_has_nodes_of_its_own(tmp_path: Path) -> None:
    store = filled(tmp_path, DATA)
    assert rows(store, "SELECT ?v FROM :g { :b :p* ?v }") == ["b"]
    assert rows(store, "SELECT ?v { :b :p* ?v }", default=("g",)) == ["b"]


@pytest.mark.parametrize(
    "pattern",
    [
        "?v :p [ :p|:q ?w ]",
        "?v :p [ :q* :x ]",
        "?v :p ?w {| :q|:r ?x |}",
        "?v :p ?w ~ ?r {| :q ?y ; :r* :x |}",
        "[ :r 1 ] :p|:q ?v ; :r ?w",
        "_:b :p|:q ?v . _:b :r ?w",
        "_:b :p|:q ?v ; :r ?w",
        "_:b :p|:q ?v , ?w",
        "() :p* ?v",
        "?v :p? <<( :a :p :b )>>",
        ":x :p* [ :r ?v ]",
        ":x :p*/:q* ?v",
        "?v :p?/(:q*/:r?) :x",
        ":x :p*/:q*/:r* :x . ?v ?p ?o",
    ],
)
def test_what_cannot_be_written_otherwise_is_refused(pattern: str, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"line 1, column \d+: the path .* Use variables"):
        rows(filled(tmp_path, DATA), f"SELECT ?v {{ {pattern} }}")


def test_a_path_of_too_many_branches_is_refused(tmp_path: Path) -> None:
    pattern = "/".join(["(:p|:q)"] * 8)
    with pytest.raises(EvaluationError, match="a path has more than 200 branches"):
        rows(filled(tmp_path, DATA, QueryLimits(patterns=200)), f"SELECT ?v {{ ?v {pattern} ?w }}")

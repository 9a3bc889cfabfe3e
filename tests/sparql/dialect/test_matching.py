"""REGEX and REPLACE follow XPath (XPath Functions and Operators 3.1, 5.6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.jobs import PreparedUpdate
from kg.engine.oxigraph.store import Store
from kg.errors import EvaluationError
from kg.sparql.terms import string
from tests.sparql.dialect.answers import PREFIXES, filled, rows


def value(expression: str) -> str:
    (row,) = rows(Store(), f"SELECT ({expression} AS ?x) {{}}")
    return row


@pytest.mark.parametrize(
    ("text", "pattern", "flags", "expected"),
    [
        ("kim", "KIM", "i", True),
        ("e", "[a-z-[aeiou]]", "", False),
        ("x", "[a-z-[aeiou]]", "", True),
        ("b", "^[^a-c-[x]]$", "", False),
        ("€", r"^\w$", "", True),
        ("-", r"^\w$", "", False),
        ("a\u00a0b", r"a\sb", "", False),
        ("é", r"^\i$", "", True),
        ("1", r"^\i$", "", False),
        ("1", r"^\c$", "", True),
        (" ", r"^\C$", "", True),
        ("a\rb", "a.b", "", False),
        ("a\rb", "a.b", "s", True),
        ("a\nb", "^b", "", False),
        ("a\nb", "^b", "m", True),
        ("ab", "a b", "x", True),
        ("a b", "a[ ]b", "x", True),
        ("a.b", "a.b", "q", True),
        ("axb", "a.b", "q", False),
        ("a", r"\p{Lu}", "i", False),
        ("aab", "^a{2}b$", "", True),
        ("&&", "^[&&]+$", "", True),
        ("a-z", r"^[a\-z]+$", "", True),
        ("ab", "^(?:a|b)+?$", "", True),
    ],
)
def test_expressions(text: str, pattern: str, flags: str, expected: bool) -> None:
    arguments = ", ".join(map(string, [text, pattern, *([flags] if flags else [])]))
    assert value(f"REGEX({arguments})") == str(expected).lower()


@pytest.mark.parametrize(
    ("pattern", "replacement", "expected"),
    [
        (r"(\d+)-(\d+)-(\d+)", "$3_$2_$1", "02_01_2024"),
        (r"(\d+)-(\d+)", "$1x", "2024x-02"),
        (r"(\d+)-(\d+)", "$11", "20241-02"),
        (r"\d+-\d+", "$1", "-02"),
        (r"(\d+)-", r"\$$1\\", "$2024\\$01\\02"),
        ("-", "[$0]", "2024[-]01[-]02"),
        ("-", "{1}", "2024{1}01{1}02"),
    ],
)
def test_replacements(pattern: str, replacement: str, expected: str) -> None:
    assert value(f"REPLACE('2024-01-02', {string(pattern)}, {string(replacement)})") == expected


def test_a_mistake_is_shown_as_it_was_written() -> None:
    with pytest.raises(EvaluationError, match=r"in: '.*REGEX\('a', '\\\\b'\)") as refusal:
        value(r"REGEX('a', '\\b')")
    assert r"in a query, write each \ twice" in str(refusal.value)


def test_a_replaced_text_keeps_its_language() -> None:
    assert value("LANG(REPLACE('abc'@en, 'b', '$0$0'))") == "en"


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("REGEX('a', '(')", "a parenthesis is not closed"),
        ("REGEX('a', 'a)')", "a parenthesis is closed that is not open"),
        ("REGEX('a', '*a')", r"\* stands where nothing can be repeated"),
        ("REGEX('a', 'a{2,1}')", "has its numbers the wrong way round"),
        ("REGEX('a', '[]a]')", r"\] stands where brackets open"),
        ("REGEX('a', '[a')", "it ends too early"),
        ("REGEX('a', '\\\\ba')", r"\\b means nothing in XPath"),
        ("REGEX('a', '(?i)a')", r"\(\? is followed by another sign"),
        ("REGEX('a', '(a)\\\\1')", "refers back to a group"),
        ("REGEX('a', '\\\\p{IsGreek}')", "needs a category"),
        ("REGEX('a', 'a', 'z')", "there is no flag 'z'"),
        ("REGEX('a', 'a{9999}{9999}')", r"\{ stands where nothing"),
        ("REGEX('a', '(a{9999}){9999}')", "it is too large"),
        (f"REGEX('a', '{'(' * 2000}a{')' * 2000}')", "its brackets nest too deep"),
        ("REPLACE('a', 'b*', '-')", "it matches the empty string"),
        ("REPLACE('a', 'a', '$')", r"\$ stands in the replacement"),
        ("REPLACE('a', 'a', '\\\\n')", r"\\ stands in the replacement"),
    ],
)
def test_a_mistake_is_refused_with_its_place(call: str, reason: str) -> None:
    with pytest.raises(EvaluationError, match=rf"line 1, column 2\d: .*{reason}"):
        value(call)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("REGEX('€', ?x)", "true"),
        ("REGEX('a', CONCAT(?x, ?x, '('))", "-"),
        ("REPLACE('€b', ?x, '$0x')", "€xbx"),
        ("REPLACE('€b', CONCAT(?x, '*'), '-')", "-"),
        ("REPLACE('€b', 'b', ?x)", "-"),
        ("REPLACE('€b', 'b', STR(?y))", "€7"),
        ("REGEX(?y, ?x)", "-"),
        ("REGEX('a', ?y)", "-"),
        ("REGEX('A', 'a', LCASE('I'))", "true"),
    ],
)
def test_expressions_and_replacements_from_the_data(call: str, expected: str) -> None:
    assert rows(Store(), rf"SELECT ({call} AS ?z) {{ VALUES (?x ?y) {{ ('\\w' 7) }} }}") == [expected]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [("(a)\\\\1", "refers back to a group"), (f"{'(' * 2000}a{')' * 2000}", "its brackets nest too deep")],
)
def test_an_expression_from_the_data_that_cannot_be_evaluated_is_refused(pattern: str, reason: str) -> None:
    with pytest.raises(EvaluationError, match=reason):
        rows(Store(), f"SELECT ?x {{ VALUES ?x {{ 'a' '{pattern}' }} FILTER REGEX('aa', ?x) }}")


def test_an_expression_from_the_data_is_refused_in_an_update(tmp_path: Path) -> None:
    update = PreparedUpdate("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER REGEX('a', ?o) }", PREFIXES)
    store = filled(tmp_path, ":a :p 'a' .")
    with pytest.raises(EvaluationError, match="takes its expression or replacement from the data, in an update"):
        store.update(update)

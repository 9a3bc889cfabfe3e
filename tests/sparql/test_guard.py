"""The guard: queries that would overflow the parser are refused, ordinary queries pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.limits import QueryLimits
from kg.sparql.guard import refuse_deep
from kg.sparql.text import SparqlText
from tests.conftest import NAMES, ROOT

LIMITS = QueryLimits()
QUESTIONS = sorted((ROOT / "queries").rglob("*.rq"))


def guarded(text: str, limits: QueryLimits = LIMITS, *, update: bool = False) -> None:
    refuse_deep(SparqlText(text), limits, update=update)


def passes(text: str, *, update: bool = False) -> bool:
    try:
        guarded(text, update=update)
    except QueryError:
        return False
    return True


KILLERS = {
    "groups": "ASK " + "{" * 2000 + "}" * 2000,
    "parentheses": "ASK { FILTER " + "(" * 30000 + "1" + ")" * 30000 + " }",
    "lists": "ASK { ?s ?p " + "(" * 2000 + ")" * 2000 + " }",
    "blank nodes": "ASK { ?s ?p " + "[ ?p " * 2000 + "]" * 2000 + " }",
    "negations": "ASK { FILTER " + "!" * 5000 + "true }",
    "inverse paths": "ASK { ?s " + "^ " * 5000 + "?p ?o }",
    "groups that comments seem to close": "ASK " + "{#}\n" * 2000 + "}" * 2000,
    "groups that strings seem to close": "ASK " + "{ ?s ?p '}' . " * 2000 + "}" * 2000,
    "groups that escapes seem to close": "ASK " + "{ ?s ?p e:\\) . " * 2000 + "}" * 2000,
    "parentheses that look like an IRI": "ASK { FILTER (?a<" + "(" * 5000 + "1" + ")" * 5000 + ">?b) }",
    "negations apart by comments": "ASK { FILTER " + "!#\n" * 5000 + "true }",
    "unions": "ASK { " + "{} UNION " * 5000 + "{} }",
    "disjunctions": "ASK { FILTER (" + "1 || " * 5000 + "1) }",
    "conjunctions": "ASK { FILTER (" + "1 && " * 5000 + "1) }",
    "a star of patterns": "ASK { " + "".join(f"?s <e:{n}> ?o{n} . " for n in range(300)) + "}",
    "a star by semicolons": "ASK { ?s " + " ; ".join(f"<e:{n}> ?o{n}" for n in range(300)) + " }",
    "exclusions": "ASK { {} " + "MINUS { ?s ?p ?o } " * 5000 + "}",
    "options": "ASK { " + "OPTIONAL { ?s ?p ?o } " * 5000 + "}",
    "sums": "ASK { FILTER (" + "1+" * 50000 + "1 = 2) }",
    "bindings": "ASK { " + "BIND(1 AS ?x) " * 5000 + "}",
    "objects": "ASK { ?s ?p " + "?o, " * 300 + "?o }",
    "alternative paths": "ASK { ?s " + "<p>|" * 5000 + "<p> ?o }",
    "sums of numbers with signs": "ASK { FILTER ((1" + " +2" * 5000 + ") = 2) }",
    "options behind another word": "ASK { " + "?s ?p true" + "OPTIONAL { ?s ?p true } ?s ?p true" * 5000 + " }",
    "filters": "ASK { " + "FILTER (true) " * 5000 + "}",
}
# Groups that an IRI seems to close, which is a comparison to the engine: a comment or a string begins in it.
HIDDEN = {
    "comments": "ASK " + "{ FILTER (?a<e:b#>?c)}\n || EXISTS " * 200 + "{}" + ")}" * 200,
    "strings": "ASK " + "{ FILTER (?a<'>?c)}'\n || EXISTS " * 200 + "{}" + ")}" * 200,
    "sums": "ASK { FILTER (?a<'>?c)} #'" + "+ 1" * 5000 + ")}",
}


@pytest.mark.parametrize("killer", KILLERS)
def test_a_killer_is_refused(killer: str) -> None:
    with pytest.raises(QueryError, match="Reduce the nesting"):
        guarded(KILLERS[killer])


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_long_text_that_may_hide_something_is_refused(hidden: str) -> None:
    with pytest.raises(QueryError, match="can be read in two ways, as an IRI or as a comparison"):
        guarded(HIDDEN[hidden])


@pytest.mark.parametrize("killer", ["groups", "blank nodes", "unions", "negations"])
def test_a_killer_is_refused_as_an_update_too(killer: str) -> None:
    with pytest.raises(QueryError, match="Reduce the nesting"):
        guarded(KILLERS[killer].replace("ASK", "INSERT {} WHERE", 1), update=True)


def test_the_error_has_its_line_and_column() -> None:
    with pytest.raises(QueryError, match="query, line 2, column 101: "):
        guarded("ASK\n" + "{" * 200)


def test_a_closing_bracket_too_many_gives_no_credit() -> None:
    with pytest.raises(QueryError):
        guarded("}" * 1000 + "{" * 200)


def test_the_questions_are_found() -> None:
    assert len(QUESTIONS) >= 100


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_the_questions_pass(path: Path) -> None:
    assert passes(NAMES.rebase(path.read_text(encoding="utf-8")))


def test_brackets_in_strings_need_no_partner() -> None:
    assert passes("ASK { VALUES ?x { " + '":) a" "(b)" ' * 1000 + "} }")


def test_the_guard_is_quick_with_long_texts() -> None:
    assert passes("ASK { VALUES ?x { " + '"(" "' * 3 + " } }" + "<" * 100_000 + "'" * 100_000)


def test_many_groups_side_by_side_pass() -> None:
    assert passes("ASK { " + "{ ?s ?p ?o } " * 1000 + "}")


def test_a_star_of_many_patterns_passes() -> None:
    assert passes("ASK { " + "".join(f"?s <e:{n}> ?o{n} . " for n in range(150)) + "}")


def test_patterns_are_counted_in_each_group_for_itself() -> None:
    group = "{ " + "?s ?p ?o . " * 100 + "} "
    assert passes(f"ASK {{ {group * 10} }}")


def test_the_data_of_an_update_may_be_long() -> None:
    typed = "".join(f'<e:{n}> <e:p> "{n}"^^<http://www.w3.org/2001/XMLSchema#integer> . ' for n in range(5000))
    assert passes(f"INSERT DATA {{ {typed} }}", update=True)


def test_the_operations_of_an_update_are_counted_each_for_itself() -> None:
    operation = "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER (?o = 1 || ?o = 2) } ;\n"
    assert passes(operation * 1000, update=True)
    with pytest.raises(QueryError, match="filter more than"):
        guarded(operation.replace("FILTER (?o = 1 || ?o = 2)", "FILTER (true) " * 501), update=True)


@pytest.mark.parametrize("word", ["union", "MINUS", "optional", "||", "&&", "^", "|", "a . ?b ; "])
def test_words_in_strings_are_not_operators(word: str) -> None:
    assert passes("ASK { VALUES ?x { " + f'"{word} " ' * 1000 + "} }")


@pytest.mark.parametrize("word", ["union", "minus", "|"])
def test_words_in_comments_are_not_operators(word: str) -> None:
    assert passes("ASK { " + f"# {word}\n" * 1000 + "}")


@pytest.mark.parametrize("word", ["union", "optional"])
def test_words_in_iris_are_not_operators(word: str) -> None:
    assert passes("ASK { VALUES ?x { " + f"<e:{word}> " * 1000 + "} }")


HARMLESS = {
    "a long list": "ASK { FILTER (?x IN (" + ", ".join(f"<e:{n}>" for n in range(1000)) + ")) }",
    "rows of negative numbers": "ASK { VALUES (?x ?y) { " + "(-1 +2) " * 1000 + "} }",
    "objects with signs": "ASK { VALUES ?x { 1 } " + "{ ?s ?p -1 } " * 1000 + "}",
    "comparisons without spaces": "ASK { FILTER (?a<'x'&&?b>'y') FILTER (?a<e:b#>?c)\n) }",
    "columns of relative IRIs": "ASK { VALUES (?a ?b) { " + "(<#x> <#y>) " * 90 + "} }",
    "columns of whole IRIs": "ASK { VALUES (?a ?b) { " + "(<http://e.org/#x> <http://e.org/#y>) " * 1000 + "} }",
    "negative numbers": "ASK { VALUES ?x { " + "-1.5 +2 " * 1000 + "} }",
    "names with signs": "ASK { VALUES ?x { " + "e:550e8400-29b-41 e:2026-02-19 " * 1000 + "} }",
    "names that are words": "ASK { VALUES ?x { " + "e:union e:as e:values as:e " * 1000 + "} }",
    "arguments": "ASK { FILTER (COALESCE(" + "?x, " * 300 + "?y)) }",
}


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_queries_pass(text: str) -> None:
    assert passes(HARMLESS[text])


# For each limit a text with a given number of what the limit bounds.
AT_LIMIT: dict[str, Callable[[int], str]] = {
    "nesting": lambda count: "ASK " + "{" * count + "}" * count,
    "nesting by parentheses": lambda count: "ASK { FILTER " + "(" * (count - 1) + "1" + ")" * (count - 1) + " }",
    "nesting in an IRI": lambda count: "ASK { FILTER (?a<" + "(" * (count - 2) + "1" + ")" * (count - 2) + ">?b) }",
    "nesting by signs": lambda count: "ASK { FILTER (" + "! " * count + "true) }",
    "chain of words": lambda count: "ASK { " + "{} UNION " * count + "{} }",
    "chain of signs": lambda count: "ASK { FILTER (1" + " || 1" * count + ") }",
    "chain of signed numbers": lambda count: "ASK { FILTER (1" + " -1" * count + ") }",
    "patterns": lambda count: "ASK { " + "?s ?p ?o . " * count + "}",
    "patterns by semicolons": lambda count: "ASK { [ " + "?p ?o ; " * count + "] ?q ?r }",
}


@pytest.mark.parametrize("limited", AT_LIMIT)
def test_a_text_at_a_limit_passes_and_one_beyond_it_is_refused(limited: str) -> None:
    limits = QueryLimits(nesting=20, chain=30, patterns=40)
    limit = getattr(limits, limited.partition(" ")[0])
    guarded(AT_LIMIT[limited](limit), limits)
    with pytest.raises(QueryError):
        guarded(AT_LIMIT[limited](limit + 1), limits)


@pytest.mark.parametrize("limits", [QueryLimits(nesting=4), QueryLimits(chain=2)])
def test_a_text_that_may_hide_something_passes_if_it_is_small(limits: QueryLimits) -> None:
    text = "ASK { FILTER (?a<e:b#>?c && ?d || (1 + 1 + 1))\n) }"
    guarded(text)
    with pytest.raises(QueryError, match="two ways"):
        guarded(text.replace("1 +", "(1) + 1 +"), limits)


# Texts that may hide something, with a given number of brackets or operators; the fewest are three.
HIDING: dict[str, Callable[[int], str]] = {
    "nesting": lambda count: "ASK { FILTER (?a<e:b#>?c" + " && (1)" * (count - 2) + ")\n) }",
    "chain": lambda count: (
        "ASK { FILTER (?a<e:b#>?c" + " && 1 || 1" * ((count - 1) // 2) + " * 1" * (1 - count % 2) + ")\n) }"
    ),
}


@pytest.mark.parametrize("limit", HIDING)
@pytest.mark.parametrize("most", [9, 10])
def test_a_text_that_may_hide_something_passes_up_to_the_limit(limit: str, most: int) -> None:
    limits = QueryLimits(**{limit: most})
    guarded(HIDING[limit](most), limits)
    with pytest.raises(QueryError, match="two ways"):
        guarded(HIDING[limit](most + 1), limits)


@pytest.mark.parametrize(("limit", "sign"), [("nesting", "("), ("chain", "*"), ("patterns", ".")])
def test_the_shortest_text_beyond_a_limit_is_refused(limit: str, sign: str) -> None:
    limits = QueryLimits(**{limit: 5})
    guarded(sign * 5, limits)
    with pytest.raises(QueryError, match="Reduce the nesting"):
        guarded(sign * 6, limits)

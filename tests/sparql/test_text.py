"""The text of a query or update: its places, replacements, and how often it is tokenised."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pytest

from kg.engine.jobs import PreparedQuery, PreparedUpdate
from kg.engine.oxigraph.store import Store
from kg.formats import by_name
from kg.sparql import text as module
from kg.sparql.text import Replacement, SparqlText, unescaped
from kg.sparql.tokens import TokenStream

GROUP = "GROUP_CONCAT(?o)"


@pytest.fixture
def tokenised(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text is tokenised."""
    count: Counter[str] = Counter()

    def counted(text: str) -> TokenStream:
        count[text] += 1
        return TokenStream(text)

    monkeypatch.setattr(module, "TokenStream", counted)
    return count


def test_a_worker_tokenises_a_query_once(tokenised: Counter[str]) -> None:
    query = f"PREFIX x: <e:> CONSTRUCT {{ ?s x:p ?c }} {{ SELECT ?s ({GROUP} AS ?c) {{ ?s ?p ?o }} GROUP BY ?s }}"
    answer = Store().answer(PreparedQuery(query))
    answer.write(BytesIO, by_name("ttl"), answer.prefixes({"y": "e:"}))
    assert tokenised == {query: 1}


def test_the_writer_tokenises_an_update_once(tokenised: Counter[str]) -> None:
    update = "INSERT { ?s ?p TRUE } WHERE { ?s ?p ?o }"
    Store().update(PreparedUpdate(update))
    assert tokenised == {update: 1}


def test_codepoint_escapes_are_read() -> None:
    assert unescaped("\\u0053ERVICE \\U0001F600") == "SERVICE \U0001f600"


@pytest.mark.parametrize("text", ["a service", "SERVICE", "s\\u0045rvice"])
def test_a_word_is_mentioned_however_it_is_written(text: str) -> None:
    assert SparqlText(text).mentions("service")


@pytest.mark.parametrize(
    ("text", "fetches"),
    [
        ("LOAD <d>", True),
        ("CLEAR ALL ; load <d>", True),
        ("LOADSILENT<d>", True),
        ("INSERT {} WHERE { SERVICE <http://r.org/> {} }", True),
        ("INSERT {} WHERE { ?s ?p trueSERVICE<http://r.org/>{} }", True),
        ("INSERT DATA { <e:a> <e:load> 'LOAD <d>' } # SERVICE", False),
        ("PREFIX service: <#service> DELETE WHERE { ?load service:b <service> }", False),
    ],
)
def test_a_text_that_may_fetch_something_is_recognized(text: str, fetches: bool) -> None:
    assert SparqlText(text).fetches is fetches


def test_a_text_without_escapes_is_unescaped_itself() -> None:
    text = SparqlText("ASK {}")
    assert text.unescaped is text


def test_a_problem_is_placed_by_line_and_column() -> None:
    (problem,) = SparqlText("a\nbc", "update").refusal(3, "is wrong.", "Correct it.").problems
    assert problem.where == "update, line 2, column 2"


def test_a_long_line_is_shown_around_the_error() -> None:
    (problem,) = SparqlText("a" * 500 + "!" + "b" * 500).error(500, "is wrong", "Correct it.").problems
    assert problem.column == 501
    assert problem.excerpt is not None
    assert "!" in problem.excerpt
    assert len(problem.excerpt) < 200


@pytest.mark.parametrize(
    ("replacements", "text"),
    [
        ([], "one two three"),
        ([Replacement(8, 13, "3"), Replacement(0, 3, "1")], "1 two 3"),
        ([Replacement(4, 4, "and "), Replacement(13, 13, ".")], "one and two three."),
    ],
)
def test_parts_are_replaced(replacements: list[Replacement], text: str) -> None:
    assert SparqlText("one two three").replaced(replacements) == text

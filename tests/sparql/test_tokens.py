"""The tokens of SPARQL."""

from __future__ import annotations

import pytest

from kg.sparql.tokens import TokenStream
from tests.growth import grows_with_the_length


def lexed(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in TokenStream(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("'it\\'s # {'", "string"),
        ('"""a "quoted" word"""', "string"),
        ("'''it's\n'''", "string"),
        ("''", "string"),
        ("<http://e.org/#'x>", "iri"),
        ("<a\\u003Ab>", "iri"),
        ("?x", "variable"),
        ("$été", "variable"),
        ("x:a.b%20\\~c", "name"),
        (":", "name"),
        ("é.x:", "name"),
        ("_:b.1", "bnode"),
        ("@en-GB--ltr", "language"),
        ("1.5e-3", "number"),
        (".5", "number"),
        ("SELECT", "word"),
        ("{", "bracket"),
        ("<=", "operator"),
        ("'unclosed", "bad"),
        ('"""unclosed\n', "bad"),
    ],
)
def test_a_token_is_recognized(text: str, kind: str) -> None:
    assert lexed(text) == [(kind, text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("?a<3 ?b", ["?a", "<", "3", "?b"]),
        ("?s ?p true.SERVICE<x:y>", ["?s", "?p", "true", ".", "SERVICE", "<x:y>"]),
        ("x:a.}", ["x:a", ".", "}"]),
        ("'a'^^x:b.", ["'a'", "^^", "x:b", "."]),
        ("<<(:a :b :c)>>", ["<<", "(", ":a", ":b", ":c", ")", ">>"]),
        ("?x-1", ["?x", "-", "1"]),
        ("'a\n'b'", ["'a", "'b'"]),
        ("'''''' ''", ["''''''", "''"]),
    ],
)
def test_tokens_end_where_the_grammar_ends_them(text: str, parts: list[str]) -> None:
    assert [token for _, token in lexed(text)] == parts


def test_tokens_have_their_positions() -> None:
    text = "SELECT # {\n ?x"
    assert [(token.start, token.end, token.text) for token in TokenStream(text)] == [(0, 6, "SELECT"), (12, 14, "?x")]


@pytest.mark.parametrize("text", ["# a { comment '", " \n\t", ""])
def test_white_space_and_comments_are_not_tokens(text: str) -> None:
    assert lexed(text) == []


def test_tokens_of_a_kind_come_with_their_index() -> None:
    assert [(at, token.text) for at, token in TokenStream("ASK { ?s ?p 1 }").of("word", "number")] == [
        (0, "ASK"),
        (4, "1"),
    ]


@pytest.mark.parametrize(
    ("text", "at", "closing"), [("{ ( [ ] ) } {", 0, 5), ("{ ( [ ] ) } {", 1, 4), ("{ {", 0, None)]
)
def test_a_bracket_is_closed_by_its_partner(text: str, at: int, closing: int | None) -> None:
    assert TokenStream(text).closing(at) == closing


@pytest.mark.parametrize("text", ["\u017felect", "?select", "ex:select", "<select>"])
def test_only_a_word_of_ascii_letters_is_a_keyword(text: str) -> None:
    assert not TokenStream(text)[0].is_keyword("SELECT")


@pytest.mark.parametrize(
    "piece", ["a.", "a.a-", '\\"""', "'\"", "<a", '"""\\', "x:...", "1.", "@a-", "x:%", "'''", "#\n"]
)
def test_the_work_grows_with_the_length_of_a_text(piece: str) -> None:
    assert grows_with_the_length(TokenStream, piece)

"""The tokens of SPARQL, and the prologue."""

from __future__ import annotations

from time import process_time

import pytest

from kg.sparql.tokens import Prologue, place, tokens, unescaped


def lexed(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# a { comment '", "comment"),
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
def test_one_token_is_one(text: str, kind: str) -> None:
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


def test_tokens_know_their_places() -> None:
    text = "SELECT # {\n ?x"
    assert [text[token.start : token.end] == token.text for token in tokens(text)] == [True, True, True]


@pytest.mark.parametrize(
    "piece", ["a.", "a.a-", '\\"""', "'\"", "<a", '"""\\', "x:...", "1.", "@a-", "x:%", "'''", "#\n"]
)
def test_long_texts_are_lexed_in_time(piece: str) -> None:
    begun = process_time()
    assert len(list(tokens(piece * (100_000 // len(piece))))) > 0
    assert process_time() - begun < 2


def test_codepoints_are_read() -> None:
    assert unescaped("\\u0053ERVICE \\U0001F600") == "SERVICE \U0001f600"


def test_a_place_is_told_by_line_and_column() -> None:
    assert place("a\nbc", 3) == "query, line 2, column 2"


def resolved(text: str, base: str | None = None) -> str | None:
    stream = list(tokens(text))
    prologue, at = Prologue({"x": "http://given.org/"}, base), 0
    while (behind := prologue.read(stream, at)) > at:
        at = behind
    return prologue.resolve(stream[at])


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("x:a", "http://given.org/a"),
        ("PREFIX x: <http://own.org/> x:a\\~b", "http://own.org/a~b"),
        ("BASE <http://b.org/c/> PREFIX : <d#> :e", "http://b.org/c/d#e"),
        ("BASE <http://b.org/c/> BASE <../f> <g>", "http://b.org/g"),
        ("VERSION '1.2' x:a", "http://given.org/a"),
        ("y:a", None),
        ("?x", None),
    ],
)
def test_names_are_resolved(text: str, iri: str | None) -> None:
    assert resolved(text) == iri


def test_a_given_base_holds() -> None:
    assert resolved("<a>", "http://b.org/") == "http://b.org/a"


def test_the_written_prologue_has_of_the_given_prefixes_those_in_use() -> None:
    stream = list(tokens("PREFIX z: <http://z.org/> x:a"))
    prologue = Prologue({"x": "http://x.org/", "y": "http://y.org/"}, None)
    prologue.read(stream, 0)
    assert prologue.written(stream[3:]) == "PREFIX x: <http://x.org/>\nPREFIX z: <http://z.org/>\n"

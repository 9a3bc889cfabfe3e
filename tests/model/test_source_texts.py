"""Quotations from the texts of sources."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.model.source_texts import Piece, SourceSpan, SourceTexts, read_texts
from tests.nonempty import nonempty
from tests.publish.written import NAMES, written

SOURCE = NAMES.source("text")
WORDS = " ".join(f"word{number:03}" for number in range(400))
SAYING = "Ann Lee (C++) met Ann, ann and Annabel on day 7 of 17; 당 대회."


def quoted(words: list[str], text: str = SAYING) -> list[str]:
    """The parts of a text that are highlighted."""
    pieces = SourceTexts({SOURCE: text}).passage(SourceSpan(SOURCE, 0, len(text)), words)
    return [piece.text for piece in pieces if piece.marked]


def around(start: int, end: int, text: str = WORDS) -> list[Piece]:
    return SourceTexts({SOURCE: text}).context(SourceSpan(SOURCE, start, end))


@pytest.mark.parametrize("text", ["One. Two.\n", "하나. 둘.\r\n", "\ufeffOne."])
def test_a_text_is_identified_by_its_hash(text: str, tmp_path: Path) -> None:
    (tmp_path / "any.txt").write_bytes(text.encode())
    dataset = written(f'<source/text> a ckg:Source ; ckg:sha256 "{sha256(text.encode()).hexdigest()}" .')
    assert read_texts(dataset, [tmp_path / "any.txt"]).by_source == {SOURCE: text}


@pytest.mark.parametrize("content", [b"One. Two!", b"\xff\xfe", None], ids=["changed", "not UTF-8", "missing"])
def test_a_file_that_matches_no_source_is_refused_by_name(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "wrong.txt"
    if content is not None:
        path.write_bytes(content)
    dataset = written(f'<source/text> a ckg:Source ; ckg:sha256 "{sha256(b"One. Two.").hexdigest()}" .')
    with pytest.raises(DataError, match=r"wrong\.txt"):
        read_texts(dataset, [path])


def test_a_passage_is_quoted_by_its_offsets() -> None:
    assert SourceTexts({SOURCE: "One. 둘. Six."}).passage(SourceSpan(SOURCE, 5, 7)) == [Piece("둘.", marked=False)]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        (["Ann Lee"], ["Ann Lee"]),
        (["Ann", "Ann Lee"], ["Ann Lee", "Ann", "ann"]),
        (["Lee (C++)", "Ann Lee"], ["Ann Lee"]),
        (["(C++)"], ["(C++)"]),
        (["C++)", ".*", "[", "\\"], ["C++)"]),
        (["ANN"], ["Ann", "Ann", "ann"]),
        (["7"], ["7"]),
        (["on", "of", "a"], []),
        (["nab"], []),
        (["당 대회"], ["당 대회"]),
        (["absent"], []),
        ([""], []),
        ([], []),
    ],
)
def test_the_words_of_a_statement_are_highlighted(words: list[str], marked: list[str]) -> None:
    assert quoted(words) == marked


@pytest.mark.parametrize(("shortest", "marked"), [(4, ["Annabel"]), (3, ["Annabel", "met"])])
def test_a_word_is_highlighted_from_a_limit_of_characters(shortest: int, marked: list[str]) -> None:
    pieces = SourceTexts({SOURCE: SAYING}, shortest=shortest).passage(SourceSpan(SOURCE, 0, 50), ["met", "Annabel"])
    assert sorted(piece.text for piece in pieces if piece.marked) == marked


@pytest.mark.parametrize("words", [[], ["Ann"], ["Ann", "day 7", "met"], [SAYING]])
def test_highlighting_changes_no_character(words: list[str]) -> None:
    pieces = SourceTexts({SOURCE: SAYING}).passage(SourceSpan(SOURCE, 0, len(SAYING)), words)
    assert "".join(piece.text for piece in pieces) == SAYING


def test_the_context_marks_the_passage() -> None:
    start = WORDS.index("word200")
    assert [piece.text for piece in around(start, start + 15) if piece.marked] == ["word200 word201"]


@pytest.mark.parametrize("start", range(1600, 1608))
def test_the_context_ends_between_words(start: int) -> None:
    before, _, after = around(start, start + 8)
    shown = before.text.removeprefix("… ").split()[:1] + after.text.removesuffix(" …").split()[-1:]
    assert [word for word in nonempty(shown) if len(word) != len("word000")] == []


@pytest.mark.parametrize(
    ("start", "ellipses"), [(0, (False, True)), (1600, (True, True)), (len(WORDS) - 8, (True, False))]
)
def test_the_context_marks_omissions(start: int, ellipses: tuple[bool, bool]) -> None:
    text = "".join(piece.text for piece in around(start, start + 8))
    assert (text.startswith("… "), text.endswith(" …")) == ellipses


def test_a_short_text_is_its_own_context() -> None:
    assert [piece.text for piece in around(5, 9, "One. Two. Six.")] == ["One. ", "Two.", " Six."]


def test_context_without_whitespace_is_left_out() -> None:
    text = "x" * 3000
    assert "".join(piece.text for piece in around(1000, 1005, text)) == "… xxxxx …"


@pytest.mark.parametrize("texts", [SourceTexts(), SourceTexts({NAMES.source("other"): SAYING})])
def test_nothing_is_quoted_without_a_text(texts: SourceTexts) -> None:
    span = SourceSpan(SOURCE, 0, 3)
    assert (texts.passage(span, ["Ann"]), texts.context(span)) == ([], [])

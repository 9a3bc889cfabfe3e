"""The keys of names: parts, scripts without spaces, initials."""

from __future__ import annotations

import pytest

from kg.search.keys import INNER, TypedText, initials_of, leading_initials, name_keys, token
from kg.search.spelling import normalize


@pytest.mark.parametrize(
    ("label", "initials"),
    [
        ("Supreme People's Assembly", {"spa"}),
        ("Central Committee of the Lantern Party", {"cc", "cclp", "lp", "ccotlp"}),
        ("9th Central Committee", {"cc"}),
        ("Kim", set()),
    ],
)
def test_a_label_has_initials(label: str, initials: set[str]) -> None:
    assert initials <= initials_of(label)


def test_initials_that_begin_later_are_not_those_of_the_whole() -> None:
    assert "lp" not in leading_initials("Central Committee of the Lantern Party")


def test_a_sentence_has_no_initials() -> None:
    assert initials_of("Which of the parties sent a message to the congress before its opening day?") == set()


def test_a_name_without_spaces_has_a_key_from_each_letter() -> None:
    assert {INNER + normalize("로동당"), INNER + normalize("당")} <= name_keys("조선로동당")


@pytest.mark.parametrize(("word", "expected"), [("party", "party"), ("20x10", "20x10"), ("당", "u8eb8bb9")])
def test_a_word_is_one_token(word: str, expected: str) -> None:
    assert token(word) == expected


def test_the_token_of_an_unfinished_word_begins_that_of_the_whole() -> None:
    assert token("един") == token("единая")[: len(token("един"))]


def test_small_words_count_only_at_the_end() -> None:
    assert TypedText("Opening of the").words == ("opening", "the")


@pytest.mark.parametrize(("text", "expected"), [("who spoke", True), ("who", False), ("party", False)])
def test_a_question_begins_with_its_word(text: str, expected: bool) -> None:
    assert TypedText(text).is_question == expected

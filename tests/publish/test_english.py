"""English in sentences: articles, lists, numbers and days."""

from __future__ import annotations

import pytest

from kg.publish.questions.english import (
    listed,
    listed_days,
    name_in_text,
    number_in_text,
    number_in_words,
    sentence_case,
    with_commas,
)

NAMES = {
    "Party of the Harbour": "the Party of the Harbour",
    "Seamen's Party": "the Seamen's Party",
    "United Isles": "United Isles",
    "Ann Lee": "Ann Lee",
    "Lee Square": "Lee Square",
    "Election of the Council": "the election of the Council",
    "First plenary meeting of the Council": "the first plenary meeting of the Council",
    "IPA report on remarks by Ann": "the IPA report on remarks by Ann",
    "Ann Lee's announcement of a plan": "Ann Lee's announcement of a plan",
    "A speech about the sea": "a speech about the sea",
    "The list of members is missing": "the list of members is missing",
    "What the revision changes": "What the revision changes",
    "chair of the Council": "chair of the Council",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_gets_the_article_that_it_needs(name: str) -> None:
    assert "".join(name_in_text(name, "It names ")) == NAMES[name]


@pytest.mark.parametrize("before", ["members of the ", "The ", "its ", "the so-called “"])
def test_a_name_needs_no_article_behind_a_determiner_or_in_quotation_marks(before: str) -> None:
    assert name_in_text("Council of Sport", before) == ("", "Council of Sport")


def test_the_article_follows_closed_quotation_marks() -> None:
    assert name_in_text("Council of Sport", "“Sport” of ") == ("the ", "Council of Sport")


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no"), (7, "seven"), (19, "nineteen"), (20, "twenty"), (42, "forty-two"), (100, "100")]
)
def test_a_number_is_written_in_words(number: int, words: str) -> None:
    assert number_in_words(number) == words


@pytest.mark.parametrize(("number", "text"), [(12, "twelve"), (13, "13"), (5000, "5,000")])
def test_within_a_sentence_only_small_numbers_are_words(number: int, text: str) -> None:
    assert number_in_text(number) == text


def test_a_number_has_groups_of_three_digits() -> None:
    assert with_commas(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b, c", "d"], "a; b, c; and d"),
    ],
)
def test_a_list_has_semicolons_if_a_part_has_a_comma(parts: list[str], text: str) -> None:
    assert listed((part, part) for part in parts) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (["20 February 2026"], "20 February 2026"),
        (["20 February 2026", "21 February 2026"], "20 and 21 February 2026"),
        (["13 May 2025", "20 May 2026", "21 May 2026"], "13 May 2025, 20 and 21 May 2026"),
    ],
)
def test_a_list_of_days_names_each_month_once(days: list[str], text: str) -> None:
    assert listed_days(days) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("it is", "It is"),
        ("13 lists end", "Thirteen lists end"),
        ("413 people", "413 people"),
        ("19 to 25 May", "19 to 25 May"),
    ],
)
def test_a_sentence_begins_with_a_capital_and_no_digit(text: str, written: str) -> None:
    assert sentence_case(text) == written

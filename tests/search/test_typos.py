"""Typing errors: how many there are, and which spellings are compared at all."""

from __future__ import annotations

import random

import pytest

from kg.search.typos import allowed_errors, deletions, distance


@pytest.mark.parametrize(
    ("first", "second", "errors"),
    [
        ("congress", "congress", 0),
        ("congress", "congres", 1),
        ("congress", "congresss", 1),
        ("congress", "kongress", 1),
        ("congress", "cnogress", 1),
        ("congress", "cnogres", 2),
        ("", "ab", 2),
    ],
)
def test_errors_are_counted(first: str, second: str, errors: int) -> None:
    assert (distance(first, second, 3), distance(second, first, 3)) == (errors, errors)


def test_errors_beyond_the_limit_are_not_counted() -> None:
    assert distance("congress", "party", 2) == 3


@pytest.mark.parametrize(("word", "errors"), [("kim", 0), ("jong", 1), ("medvede", 1), ("medvedev", 2)])
def test_longer_words_may_have_more_errors(word: str, errors: int) -> None:
    assert allowed_errors(word) == errors


def mistyped(word: str, errors: int, chance: random.Random) -> str:
    """A word with some letters left out, added, replaced or swapped."""
    for _ in range(errors):
        place, letter = chance.randrange(len(word) - 1), chance.choice("abcdef")
        word = chance.choice(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )
    return word


@pytest.mark.parametrize("errors", [1, 2])
def test_no_spelling_within_the_errors_is_missed(errors: int) -> None:
    chance = random.Random(errors)  # noqa: S311 - no secret
    words = ["".join(chance.choices("abcdef", k=9)) for _ in range(200)]
    missed = [
        (word, typed)
        for word in words
        if not deletions(word, errors) & deletions(typed := mistyped(word, errors, chance), errors)
    ]
    assert missed == []

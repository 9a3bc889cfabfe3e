"""The entities that have all words of a text, for queries: exactly those, in static order."""

from __future__ import annotations

import pytest

from kg.errors import RequestError
from kg.search.entries import SearchEntry
from kg.search.index.searching import SearchIndex
from tests.conftest import NAMES
from tests.search.conftest import Indexed, named


@pytest.fixture
def index(indexed: Indexed) -> SearchIndex:
    question = SearchEntry("/questions/lantern.html", "question", ("Question",), "Which lantern?", description=True)
    return indexed(
        named("Lantern Party", "Фонарь", kind="Party", texts=("A club of gardeners.",)),
        named("Lanterns"),
        question,
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lantern", ["party/lantern-party"]),
        ("PARTY, Lantern", ["party/lantern-party"]),
        ("lantern*", ["party/lantern-party", "person/lanterns"]),
        ("фонарь", ["party/lantern-party"]),
        ("фон*", ["party/lantern-party"]),
        ("party gardeners", ["party/lantern-party"]),
        ("lantren", []),
        ("gardener", []),
        ("lp", []),
        ("party*ern", []),
    ],
)
def test_all_words_must_be_there(index: SearchIndex, text: str, found: list[str]) -> None:
    assert index.entities(text, 10) == [NAMES.thing(thing) for thing in found]


@pytest.mark.parametrize("text", ["", "*", " - * "])
def test_a_text_without_a_word_is_refused(index: SearchIndex, text: str) -> None:
    with pytest.raises(RequestError, match="no word") as caught:
        index.entities(text, 10)
    assert caught.value.status == 400


def test_too_many_matches_are_refused(index: SearchIndex) -> None:
    with pytest.raises(RequestError, match="more than 1 entities") as caught:
        index.entities("lantern*", 1)
    assert caught.value.status == 422

"""Links to words on a web page, with the same cases as the script's."""

from __future__ import annotations

import json

import pytest

from kg.publish.entities.text_fragment import text_fragment
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests/frontend/text-fragments.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("words", "address"), CASES)
def test_a_link_finds_the_words(words: str, address: str) -> None:
    assert text_fragment("https://example.org/a", words) == address


def test_there_are_words_to_link_to() -> None:
    assert len(CASES) > 4

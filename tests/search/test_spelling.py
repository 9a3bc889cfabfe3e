"""Names compared by letters and sounds: the cases that the explorer's scripts have too, in the same file."""

from __future__ import annotations

import json

import pytest

from kg.search.dates import written_dates
from kg.search.spelling import joined, match_rank, normalize
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests/fixtures/spellings.json").read_text(encoding="utf-8"))
assert len(CASES["ranks"]) > 150


@pytest.mark.parametrize("case", CASES["ranks"], ids=lambda case: f"{case['typed']} for {case['name']}")
def test_a_name_matches_as_well_as_in_the_scripts(case: dict[str, str | int | None]) -> None:
    assert match_rank(str(case["name"]), str(case["typed"])) == case["rank"]


@pytest.mark.parametrize("case", CASES["normalized"], ids=lambda case: ascii(case["text"]))
def test_a_text_is_normalised_as_in_the_scripts(case: dict[str, str]) -> None:
    assert normalize(case["text"]) == case["normal"]


@pytest.mark.parametrize("case", CASES["dates"], ids=lambda case: case["text"])
def test_a_date_is_written_out_as_in_the_scripts(case: dict[str, str]) -> None:
    assert written_dates(case["text"]) == case["written"]


def test_joined_words_have_no_doubled_letters() -> None:
    assert joined(["son", "nim"]) == "sonim"

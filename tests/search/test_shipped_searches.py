"""Spellings, errors, scripts and abbreviations with what of the shipped data must come first for each."""

from __future__ import annotations

import json

import pytest

from kg.search.index.searching import SearchIndex
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests/fixtures/searches.json").read_text(encoding="utf-8"))
assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["typed"])
def test_what_is_meant_comes_first(shipped_index: SearchIndex, case: dict[str, str]) -> None:
    hits = shipped_index.find(case["typed"], 3)
    assert [hit.path for hit in hits][:1] == [case["first"]]

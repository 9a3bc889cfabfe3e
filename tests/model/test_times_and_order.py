"""The times of entities, many at once, and the order of items by what is later."""

from __future__ import annotations

import pytest

from kg.model.chronology import in_order, read_times
from tests.publish.written import NAMES, lists, written

DISPLAY = lists(
    points="date inMonth", begins="startDate", ends="endDate", attested="attestedOn", acquisitions="acquiredIn"
)
DATA = """
  <id/day> ckg:date "2026-02-19"^^xsd:date .
  <id/stay> ckg:startDate "2026-02-19"^^xsd:date ; ckg:endDate "2026-02-25"^^xsd:date .
  <id/mandate> ckg:acquiredIn <id/day> ; ckg:attestedOn "2026-03-01"^^xsd:date .
  <id/other> ckg:age 40 .
"""


def times(*, acquired: bool) -> dict[str, str]:
    iris = [NAMES.thing(name) for name in ("day", "stay", "mandate", "other")]
    found = read_times(written(DATA), DISPLAY, iris, acquired=acquired)
    return {iri.removeprefix(NAMES.things): time.notation for iri, time in found.items()}


@pytest.mark.parametrize(("acquired", "mandate"), [(True, "2026-02-19/.."), (False, "2026-03-01")])
def test_a_relation_begins_when_it_was_acquired_or_has_its_own_dates(acquired: bool, mandate: str) -> None:
    expected = {"day": "2026-02-19", "stay": "2026-02-19/2026-02-25", "mandate": mandate}
    assert times(acquired=acquired) == expected


def test_without_lists_of_times_there_are_no_times() -> None:
    assert read_times(written(DATA), lists(), [NAMES.thing("day")], acquired=True) == {}


@pytest.mark.parametrize(
    ("items", "later", "ordered"),
    [
        ("abc", {}, "abc"),
        ("abc", {"c": "a"}, "bca"),
        ("abcd", {"d": "a", "c": "d"}, "bcda"),
        ("abc", {"a": "b", "b": "a"}, "cab"),
        ("ab", {"a": "ax"}, "ab"),
    ],
)
def test_no_item_stands_before_an_earlier_one(items: str, later: dict[str, str], ordered: str) -> None:
    assert "".join(in_order([*items], lambda item: later.get(item, ""))) == ordered

"""The chronology on the page of an event."""

from __future__ import annotations

import pytest

from kg.model.chronology import read_chronology
from kg.model.dataset import PublishedDataset
from kg.model.display import Display
from tests.publish.written import NAMES, lists, written

DISPLAY = lists(sequence="before", points="date inMonth inYear", ends="endDate", hierarchies="partOf")
TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
DAY = '"2026-02-25"^^xsd:date'


def chronology(dataset: PublishedDataset, names: str, display: Display = DISPLAY) -> list[str]:
    """The dated entities among some, each with its first and its last date."""
    dated = read_chronology(dataset, display, [NAMES.thing(name) for name in names])
    ends = {iri: dict.fromkeys((time.dates[0].value, time.dates[-1].value)) for iri, time in dated}
    return [f"{iri[-1]} {' to '.join(dates)}" for iri, dates in ends.items()]


def events(**dates: str) -> list[str]:
    """The chronology of events with the dates that are given for each, separated by blanks."""
    pairs = [(name, date) for name, values in dates.items() for date in values.split()]
    data = " ".join(f'<id/{name}> ckg:date "{date}"^^xsd:{TYPES[len(date)]} .' for name, date in pairs)
    return chronology(written(data), "".join(dates))


def order(found: list[str]) -> str:
    return "".join(line[0] for line in found)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"a": "2026-02-25", "b": "2026-02-19", "c": "2021-01-05"}, "cba"),
        ({"a": "2026-02-19", "b": "2026-02", "c": "2026"}, "cba"),
        ({"a": "2026-02", "b": "2026-01-31", "c": "2026-03-01"}, "bac"),
        ({"a": "2026-02-19 2026-02-25", "b": "2026-02-19"}, "ba"),
        ({"b": "2026-02-19", "a": "2026-02-19"}, "ab"),
    ],
)
def test_entities_are_in_chronological_order(dates: dict[str, str], expected: str) -> None:
    assert order(events(**dates)) == expected


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        ("2026-02-19", "2026-02-19"),
        ("2026-02-19 2026-02-25", "2026-02-19 to 2026-02-25"),
        ("2026-02-25 2026-02-19", "2026-02-19 to 2026-02-25"),
        ("2026-02 2026-02-19", "2026-02-19"),
        ("2026 2026-02 2026-02-19", "2026-02-19"),
        ("2026-01 2026-02-19", "2026-01 to 2026-02-19"),
        ("2026-02 2026-02-19 2026-02-25", "2026-02-19 to 2026-02-25"),
    ],
)
def test_an_entity_has_the_range_of_its_most_exact_dates(dates: str, text: str) -> None:
    assert events(a=dates) == [f"a {text}"]


def test_one_date_in_two_properties_is_not_a_range() -> None:
    dataset = written('<id/a> ckg:date "2026-02-19"^^xsd:date ; ckg:endDate "2026-02-19"^^xsd:date .')
    assert chronology(dataset, "a") == ["a 2026-02-19"]


def test_entities_without_dates_are_left_out() -> None:
    assert events(a="2026-02-19", b="") == ["a 2026-02-19"]


def test_only_properties_in_the_lists_of_times_count() -> None:
    assert chronology(written('<id/a> ckg:other "2026-02-19"^^xsd:date .'), "a") == []


@pytest.mark.parametrize("display", [Display(NAMES), DISPLAY])
def test_no_entities_have_no_chronology(display: Display) -> None:
    assert chronology(written(""), "", display) == []


def test_without_lists_of_times_there_is_no_chronology() -> None:
    assert chronology(written(f"<id/a> ckg:date {DAY} ."), "a", Display(NAMES)) == []


def test_entities_of_one_date_have_the_stated_order() -> None:
    data = f"<id/a> ckg:date {DAY} . <id/b> ckg:date {DAY} ; ckg:before <id/a> ."
    assert order(chronology(written(data), "ab")) == "ba"


def test_a_whole_stands_before_its_parts_of_the_same_date() -> None:
    data = f"<id/a> ckg:date {DAY} ; ckg:partOf <id/b> . <id/b> ckg:date {DAY} ."
    assert order(chronology(written(data), "ab")) == "ba"


def test_a_cycle_in_the_stated_order_is_cut_at_its_first_entity() -> None:
    data = f"<id/a> ckg:date {DAY} ; ckg:before <id/b> . <id/b> ckg:date {DAY} ; ckg:before <id/a> ."
    assert order(chronology(written(data), "ab")) == "ab"

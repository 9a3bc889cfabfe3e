"""The chronology of dated entities."""

from __future__ import annotations

import pytest

from kg.model.display import Display
from kg.publish.entities.chronology import DatedEntity, read_chronology
from tests.publish.written import NAMES, lists, written

DISPLAY = lists(sequence="before", points="date inMonth inYear", ends="endDate", hierarchies="partOf")
TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def line(**events: str) -> list[DatedEntity]:
    """The timeline of events with the dates that are given for each, separated by blanks."""
    dates = [(name, date) for name, dates in events.items() for date in dates.split()]
    data = " ".join(f'<id/{name}> ckg:date "{date}"^^xsd:{TYPES[len(date)]} .' for name, date in dates)
    return read_chronology(written(data), DISPLAY, [NAMES.thing(name) for name in events])


def shown(data: str) -> str:
    """The order of the events ``a`` and ``b``."""
    return "".join(one.iri[-1] for one in read_chronology(written(data), DISPLAY, [NAMES.thing("a"), NAMES.thing("b")]))


def told(entity: DatedEntity) -> str:
    return entity.begin.value + (f" to {entity.end.value}" if entity.end else "")


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        ({"a": "2026-02-25", "b": "2026-02-19", "c": "2021-01-05"}, "cba"),
        ({"a": "2026-02-19", "b": "2026-02", "c": "2026"}, "cba"),
        ({"a": "2026-02", "b": "2026-01-31", "c": "2026-03-01"}, "bac"),
        ({"a": "2026-02-19 2026-02-25", "b": "2026-02-19"}, "ba"),
        ({"b": "2026-02-19", "a": "2026-02-19"}, "ab"),
    ],
)
def test_things_come_in_the_order_of_time(dates: dict[str, str], order: str) -> None:
    assert "".join(entity.iri[-1] for entity in line(**dates)) == order


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
def test_a_thing_has_the_range_of_its_most_exact_dates(dates: str, text: str) -> None:
    assert [told(entity) for entity in line(a=dates)] == [text]


def test_the_same_date_in_two_properties_is_no_range() -> None:
    dataset = written('<id/a> ckg:date "2026-02-19"^^xsd:date ; ckg:endDate "2026-02-19"^^xsd:date .')
    assert [told(one) for one in read_chronology(dataset, DISPLAY, [NAMES.thing("a")])] == ["2026-02-19"]


def test_things_without_dates_are_left_out() -> None:
    assert [entity.iri for entity in line(a="2026-02-19", b="")] == [NAMES.thing("a")]


def test_only_the_properties_that_the_dataset_calls_dates_count() -> None:
    dataset = written('<id/a> ckg:other "2026-02-19"^^xsd:date .')
    assert read_chronology(dataset, DISPLAY, [NAMES.thing("a")]) == []


@pytest.mark.parametrize("display", [Display(NAMES), DISPLAY])
def test_nothing_has_no_read_chronology(display: Display) -> None:
    assert read_chronology(written(""), display, []) == []


def test_there_is_no_timeline_where_the_dataset_has_no_dates() -> None:
    dataset = written('<id/a> ckg:date "2026-02-19"^^xsd:date .')
    assert read_chronology(dataset, Display(NAMES), [NAMES.thing("a")]) == []


def test_within_a_date_the_stated_order_counts() -> None:
    day = '"2026-02-25"^^xsd:date'
    data = f"<id/a> ckg:date {day} . <id/b> ckg:date {day} ; ckg:before <id/a> ."
    assert shown(data) == "ba"


def test_within_a_date_a_whole_comes_before_its_parts() -> None:
    day = '"2026-02-25"^^xsd:date'
    data = f"<id/a> ckg:date {day} ; ckg:partOf <id/b> . <id/b> ckg:date {day} ."
    assert shown(data) == "ba"


def test_a_circle_in_the_stated_order_ends() -> None:
    day = '"2026-02-25"^^xsd:date'
    data = f"<id/a> ckg:date {day} ; ckg:before <id/b> . <id/b> ckg:date {day} ; ckg:before <id/a> ."
    assert shown(data) == "ab"

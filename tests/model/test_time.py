"""Stated times: their precision, their order, and the words and days that they give."""

from __future__ import annotations

import pytest

from kg.engine.answer import Term
from kg.model.time import StatedTime
from kg.namespaces import EXTERNAL_PREFIXES

TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def date(value: str) -> Term:
    return Term("literal", value, datatype=f"{EXTERNAL_PREFIXES['xsd']}{TYPES.get(len(value), 'string')}")


def time(points: str = "", begins: str = "", ends: str = "") -> StatedTime:
    stated = StatedTime.of(*([date(value) for value in dates.split()] for dates in (points, begins, ends)))
    assert stated
    return stated


def test_without_dates_there_is_no_time() -> None:
    assert StatedTime.of([]) is None


@pytest.mark.parametrize(
    ("stated", "first_day", "last_day", "notation"),
    [
        (time("2024"), "2024-01-01", "2024-12-31", "2024"),
        (time("2024-02"), "2024-02-01", "2024-02-29", "2024-02"),
        (time("2024-02 2024-02-03"), "2024-02-03", "2024-02-03", "2024-02-03"),
        (time("2024-02-05 2024-02-03"), "2024-02-03", "2024-02-05", "2024-02-03, 2024-02-05"),
        (time("", "2024-02-03", "2025"), "2024-02-03", "2025-12-31", "2024-02-03/2025"),
        (time("", "2024-02"), "2024-02-01", None, "2024-02/.."),
        (time("", "", "2024-02"), None, "2024-02-29", "../2024-02"),
        (time("2024-03", "2024-02-03"), "2024-02-03", None, "2024-03; 2024-02-03/.."),
        (time("someday"), None, None, ""),
        (time("2024-13"), None, None, ""),
    ],
)
def test_days_enclose_what_is_stated(
    stated: StatedTime, first_day: str | None, last_day: str | None, notation: str
) -> None:
    assert (stated.first_day, stated.last_day, stated.notation) == (first_day, last_day, notation)


@pytest.mark.parametrize(
    ("stated", "text", "key"),
    [
        (time("2026-02-19"), "19 February 2026", "2026-02-19"),
        (time("2026-02 2026-02-19"), "19 February 2026", "2026-02-19"),
        (time("2026-02-19 2026-02-21"), "19 to 21 February 2026", "2026-02-19-to-2026-02-21"),
        (time("", "2025-12-30", "2026-01-02"), "30 December 2025 to 2 January 2026", "2025-12-30-to-2026-01-02"),
        (time("", "2025-06"), "from June 2025, end not stated", "2025-06-to-open"),
        (time("", "", "2026-02-25"), "until 25 February 2026, start not stated", "open-to-2026-02-25"),
    ],
)
def test_a_time_is_written_in_words_and_in_addresses(stated: StatedTime, text: str, key: str) -> None:
    assert (stated.text, stated.key) == (text, key)


def test_a_month_begins_before_its_days_and_ends_after_them() -> None:
    month, day = time("2026-02"), time("2026-02-28")
    assert (month.lower < day.lower, month.upper > day.upper) == (True, True)


def test_all_dates_stand_in_order() -> None:
    dates = time("2026-02", "2026-01-30", "2026-02-03").dates
    assert [stated.value for stated in dates] == ["2026-01-30", "2026-02-03"]

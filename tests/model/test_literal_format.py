"""Literals as people read them."""

from __future__ import annotations

import pytest

from kg.engine.answer import Term
from kg.model.labels import format_literal, is_date

XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(value: str, datatype: str) -> Term:
    return Term("literal", value, datatype=XSD + datatype)


@pytest.mark.parametrize(
    ("value", "datatype", "text"),
    [
        ("2026-02-19", "date", "19 February 2026"),
        ("2026-12-01", "date", "1 December 2026"),
        ("2026-02-19Z", "date", "19 February 2026"),
        ("2026-02-19+09:00", "date", "19 February 2026"),
        ("2026-01", "gYearMonth", "January 2026"),
        ("2026-12", "gYearMonth", "December 2026"),
        ("1945", "gYear", "1945"),
        ("-0044-03-15", "date", "15 March -0044"),
        ("7", "integer", "7"),
        ("5000", "integer", "5,000"),
        ("-1234567", "integer", "−1,234,567"),
        ("+5", "integer", "5"),
        ("0", "integer", "0"),
        ("true", "boolean", "yes"),
        ("1", "boolean", "yes"),
        ("false", "boolean", "no"),
        ("0", "boolean", "no"),
    ],
)
def test_dates_numbers_and_booleans_are_put_in_words(value: str, datatype: str, text: str) -> None:
    assert format_literal(literal(value, datatype)) == text


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("last week", "date"),
        ("2026-13", "gYearMonth"),
        ("2026-00", "gYearMonth"),
        ("2026-02-00", "date"),
        ("2026-02-32", "date"),
        ("2026-2-3", "date"),
        ("19-02-2026", "date"),
        ("many", "integer"),
        ("1.5", "integer"),
        ("", "integer"),
        ("9" * 5000, "integer"),
        ("maybe", "boolean"),
        ("TRUE", "boolean"),
    ],
)
def test_malformed_and_very_long_literals_are_unchanged(value: str, datatype: str) -> None:
    assert format_literal(literal(value, datatype)) == value


@pytest.mark.parametrize(("value", "datatype"), [("5000", "string"), ("14:30:00", "time"), ("2.50", "decimal")])
def test_other_datatypes_are_unchanged(value: str, datatype: str) -> None:
    assert format_literal(literal(value, datatype)) == value


@pytest.mark.parametrize("text", ["2026-02-19", "5000", "true", ""])
def test_text_is_unchanged(text: str) -> None:
    assert format_literal(Term("literal", text, language="en")) == text


@pytest.mark.parametrize(
    ("datatype", "date"),
    [("date", True), ("gYearMonth", True), ("gYear", True), ("dateTime", False), ("integer", False), ("string", False)],
)
def test_days_months_and_years_are_dates(datatype: str, date: bool) -> None:
    assert is_date(literal("2026", datatype)) is date

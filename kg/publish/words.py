"""Literals as people read them."""

from __future__ import annotations

import re

from kg.engine.answer import Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?(?:Z|[+-]\d\d:\d\d)?")
_DATES = frozenset({f"{_XSD}date", f"{_XSD}gYearMonth", f"{_XSD}gYear"})
_INTEGER = re.compile(r"[+-]?\d+")


def words(literal: Term) -> str:
    """A literal in words: ``19 February 2026``, ``February 2026``, ``5,000``, ``yes``; text as it is."""
    if literal.datatype in _DATES and (date := _DATE.fullmatch(literal.value)):
        year, month, day = date.groups()
        parts = [str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year]
        return " ".join(part for part in parts if part)
    if literal.datatype == f"{_XSD}integer" and _INTEGER.fullmatch(literal.value):
        return f"{int(literal.value):,}"
    if literal.datatype == f"{_XSD}boolean":
        return "yes" if literal.value in ("true", "1") else "no"
    return literal.value


def is_date(literal: Term) -> bool:
    """Whether a literal is a day, a month or a year."""
    return literal.datatype in _DATES

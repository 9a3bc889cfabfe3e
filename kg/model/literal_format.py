"""Literals as people read them."""

import re

from kg.engine.answer import Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(r"(-?\d{4,})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?:Z|[+-]\d\d:\d\d)?")
_DATES = frozenset({f"{_XSD}date", f"{_XSD}gYearMonth", f"{_XSD}gYear"})
# Nobody reads longer ones, and the longest are more than Python turns into numbers.
_INTEGER = re.compile(r"[+-]?\d{1,100}")
_TRUTHS = {"true": "yes", "1": "yes", "false": "no", "0": "no"}


def format_literal(literal: Term) -> str:
    """A literal in words: ``19 February 2026``, ``5,000``, ``yes``; text and malformed literals stay as they are."""
    if literal.datatype in _DATES and (date := _DATE.fullmatch(literal.value)):
        year, month, day = date.groups()
        parts = [str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year]
        return " ".join(part for part in parts if part)
    if literal.datatype == f"{_XSD}integer" and _INTEGER.fullmatch(literal.value):
        return f"{int(literal.value):,}"
    if literal.datatype == f"{_XSD}boolean":
        return _TRUTHS.get(literal.value, literal.value)
    return literal.value


def is_date(literal: Term) -> bool:
    """Whether a literal is a day, a month or a year."""
    return literal.datatype in _DATES

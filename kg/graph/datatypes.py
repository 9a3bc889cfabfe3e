"""Lexical forms: which texts are values of which datatype (XML Schema 1.1, part 2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from rdflib import XSD, URIRef


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


# Only what the records need, in canonical form, so that a value has one spelling.
_VALID: Mapping[URIRef, tuple[Callable[[str], bool], str]] = {
    XSD.boolean: (_matches("true|false"), "true or false"),
    XSD.date: (_is_date, "a day as YYYY-MM-DD"),
    XSD.gYear: (_matches("[0-9]{4}"), "a year as YYYY"),
    XSD.gYearMonth: (_matches("[0-9]{4}-(0[1-9]|1[0-2])"), "a month as YYYY-MM"),
    XSD.integer: (_matches("0|-?[1-9][0-9]*"), "a whole number without separators"),
    XSD.string: (_matches("(?s).*"), "text"),
}


def expected(text: str, datatype: str) -> str | None:
    """What a value of the datatype looks like if ``text`` is not one, else None."""
    valid, looks = _VALID[URIRef(datatype)]
    return None if valid(text) else looks

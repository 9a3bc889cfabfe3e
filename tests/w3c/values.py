"""Terms in one spelling: two literals with the same value of the same datatype become equal."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGERS = [
    "integer",
    "long",
    "int",
    "short",
    "byte",
    "nonNegativeInteger",
    "positiveInteger",
    "nonPositiveInteger",
    "negativeInteger",
    "unsignedLong",
    "unsignedInt",
    "unsignedShort",
    "unsignedByte",
]
CALENDAR = ["dateTime", "dateTimeStamp", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"]
DURATIONS = ["duration", "dayTimeDuration", "yearMonthDuration"]
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN")
DURATION = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")


def decimal(text: str) -> str:
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text):
        return text
    plain = format(Decimal(text), "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def integer(text: str) -> str:
    return str(int(text)) if re.fullmatch(r"[+-]?\d+", text) else text


def double(text: str) -> str:
    return repr(float(text)) if NUMBER.fullmatch(text) else text


def single(text: str) -> str:
    if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        return double(text)
    return repr(struct.unpack("f", struct.pack("f", float(text)))[0])


def boolean(text: str) -> str:
    return {"1": "true", "0": "false"}.get(text, text)


def calendar(text: str) -> str:
    """Without zeros at the end of the seconds, and with one spelling of the zone of zero hours."""
    text = re.sub(r"(:\d\d)(\.\d*?)0*(?=$|Z|[+-])", lambda part: part[1] + part[2].rstrip("."), text)
    return re.sub(r"(?<=[\d])[+-]00:00$", "Z", text)


def duration(text: str) -> str:
    """Its months and its seconds, which are its value."""
    match = DURATION.fullmatch(text)
    if match is None or text.endswith(("P", "T")):
        return text
    years, months, days, hours, minutes = (int(part or 0) for part in match.groups()[1:6])
    seconds = Decimal(match[7] or 0) + 60 * (minutes + 60 * (hours + 24 * days))
    sign = -1 if match[1] else 1
    return f"{sign * (years * 12 + months)} months {decimal(str(sign * seconds))} seconds"


SPELLINGS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys((XSD + name for name in INTEGERS), integer),
    **dict.fromkeys((XSD + name for name in CALENDAR), calendar),
    **dict.fromkeys((XSD + name for name in DURATIONS), duration),
    XSD + "decimal": decimal,
    XSD + "double": double,
    XSD + "float": single,
    XSD + "boolean": boolean,
}


def normal(term: Any) -> Any:
    """The term, with one spelling for each value."""
    if isinstance(term, Triple):
        return Triple(*(normal(part) for part in term))
    if not isinstance(term, Literal):
        return term
    if term.language:
        return Literal(term.value, language=term.language.lower(), direction=term.direction)
    spell = SPELLINGS.get(term.datatype.value)
    return term if spell is None else Literal(spell(term.value), datatype=NamedNode(term.datatype.value))

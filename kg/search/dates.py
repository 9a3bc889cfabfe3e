"""Dates as readers type them, written out as in the texts: 2026-02-22, 22.2.2026 and Feb 22, 2026 are 22 February 2026.

``kg/web/frontend/search/dates.js`` does the same in browsers; ``tests/fixtures/spellings.json`` tests both.
"""

import re

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_BY_START = {month[:3].lower(): month for month in _MONTHS}
_NAMES = "|".join(f"{month}|{month[:3]}" for month in _MONTHS) + "|Sept"
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_POINTED = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_NAMED = re.compile(rf"\b({_NAMES})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)", re.IGNORECASE)
_SHORT = re.compile(rf"(?<=\d\s)({_NAMES})\b\.?", re.IGNORECASE)


def written_dates(text: str) -> str:
    """A text with its dates as day, month and year; what is no date stays as it is."""
    text = _ISO.sub(lambda date: _written(date[0], date[3], date[2], date[1]), text)
    text = _POINTED.sub(lambda date: _written(date[0], date[1], date[2], date[3]), text)
    text = _NAMED.sub(lambda date: f"{date[2]} {_BY_START[date[1][:3].lower()]}", text)
    return _SHORT.sub(lambda month: _BY_START[month[1][:3].lower()], text)


def _written(text: str, day: str, month: str, year: str) -> str:
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= len(_MONTHS) else text

"""Numbers of clients: ASCII digits within bounds, and nothing else that Python would read as a number."""

from __future__ import annotations

import pytest

from kg.protocol.numbers import number_from_one, positive_number

# More digits than Python reads.
LONG = "9" * 4301
# Arabic-Indic and superscript digits, and what only programmers write.
ODD = ["", LONG, f"-{LONG}", "\u0661", "\u00b2", "1_0", "0x1", "nan", "inf", "+1", "-1", "1\x00", "1\n"]


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("12", 12), ("100", 100)])
def test_a_number_from_one_is_read(text: str, number: int) -> None:
    assert number_from_one(text, 100) == number


@pytest.mark.parametrize("text", [*ODD, "0", "01", "101", "1.0", "1e1", " 1"])
def test_any_other_text_is_not_a_number_from_one(text: str) -> None:
    assert number_from_one(text, 100) is None


@pytest.mark.parametrize(
    ("text", "number"), [("5", 5.0), ("0.5", 0.5), (".5", 0.5), ("5.", 5.0), ("1e2", 100.0), ("1E-2", 0.01), (" 7 ", 7)]
)
def test_a_positive_number_is_read(text: str, number: float) -> None:
    assert positive_number(text) == number


@pytest.mark.parametrize("text", [*ODD, "0", "1e999999", "1e-999999", "e5", ".", "1 2"])
def test_any_other_text_is_not_a_positive_number(text: str) -> None:
    assert positive_number(text) is None

"""What is not UTF-8 is refused, with its place, and never replaced."""

from __future__ import annotations

import pytest

from kg.errors import RequestError
from kg.protocol.percent_encoding import require_utf8


@pytest.mark.parametrize("parameters", ["", "query=ASK%7B%7D", "q=%EB%B0%A5&q=밥", "a=%F0%9F%8C%8D", "a=%", "a=%zz"])
def test_text_in_utf8_is_accepted(parameters: str) -> None:
    require_utf8(parameters, "parameter")


@pytest.mark.parametrize(
    ("parameters", "where"),
    [
        ("query=ASK%7B%7D%FF", "parameter query"),
        ("a=1&uri=%C3", "parameter uri"),
        ("q=%ED%A0%80", "parameter q"),
        ("q=%C0%AF", "parameter q"),
        ("q=\udcff", "parameter q"),
        ("%FF=1", "name of a parameter"),
        # The bytes of one character do not stand in two parameters.
        ("a=%C3&%A9=1", "parameter a"),
    ],
)
def test_the_error_names_what_is_not_utf8(parameters: str, where: str) -> None:
    with pytest.raises(RequestError) as caught:
        require_utf8(parameters, "parameter")
    assert (caught.value.status, caught.value.problems[0].where) == (400, where)

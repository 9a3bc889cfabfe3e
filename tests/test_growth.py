"""The measure of how work grows tells a square from a line."""

from __future__ import annotations

from tests.growth import grows_with_the_length


def test_a_line_is_told_from_a_square() -> None:
    def square(text: str) -> int:
        return sum(text.count("b", at) for at in range(0, len(text), 4))

    assert grows_with_the_length(str.split, "a ")
    assert not grows_with_the_length(square, "a")

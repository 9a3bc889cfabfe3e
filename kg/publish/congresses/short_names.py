"""Names and dates for the heads of narrow columns: what sets them apart, without what all share."""

from collections.abc import Sequence
from itertools import takewhile

from kg.model.labels import format_literal
from kg.model.time import StatedTime


def distinct_parts(names: Sequence[str]) -> list[str]:
    """Some names without what all share at the end and what begins with “of”, as in “Day 1 of the congress”."""
    words = [name.split(" ") for name in names]
    backwards = [column[0] for column in takewhile(_is_shared, zip(*map(reversed, words), strict=False))]
    shared = backwards[::-1]
    left_out = len(shared) - shared.index("of") if "of" in shared else 0
    if len(words) < 2 or not left_out or any(len(parts) <= left_out for parts in words):
        return [*names]
    return [" ".join(parts[:-left_out]) for parts in words]


def _is_shared(words: tuple[str, ...]) -> bool:
    return len({*words}) == 1


def brief_day(time: StatedTime | None, year: str) -> str:
    """A day as ``19 Feb``, with its year if it is another one; empty for anything but a day."""
    if not time or not time.begin or time.begin != time.end:
        return ""
    parts = format_literal(time.begin).split(" ")
    if len(parts) != 3:
        return ""
    day, month, own = parts
    return f"{day} {month[:3]}" if own == year else f"{day} {month[:3]} {own}"

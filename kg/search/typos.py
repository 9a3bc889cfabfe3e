"""Typing errors: letters left out, added, replaced or swapped.

Two words are a few errors apart if deleting as many letters from each can make them equal, so what was typed is
looked up by its deletions among those of the known spellings; ``distance`` then decides.
"""

from itertools import combinations
from zlib import crc32


def allowed_errors(spelling: str) -> int:
    """How many errors a spelling may have: one from four letters on, two from eight letters on."""
    return 0 if len(spelling) < 4 else 1 if len(spelling) < 8 else 2


def deletions(spelling: str, errors: int) -> set[int]:
    """The hashes of a spelling and of all that is left of it without some letters, at most ``errors``."""
    remaining = {spelling}
    for count in range(1, errors + 1):
        remaining |= {"".join(letters) for letters in combinations(spelling, len(spelling) - count)}
    return {crc32(text.encode()) for text in remaining}


def distance(first: str, second: str, limit: int) -> int:
    """How many letters were left out, added, replaced or swapped with the next one; ``limit + 1`` if more than that.

    This is the restricted Damerau-Levenshtein distance: no letter takes part in two errors.
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    start = _shared(first, second)
    first, second = first[start:], second[start:]
    end = _shared(first[::-1], second[::-1])
    return _distance(first[: len(first) - end], second[: len(second) - end], limit)


def _shared(first: str, second: str) -> int:
    """How many letters two texts have in common at their beginning."""
    pairs = zip(first, second, strict=False)
    return next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(first), len(second)))


def _distance(first: str, second: str, limit: int) -> int:
    before: list[int] = []
    row: list[int] = [*range(len(second) + 1)]
    for place, letter in enumerate(first, start=1):
        older, before, row = before, row, [place]
        for at, other in enumerate(second, start=1):
            cost = min(before[at] + 1, row[-1] + 1, before[at - 1] + int(letter != other))
            if place > 1 and at > 1 and letter == second[at - 2] and first[place - 2] == other:
                cost = min(cost, older[at - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(int(row[-1]), limit + 1)

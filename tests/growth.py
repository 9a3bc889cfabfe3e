"""How the work of reading a text grows with its length, on any machine and beside any load."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

_LENGTH = 5_000
_LONGER = 8


def grows_with_the_length(read: Callable[[str], object], piece: str) -> bool:
    """Whether a text of a piece repeated takes about eight times the work when it is eight times as long.

    The work is the least processor time of several readings, so that it only matters how the two compare: what grows
    with the square of the length takes 64 times the work.
    """
    short, long = (_least_time(read, piece * (length // len(piece))) for length in (_LENGTH, _LENGTH * _LONGER))
    return long < short * _LONGER * 3


def _least_time(read: Callable[[str], object], text: str) -> float:
    return min(_time(read, text) for _ in range(4))


def _time(read: Callable[[str], object], text: str) -> float:
    begun = process_time()
    read(text)
    return process_time() - begun

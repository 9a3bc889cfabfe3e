"""Numbers as they are printed."""

from __future__ import annotations

import math

from bench.compare.results import Spread


def figure(value: float) -> str:
    """A number with about three digits, so 0.123, 1.23, 12.3, 123, 12,300."""
    if value == 0:
        return "0"
    digits = 2 - math.floor(math.log10(abs(value)))
    return f"{value:,.{max(0, digits)}f}" if digits <= 3 else f"{value:.3f}"


def spread(value: Spread | None) -> str:
    """The median with the quartiles in brackets, or a dash."""
    if value is None:
        return "–"
    return f"{figure(value.median)} ({figure(value.lower)}–{figure(value.upper)})"

"""Aligned tables for a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; numbers are aligned to the right."""
    lines = [list(columns), *([_text(value) for value in row] for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(columns))]
    numeric = [all(isinstance(row[n], int | float) for row in rows) for n in range(len(columns))]
    sys.stdout.write(f"{title}\n")
    for line in lines:
        parts = zip(line, widths, numeric, strict=True)
        cells = [text.rjust(width) if right else text.ljust(width) for text, width, right in parts]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    sys.stdout.write("\n")
    sys.stdout.flush()


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}" if abs(value) < 10 else f"{value:.0f}"
    return str(value)

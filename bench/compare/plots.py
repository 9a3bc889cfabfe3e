"""Plots as inline SVG, whose colours are classes of the page's style sheet."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from bench.compare.results import Spread

_WIDTH, _LEFT, _RIGHT, _ROW = 380, 118, 20, 22
_HEIGHT, _TOP, _BOTTOM, _MARGIN = 170, 24, 24, 46

# A number of quads with the median and the quartiles for it.
Point = tuple[int, Spread]


class _Scale:
    """A logarithmic scale from values to coordinates, with whole powers of ten at its ends."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._first = math.floor(math.log10(min(values)))
        self._last = max(self._first + 1, math.ceil(math.log10(max(values))))
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        """The coordinate of a value."""
        part = (math.log10(value) - self._first) / (self._last - self._first)
        return round(self._start + part * (self._end - self._start), 1)

    def ticks(self) -> list[float]:
        """The powers of ten, not more than six of them."""
        step = math.ceil((self._last - self._first) / 5)
        return [10.0**power for power in range(self._first, self._last + 1, step)]


def ratios(title: str, rows: Mapping[str, Spread]) -> str:
    """A dot for each ratio, with a line between its quartiles, beside a line at 1."""
    values = [value for row in rows.values() for value in (row.lower, row.upper)] + [1.0]
    scale, height = _Scale(values, _LEFT, _WIDTH - _RIGHT), _ROW * (len(rows) + 2)
    parts = [*_vertical_lines(scale, height - _ROW), _line(scale.at(1), 4, scale.at(1), height - _ROW, "one")]
    for number, (name, row) in enumerate(rows.items()):
        y = _ROW * number + 16
        parts.append(_text(_LEFT - 8, y + 4, name, "end"))
        parts.append(_line(scale.at(row.lower), y, scale.at(row.upper), y, "range"))
        parts.append(f'<circle class="dot" cx="{scale.at(row.median)}" cy="{y}" r="4"/>')
    return _svg(title, height, parts)


def growth(title: str, series: Mapping[str, Sequence[Point]], classes: Mapping[str, str]) -> str:
    """A line for each server from size to size, with a bar between the quartiles; ``classes`` are those of servers."""
    points = [point for line in series.values() for point in line]
    across = _Scale([quads for quads, _ in points], _MARGIN, _WIDTH - _RIGHT)
    up = _Scale([end for _, value in points for end in (value.lower, value.upper)], _HEIGHT - _BOTTOM, _TOP)
    parts = [_text(_MARGIN, 14, title, "start")]
    for tick in up.ticks():
        parts.append(_line(_MARGIN, up.at(tick), _WIDTH - _RIGHT, up.at(tick), "grid"))
        parts.append(_text(_MARGIN - 6, up.at(tick) + 4, f"{tick:g}", "end"))
    sizes = sorted({quads for quads, _ in points})
    parts += [_text(across.at(quads), _HEIGHT - 6, f"{quads:,}", "middle") for quads in sizes]
    for name, line in series.items():
        corners = " ".join(f"{across.at(quads)},{up.at(value.median)}" for quads, value in line)
        dots = "".join(_dot_with_bar(across.at(quads), up, value) for quads, value in line)
        parts.append(f'<g class="{classes[name]}"><title>{escape(name)}</title>')
        parts.append(f'<polyline points="{corners}"/>{dots}</g>')
    return _svg(title, _HEIGHT, parts)


def _dot_with_bar(x: float, up: _Scale, value: Spread) -> str:
    dot = f'<circle cx="{x}" cy="{up.at(value.median)}" r="3"/>'
    return _line(x, up.at(value.lower), x, up.at(value.upper), "bar") + dot


def _vertical_lines(scale: _Scale, bottom: float) -> Iterator[str]:
    for tick in scale.ticks():
        yield _line(scale.at(tick), 4, scale.at(tick), bottom, "grid")
        yield _text(scale.at(tick), bottom + 16, f"{tick:g}", "middle")


def _line(x1: float, y1: float, x2: float, y2: float, cls: str) -> str:
    return f'<line class="{cls}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    head = f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title, quote=True)}">'
    return head + "".join(parts) + "</svg>"

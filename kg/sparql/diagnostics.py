"""Mistakes in the text of a query, with their place for people and for programs."""

from __future__ import annotations

import re

from kg.errors import Problem, QueryError

_POSITION = re.compile(r"error at (\d+):(\d+)")
# Of a long line so much is shown on each side of the place.
_AROUND = 60


def mistake(text: str, line: int, column: int, what: str, remedy: str) -> QueryError:
    """The error for a mistake at a line and column, both counted from 1."""
    lines = text.splitlines() or [""]
    offending = lines[min(line, len(lines)) - 1]
    start = max(column - _AROUND, 0)
    excerpt = offending[start : column + _AROUND].strip()
    where = f"query, line {line}, column {column}"
    return QueryError(Problem(where, f"{what} in: {excerpt!r}.", remedy, line, column, excerpt))


def syntax_error(text: str, message: str) -> QueryError:
    """The error for what the engine's parser says about a text."""
    position = _POSITION.search(message)
    if not position:
        return QueryError(Problem("query", f"cannot be parsed: {message}.", "Correct the query."))
    # The engine tells how far it could look ahead, and what one of its many attempts expected there: misleading.
    what = "cannot be parsed further than this,"
    return mistake(text, int(position[1]), int(position[2]), what, "Correct the query there or just before.")

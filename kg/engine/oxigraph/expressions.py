"""Expressions and texts that the engine evaluates or parses without data."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache

import pyoxigraph as ox

from kg.sparql.terms import string

_EMPTY = ox.Store()


def evaluated(expression: str) -> ox.Literal | None:
    """The value of an expression without variables that gives a literal; None for an error."""
    rows: Iterator[ox.QuerySolution] = _EMPTY.query(f"SELECT ({expression} AS ?value) {{}}")  # type: ignore[assignment]
    value = next(rows)["value"]
    return value if isinstance(value, ox.Literal) else None


@lru_cache(maxsize=256)
def matches_nothing(pattern: str, flags: str) -> bool | None:
    """Whether a regular expression of the engine's library matches the empty string; None if it is too large."""
    result = evaluated(f'REGEX("", {string(pattern)}, {string(flags)})')
    return None if result is None else result.value == "true"


def check_syntax(text: str, prefixes: Mapping[str, str], base: str | None, *, is_update: bool) -> None:
    """Parse a query or update; raises SyntaxError."""
    if not is_update:
        _EMPTY.query(text, prefixes=dict(prefixes), base_iri=base)
        return
    # A text that can be parsed may still fail on an empty store.
    with suppress(OSError, RuntimeError):
        ox.Store().update(text, prefixes=dict(prefixes), base_iri=base)

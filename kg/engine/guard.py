"""What the engine's parser cannot survive: it is recursive, and too deep a query ends the process."""

from __future__ import annotations

import re

from kg.errors import Problem, QueryError

# Far below what was measured to overflow a thread's stack of 2 MB: about 530 nested groups, 1,130 nested
# parentheses, 1,560 chained UNIONs and 2,270 chained disjunctions.
_DEEPEST = 100
_LONGEST_CHAIN = 500

_BRACKET = re.compile(r"[\[({]|[\])}]")
_UNARY = re.compile(rf"(?:[!^+\-]\s*+){{{_DEEPEST}}}")
_CHAINED = re.compile(r"\bunion\b|\bminus\b|\boptional\b|\|\|?|&&|\^", re.IGNORECASE)


def refuse_deep(query: str) -> None:
    """Let pass a query that the parser can read; the work grows with the length of the text, no faster.

    Brackets in strings and comments count as well: telling them apart would need the parser.
    Raises QueryError with the line in which the limit is passed.
    """
    depth = 0
    for bracket in _BRACKET.finditer(query):
        depth = depth + 1 if bracket[0] in "[({" else max(depth - 1, 0)
        if depth > _DEEPEST:
            raise _error(query, bracket.start(), f"nests deeper than {_DEEPEST} levels.")
    if unary := _UNARY.search(query):
        raise _error(query, unary.start(), f"has more than {_DEEPEST} signs in a row.")
    counts: dict[str, int] = {}
    for chained in _CHAINED.finditer(query):
        operator = chained[0].lower()
        counts[operator] = counts.get(operator, 0) + 1
        if counts[operator] > _LONGEST_CHAIN:
            raise _error(query, chained.start(), f"has {operator} more than {_LONGEST_CHAIN} times.")


def _error(query: str, position: int, what: str) -> QueryError:
    line = query.count("\n", 0, position) + 1
    return QueryError(Problem(f"query, line {line}", what, "Write it flatter, or ask it in several queries."))

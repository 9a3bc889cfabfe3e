"""What the engine's parser cannot survive: it is recursive, and too deep a query ends the process."""

from __future__ import annotations

import re

from kg.errors import Problem, QueryError

# Far below what was measured to overflow a thread's stack of 2 MB: about 530 nested groups, 1,130 nested
# parentheses, 1,560 chained UNIONs and 2,270 chained disjunctions.
_DEEPEST = 100
_LONGEST_CHAIN = 500

_UNARY = re.compile(rf"(?:[!^+\-]\s*+){{{_DEEPEST}}}")
# A word may also be the end of a name, and a sign a part of a name or of a number.
_CHAINED = re.compile(
    r"(?<![\w:\-])(?:union|minus|optional|bind|as|values)(?![\w:\-])"
    r"|\|\|?|&&|(?<!\^)\^(?!\^)|[*/]|\+(?!\d)|(?<=[\d)])\+|-(?=[\s(?$])",
    re.IGNORECASE,
)

# The optimizer's time grows with the third power or so of the patterns that it joins: 0.7 s for 100 in a star, 4 s
# for 150, 14 s for 200.
_MOST_PATTERNS = 200

# Text in which a bracket may be no bracket: strings, escapes, comments and IRIs (SPARQL 1.1 Query, 19.8). What a
# regular expression takes for an IRI may be a comparison, so brackets in it are counted, but close nothing outside.
_TOKEN = re.compile(
    r"""
    (?P<opaque>
        \"{3} (?: \"{0,2} (?:[^\"\\]|\\.) )*+ \"{3}  | '{3} (?: '{0,2} (?:[^'\\]|\\.) )*+ '{3}
      | \" (?:[^\"\\\n\r]|\\.)*+ \"                  | ' (?:[^'\\\n\r]|\\.)*+ '
      | <[^<>\"{}|^`\\\x00-\x20]*+>                   | \\.
    )
  | (?P<comment> \#[^\n\r]*+ )
  | (?P<end> [;,] | \. (?=[\s}?$<_\[(]) )
  | [\[({\])}]
    """,
    re.VERBOSE | re.DOTALL,
)
_BRACKET = re.compile(r"[\[({\])}]")
# What may be as long as it likes and hold any sign.
_SHORT = {"comment": "", "opaque": '""'}


def refuse_deep(query: str, *, update: bool = False) -> None:
    """Let pass a text that the parser can read; the work grows with its length, no faster.

    An ``update`` may hold any number of triples, since most of them are data.

    Raises QueryError with the line in which a limit is passed.
    """
    _refuse_nesting(query, float("inf") if update else _MOST_PATTERNS)
    bare = _TOKEN.sub(lambda token: _SHORT.get(token.lastgroup or "", token[0]), query)
    if unary := _UNARY.search(bare):
        raise _error(bare, unary.start(), f"has {_DEEPEST} signs in a row.")
    counts: dict[str, int] = {}
    for chained in _CHAINED.finditer(bare):
        operator = chained[0].lower()
        counts[operator] = counts.get(operator, 0) + 1
        if counts[operator] > _LONGEST_CHAIN:
            raise _error(bare, chained.start(), f"has {operator} more than {_LONGEST_CHAIN} times.")


def _refuse_nesting(query: str, most_patterns: float) -> None:
    depth = 0
    # Each bracket that is open, with the ends of patterns in it; in parentheses a comma separates arguments.
    opened: list[tuple[str, int]] = [("{", 0)]
    for token in _TOKEN.finditer(query):
        if token.lastgroup == "end":
            bracket, patterns = opened[-1]
            opened[-1] = bracket, patterns + (bracket != "(")
            if patterns >= most_patterns:
                raise _error(query, token.start(), f"has more than {most_patterns} patterns in a group.")
            continue
        if token[0] in {"(", "{", "["}:
            opened.append((token[0], 0))
        elif token[0] in {")", "}", "]"} and len(opened) > 1:
            opened.pop()
        peak, net = _brackets(token[0])
        if depth + peak > _DEEPEST:
            raise _error(query, token.start(), f"nests deeper than {_DEEPEST} levels.")
        depth = max(depth + (max(net, 0) if token.lastgroup else net), 0)


def _brackets(text: str) -> tuple[int, int]:
    """How deep the brackets of a text nest at most, and how many more it opens than it closes."""
    peak = depth = 0
    if not _BRACKET.search(text):
        return peak, depth
    for character in text:
        depth += (character in "[({") - (character in "])}")
        peak = max(peak, depth)
    return peak, depth


def _error(query: str, position: int, what: str) -> QueryError:
    line = query.count("\n", 0, position) + 1
    return QueryError(Problem(f"query, line {line}", what, "Write it flatter, or ask it in several queries."))

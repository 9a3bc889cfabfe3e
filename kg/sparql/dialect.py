"""Where the engine's SPARQL differs from the standard's, as far as the text of a query tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.errors import QueryError
from kg.sparql.diagnostics import mistake
from kg.sparql.tokens import Token, closing, tokens

_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_SUSPECT = re.compile(
    r"(?i:\b(?:count|sum|min|max|avg|sample|group_concat)\s*\()|\b(?!(?:true|false)\b)(?i:true|false)\b"
)


def standard(text: str) -> str:
    """A query or update so that the engine answers it as SPARQL 1.2 Query wants.

    true and false may be written in capitals (19.8). GROUP_CONCAT gives a literal without language (18.5.1.7).
    Raises QueryError for an aggregate inside another, which the engine would let pass (19.8).
    """
    if not _SUSPECT.search(text):
        return text
    stream = [token for token in tokens(text) if token.kind != "comment"]
    _refuse_nested_aggregates(text, stream)
    parts, copied = [], 0
    for start, end, instead in sorted([*_booleans(stream), *_concatenations(stream)]):
        parts += [text[copied:start], instead]
        copied = end
    return "".join([*parts, text[copied:]])


def _booleans(stream: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    for token in stream:
        if token.says("TRUE", "FALSE"):
            yield token.start, token.end, token.text.lower()


def _concatenations(stream: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Where to open and where to close STR( around each GROUP_CONCAT."""
    for at, token in enumerate(stream[:-1]):
        called = token.says("GROUP_CONCAT") and stream[at + 1].marks("(")
        if called and (end := closing(stream, at + 1)) is not None:
            yield token.start, token.start, "STR("
            yield stream[end].end, stream[end].end, ")"


def _refuse_nested_aggregates(text: str, stream: Sequence[Token]) -> None:
    """Refuse an aggregate inside another; a group in braces between them is another query's."""
    inside: list[bool] = [False]
    for at, token in enumerate(stream):
        if token.kind == "bracket" and token.text in "([{":
            called = at > 0 and token.text == "(" and stream[at - 1].says(*_AGGREGATES)
            if called and inside[-1]:
                raise _refusal(text, stream[at - 1], "an aggregate stands inside another.")
            inside.append(called or (inside[-1] and token.text != "{"))
        elif token.kind == "bracket" and len(inside) > 1:
            inside.pop()


def _refusal(text: str, token: Token, what: str) -> QueryError:
    line = text.count("\n", 0, token.start) + 1
    column = token.start - text.rfind("\n", 0, token.start)
    return mistake(text, line, column, what, "Correct it there.")

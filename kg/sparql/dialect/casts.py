"""Casts (17.5): white space around a text that is cast is left out (XPath Functions and Operators 3.1, 19.2)."""

import re
from collections.abc import Iterator

from kg.sparql.prologue import Prologue
from kg.sparql.text import Replacement, SparqlText

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPES: tuple[str, ...] = ("boolean", "integer", "decimal", "double", "float", "dateTime", "date", "time")
_TYPES += ("duration", "dayTimeDuration", "yearMonthDuration", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
CAST = re.compile(rf"(?:{'|'.join(_TYPES).lower()})>?\s*\(")
_CASTS = frozenset(f"{_XSD}{name}" for name in _TYPES)


def casts_of_trimmed_texts(text: SparqlText, prologue: Prologue) -> Iterator[Replacement]:
    """Each cast, tried again on the text without white space around it.

    ``prologue`` holds until the text declares its own.
    """
    prologue.read_all(text.tokens)
    behind = 0
    for at, _ in text.tokens.of("name", "iri"):
        if at >= behind and (closing := _closing(text, at, prologue)) is not None:
            behind = closing
            yield Replacement(text.tokens[at].start, text.tokens[closing].end, _written(text, at, closing, prologue))


def _closing(text: SparqlText, at: int, prologue: Prologue) -> int | None:
    """The index of the parenthesis that closes a cast whose name is at an index; None where none is."""
    stream = text.tokens
    if at + 1 >= len(stream) or not stream[at + 1].is_sign("(") or prologue.resolve(stream[at]) not in _CASTS:
        return None
    before = stream[at - 1]
    is_verb = before.kind not in {"word", "bracket", "operator"} or before.text in {";", ".", ")", "]", "}"}
    return None if is_verb else stream.closing(at + 1)


def _written(text: SparqlText, at: int, closing: int, prologue: Prologue) -> str:
    """A cast at an index, and again on the text without white space, with the casts inside it."""
    stream = text.tokens
    parts, copied, index = [], stream[at + 1].end, at + 2
    while index < closing:
        if (end := _closing(text, index, prologue)) is not None:
            parts += [text.text[copied : stream[index].start], _written(text, index, end, prologue)]
            copied, index = stream[end].end, end
        index += 1
    argument = "".join([*parts, text.text[copied : stream[closing].start]])
    name = stream[at].text
    return rf'COALESCE({name}({argument}), {name}(REPLACE({argument}, "^[ \\t\\r\\n]+|[ \\t\\r\\n]+$", "")))'

"""Casts (17.5): white space around a text that is cast is left out (XPath Functions and Operators 3.1, 19.2)."""

import re
from collections.abc import Iterator

from kg.limits import QueryLimits
from kg.sparql.dialect.grammar import in_expressions
from kg.sparql.prologue import Prologue
from kg.sparql.text import Replacement, SparqlText

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPES: tuple[str, ...] = ("boolean", "integer", "decimal", "double", "float", "dateTime", "date", "time")
_TYPES += ("duration", "dayTimeDuration", "yearMonthDuration", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
CAST = re.compile(rf"(?:{'|'.join(_TYPES).lower()})>?\s*\(")
_CASTS = frozenset(f"{_XSD}{name}" for name in _TYPES)
# What a call may stand behind without parentheses around it.
_BEFORE_CALLS = ("FILTER", "HAVING", "BY")


def casts_of_trimmed_texts(text: SparqlText, prologue: Prologue, limits: QueryLimits) -> Iterator[Replacement]:
    """Each cast, tried again on the text without white space around it.

    ``prologue`` holds until the text declares its own. Raises EvaluationError for casts inside each other that would
    have to be written too often.
    """
    prologue.read_all(text.tokens)
    casts, behind = _Casts(text, prologue, limits), 0
    expressions = {at for at, _ in in_expressions(text.tokens, "name", "iri")}
    for at, _ in text.tokens.of("name", "iri"):
        if at < behind or not (at in expressions or text.tokens[at - 1].is_keyword(*_BEFORE_CALLS)):
            continue
        if (closing := casts.closing(at)) is not None:
            behind = closing
            yield Replacement(text.tokens[at].start, text.tokens[closing].end, casts.written(at, closing))


class _Casts:
    """The casts of a text."""

    def __init__(self, text: SparqlText, prologue: Prologue, limits: QueryLimits) -> None:
        self._text = text
        self._stream = text.tokens
        self._prologue = prologue
        self._limits = limits

    def closing(self, at: int) -> int | None:
        """The index of the parenthesis that closes a cast whose name is at an index; None where none is."""
        if at + 1 >= len(self._stream) or not self._stream[at + 1].is_sign("("):
            return None
        return self._stream.closing(at + 1) if self._prologue.resolve(self._stream[at]) in _CASTS else None

    def written(self, at: int, closing: int) -> str:
        """A cast at an index, and again on the text without white space, with the casts inside it."""
        name, argument = self._stream[at].text, self._argument(at, closing)
        if self.closing(at + 2) == closing - 1:
            # None of these casts gives a text.
            return f"{name}({argument})"
        if len(argument) > self._limits.characters_written_out:
            what = "casts stand inside casts too often,"
            raise self._text.unsupported(self._stream[at].start, what, "Bind the inner ones to variables with BIND.")
        return rf'COALESCE({name}({argument}), {name}(REPLACE({argument}, "^[ \\t\\r\\n]+|[ \\t\\r\\n]+$", "")))'

    def _argument(self, at: int, closing: int) -> str:
        """The argument of a cast, in which the casts are written so."""
        parts, copied, index = [], self._stream[at + 1].end, at + 2
        while index < closing:
            if (end := self.closing(index)) is not None:
                parts += [self._text.text[copied : self._stream[index].start], self.written(index, end)]
                copied, index = self._stream[end].end, end
            index += 1
        return "".join([*parts, self._text.text[copied : self._stream[closing].start]])

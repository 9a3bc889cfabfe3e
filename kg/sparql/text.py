"""The text of a query or update, as one value for all that read or rewrite it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.errors import EvaluationError, Problem, QueryError, RequestError
from kg.sparql.tokens import TokenStream

_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")
_POSITION = re.compile(r"error at (\d+):(\d+)")
# Calls of functions that give something else each time, wherever they may stand: the engine reads a name also behind
# another word, as in DISTINCTRAND(), and a comment before the parenthesis.
_VOLATILE = re.compile(r"(?:rand|uuid|now|bnode)\s*+[(#]|service|\\u", re.IGNORECASE)
_BLANK = frozenset("[({~") | {"<<"}
# Characters of a long line that an error shows on each side of its place.
_EXCERPT = 60


class Replacement(NamedTuple):
    """Text that takes the place of a part of another text, from ``start`` to before ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class SparqlText:
    """A query or update, which is tokenised when its tokens are first read, and not again."""

    text: str
    kind: str = "query"

    @cached_property
    def tokens(self) -> TokenStream:
        """The tokens of the text."""
        return TokenStream(self.text)

    @cached_property
    def unescaped(self) -> SparqlText:
        """The text with its codepoint escapes read, as 19.2 allows before anything else; itself if it has none."""
        plain = unescaped(self.text)
        return self if plain == self.text else SparqlText(plain, self.kind)

    def mentions(self, word: str) -> bool:
        """Whether a word, in lower case, occurs anywhere; if not, neither reading of the text has such a keyword."""
        return word in self.unescaped.text.lower() or word in self.text.lower()

    def is_foreign(self, at: int) -> bool:
        """Whether the token at an index is left to another endpoint, in the group of a SERVICE."""
        return self.is_within(at, "SERVICE")

    def is_within(self, at: int, keyword: str) -> bool:
        """Whether the token at an index is in a group that belongs to a keyword in capitals, or opens it."""
        return any(start <= at < end for start, end in self._groups.get(keyword, ()))

    @cached_property
    def _groups(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """The indexes of the braces of each group with a name before it, by its keyword."""
        stream = self.tokens
        groups: dict[str, list[tuple[int, int]]] = {"SERVICE": [], "GRAPH": []}
        for at, token in stream.of("word"):
            if token.is_keyword(*groups):
                following = range(at + 1, min(at + 4, len(stream)))
                start = next((index for index in following if stream[index].is_sign("{")), None)
                if start is not None and (end := stream.closing(start)) is not None:
                    groups[token.text.upper()].append((start, end))
        return groups

    @property
    def fetches(self) -> bool:
        """Whether the text may ask to fetch something; the engine also reads a keyword at the end of another word."""
        words = ("load", "service")
        return any(map(self.mentions, words)) and any(
            word in token.text.lower() for _, token in self.tokens.of("word") for word in words
        )

    def is_repeatable(self, longest: int) -> bool:
        """Whether a query gives the same bytes again as long as the data do not change; False if in doubt.

        It calls no function that gives another value each time, and its graph has no blank nodes. Of a CONSTRUCT with
        more than ``longest`` characters that is not known, since to look takes long.
        """
        if _VOLATILE.search(self.text):
            return False
        if not self.mentions("construct"):
            return True
        if len(self.text) > longest:
            return False
        # The template of a CONSTRUCT is the first group.
        opening = next((at for at, token in self.tokens.of("bracket") if token.text == "{"), None)
        if opening is None or (closing := self.tokens.closing(opening)) is None:
            return False
        template = self.tokens.slice(opening + 1, closing)
        return not any(token.kind == "bnode" or token.text in _BLANK for token in template)

    def replaced(self, replacements: Iterable[Replacement]) -> str:
        """The text with some of its parts replaced, which must not overlap.

        It has as many lines as before, so that an error behind a part is reported where the author sees it.
        """
        parts, copied = [], 0
        for start, end, text in sorted(replacements):
            lines = self.text.count("\n", start, end) - text.count("\n")
            parts += [self.text[copied:start], text, "\n" * lines]
            copied = end
        return "".join([*parts, self.text[copied:]])

    @contextmanager
    def evaluated_with(self, replacements: Sequence[Replacement]) -> Iterator[str]:
        """The text with some of its parts replaced; raises errors about it as errors about the text itself."""
        try:
            yield self.replaced(replacements)
        except QueryError as error:
            if not replacements:
                raise
            raise self._original(error, sorted(replacements)) from error

    def _original(self, error: QueryError, replacements: Sequence[Replacement]) -> QueryError:
        (problem, *_) = error.problems
        if problem.line is None or problem.column is None:
            return error
        lines = self.replaced(replacements).split("\n")[: problem.line]
        position = sum(len(line) + 1 for line in lines[:-1]) + problem.column - 1
        what = problem.what.rpartition(" in: ")[0]
        original = self._error(*self.place(self._origin(position, replacements)), what, problem.remedy)
        return type(error)(*original.problems)

    def _origin(self, position: int, replacements: Iterable[Replacement]) -> int:
        """The position here of one in the text with some of its parts replaced; that of the part within one."""
        copied = shift = 0
        for part in replacements:
            if position < part.start + shift:
                break
            length = len(part.text) + max(0, self.text.count("\n", part.start, part.end) - part.text.count("\n"))
            if position < part.start + shift + length:
                return part.start
            copied, shift = part.end, shift + length - (part.end - part.start)
        return max(copied, position - shift)

    def refusal(self, position: int, what: str, remedy: str) -> RequestError:
        """The error for an operation that is not carried out as it stands at a position."""
        line, column = self.place(position)
        return RequestError(400, Problem(f"{self.kind}, line {line}, column {column}", what, remedy))

    def error(self, position: int, what: str, remedy: str) -> QueryError:
        """The error for a mistake at a position, with an excerpt of its line."""
        return self._error(*self.place(position), what, remedy)

    def unsupported(self, position: int, what: str, remedy: str) -> EvaluationError:
        """The error for what follows the grammar, but would not be answered rightly, with an excerpt of its line."""
        return EvaluationError(*self.error(position, what, remedy).problems)

    def syntax_error(self, message: str) -> QueryError:
        """The error for a message of the engine's parser."""
        match = _POSITION.search(message)
        if not match:
            return QueryError(Problem(self.kind, f"cannot be parsed: {message}.", f"Correct the {self.kind}."))
        # The parser reports how far it could look ahead, and what one of its many attempts expected: misleading.
        what, remedy = "syntax error", f"Correct the {self.kind} there or just before."
        return self._error(int(match[1]), int(match[2]), what, remedy)

    def place(self, position: int) -> tuple[int, int]:
        """The line and the column of a position, counted from 1."""
        return self.text.count("\n", 0, position) + 1, position - self.text.rfind("\n", 0, position)

    def _error(self, line: int, column: int, what: str, remedy: str) -> QueryError:
        lines = self.text.splitlines() or [""]
        start = max(column - _EXCERPT, 0)
        excerpt = lines[min(line, len(lines)) - 1][start : column + _EXCERPT].strip()
        where = f"{self.kind}, line {line}, column {column}"
        return QueryError(Problem(where, f"{what} in: '{excerpt}'.", remedy, line, column, excerpt))


def unescaped(text: str) -> str:
    """A text with its codepoint escapes read."""
    return _CODEPOINT.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), text)

"""The calls of functions in a query, with their arguments."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.sparql.terms import string_value
from kg.sparql.text import SparqlText


@dataclass(frozen=True)
class Call:
    """A call of a function by keyword: the indexes of its token, of its closing parenthesis and of its arguments."""

    text: SparqlText
    at: int
    closing: int
    arguments: tuple[range, ...]

    @property
    def start(self) -> int:
        """The position of the name."""
        return self.text.tokens[self.at].start

    def written(self, number: int) -> str:
        """An argument as it is written, counted from 0."""
        tokens = [self.text.tokens[at] for at in self.arguments[number]]
        return self.text.text[tokens[0].start : tokens[-1].end]

    def span(self, number: int) -> tuple[int, int]:
        """The positions at which an argument begins and behind it."""
        argument = self.arguments[number]
        return self.text.tokens[argument.start].start, self.text.tokens[argument.stop - 1].end

    def string(self, number: int) -> str | None:
        """The value of an argument that is a string literal without language or datatype; else None."""
        argument = self.arguments[number]
        token = self.text.tokens[argument.start]
        return string_value(token.text) if len(argument) == 1 and token.kind == "string" else None


def calls(text: SparqlText, *names: str) -> Iterator[Call]:
    """The calls of functions with these names, given in capitals, in the order of the text."""
    stream = text.tokens
    for at, token in stream.of("word"):
        if not token.is_keyword(*names) or at + 1 >= len(stream) or not stream[at + 1].is_sign("("):
            continue
        if (closing := stream.closing(at + 1)) is not None:
            yield Call(text, at, closing, tuple(_arguments(text, at + 2, closing)))


def _arguments(text: SparqlText, at: int, closing: int) -> Iterator[range]:
    start = at
    while at < closing:
        if text.tokens[at].is_sign(","):
            yield range(start, at)
            start = at + 1
        at = (text.tokens.closing(at) or at) + 1
    if start < closing:
        yield range(start, closing)

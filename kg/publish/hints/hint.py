"""A hint: a part of a query that nothing in the dataset matches."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.sparql.text import SparqlText
from kg.sparql.tokens import Token


@dataclass(frozen=True)
class Hint:
    """A part of a query, as it stands there, that nothing in the dataset matches, and what may have been meant.

    ``line`` and ``column`` are counted from 1.
    """

    term: str
    line: int
    column: int
    message: str
    suggestions: tuple[str, ...]

    @property
    def question(self) -> str:
        """What may have been meant, as a question; empty without suggestions."""
        return f"Did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""


def hint_at(query: SparqlText, token: Token, term: str, message: str, suggestions: Iterable[str]) -> Hint:
    """The hint about the part of a query that begins with a token."""
    line, column = query.place(token.start)
    return Hint(term, line, column, message, tuple(suggestions))

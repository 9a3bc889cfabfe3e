"""An answer to a query as a reader sees it, wherever it was evaluated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Term(NamedTuple):
    """An RDF term of an answer: ``kind`` is ``iri``, ``literal``, ``bnode`` or ``triple``."""

    kind: str
    value: str
    language: str | None = None
    datatype: str | None = None

    @property
    def is_iri(self) -> bool:
        """Whether the term is an IRI."""
        return self.kind == "iri"


class Answer(Protocol):
    """The answer to a query; its rows can be read once."""

    @property
    def kind(self) -> str:
        """What the answer holds: rows of a table, a truth value or a graph."""

    @property
    def truth(self) -> bool:
        """The answer to an ASK."""

    @property
    def columns(self) -> list[str]:
        """The names of a table's columns."""

    def rows(self) -> Iterator[list[Term | None]]:
        """The rows of a table, or the triples of a graph; None stands for an unbound variable."""


class Evaluator(Protocol):
    """What answers queries: a store in this process, or the engine with its workers."""

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None, base: str | None = None) -> Answer:
        """Evaluate a SPARQL query.

        ``prefixes`` and ``base`` hold where the text does not declare its own.
        Raises QueryError, with line and column where the text cannot be parsed.
        """


@dataclass(frozen=True)
class ReadAnswer:
    """An answer that has been read whole; each term in ``read`` is a Term or the list of its parts."""

    kind: str
    truth: bool
    columns: list[str]
    read: Sequence[Sequence[Sequence[str | None] | None]]

    def rows(self) -> Iterator[list[Term | None]]:
        """The rows that were read."""
        return ([None if term is None else Term._make(term) for term in row] for row in self.read)

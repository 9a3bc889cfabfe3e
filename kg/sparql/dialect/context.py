"""What a correction has to ask the engine."""

from collections.abc import Sequence
from typing import Protocol


class EngineContext(Protocol):
    """The engine and the dataset of one query or update (SPARQL 1.1 Query, 13.1)."""

    is_update: bool

    def named_graphs(self, most: int) -> Sequence[str] | None:
        """The IRIs of the named graphs; None where there are more than ``most``, or where an update changes them."""

    def is_node(self, iri: str) -> bool:
        """Whether it is certain that an IRI is the subject or object of a triple in the default graph."""

    def matches_nothing(self, pattern: str, flags: str) -> bool | None:
        """Whether a regular expression of its library matches the empty string; None if it is too large."""

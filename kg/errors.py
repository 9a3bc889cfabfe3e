"""What can go wrong, said for people: what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong.

    ``where`` is a file with its line, an IRI or a position in a query; ``remedy`` is an instruction.
    """

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.remedy}"


class KgError(Exception):
    """The root of every error that this package raises on purpose; carries at least one problem."""

    def __init__(self, *problems: Problem) -> None:
        self.problems: Sequence[Problem] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DataError(KgError):
    """A record, source or ontology file cannot be used as it is."""


class InconsistencyError(KgError):
    """What the records say contradicts the axioms of the ontology."""


class DatasetError(KgError):
    """A built dataset is missing or cannot be read."""


class QueryError(KgError):
    """A query cannot be parsed or evaluated."""


class RequestError(KgError):
    """A request does not follow the SPARQL protocol, or asks for what is not there.

    ``status`` is the HTTP status code that tells the client so.
    """

    def __init__(self, status: int, problem: Problem) -> None:
        self.status = status
        super().__init__(problem)

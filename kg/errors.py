"""The errors of the package: where the problem is, what it is, and what to do about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.limits import EvaluationLimits, PoolLimits


@dataclass(frozen=True)
class Problem:
    """A single problem.

    ``where`` is a file with its line, an IRI or a position in a query; ``remedy`` is an instruction. ``line`` and
    ``column``, counted from 1, and ``excerpt``, the line itself, show programs where a text cannot be parsed.
    """

    where: str
    what: str
    remedy: str
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None

    def __str__(self) -> str:
        """The problem on one line, whatever a foreign parser put into it."""
        return " ".join(f"{self.where}: {self.what} {self.remedy}".split())


def _order(problem: Problem) -> tuple[list[tuple[int, str]], str]:
    """By place, the numbers in it by their value, so that line 9 comes before line 10."""
    parts = re.split("0*([0-9]+)", problem.where)
    # The longer of two numbers is the greater; as an int it could be too long for Python.
    return [(len(part) if at % 2 else -1, part) for at, part in enumerate(parts)], problem.what


class KgError(Exception):
    """The root of every error that this package raises on purpose; carries at least one problem."""

    def __init__(self, *problems: Problem) -> None:
        self.problems: Sequence[Problem] = tuple(sorted(set(problems), key=_order))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[object, ...]:
        """How the error is made again in another process, which ``args`` with their text would not tell."""
        return type(self), tuple(self.problems)


class DataError(KgError):
    """A record, source or ontology file cannot be used as it is."""


class InconsistencyError(KgError):
    """What the records say contradicts the axioms of the ontology."""


class DatasetError(KgError):
    """A dataset or a store is missing or cannot be read or written: a fault of the server, described for its operator.

    ``retry_after``, in seconds, is when to come back, where the fault passes by itself.
    """

    retry_after: int | None = None


class DiskFullError(DatasetError):
    """A disk of the server is full."""

    retry_after = EvaluationLimits.retry_seconds


class ShortageError(DatasetError):
    """The server lacks processes, open files or memory at the moment."""

    retry_after = PoolLimits.retry_seconds


class QueryError(KgError):
    """A query cannot be parsed or evaluated."""


class EvaluationError(QueryError):
    """A query or update that follows the grammar, but cannot be evaluated."""


class RequestError(KgError):
    """A request does not follow the protocol, asks for what is not there, or passes a limit.

    ``status`` is the HTTP status of the response; ``retry_after``, in seconds, when to come back.
    """

    def __init__(self, status: int, problem: Problem, retry_after: int | None = None) -> None:
        self.status = status
        self.retry_after = retry_after
        super().__init__(problem)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.status, *self.problems, self.retry_after)

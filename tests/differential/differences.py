"""The differences between the endpoint's answers and rdflib's, made small enough for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from pyoxigraph import Literal, Quad

from tests.differential import endpoint_answers, rdflib_answers
from tests.differential.datasets import PROLOGUE, XSD, dataset
from tests.differential.explanations import is_explained
from tests.differential.queries import query
from tests.differential.trees import Tree
from tests.w3c.client import Endpoint
from tests.w3c.comparison import Outcome, Row, Table, lines_of, same

# The queries over the dataset of a seed.
QUERIES = 25
_FRACTIONS = {XSD + name for name in ("decimal", "double", "float")}


@dataclass(frozen=True)
class Case:
    """A dataset and a query."""

    quads: tuple[Quad, ...]
    query: Tree

    def __str__(self) -> str:
        return "\n".join([*(f"{quad} ." for quad in self.quads), PROLOGUE + str(self.query)])

    def with_smaller_queries(self) -> Iterator[Case]:
        """Each case with a little less of the query."""
        for less in self.query.smaller():
            if len(str(less)) < len(str(self.query)):
                yield replace(self, query=less)

    def with_smaller_data(self) -> Iterator[Case]:
        """Each case with a quad less."""
        for at in range(len(self.quads)):
            yield replace(self, quads=self.quads[:at] + self.quads[at + 1 :])


@dataclass(frozen=True)
class Difference:
    """A case whose answers differ."""

    case: Case
    ours: Outcome
    theirs: Outcome

    def __str__(self) -> str:
        lines = ["", str(self.case), "ours:", *lines_of(self.ours), "rdflib:", *lines_of(self.theirs)]
        return "\n".join(lines)


class Comparison:
    """Asks an endpoint and rdflib, and counts the queries that both answered."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._loaded: tuple[Quad, ...] | None = None
        self.compared = 0

    def unexplained(self, seed: int) -> Iterator[Difference]:
        """The differences over the dataset of a seed that no explanation covers, each as small as possible."""
        random = Random(seed)  # noqa: S311 - queries, not secrets
        quads = tuple(dataset(random))
        for _ in range(QUERIES):
            found = self.difference(Case(quads, query(random)))
            if found and is_explained(str(found)):
                # What covers the whole query need not cover what remains without a part of it.
                found = self._first_unexplained(found.case.with_smaller_queries())
            if found:
                yield self._smallest(found)

    def difference(self, case: Case) -> Difference | None:
        """The difference that a case shows; None also where the endpoint refuses it or rdflib fails."""
        if case.quads != self._loaded:
            endpoint_answers.load(self._endpoint, case.quads)
            self._loaded = case.quads
        ours = endpoint_answers.answer(self._endpoint, str(case.query))
        if ours is None:
            return None
        try:
            theirs = rdflib_answers.answer(case.quads, case.query)
        except Exception:  # noqa: BLE001 - rdflib fails with errors of all kinds
            return None
        self.compared += 1
        return None if same(_comparable(ours), _comparable(theirs)) else Difference(case, ours, theirs)

    def _smallest(self, found: Difference) -> Difference:
        for smaller in (Case.with_smaller_queries, Case.with_smaller_data):
            while less := self._first_unexplained(smaller(found.case)):
                found = less
        return found

    def _first_unexplained(self, cases: Iterable[Case]) -> Difference | None:
        """The first difference among some cases that no explanation covers."""
        found = (difference for case in cases if (difference := self.difference(case)))
        return next((difference for difference in found if not is_explained(str(difference))), None)


def _comparable(outcome: Outcome) -> Outcome:
    """An outcome without the columns that no row has, its numbers rounded to what every engine computes."""
    if not isinstance(outcome, Table):
        return outcome
    rows = tuple(map(_rounded, outcome.rows))
    return Table(frozenset(name for row in rows for name, _ in row), rows)


def _rounded(row: Row) -> Row:
    return tuple((name, _rounded_term(term)) for name, term in row)


def _rounded_term(term: object) -> object:
    if not isinstance(term, Literal) or term.datatype.value not in _FRACTIONS:
        return term
    try:
        return Literal(f"{float(term.value) + 0.0:.6g}", datatype=term.datatype)
    except ValueError:
        return term

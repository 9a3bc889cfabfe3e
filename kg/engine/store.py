"""The store: the only module that knows pyoxigraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.engine.guard import refuse_deep
from kg.errors import DatasetError, Problem, QueryError
from kg.formats import GRAPH, TABLE, TRUTH, Format

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_RDF = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
_POSITION = re.compile(r"error at (\d+):(\d+)")

_Solutions = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True)
class Term:
    """An RDF term of an answer: ``kind`` is ``iri``, ``literal``, ``bnode`` or ``triple``."""

    kind: str
    value: str
    language: str | None = None
    datatype: str | None = None

    @property
    def is_iri(self) -> bool:
        """Whether the term is an IRI."""
        return self.kind == "iri"


class Answer:
    """The answer to one query; it can be read or written once."""

    def __init__(self, results: _Solutions) -> None:
        self._results = results

    @property
    def kind(self) -> str:
        """What the answer holds: rows of a table, a truth value or a graph."""
        if isinstance(self._results, ox.QuerySolutions):
            return TABLE
        return TRUTH if isinstance(self._results, ox.QueryBoolean) else GRAPH

    @property
    def truth(self) -> bool:
        """The answer to an ASK."""
        return bool(self._results)

    @property
    def columns(self) -> list[str]:
        """The names of a table's columns."""
        return [variable.value for variable in self._results.variables]  # type: ignore[union-attr]

    def rows(self) -> Iterator[list[Term | None]]:
        """The rows of a table, or the triples of a graph; None stands for an unbound variable.

        Raises QueryError if the evaluation fails on the way.
        """
        try:
            for row in self._results:  # type: ignore[union-attr]
                yield [_term(value) for value in row]
        except (OSError, RuntimeError, ValueError) as error:
            raise _query_error(error) from error

    def serialize(self, form: Format, prefixes: Mapping[str, str]) -> bytes:
        """The answer in a format that carries its kind; ``prefixes`` shorten the IRIs of a graph.

        Raises QueryError if the evaluation fails on the way.
        """
        try:
            if not isinstance(self._results, ox.QueryTriples):
                written = self._results.serialize(format=_RESULTS[form.name])
            elif form.name == "ttl":
                written = ox.serialize(self._results, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes))
            else:
                written = self._results.serialize(format=_RDF[form.name])
            return written or b""
        except (OSError, RuntimeError, ValueError) as error:
            raise _query_error(error) from error


class Store:
    """A dataset in memory that answers queries."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @classmethod
    def open(cls, path: Path) -> Store:
        """Load the N-Quads file that a build has written.

        Raises DatasetError if there is none or if it is damaged.
        """
        store = ox.Store()
        try:
            store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
        except (OSError, SyntaxError) as error:
            what = "There is no dataset." if not path.exists() else f"The dataset cannot be read: {error}."
            raise DatasetError(Problem(str(path), what, "Make it with kg build.")) from error
        return cls(store)

    def __len__(self) -> int:
        """The number of quads."""
        return len(self._store)

    def query(
        self,
        text: str,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        prefixes: Mapping[str, str] | None = None,
        base: str | None = None,
    ) -> Answer:
        """Evaluate a SPARQL query.

        ``default_graphs`` and ``named_graphs`` replace the query's dataset where one of them is given (SPARQL 1.1
        Protocol, 2.1.4). ``prefixes`` and ``base`` hold where the text does not declare its own.
        Raises QueryError, with line and column where the text cannot be parsed.
        """
        refuse_deep(text)
        dataset = {} if not (default_graphs or named_graphs) else _dataset(default_graphs, named_graphs)
        try:
            results = self._store.query(text, prefixes=dict(prefixes or {}), base_iri=base, **dataset)
        except SyntaxError as error:
            raise _syntax_error(text, str(error)) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise _query_error(error) from error
        return Answer(results)


def _dataset(default_graphs: Sequence[str], named_graphs: Sequence[str]) -> dict[str, Any]:
    try:
        return {
            "default_graph": [ox.NamedNode(iri) for iri in default_graphs],
            "named_graphs": [ox.NamedNode(iri) for iri in named_graphs],
        }
    except ValueError as error:
        raise QueryError(Problem("dataset", f"A graph has no valid IRI: {error}.", "Name graphs by IRI.")) from error


def _term(value: object) -> Term | None:
    if isinstance(value, ox.NamedNode):
        return Term("iri", value.value)
    if isinstance(value, ox.BlankNode):
        return Term("bnode", value.value)
    if isinstance(value, ox.Literal):
        return Term("literal", value.value, value.language, None if value.language else value.datatype.value)
    return None if value is None else Term("triple", str(value))


def _syntax_error(text: str, message: str) -> QueryError:
    position = _POSITION.search(message)
    if not position:
        return QueryError(Problem("query", f"cannot be parsed: {message}.", "Correct the query."))
    line, column = int(position[1]), int(position[2])
    lines = text.splitlines() or [""]
    offending = lines[min(line, len(lines)) - 1].strip()
    # The engine tells how far it could look ahead, and what one of its many attempts expected there: misleading.
    what = f"cannot be parsed further than this, in the line: {offending!r}."
    return QueryError(Problem(f"query, line {line}, column {column}", what, "Correct the query there or just before."))


def _query_error(error: Exception) -> QueryError:
    return QueryError(Problem("query", f"cannot be evaluated: {error}.", "Change the query."))

"""The store: a dataset in memory or on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg.engine.jobs import GraphContent, PreparedQuery, PreparedUpdate
from kg.engine.oxigraph.solutions import StoreAnswer, evaluation
from kg.errors import DatasetError, Problem, QueryError, RequestError
from kg.limits import QueryLimits
from kg.sparql.dialect import standard
from kg.sparql.guard import refuse_deep
from kg.sparql.text import SparqlText

GraphName = ox.NamedNode | ox.DefaultGraph
_DEFAULT_LIMITS = QueryLimits()
_Result = TypeVar("_Result")
_Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store:
    """A dataset that answers queries and, where it was opened for that, takes updates.

    ``limits`` are those of queries and updates, ``engine`` is for the modules of this package.
    """

    def __init__(
        self, engine: ox.Store | None = None, limits: QueryLimits = _DEFAULT_LIMITS, *, on_disk: bool = False
    ) -> None:
        self.engine = ox.Store() if engine is None else engine
        self.limits = limits
        self._on_disk = on_disk

    @classmethod
    def open(cls, path: Path, limits: QueryLimits = _DEFAULT_LIMITS) -> Store:
        """Load the N-Quads file that a build has written into memory; raises what ``load`` raises."""
        store = cls(limits=limits)
        store.load(path)
        return store

    @classmethod
    def on_disk(cls, directory: Path, limits: QueryLimits = _DEFAULT_LIMITS, *, writable: bool = False) -> Store:
        """Open a store on disk as it is now, so that it never sees later writes, or to change it.

        Raises DatasetError if it cannot be opened, to change it also if another process has opened it so.
        """
        try:
            engine = ox.Store(str(directory)) if writable else ox.Store.read_only(str(directory))
        except (OSError, ValueError) as error:
            remedy = "Stop the other server that uses it, or name another folder with --store."
            raise DatasetError(Problem(str(directory), f"The store cannot be opened: {error}.", remedy)) from error
        return cls(engine, limits, on_disk=True)

    def load(self, path: Path) -> None:
        """Add what a build has written, its blank nodes with their labels, and wait until it is on disk.

        Raises DatasetError if there is no such file or if it is damaged.
        """
        try:
            self.engine.bulk_extend(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))
        except (OSError, SyntaxError) as error:
            what = "There is no dataset." if not path.exists() else f"The dataset cannot be read: {error}."
            raise DatasetError(Problem(str(path), what, "Make it with kg build.")) from error
        self._flush()

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None, base: str | None = None) -> StoreAnswer:
        """Evaluate a SPARQL query; ``prefixes`` and ``base`` hold where the text does not declare its own.

        Raises QueryError, with line and column where the text cannot be parsed.
        """
        return self.answer(PreparedQuery(text, prefixes or {}, base))

    def answer(self, query: PreparedQuery | GraphContent) -> StoreAnswer:
        """The answer to a query, or the content of a graph.

        Raises QueryError, with line and column where the text cannot be parsed, and RequestError with status 404 for
        a graph that does not exist.
        """
        if isinstance(query, GraphContent):
            return self._content(query.graph)
        text = SparqlText(query.text)
        refuse_deep(text, self.limits)
        answer = StoreAnswer(_evaluated(self._evaluator(query), text), text)
        return answer.quads() if query.as_quads else answer

    def _evaluator(self, query: PreparedQuery) -> Callable[[str], _Results]:
        """The engine's function for a query, whose graphs replace its dataset (SPARQL 1.1 Protocol, 2.1.4)."""
        given = bool(query.default_graphs or query.named_graphs)
        try:
            return partial(
                self.engine.query,
                prefixes=dict(query.prefixes),
                base_iri=query.base,
                default_graph=[ox.NamedNode(iri) for iri in query.default_graphs] if given else None,
                named_graphs=[ox.NamedNode(iri) for iri in query.named_graphs] if given else None,
            )
        except ValueError as error:
            raise QueryError(
                Problem("dataset", f"A graph has no valid IRI: {error}.", "Name graphs by IRI.")
            ) from error

    def update(self, update: PreparedUpdate) -> None:
        """Apply a SPARQL update, all of its operations or none of them, and wait until the change is on disk.

        Raises QueryError, with line and column where the text cannot be parsed.
        """
        text = SparqlText(update.text, "update")
        refuse_deep(text, self.limits, update=True)
        _evaluated(partial(self.engine.update, prefixes=dict(update.prefixes), base_iri=update.base), text)
        self._flush()

    def snapshot(self, directory: Path) -> None:
        """Make a copy of a store on disk, by hard links, for readers."""
        self.engine.backup(str(directory))

    def _flush(self) -> None:
        if self._on_disk:
            self.engine.flush()

    def _content(self, graph: str | None) -> StoreAnswer:
        """The triples of a graph; a query for them would remember each, so that it returns none twice."""
        name = graph_name(graph)
        if graph is not None and not self.engine.contains_named_graph(name):
            raise no_such_graph(graph)
        return StoreAnswer(quad.triple for quad in self.engine.quads_for_pattern(None, None, None, name))


def graph_name(graph: str | None) -> GraphName:
    """The engine's name of a graph; None is the default graph.

    Raises RequestError with status 400 for what is not an IRI.
    """
    try:
        return ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    except ValueError as error:
        problem = Problem("graph", f"{graph!r} is not a valid IRI.", "Give one like https://example.org/g.")
        raise RequestError(400, problem) from error


def no_such_graph(graph: str | None) -> RequestError:
    """The error for a graph that does not exist."""
    return RequestError(404, Problem(str(graph), "There is no such graph.", "Create it with PUT or POST."))


def _evaluated(function: Callable[[str], _Result], text: SparqlText) -> _Result:
    """What a function of the engine returns for a text as the standard means it."""
    with evaluation(text):
        try:
            return function(standard(text))
        except SyntaxError:
            # The error is to report a place in the text as it was written.
            return function(text.text)

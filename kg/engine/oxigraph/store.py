"""The store: a dataset in memory or on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.engine.jobs import GraphContent, PreparedQuery, PreparedUpdate, RdfDocument
from kg.engine.oxigraph.solutions import StoreAnswer, evaluation
from kg.errors import DatasetError, Problem, QueryError, RequestError
from kg.sparql.dialect import standard
from kg.sparql.guard import refuse_deep
from kg.sparql.text import SparqlText

GraphName = ox.NamedNode | ox.DefaultGraph
_Result = TypeVar("_Result")


class Store:
    """A dataset that answers queries and, where it was opened for that, takes updates.

    ``engine`` is for the modules of this package.
    """

    def __init__(self, store: ox.Store, *, on_disk: bool = False) -> None:
        self.engine = store
        self._on_disk = on_disk

    @classmethod
    def open(cls, path: Path) -> Store:
        """Load the N-Quads file that a build has written into memory, its blank nodes with the labels they have there.

        Raises DatasetError if there is none or if it is damaged.
        """
        store = ox.Store()
        _load(store, path)
        return cls(store)

    @classmethod
    def empty(cls) -> Store:
        """A store in memory that holds nothing."""
        return cls(ox.Store())

    @classmethod
    def read_only(cls, directory: Path) -> Store:
        """Open a store on disk as it is now; it never sees later writes.

        Raises DatasetError if it cannot be opened.
        """
        try:
            return cls(ox.Store.read_only(str(directory)), on_disk=True)
        except (OSError, ValueError) as error:
            raise _unusable(directory, error) from error

    @classmethod
    def writable(cls, directory: Path) -> Store:
        """Open a store on disk to change it.

        Raises DatasetError if another process has opened it so, or if it cannot be opened.
        """
        try:
            return cls(ox.Store(str(directory)), on_disk=True)
        except (OSError, ValueError) as error:
            raise _unusable(directory, error) from error

    def load(self, path: Path) -> None:
        """Add what a build has written to a store on disk, and wait until it is there.

        Raises DatasetError if there is no such file or if it is damaged.
        """
        _load(self.engine, path)
        self.engine.flush()

    def __len__(self) -> int:
        """The number of quads."""
        return len(self.engine)

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
        refuse_deep(text, query.limits)
        arguments = {"prefixes": dict(query.prefixes), "base_iri": query.base, **_dataset(query)}
        answer = StoreAnswer(_evaluated(self.engine.query, text, arguments), text)
        return answer.quads() if query.as_quads else answer

    def update(self, update: PreparedUpdate) -> None:
        """Apply a SPARQL update, all of its operations or none of them, and wait until the change is on disk.

        Raises QueryError, with line and column where the text cannot be parsed.
        """
        text = SparqlText(update.text, "update")
        refuse_deep(text, update.limits, update=True)
        _evaluated(self.engine.update, text, {"prefixes": dict(update.prefixes), "base_iri": update.base})
        if self._on_disk:
            self.engine.flush()

    def snapshot(self, directory: Path) -> None:
        """Make a copy of a store on disk, by hard links, for readers that open it with ``read_only``."""
        self.engine.backup(str(directory))

    def _content(self, graph: str | None) -> StoreAnswer:
        """The triples of a graph; a query for them would remember each, so that it returns none twice."""
        name = graph_name(graph)
        if graph is not None and not self.engine.contains_named_graph(name):
            raise no_such_graph(graph)
        return StoreAnswer(quad.triple for quad in self.engine.quads_for_pattern(None, None, None, name))


def graph_name(graph: str | None) -> GraphName:
    """The engine's name of a graph; None is the default graph.

    Raises RequestError with status 400 for what is no IRI.
    """
    try:
        return ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    except ValueError as error:
        problem = Problem("graph", f"{graph!r} is no valid IRI.", "Give one like https://example.org/g.")
        raise RequestError(400, problem) from error


def no_such_graph(graph: str | None) -> RequestError:
    """The error for a graph that does not exist."""
    return RequestError(404, Problem(str(graph), "There is no such graph.", "Make it with PUT or POST."))


def _evaluated(function: Callable[..., _Result], text: SparqlText, arguments: dict[str, Any]) -> _Result:
    """What a function of the engine returns for a text as the standard means it."""
    with evaluation(text):
        try:
            return function(standard(text), **arguments)
        except SyntaxError:
            # The error is to report a place in the text as it was written.
            return function(text.text, **arguments)


def as_ntriples(document: RdfDocument, base: str) -> str:
    """A document's triples as N-Triples, as ``parse_triples`` reads them."""
    return (ox.serialize(parse_triples(document, base), format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def parse_triples(document: RdfDocument, base: str) -> list[ox.Triple]:
    """A document's triples, its blank nodes with labels that no other document has.

    Raises RequestError: 415 for a media type that is not RDF, 400 for a document that cannot be parsed or has named
    graphs.
    """
    form = ox.RdfFormat.from_media_type(document.media_type)
    if form is None:
        what = f"{document.media_type} is not an RDF format that is read here."
        raise RequestError(415, Problem("Content-Type", what, "Send text/turtle or another format of RDF."))
    try:
        quads = ox.parse(document.body, form, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
        return [quad.triple for quad in quads]
    except (SyntaxError, ValueError) as error:
        problem = Problem("document", f"cannot be parsed: {error}.", "Correct the document.")
        raise RequestError(400, problem) from error


def _load(store: ox.Store, path: Path) -> None:
    try:
        store.bulk_extend(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))
    except (OSError, SyntaxError) as error:
        what = "There is no dataset." if not path.exists() else f"The dataset cannot be read: {error}."
        raise DatasetError(Problem(str(path), what, "Make it with kg build.")) from error


def _unusable(directory: Path, error: Exception) -> DatasetError:
    remedy = "Stop the other server that uses it, or name another folder with --store."
    return DatasetError(Problem(str(directory), f"The store cannot be opened: {error}.", remedy))


def _dataset(query: PreparedQuery) -> dict[str, Any]:
    """The arguments that replace the dataset of a query (SPARQL 1.1 Protocol, 2.1.4)."""
    if not (query.default_graphs or query.named_graphs):
        return {}
    try:
        return {
            "default_graph": [ox.NamedNode(iri) for iri in query.default_graphs],
            "named_graphs": [ox.NamedNode(iri) for iri in query.named_graphs],
        }
    except ValueError as error:
        raise QueryError(Problem("dataset", f"A graph has no valid IRI: {error}.", "Name graphs by IRI.")) from error

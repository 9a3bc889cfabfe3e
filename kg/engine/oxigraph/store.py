"""The store: a dataset in memory or on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.engine.oxigraph.solutions import StoreAnswer, evaluation
from kg.errors import DatasetError, Problem, QueryError, RequestError
from kg.sparql.dialect import standard
from kg.sparql.guard import refuse_deep

GraphName = ox.NamedNode | ox.DefaultGraph


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

    def query(
        self,
        text: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        base: str | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> StoreAnswer:
        """Evaluate a SPARQL query.

        ``default_graphs`` and ``named_graphs`` replace the query's dataset where one of them is given (SPARQL 1.1
        Protocol, 2.1.4). ``prefixes`` and ``base`` hold where the text does not declare its own.
        Raises QueryError, with line and column where the text cannot be parsed.
        """
        refuse_deep(text)
        dataset = {} if not (default_graphs or named_graphs) else _dataset(default_graphs, named_graphs)
        with evaluation(text):
            arguments = {"prefixes": dict(prefixes or {}), "base_iri": base, **dataset}
            return StoreAnswer(_standardly(self.engine.query, text, arguments))

    def content(self, graph: str | None) -> StoreAnswer:
        """The triples of a named graph, or of the default graph.

        A query for them would remember each, to give none twice. Raises RequestError with status 404 if there is no
        such graph.
        """
        name = graph_name(graph)
        if graph is not None and not self.engine.contains_named_graph(name):
            raise missing(graph)
        return StoreAnswer(quad.triple for quad in self.engine.quads_for_pattern(None, None, None, name))

    def update(self, text: str, prefixes: Mapping[str, str], base: str | None) -> None:
        """Apply a SPARQL update, all of its operations or none of them, and wait until the change is on disk.

        Raises QueryError, with line and column where the text cannot be parsed.
        """
        refuse_deep(text, update=True)
        with evaluation(text):
            _standardly(self.engine.update, text, {"prefixes": dict(prefixes), "base_iri": base})
            if self._on_disk:
                self.engine.flush()

    def snapshot(self, directory: Path) -> None:
        """Make a copy of a store on disk, by hard links, for readers that open it with ``read_only``."""
        self.engine.backup(str(directory))


def graph_name(graph: str | None) -> GraphName:
    """The engine's name of a graph; None is the default graph.

    Raises RequestError with status 400 for what is no IRI.
    """
    try:
        return ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    except ValueError as error:
        problem = Problem("graph", f"{graph!r} is no valid IRI.", "Give one like https://example.org/g.")
        raise RequestError(400, problem) from error


def missing(graph: str | None) -> RequestError:
    """The error for a graph that is not there."""
    return RequestError(404, Problem(str(graph), "There is no such graph.", "Make it with PUT or POST."))


def _standardly(function: Callable[..., Any], text: str, arguments: dict[str, Any]) -> Any:
    """What a function of the engine gives for a text as the standard means it."""
    try:
        return function(standard(text), **arguments)
    except SyntaxError:
        # The place of a mistake is told in the text as it was written.
        return function(text, **arguments)


def as_ntriples(body: bytes, media_type: str, base: str) -> str:
    """A document's triples as N-Triples, as ``triples`` reads them."""
    return (ox.serialize(triples(body, media_type, base), format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def triples(body: bytes, media_type: str, base: str) -> list[ox.Triple]:
    """A document's triples, its blank nodes with labels of their own.

    Raises RequestError: 415 for a media type that is not RDF, 400 for a document that cannot be parsed or has named
    graphs.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        what = f"{media_type} is no RDF format that is read here."
        raise RequestError(415, Problem("Content-Type", what, "Send text/turtle or another format of RDF."))
    try:
        quads = ox.parse(body, form, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
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


def _dataset(default_graphs: Sequence[str], named_graphs: Sequence[str]) -> dict[str, Any]:
    try:
        return {
            "default_graph": [ox.NamedNode(iri) for iri in default_graphs],
            "named_graphs": [ox.NamedNode(iri) for iri in named_graphs],
        }
    except ValueError as error:
        raise QueryError(Problem("dataset", f"A graph has no valid IRI: {error}.", "Name graphs by IRI.")) from error

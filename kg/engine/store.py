"""The store: the only module that knows pyoxigraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol, cast

import pyoxigraph as ox

from kg.engine.answer import Term
from kg.engine.dialect import standard
from kg.engine.guard import refuse_deep
from kg.engine.mistakes import syntax_error
from kg.errors import DatasetError, EvaluationError, Problem, QueryError, RequestError
from kg.formats import GRAPH, TABLE, TRUTH, Format

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_RDF = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "rdf": ox.RdfFormat.RDF_XML,
}
# These are written with prefixes; the others have none, or would only grow by them.
_WITH_PREFIXES = frozenset({"ttl", "trig"})
_ROW_MARKS = {
    (TABLE, "xml"): ([b"<result>"], 0),
    (TABLE, "csv"): ([b"\r\n"], 1),
    (TABLE, "tsv"): ([b"\n"], 1),
    (GRAPH, "nt"): ([b"\n"], 0),
    (GRAPH, "nq"): ([b"\n"], 0),
}

_Solutions = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Target(Protocol):
    """What an answer can be written to: an open file, or something like it."""

    def write(self, data: bytes, /) -> int:
        """Take a part of the answer, and tell how much."""

    def flush(self) -> None:
        """Called at the end."""


class StoreAnswer:
    """The answer to one query, evaluated while it is read or written, which can be done once."""

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
        with _evaluation():
            for row in self._results:  # type: ignore[union-attr]
                yield [_term(value) for value in row]

    def row_marks(self, form: Format) -> tuple[list[bytes], int]:
        """Byte strings that occur once for each row in what ``write`` gives, and how often one does besides.

        There are none where a format does not tell its rows apart.
        """
        if form.name == "json" and self.kind == TABLE:
            # A quotation mark inside a value is escaped, so this can only be the beginning of a row.
            return [f'{sign}{{"{column}":{{"type":"'.encode() for column in self.columns for sign in "[,"], 0
        return _ROW_MARKS.get((self.kind, form.name), ([], 0))

    def write(self, target: Target, form: Format, prefixes: Mapping[str, str]) -> None:
        """Write the answer in a format that carries its kind; ``prefixes`` shorten the IRIs of a graph.

        Raises QueryError if the evaluation fails on the way, and what ``target`` raises.
        """
        with _evaluation():
            if not isinstance(self._results, ox.QueryTriples):
                self._results.serialize(cast("IO[bytes]", target), _RESULTS[form.name])
            elif form.name in _WITH_PREFIXES:
                ox.serialize(self._results, cast("IO[bytes]", target), _RDF[form.name], prefixes=dict(prefixes))
            else:
                self._results.serialize(cast("IO[bytes]", target), _RDF[form.name])


class Store:
    """A dataset that answers queries and, where it was opened for that, takes updates."""

    def __init__(self, store: ox.Store, *, on_disk: bool = False) -> None:
        self._store = store
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
        _load(self._store, path)
        self._store.flush()

    def __len__(self) -> int:
        """The number of quads."""
        return len(self._store)

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
        with _evaluation(text):
            arguments = {"prefixes": dict(prefixes or {}), "base_iri": base, **dataset}
            return StoreAnswer(_standardly(self._store.query, text, arguments))

    def update(self, text: str, prefixes: Mapping[str, str], base: str | None) -> None:
        """Apply a SPARQL update, all of its operations or none of them, and wait until the change is on disk.

        Raises QueryError, with line and column where the text cannot be parsed.
        """
        refuse_deep(text, update=True)
        with _evaluation(text):
            _standardly(self._store.update, text, {"prefixes": dict(prefixes), "base_iri": base})
            if self._on_disk:
                self._store.flush()

    def snapshot(self, directory: Path) -> None:
        """Make a copy of a store on disk, by hard links, for readers that open it with ``read_only``."""
        self._store.backup(str(directory))


def _standardly(function: Callable[..., Any], text: str, arguments: dict[str, Any]) -> Any:
    """What a function of the engine gives for a text as the standard means it."""
    try:
        return function(standard(text), **arguments)
    except SyntaxError:
        # The place of a mistake is told in the text as it was written.
        return function(text, **arguments)


def as_ntriples(body: bytes, media_type: str, base: str) -> str:
    """A document's triples as N-Triples, its blank nodes with labels of their own.

    Raises RequestError: 415 for a media type that is not RDF, 400 for a document that cannot be parsed or has named
    graphs.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        what = f"{media_type} is no RDF format that is read here."
        raise RequestError(415, Problem("Content-Type", what, "Send text/turtle or another format of RDF."))
    try:
        triples = (
            quad.triple
            for quad in ox.parse(body, form, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
        )
        return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
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


def _term(value: object) -> Term | None:
    if isinstance(value, ox.NamedNode):
        return Term("iri", value.value)
    if isinstance(value, ox.BlankNode):
        return Term("bnode", value.value)
    if isinstance(value, ox.Literal):
        return Term("literal", value.value, value.language, None if value.language else value.datatype.value)
    return None if value is None else Term("triple", str(value))


@contextmanager
def _evaluation(text: str = "") -> Iterator[None]:
    """Turn what the engine raises into a QueryError, an EvaluationError if it could parse the text."""
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(text, str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise EvaluationError(Problem("query", f"cannot be evaluated: {error}.", "Change the query.")) from error

"""The store: a dataset in memory or on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from kg.engine import jobs
from kg.engine.oxigraph.documents import open_document, parse_triples, parsed_dataset, quad_lines
from kg.engine.oxigraph.evaluation import answer_query, apply_update
from kg.engine.oxigraph.faults import engine_fault, engine_faults
from kg.engine.oxigraph.solutions import StoreAnswer
from kg.errors import DatasetError, Problem, QueryError, RequestError
from kg.limits import QueryLimits

# The engine and its version, on which the files of a store on disk depend.
ENGINE = f"pyoxigraph {ox.__version__}"
# The file that the engine locks, as it names it.
_LOCK = "/LOCK: "
_GraphName = ox.NamedNode | ox.DefaultGraph
_DEFAULT_LIMITS = QueryLimits()


class Store:
    """A dataset that answers queries and, where it was opened for that, takes updates.

    ``engine`` is pyoxigraph's store, ``limits`` are those of queries and updates.
    """

    def __init__(self, engine: ox.Store | None = None, limits: QueryLimits = _DEFAULT_LIMITS) -> None:
        self.engine = ox.Store() if engine is None else engine
        self._limits = limits

    @classmethod
    def open(cls, path: Path, limits: QueryLimits = _DEFAULT_LIMITS) -> Store:
        """Load the N-Quads file that a build has written into memory.

        Raises what ``load`` raises, and DatasetError if the file is empty.
        """
        if path.exists() and not path.stat().st_size:
            raise DatasetError(Problem(str(path), "The file is empty.", "Make it with kg build."))
        store = cls(limits=limits)
        store.load(path)
        return store

    @classmethod
    def on_disk(cls, directory: Path, limits: QueryLimits = _DEFAULT_LIMITS, *, writable: bool = False) -> Store:
        """Open a store on disk as it is now, so that it never sees later writes, or to change it.

        Raises DatasetError if it cannot be opened, to change it also if another process has opened it so.
        """
        try:
            return cls(ox.Store(str(directory)) if writable else ox.Store.read_only(str(directory)), limits)
        except (OSError, RuntimeError, ValueError) as error:
            reported = engine_fault(error, str(directory))
            if reported and _LOCK not in str(error):
                raise reported from error
            remedy = "Stop the other server that uses it, or name another folder with --store."
            raise DatasetError(Problem(str(directory), f"The store cannot be opened: {error}.", remedy)) from error

    def load(self, path: Path) -> None:
        """Add what a build has written, its blank nodes with their labels, and wait until it is on disk.

        Raises DatasetError if there is no such file, if it is damaged, or if a disk fails.
        """
        with engine_faults(), parsed_dataset(path) as quads:
            self.engine.bulk_extend(quads)
            self.engine.flush()

    def add_graphs(self, names: Iterable[str]) -> None:
        """Add named graphs, empty ones, by their names as N-Quads writes them, and wait until they are on disk."""
        for name in names:
            self.engine.add_graph(ox.BlankNode(name[2:]) if name.startswith("_:") else ox.NamedNode(name[1:-1]))
        self.engine.flush()

    def load_document(self, path: Path) -> None:
        """Add an RDF document, whose format its suffix names, in memory that does not grow with it.

        Raises DatasetError if there is no such file, if it cannot be read, or if a disk fails.
        """
        form = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
        if form is None:
            remedy = "Unpack a compressed file; give others the suffix .nq, .trig, .ttl, .nt, .rdf or .jsonld."
            raise DatasetError(Problem(str(path), "The suffix names no format of RDF.", remedy))
        try:
            with open_document(path, form) as file:
                self.engine.bulk_load(file, form)
        except SyntaxError as error:
            # A relative IRI has nothing that it is relative to.
            remedy = "Correct the file, and write its IRIs in full or give it a base; nothing has been loaded."
            raise DatasetError(Problem(str(path), f"cannot be parsed: {error.msg}.", remedy)) from error
        except (OSError, RuntimeError) as error:
            if path.is_file() and (reported := engine_fault(error, str(path))):
                raise reported from error
            what = "The file does not exist." if not path.exists() else f"The file cannot be read: {error}."
            raise DatasetError(Problem(str(path), what, "Name an RDF file; nothing has been loaded.")) from error

    def dump(self, path: Path) -> None:
        """Write all quads as N-Quads, in no particular order."""
        self.engine.dump(output=str(path), format=ox.RdfFormat.N_QUADS)

    def lines(self) -> Iterator[tuple[str, str]]:
        """All quads, as ``documents.quad_lines`` gives them; raises DatasetError if the store cannot be read."""
        with engine_faults():
            yield from quad_lines(self.engine.quads_for_pattern(None, None, None, None))

    def graph_names(self) -> list[str]:
        """The named graphs, those without quads too, by their names as N-Quads writes them."""
        return [str(name) for name in self.engine.named_graphs()]

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None, base: str | None = None) -> StoreAnswer:
        """Evaluate a SPARQL query; ``prefixes`` and ``base`` hold where the text does not declare its own.

        Raises QueryError, with line and column where the text cannot be parsed.
        """
        return self.answer(jobs.PreparedQuery(text, prefixes or {}, base))

    def answer(self, query: jobs.PreparedQuery | jobs.GraphContent) -> StoreAnswer:
        """The answer to a query, whose graphs replace its dataset (SPARQL 1.1 Protocol, 2.1.4), or a graph's content.

        Raises QueryError, with line and column where the text cannot be parsed, and RequestError with status 404 for
        a graph that does not exist.
        """
        if isinstance(query, jobs.GraphContent):
            if not self._has(query.graph):
                raise _no_such_graph(query.graph)
            # A query for the triples would remember each, so that it returns none twice.
            return StoreAnswer(partial(self._triples, _graph_name(query.graph)))
        return answer_query(self.engine, query, self._limits)

    def update(self, update: jobs.PreparedUpdate) -> None:
        """Apply a SPARQL update, all of its operations or none of them, and wait until the change is on disk.

        Raises QueryError, with line and column where the text cannot be parsed.
        """
        apply_update(self.engine, update, self._limits)
        self.engine.flush()

    def require(self, job: jobs.ChangeGraphJob) -> bool:
        """Whether the graph of a job exists; the default graph always does.

        Raises RequestError: 412 if the job requires otherwise (RFC 9110, 13.1.1 and 13.1.2), 404 for a graph that has
        to exist since the job removes or patches it.
        """
        exists = self._has(job.graph)
        if job.exists not in (None, exists):
            what = "The graph exists already." if exists else "There is no such graph."
            raise RequestError(412, Problem(str(job.graph), what, "Leave the condition out, or look again."))
        if not exists and isinstance(job, jobs.DeleteGraphJob | jobs.PatchGraphJob):
            raise _no_such_graph(job.graph)
        return exists

    def change_graph(self, job: jobs.ChangeGraphJob) -> None:
        """Change a graph (SPARQL 1.1 Graph Store HTTP Protocol, 5); the caller has to be able to discard it.

        The steps together are not all or nothing. Raises RequestError for a document that cannot be read, before
        anything is changed, and QueryError if an update cannot be parsed or changes another graph.
        """
        name = _graph_name(job.graph)
        match job:
            case jobs.PutGraphJob():
                triples = [triple for document in job.documents for triple in parse_triples(document, job.base)]
                if not isinstance(job, jobs.PostGraphJob):
                    self.engine.clear_graph(name)
                self._add(name, triples)
            case jobs.PatchGraphJob():
                self._patch(name, job.update)
            case jobs.DeleteGraphJob():
                self.engine.remove_graph(name)
        self.engine.flush()

    @property
    def is_empty(self) -> bool:
        """Whether it holds no quad."""
        return not self.engine

    @property
    def size(self) -> int:
        """The number of quads, which takes as long as reading all of them."""
        return len(self.engine)

    def snapshot(self, directory: Path) -> None:
        """Make a copy of a store on disk, by hard links, for readers."""
        self.engine.backup(str(directory))

    def _has(self, graph: str | None) -> bool:
        return graph is None or self.engine.contains_named_graph(_graph_name(graph))

    def _triples(self, name: _GraphName) -> Iterator[ox.Triple]:
        return (quad.triple for quad in self.engine.quads_for_pattern(None, None, None, name))

    def _patch(self, name: _GraphName, update: jobs.PreparedUpdate) -> None:
        """Apply an update that sees the graph as the default graph and nothing else.

        Only the difference is written, so blank nodes that it does not touch stay what they are.
        """
        before = set(self._triples(name))
        alone = Store(limits=self._limits)
        alone._add(ox.DefaultGraph(), before)
        alone.update(update)
        if any(True for _ in alone.engine.named_graphs()):
            remedy = "Send it to the endpoint for updates, or leave GRAPH out."
            raise QueryError(Problem("update", "It changes another graph than the one it is sent to.", remedy))
        after = set(alone._triples(ox.DefaultGraph()))
        for triple in before - after:
            self.engine.remove(_quad(triple, name))
        self._add(name, after - before)

    def _add(self, name: _GraphName, triples: Iterable[ox.Triple]) -> None:
        self.engine.add_graph(name)
        self.engine.extend(_quad(triple, name) for triple in triples)


def _quad(triple: ox.Triple, name: _GraphName) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)


def _graph_name(graph: str | None) -> _GraphName:
    """The engine's name of a graph, None for the default graph; raises RequestError (400) for what is not an IRI."""
    try:
        return ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    except ValueError as error:
        problem = Problem("graph", f"{graph!r} is not a valid IRI.", "Give one like https://example.org/g.")
        raise RequestError(400, problem) from error


def _no_such_graph(graph: str | None) -> RequestError:
    return RequestError(404, Problem(str(graph), "There is no such graph.", "Create it with PUT or POST."))

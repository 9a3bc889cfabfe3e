"""The endpoint: operations of the SPARQL Protocol and the Graph Store Protocol, turned into jobs for the engine."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from kg.engine import jobs
from kg.engine.answer import ReadAnswer
from kg.engine.deadlines import too_slow
from kg.engine.engine import Engine
from kg.engine.fetcher import Fetcher
from kg.engine.workers import IsGone
from kg.errors import Problem, RequestError
from kg.formats import Format
from kg.limits import Limits
from kg.namespaces import Namespaces
from kg.protocol.sparql import UPDATE, Content, Quads, Query, Update, decoded
from kg.sparql.prologue import Prologue, prefixes_to_parse
from kg.sparql.service_clause import inline_services
from kg.sparql.terms import is_absolute_iri
from kg.sparql.text import Replacement, SparqlText
from kg.sparql.text_search import TextSearch, inline_searches, may_search, searches
from kg.sparql.update import find_loads, inline_loads, using_clauses


@dataclass(frozen=True)
class Endpoint:
    """A dataset that clients query and change by the SPARQL Protocol.

    The project's prefixes are known, and relative IRIs are entities, as in ``kg query``. ``search`` answers the search
    property. ``fetcher`` fetches what SERVICE and LOAD name; without one they are refused.
    """

    engine: Engine
    names: Namespaces
    search: TextSearch
    fetcher: Fetcher | None
    limits: Limits = field(default_factory=Limits)

    def evaluate(
        self, query: Query, formats: Mapping[str, Format | None], encoding: str, is_gone: IsGone | None = None
    ) -> jobs.WrittenAnswer:
        """The answer to a query in the format for its kind, as ``Engine.evaluate`` returns it.

        Raises RequestError for what is refused or meets a limit, QueryError for what cannot be parsed or evaluated.
        """
        with self._prepared(query) as prepared:
            return self.engine.evaluate(jobs.EvaluateJob(prepared, formats, encoding), query.seconds, is_gone)

    def rows(self, query: Query, limit: int, is_gone: IsGone | None = None) -> ReadAnswer:
        """The first rows of the answer to a query; raises what ``evaluate`` raises."""
        with self._prepared(query) as prepared:
            return self.engine.run(jobs.ReadRowsJob(prepared, limit), query.seconds, is_gone)

    def update(self, update: Update) -> None:
        """Apply an update; raises what ``evaluate`` raises."""
        text = SparqlText(update.text, "update")
        if searches(text, self._prologue, self.names.search):
            remedy = "Search in a query, and name the entities in the update."
            raise RequestError(400, Problem("update", "It searches for a text, which only queries do.", remedy))
        graphs = [absolute_iri(iri, "using-graph-uri") for iri in update.using_graphs]
        named = [absolute_iri(iri, "using-named-graph-uri") for iri in update.using_named_graphs]
        clauses = list(using_clauses(text, graphs, named))
        fetches = self._fetches(update.seconds)
        replacements = [*clauses, *self._loads(text, clauses, fetches), *self._services(text, fetches)]
        self.engine.change(jobs.ApplyUpdateJob(self._update(text.replaced(replacements))), update.seconds)

    @contextmanager
    def _prepared(self, query: Query) -> Iterator[jobs.PreparedQuery | jobs.GraphContent]:
        """A query as the engine evaluates it; raises errors in it where its author sees them."""
        if isinstance(query, Content):
            yield jobs.GraphContent(query.graph, self.names.prefixes)
            return
        services = self._services(query.sparql, self._fetches(query.seconds))
        with query.sparql.evaluated_with([*services, *self._searches(query.sparql)]) as text:
            yield _prepared_query(query, text, self.names)

    def _update(self, text: str) -> jobs.PreparedUpdate:
        return jobs.PreparedUpdate(text, self.names.prefixes, self.names.things)

    def _searches(self, text: SparqlText) -> Iterable[Replacement]:
        """What each search for a text is replaced by; raises RequestError with status 400 for too long a text."""
        if may_search(text, self.names.search):
            self._require_short(text, self.names.search.rpartition("#")[2])
        return inline_searches(text, self._prologue, self.names.search, self.limits.query.searches, self.search)

    def _services(self, text: SparqlText, fetches: _Fetches) -> Iterable[Replacement]:
        """What each SERVICE is replaced by; where none may be asked, each fails."""
        if not self._is_searched("service", text):
            return ()
        return inline_services(text, self._prologue, self.limits.query, fetches.select)

    def _loads(self, text: SparqlText, clauses: list[Replacement], fetches: _Fetches) -> Iterable[Replacement]:
        """What each LOAD is replaced by; where none may be fetched, each fails.

        An update that cannot be parsed is refused before any document is fetched for it.
        """
        loads = find_loads(text, self._prologue, self.limits.query.fetches) if self._is_searched("load", text) else []
        if loads:
            parsed = text.replaced([*clauses, *inline_loads(loads, lambda _: "")])
            self.engine.run(jobs.ParseUpdateJob(self._update(parsed)))
        return inline_loads(loads, fetches.ntriples)

    @property
    def _prologue(self) -> Prologue:
        return Prologue(self.names.prefixes, self.names.things)

    def _is_searched(self, word: str, text: SparqlText) -> bool:
        """Whether a text has to be searched for SERVICE or LOAD, which no limit but this one bounds.

        Without a fetcher a long text goes to the engine as it is, which cannot fetch anything either.
        Raises RequestError with status 400 for a text too long to be searched.
        """
        if not text.mentions(word) or len(text.text) <= self.limits.query.searched:
            return text.mentions(word)
        if self.fetcher is None:
            return False
        self._require_short(text, word)
        return True

    def _require_short(self, text: SparqlText, word: str) -> None:
        if len(text.text) > (longest := self.limits.query.searched):
            what = f"A text with the word {word} in it is longer than {longest} characters."
            raise RequestError(400, Problem("query", what, "Shorten it, or send the data to /data."))

    def _fetches(self, seconds: float | None) -> _Fetches:
        most = self.limits.evaluation.seconds
        return _Fetches(self.engine, self.fetcher, most, time.monotonic() + min(seconds or most, most))


def plain_query(query: Query, names: Namespaces) -> jobs.PreparedQuery | None:
    """A query as the engine evaluates it if nothing has to be fetched or searched for it before, else None."""
    text = query.sparql
    if text.mentions("service") or may_search(text, names.search):
        return None
    return _prepared_query(query, query.text, names)


def _prepared_query(query: Query, text: str, names: Namespaces) -> jobs.PreparedQuery:
    return jobs.PreparedQuery(
        text,
        prefixes_to_parse(query.sparql, names.prefixes),
        names.things,
        [absolute_iri(iri, "default-graph-uri") for iri in query.default_graphs],
        [absolute_iri(iri, "named-graph-uri") for iri in query.named_graphs],
        isinstance(query, Quads),
    )


@dataclass(frozen=True)
class _Fetches:
    """The fetches for one operation, all of them together within the time for an evaluation."""

    engine: Engine
    fetcher: Fetcher | None
    seconds: float
    end: float

    def select(self, endpoint: str, query: str) -> bytes:
        """The answer of a remote endpoint to a query."""
        fetcher, seconds = self._granted("SERVICE")
        return fetcher.select(endpoint, query, seconds)

    def ntriples(self, iri: str) -> str:
        """The triples of the document at an IRI, parsed by a worker."""
        fetcher, seconds = self._granted("LOAD")
        return self.engine.run(jobs.ParseDocumentJob(fetcher.document(iri, seconds), iri))

    def _granted(self, keyword: str) -> tuple[Fetcher, float]:
        """The fetcher, and the seconds that are left."""
        if self.fetcher is None:
            raise refusal_to_fetch(keyword)
        left = self.end - time.monotonic()
        if left <= 0:
            raise too_slow(self.seconds)
        return self.fetcher, left


@dataclass(frozen=True)
class Condition:
    """What a change depends on (RFC 9110, 13.1): that the graph exists or does not, and the dataset's state."""

    exists: bool | None = None
    version: str | None = None


_ANYWAY = Condition()


@dataclass(frozen=True)
class GraphStore:
    """The Graph Store of an endpoint (SPARQL 1.1 Graph Store HTTP Protocol); the default graph has the name None.

    Every change raises RequestError: 412 if its condition does not hold, and what ``Engine.change`` raises.
    """

    endpoint: Endpoint

    def put(self, graph: str | None, documents: Sequence[jobs.RdfDocument], condition: Condition = _ANYWAY) -> bool:
        """Replace the content of a graph (5.3); return whether the graph is new."""
        return self._change(jobs.PutGraphJob(graph, condition.exists, documents, self._base(graph)), condition)

    def post(self, graph: str | None, documents: Sequence[jobs.RdfDocument], condition: Condition = _ANYWAY) -> bool:
        """Add to the content of a graph (5.5); return whether the graph is new."""
        return self._change(jobs.PostGraphJob(graph, condition.exists, documents, self._base(graph)), condition)

    def delete(self, graph: str | None, condition: Condition = _ANYWAY) -> None:
        """Remove a graph (5.4), or empty the default graph; raises RequestError (404) if there is no such graph."""
        self._change(jobs.DeleteGraphJob(graph, condition.exists), condition)

    def patch(self, graph: str | None, body: bytes, media_type: str, condition: Condition = _ANYWAY) -> None:
        """Change a graph by a SPARQL update that sees nothing else, and takes it for the default graph (5.7).

        Raises RequestError: 403 for LOAD and SERVICE, 404 if there is no such graph, 415 for anything but an update.
        """
        if media_type != UPDATE:
            what = f"{media_type} is not a supported patch format." if media_type else "The content type is missing."
            raise RequestError(415, Problem("Content-Type", what, f"Send {UPDATE}."))
        text = SparqlText(decoded(body), "update")
        if text.fetches:
            raise refusal_to_fetch("LOAD or SERVICE in a patch")
        update = jobs.PreparedUpdate(text.text, self.endpoint.names.prefixes, self._base(graph))
        self._change(jobs.PatchGraphJob(graph, condition.exists, update), condition)

    def _change(self, job: jobs.ChangeGraphJob, condition: Condition) -> bool:
        return self.endpoint.engine.change(job, version=condition.version)

    def _base(self, graph: str | None) -> str:
        """What the relative IRIs of a graph are below: its own (4.2)."""
        return graph or self.endpoint.names.base


def absolute_iri(text: str, where: str) -> str:
    """An absolute IRI given by a client in the parameter ``where``; raises RequestError (400) for anything else."""
    if not is_absolute_iri(text):
        what = f"{text!r} is not an absolute IRI."
        raise RequestError(400, Problem(where, what, "Give one like https://example.org/g."))
    return text


def refusal_to_fetch(keyword: str) -> RequestError:
    """The error for what would have to be fetched, where that cannot be done."""
    what = f"{keyword} is refused: this endpoint sends no requests to others."
    return RequestError(403, Problem("query", what, "Leave it out, or federate from your own client."))

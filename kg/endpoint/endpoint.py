"""The endpoint: queries and updates of strangers against a dataset that other processes hold."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.engine.answer import ReadAnswer
from kg.engine.engine import Engine
from kg.engine.fetcher import Fetcher
from kg.engine.jobs import (
    ApplyUpdateJob,
    EvaluateJob,
    GraphContent,
    ParseDocumentJob,
    ParseUpdateJob,
    PreparedQuery,
    PreparedUpdate,
    RdfDocument,
    ReadRowsJob,
    WrittenAnswer,
)
from kg.engine.limit_errors import too_slow
from kg.engine.pool import IsGone
from kg.errors import Problem, RequestError
from kg.formats import Format
from kg.namespaces import Namespaces
from kg.protocol.sparql import Content, Quads, Query, Update
from kg.sparql.load import has_load, inline_loads
from kg.sparql.service_clause import has_service, inline_services
from kg.sparql.tokens import unescaped
from kg.sparql.using_clause import with_dataset

_Fetched = TypeVar("_Fetched")
_LONGEST_SEARCHED = 50_000
_NOTHING = RdfDocument("application/n-triples", b"")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")


@dataclass(frozen=True)
class Endpoint:
    """A dataset that is asked and changed after the SPARQL Protocol.

    The project's prefixes are known, and relative IRIs are things, as in ``kg query``. ``courier`` fetches what
    SERVICE and LOAD name; without one they are refused. ``seconds`` is the time for an evaluation.
    """

    service: Engine
    names: Namespaces
    courier: Fetcher | None
    seconds: float

    def write(
        self, query: Query, formats: Mapping[str, Format | None], encoding: str, is_gone: IsGone | None = None
    ) -> WrittenAnswer:
        """The answer to a query as ``Engine.evaluate`` returns it.

        Raises RequestError for what is refused or meets a limit, QueryError for what cannot be parsed or evaluated.
        """
        names = {kind: None if form is None else form.name for kind, form in formats.items()}
        return self.service.evaluate(EvaluateJob(self._prepared(query), names, encoding), query.seconds, is_gone)

    def rows(self, query: Query, limit: int, is_gone: IsGone | None = None) -> ReadAnswer:
        """The first rows of the answer to a query; raises what ``write`` raises."""
        return self.service.run(ReadRowsJob(self._prepared(query), limit), query.seconds, is_gone)

    def update(self, update: Update) -> None:
        """Apply an update; raises what ``write`` raises."""
        graphs = [iri_of(iri, "using-graph-uri") for iri in update.using_graphs]
        named = [iri_of(iri, "using-named-graph-uri") for iri in update.using_named_graphs]
        text = with_dataset(update.text, graphs, named)
        text = self._with_services(self._with_loads(text, update.seconds), update.seconds)
        self.service.change(ApplyUpdateJob(self._update(text)), update.seconds)

    def refuse_fetches(self, text: str) -> None:
        """Raise RequestError if an update asks to fetch anything, where that cannot be done."""
        if has_load(text) or has_service(text):
            raise _refused("LOAD or SERVICE in a patch")

    def _prepared(self, query: Query) -> PreparedQuery | GraphContent:
        if isinstance(query, Content):
            return GraphContent(query.graph, self.names.prefixes)
        return PreparedQuery(
            self._with_services(query.text, query.seconds),
            self.names.prefixes,
            self.names.things,
            [iri_of(iri, "default-graph-uri") for iri in query.default_graphs],
            [iri_of(iri, "named-graph-uri") for iri in query.named_graphs],
            as_quads=isinstance(query, Quads),
        )

    def _update(self, text: str) -> PreparedUpdate:
        return PreparedUpdate(text, self.names.prefixes, self.names.things)

    def _with_services(self, text: str, seconds: float | None) -> str:
        """A text in which no SERVICE is left; where none may be asked, each fails."""
        if not self._searched("service", text):
            return text
        select = self._until(seconds, self.courier.select) if self.courier else _refuse_service
        return inline_services(text, self.names.prefixes, self.names.things, select) if has_service(text) else text

    def _with_loads(self, text: str, seconds: float | None) -> str:
        """An update in which no LOAD is left; where none may be fetched, each fails.

        The update is parsed first, since a mistake in it is to be told, and nothing fetched for it.
        """
        if not self._searched("load", text) or not has_load(text):
            return text
        document = self._until(seconds, self.courier.document) if self.courier else _refuse_load
        self.service.run(ParseUpdateJob(self._update(self._loaded(text, lambda _: _NOTHING))))
        return self._loaded(text, document)

    def _searched(self, word: str, text: str) -> bool:
        """Whether a text has to be searched for calls of SERVICE or LOAD, which has no limit of time but this.

        Where nobody may be asked, a long text goes to the engine as it is, which cannot ask anybody either.
        Raises RequestError with status 400 for a text too long to be searched.
        """
        if word not in unescaped(text).lower():
            return False
        if len(text) <= _LONGEST_SEARCHED:
            return True
        if self.courier is None:
            return False
        what = f"A text with the word {word} in it is longer than {_LONGEST_SEARCHED} characters."
        raise RequestError(400, Problem("query", what, "Shorten it, or send the data to /data."))

    def _loaded(self, text: str, document: Callable[[str], RdfDocument]) -> str:
        return inline_loads(text, self.names.prefixes, self.names.things, document, self._ntriples)

    def _ntriples(self, document: RdfDocument, base: str) -> str:
        return self.service.run(ParseDocumentJob(document, base))

    def _until(self, seconds: float | None, fetch: Callable[..., _Fetched]) -> Callable[..., _Fetched]:
        """A function that fetches as another one does, all fetches together within the time for an evaluation."""
        end = time.monotonic() + min(seconds or self.seconds, self.seconds)

        def within(*arguments: str) -> _Fetched:
            left = end - time.monotonic()
            if left <= 0:
                raise too_slow(self.seconds)
            return fetch(*arguments, left)

        return within


def is_iri(text: str) -> bool:
    """Whether a text has the form of an absolute IRI."""
    return _IRI.fullmatch(text) is not None


def iri_of(text: str, where: str) -> str:
    """An absolute IRI given by a client.

    Raises RequestError with status 400 if it is none.
    """
    if not is_iri(text):
        raise RequestError(400, Problem(where, f"{text!r} is no absolute IRI.", "Give one like https://example.org/g."))
    return text


def _refuse_service(*_: str) -> bytes:
    raise _refused("SERVICE")


def _refuse_load(*_: str) -> RdfDocument:
    raise _refused("LOAD")


def _refused(keyword: str) -> RequestError:
    what = f"{keyword} is refused: this endpoint sends no requests to others."
    return RequestError(403, Problem("query", what, "Leave it out, or federate from your own client."))

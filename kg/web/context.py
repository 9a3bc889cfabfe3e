"""What the views serve: the dataset, the endpoint and the questions, held by the application."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TypeVar, cast

from flask import Flask, current_app, request

from kg.config import Settings
from kg.endpoint.endpoint import Endpoint
from kg.endpoint.graph_store import GraphStore
from kg.engine.answer import ReadAnswer
from kg.engine.engine import Engine, WrittenAnswer
from kg.errors import Problem, RequestError
from kg.formats import Format
from kg.http.concurrency_limit import ConcurrencyLimit, client_of
from kg.http.memo import Memo
from kg.http.request_context import gone_of, record_of
from kg.model.dataset import PublishedDataset
from kg.model.source_texts import Texts
from kg.protocol.access_tokens import READ, WRITE, Tokens
from kg.protocol.sparql import Query, Update
from kg.publish.questions import Question
from kg.releases.release import Release

_Value = TypeVar("_Value")
_KEY = "kg.site"
_LARGEST_QUERY = 1 << 20
_LARGEST_CHANGE = 64 << 20


@dataclass(frozen=True)
class ApplicationContext:
    """A dataset with the questions about it, by name, its releases, the texts of its sources as far as they are there.

    With it comes what may be done by whom. What a ``frozen`` one shows is to be kept as files.
    """

    settings: Settings
    service: Engine
    dataset: PublishedDataset
    endpoint: Endpoint
    questions: Mapping[str, Question]
    tokens: Tokens
    turns: ConcurrencyLimit
    releases: tuple[Release, ...]
    texts: Texts
    frozen: bool
    memo: Memo = field(default_factory=Memo)

    def recall(self, key: Hashable, find: Callable[[], _Value]) -> _Value:
        """What was found for a key in the present state of the dataset, or is found now."""
        return self.memo.recall(self.service.version, key, find)

    @property
    def graphs(self) -> GraphStore:
        """The graphs of the dataset."""
        return GraphStore(self.endpoint)

    def write(self, query: Query, formats: Mapping[str, Format | None], encoding: str) -> WrittenAnswer:
        """The answer to a query of the present request's client, as ``Endpoint.write`` gives it."""
        record = record_of(request.environ)
        record.ask(query.text)
        with self.turn():
            written = self.endpoint.write(query, formats, encoding, gone_of(request.environ))
        record.rows = written.rows
        return written

    def rows(self, query: Query, limit: int) -> ReadAnswer:
        """The first rows of the answer to a query of the present request's client."""
        record_of(request.environ).ask(query.text)
        with self.turn():
            return self.endpoint.rows(query, limit, gone_of(request.environ))

    def update(self, update: Update) -> None:
        """Apply an update for the present request's client."""
        record_of(request.environ).ask(update.text)
        with self.turn():
            self.endpoint.update(update)

    def require(self, scope: str) -> None:
        """Let the present request's client do what a scope permits.

        Raises RequestError: 403 where nobody may, 401 where a token is needed.
        """
        if scope == WRITE and not self.settings.writable:
            raise RequestError(403, Problem("request", "The dataset cannot be changed.", "Send a query."))
        if scope == READ and not self.settings.private:
            return
        if not self.tokens.allows(request.headers.get("Authorization"), scope):
            what = f"This needs a token with the scope {scope}."
            raise RequestError(401, Problem("Authorization", what, "Send the header Authorization: Bearer TOKEN."))

    def body_limit(self, *, writes: bool) -> int:
        """How many bytes the body of a request may have; a holder of a token that ``writes`` may send a graph."""
        return _LARGEST_CHANGE if writes and self.settings.writable else _LARGEST_QUERY

    def turn(self) -> AbstractContextManager[None]:
        """Let the present request's client evaluate something; may raise RequestError (429)."""
        return self.turns.turn(client_of(request.environ))


def attach(app: Flask, site: ApplicationContext) -> None:
    """Give an application its site."""
    app.extensions[_KEY] = site


def of(app: Flask) -> ApplicationContext:
    """The site of an application."""
    return cast(ApplicationContext, app.extensions[_KEY])


def current() -> ApplicationContext:
    """The site of the application that answers the request."""
    return of(current_app)

"""The application context: what the views serve, and what the client of the present request may do."""

from collections.abc import Callable, Hashable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TypeVar, cast

from flask import Flask, current_app, has_request_context, request
from werkzeug.local import LocalProxy

from kg.config import Settings
from kg.endpoint.endpoint import Endpoint
from kg.engine.concurrency_limit import ConcurrencyLimit
from kg.engine.fetcher import Fetcher
from kg.errors import Problem, RequestError
from kg.gateway.health import readiness
from kg.gateway.service import Service
from kg.http.access_log import Metrics
from kg.http.clients import client_of
from kg.http.failed_tokens import FailedTokens
from kg.http.memo import Memo
from kg.http.wsgi import BufferedResponse, request_context
from kg.limits import Limits
from kg.model.dataset import PublishedDataset
from kg.model.source_texts import SourceTexts
from kg.namespaces import Namespaces
from kg.protocol.access_tokens import READ, WRITE
from kg.protocol.negotiation import Preferences
from kg.publish.questions.question import Question
from kg.releases.releases import Release
from kg.search.index.searching import SearchIndex
from kg.search.served import index_of, index_path

_Value = TypeVar("_Value")
_KEY = "kg.context"


@dataclass(frozen=True)
class ApplicationContext:
    """The parts of an application. Every way to evaluate something takes a slot of the present request's client.

    ``questions`` are by name; ``texts`` are those of the sources that the operator supplies. The pages of a ``frozen``
    application are kept as files.
    """

    _service: Service
    fetcher: Fetcher | None
    questions: Mapping[str, Question]
    slots: ConcurrencyLimit
    failed_tokens: FailedTokens
    releases: tuple[Release, ...]
    texts: SourceTexts
    _memo: Memo
    frozen: bool

    @property
    def settings(self) -> Settings:
        """The settings of the server."""
        return self._service.settings

    @property
    def limits(self) -> Limits:
        """The limits of the server."""
        return self._service.limits

    @property
    def names(self) -> Namespaces:
        """The IRIs of the dataset."""
        return self._service.names

    @property
    def metrics(self) -> Metrics:
        """What is counted of requests."""
        return self._service.metrics

    def body_limit(self, authorization: str | None) -> int:
        """The largest request body, in bytes, for an Authorization header."""
        return self._service.body_limit(authorization)

    @property
    def dataset(self) -> PublishedDataset:
        """The dataset; takes the slot."""
        self.take_slot()
        return PublishedDataset(self._service.engine, self.names, self.limits, self.memoize)

    @property
    def search(self) -> SearchIndex:
        """The index of the search for the present state of the dataset; takes the slot."""
        dataset, questions, content = self.dataset, [*self.questions.values()], self._service.engine.content
        built = index_path(self.settings.dataset)
        return self.memoize(index_of, lambda: index_of(dataset, questions, content, built))

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint; takes the slot."""
        self.take_slot()
        return Endpoint(self._service.engine, self.names, self._matching, self.fetcher, self.limits)

    def _matching(self, text: str) -> list[str]:
        """The IRIs of all entities that match a text."""
        return self.search.entities(text, self.limits.search.entities)

    @property
    def preferences(self) -> Preferences:
        """What the present request's client accepts."""
        return Preferences(request.headers.get("Accept"), self.limits.request)

    def memoize(self, key: Hashable, compute: Callable[[], _Value]) -> _Value:
        """The value for a key in the present state of the dataset; takes the slot, since it may wait for another's."""
        self.take_slot()
        return self._memo.memoize(self._service.engine.version, key, compute)

    @property
    def version(self) -> str:
        """The name of the dataset's present state; takes no slot."""
        return self._service.engine.version

    def readiness(self) -> BufferedResponse:
        """The answer to the readiness probe; takes no slot."""
        return readiness(self._service)

    def wait_until_loaded(self) -> None:
        """Wait until all answers come from where later ones do; raises DatasetError for a file with another content."""
        self._service.engine.wait_until_loaded()

    def close(self) -> None:
        """End the workers."""
        self._service.engine.close()

    def take_slot(self) -> None:
        """Take a slot of the present request's client until the request ends, unless the request has it.

        Raises RequestError with status 429 if all slots of the client are taken.
        """
        if has_request_context():
            state = request_context(request.environ)
            if state.slot is None:
                slot = ExitStack()
                slot.enter_context(self.slots.slot(client_of(request.environ)))
                state.slot = slot

    def note_token(self) -> None:
        """Note it if the present request's token is invalid; raises RequestError (429) after too many such."""
        authorization = request.headers.get("Authorization")
        if authorization and not self._service.tokens.allows(authorization, READ):
            self.failed_tokens.note(client_of(request.environ))

    @property
    def may_read(self) -> bool:
        """Whether the present request's client may read the dataset."""
        return self._service.may_read(request.headers.get("Authorization"))

    def authorize(self, scope: str) -> None:
        """Let the present request's client do what a scope permits.

        Raises RequestError: 403 for a change of a dataset that cannot be changed, 401 where a token is needed, and 429
        for a client that has sent too many invalid ones.
        """
        if scope == WRITE and not self.settings.writable:
            raise RequestError(403, Problem("request", "The dataset cannot be changed.", "Send a query."))
        authorization = request.headers.get("Authorization")
        is_allowed = self._service.may_read if scope == READ else partial(self._service.tokens.allows, scope=scope)
        if not is_allowed(authorization):
            self.note_token()
            what = f"This needs a token with the scope {scope}."
            raise RequestError(401, Problem("Authorization", what, "Send the header Authorization: Bearer TOKEN."))


def attach(app: Flask, application: ApplicationContext) -> None:
    """Give a Flask application its context."""
    app.extensions[_KEY] = application


def context_of(app: Flask) -> ApplicationContext:
    """The context of a Flask application."""
    return cast(ApplicationContext, app.extensions[_KEY])


# The context of the application that answers the present request.
context = cast(ApplicationContext, LocalProxy(lambda: context_of(current_app)))

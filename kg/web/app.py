"""The factory of the Flask application."""

from __future__ import annotations

import atexit
import re

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from kg.config import Settings
from kg.endpoint.endpoint import Endpoint
from kg.engine.engine import Engine
from kg.engine.fetcher import Fetcher
from kg.errors import Problem, RequestError
from kg.http.access_log import AccessLog
from kg.http.cache import Cache
from kg.http.concurrency_limit import ConcurrencyLimit, client_of
from kg.http.request_context import refusal_of
from kg.limits import Limits
from kg.model.dataset import PublishedDataset, base_of
from kg.model.source_texts import read_texts
from kg.namespaces import Namespaces
from kg.protocol.access_tokens import WRITE, Tokens
from kg.publish.questions import read_questions
from kg.releases.releases import read_releases
from kg.web import context, errors, headers, links
from kg.web.context import ApplicationContext
from kg.web.views import (
    charts,
    dataset,
    dumps,
    entities,
    entity_lists,
    explorer,
    graph_store,
    inputs,
    lookup,
    networks,
    ontology,
    operations,
    pages,
    questions,
    releases,
    sitemap,
    sparql,
    workbench,
)

_VIEWS = (
    sparql,
    workbench,
    graph_store,
    pages,
    questions,
    entities,
    ontology,
    releases,
    dumps,
    dataset,
    inputs,
    entity_lists,
    charts,
    lookup,
    sitemap,
    explorer,
    networks,
)
_HOST = re.compile(r"[A-Za-z0-9._-]*(?::[0-9]+)?|\[[0-9A-Fa-f:.]+\](?::[0-9]+)?")


def create_app(settings: Settings, limits: Limits | None = None, *, frozen: bool = False) -> Flask:
    """The application that serves a dataset and the questions of a folder, with the workers that evaluate queries.

    The pages of a ``frozen`` one are to be kept as files: they offer nothing that needs a server.

    Raises DatasetError or DataError for what cannot be read.
    """
    app = Flask("kg.web")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["frozen"] = frozen
    here = _site(settings, limits or settings.limits, frozen=frozen)
    context.attach(app, here)
    cache = Cache(app.wsgi_app, settings.cache, lambda: here.service.version, here.turns)
    journal = AccessLog(cache, client_of, lambda: here.service.busy)
    for blueprint in (*(module.blueprint for module in _VIEWS), operations.blueprint(journal)):
        app.register_blueprint(blueprint)
    app.before_request(_check_request)
    headers.register(app)
    links.register(app)
    errors.register(app)
    trusted = settings.proxies
    app.wsgi_app = ProxyFix(journal, trusted, trusted, trusted) if trusted else journal  # type: ignore[method-assign]
    return app


def _check_request() -> None:
    """Refuse what is no request, and bound the body, which other servers than ``kg serve`` hand over unread."""
    if refused := refusal_of(request.environ):
        raise refused
    if not _HOST.fullmatch(request.environ.get("HTTP_HOST", "")):
        raise RequestError(400, Problem("Host", "It is no host.", "Send the host of this address."))
    here = context.current()
    writes = here.tokens.allows(request.headers.get("Authorization"), WRITE)
    request.max_content_length = here.body_limit(writes=writes)


def _site(settings: Settings, limits: Limits, *, frozen: bool) -> ApplicationContext:
    tokens = Tokens.read(settings.tokens)
    service = Engine(settings.dataset, settings.store, limits, writable=settings.writable)
    service.start()
    atexit.register(service.close)
    dataset = PublishedDataset(service, base_of(service) or Namespaces(), limits)
    questions = read_questions(settings.queries, dataset.names)
    hosts = frozenset(settings.services)
    courier = Fetcher(hosts, limits.fetch) if hosts else None
    endpoint = Endpoint(service, dataset.names, courier, limits.evaluation.seconds)
    by_name = {question.name: question for question in questions}
    releases = read_releases(settings.releases)
    texts = read_texts(dataset, settings.sources)
    return ApplicationContext(
        settings,
        service,
        dataset,
        endpoint,
        by_name,
        tokens,
        ConcurrencyLimit(settings.per_client),
        releases,
        texts,
        frozen,
    )

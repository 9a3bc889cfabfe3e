"""The factory of the Flask application."""

import pkgutil
from collections.abc import Callable
from importlib import import_module

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

from kg.config import Settings
from kg.engine.concurrency_limit import ConcurrencyLimit
from kg.engine.fetcher import Fetcher
from kg.gateway.service import Service
from kg.http.access_log import LOG, AccessLog
from kg.http.cache import Cache
from kg.http.failed_tokens import FailedTokens
from kg.http.memo import Memo
from kg.http.response_headers import RESPONSE_HEADERS, VARY, meta_policy
from kg.limits import Limits
from kg.model.dataset import PublishedDataset
from kg.model.source_texts import read_texts
from kg.publish.catalog.about import describe_dataset
from kg.publish.questions.question import read_questions
from kg.releases.releases import read_releases
from kg.web import views
from kg.web.access import register_access
from kg.web.compression import Compression
from kg.web.context import ApplicationContext, attach, context
from kg.web.description import served_citation
from kg.web.errors import register_errors
from kg.web.footnotes import footnoted, reference
from kg.web.links import TEMPLATE_FUNCTIONS
from kg.web.navigation import NAVIGATION, current_section
from kg.web.preflight import allow_requests
from kg.web.request_checks import check_request

# What a private site is called for those who may not read it.
_STRANGERS_NAME = "Knowledge graph"


def create_app(
    settings: Settings, limits: Limits | None = None, *, frozen: bool = False, log: Callable[[str], None] = LOG.info
) -> Flask:
    """The application that serves a dataset, with the workers that evaluate queries.

    ``limits`` are those of the settings unless given. The pages of a ``frozen`` application are kept as files: they
    offer nothing that needs a server. ``log`` takes the lines of the access log.

    Raises DatasetError or DataError for files that cannot be read.
    """
    return make_app(Service.open(settings, limits or settings.limits, log), frozen=frozen)


def make_app(service: Service, *, frozen: bool = False) -> Flask:
    """The application of a service; raises what ``create_app`` raises."""
    app = Flask("kg.web")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["frozen"] = frozen
    # Not every host of files sends headers.
    app.jinja_env.globals["meta_policy"] = meta_policy()
    parts = _parts(service, frozen=frozen)
    attach(app, parts)
    for module in pkgutil.iter_modules(views.__path__):
        app.register_blueprint(import_module(f"{views.__name__}.{module.name}").blueprint)
    # Pages about errors show the name too, and must not need the engine: it is that of the dataset at the start.
    site_name = describe_dataset(parts.dataset, "").title
    app.jinja_env.globals.update(
        TEMPLATE_FUNCTIONS,
        navigation=NAVIGATION,
        current_section=current_section,
        cite=served_citation,
        footnoted=footnoted,
        reference=reference,
        may_read=lambda: context.may_read,
    )
    # A stranger does not learn it from an error of a private server.
    app.context_processor(lambda: {"site_name": site_name if context.may_read else _STRANGERS_NAME})
    app.before_request(check_request)
    app.after_request(Compression(parts.limits.cache).compress_response)
    app.after_request(_add_headers)
    app.after_request(allow_requests)
    register_access(app)
    register_errors(app)
    cache = Cache(app.wsgi_app, parts.limits, lambda: parts.version, parts.slots, service.kept)
    logged, trusted = AccessLog(cache, service.log), service.settings.proxies
    app.wsgi_app = ProxyFix(logged, trusted, trusted, trusted) if trusted else logged  # type: ignore[method-assign]
    return app


def _add_headers(response: Response) -> Response:
    for name, value in RESPONSE_HEADERS.items():
        response.headers.setdefault(name, value)
    response.vary.update(VARY)
    return response


def _parts(service: Service, *, frozen: bool) -> ApplicationContext:
    settings, limits, names = service.settings, service.limits, service.names
    dataset = PublishedDataset(service.engine, names, limits)
    hosts = frozenset(settings.services)
    return ApplicationContext(
        service,
        Fetcher(hosts, limits.fetch) if hosts else None,
        {question.name: question for question in read_questions(settings.queries, names)},
        ConcurrencyLimit(limits.request),
        FailedTokens(limits.request),
        read_releases(settings.releases),
        read_texts(dataset, settings.sources),
        Memo(limits.cache.values),
        frozen,
    )

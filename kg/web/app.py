"""The factory of the Flask application, and of the gateway behind which ``kg serve`` runs it."""

import atexit
import ctypes
import gc
import pkgutil
import re
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from kg.config import Settings
from kg.engine.engine import Engine
from kg.engine.fetcher import Fetcher
from kg.errors import Problem, RequestError
from kg.http.access_log import LOG, AccessLog, Metrics
from kg.http.cache import Cache
from kg.http.concurrency_limit import ConcurrencyLimit
from kg.http.gateway import Gateway
from kg.http.log_writer import LogWriter
from kg.http.memo import Memo
from kg.http.wsgi import request_context
from kg.limits import Limits
from kg.model.dataset import PublishedDataset, base_of
from kg.model.source_texts import read_texts
from kg.namespaces import Namespaces
from kg.protocol.access_tokens import Tokens
from kg.publish.catalog.about import describe_dataset
from kg.publish.questions.question import read_questions
from kg.releases.releases import read_releases
from kg.web import views
from kg.web.access import register_access
from kg.web.compression import Compression
from kg.web.context import ApplicationContext, attach, context, context_of
from kg.web.description import served_citation
from kg.web.errors import register_errors
from kg.web.footnotes import footnoted, reference
from kg.web.headers import add_headers
from kg.web.links import TEMPLATE_FUNCTIONS
from kg.web.navigation import NAVIGATION, current_section

_HOST = re.compile(r"[A-Za-z0-9._-]*(?::[0-9]+)?|\[[0-9A-Fa-f:.]+\](?::[0-9]+)?")
# Of malloc.h.
_M_TRIM_THRESHOLD = -1
_M_ARENA_MAX = -8


def create_app(
    settings: Settings, limits: Limits | None = None, *, frozen: bool = False, log: Callable[[str], None] = LOG.info
) -> Flask:
    """The application that serves a dataset, with the workers that evaluate queries.

    ``limits`` are those of the settings unless given. The pages of a ``frozen`` application are kept as files: they
    offer nothing that needs a server. ``log`` takes the lines of the access log.

    Raises DatasetError or DataError for files that cannot be read.
    """
    app = Flask("kg.web")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["frozen"] = frozen
    parts = _parts(settings, limits or settings.limits, frozen=frozen)
    attach(app, parts)
    for module in pkgutil.iter_modules(views.__path__):
        app.register_blueprint(import_module(f"{views.__name__}.{module.name}").blueprint)
    # Pages about errors show the name too, and must not need the engine: it is that of the dataset at the start.
    site_name = describe_dataset(parts.dataset, "").title
    app.jinja_env.globals.update(
        TEMPLATE_FUNCTIONS,
        navigation=NAVIGATION,
        current_section=current_section,
        site_name=site_name,
        cite=served_citation,
        footnoted=footnoted,
        reference=reference,
    )
    app.before_request(_check_request)
    app.after_request(Compression(parts.limits.cache).compress_response)
    app.after_request(add_headers)
    register_access(app)
    register_errors(app)
    cache = Cache(app.wsgi_app, parts.limits, lambda: parts.version, parts.slots)
    logged, trusted = AccessLog(cache, parts.metrics, log), settings.proxies
    app.wsgi_app = ProxyFix(logged, trusted, trusted, trusted) if trusted else logged  # type: ignore[method-assign]
    return app


def check_startup(settings: Settings) -> None:
    """Check that everything can be opened; raises what ``create_app`` raises."""
    parts = context_of(create_app(settings))
    try:
        parts.wait()
    finally:
        parts.close()


def make_gateway(settings: Settings, log: LogWriter) -> Gateway:
    """The application behind a gateway, as ``kg serve`` runs it, which closes the log at its end.

    Raises what ``create_app`` raises.
    """
    # Have the C library return memory to the system, of which each thread would keep a share of its own.
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, 2)
        library.mallopt(_M_TRIM_THRESHOLD, 128 * 1024)
    app = create_app(settings, log=log.write)
    parts = context_of(app)
    # What lives now lives on; the collector need not look at it after every few requests.
    gc.collect()
    gc.freeze()

    def close() -> None:
        parts.close()
        log.close()

    return Gateway(app.wsgi_app, parts.limits, settings.proxies, parts.body_limit, close)


def _check_request() -> None:
    """Refuse an invalid request, and bound its body, which other servers than ``kg serve`` pass on unread."""
    if refusal := request_context(request.environ).refusal:
        raise refusal
    if not _HOST.fullmatch(request.environ.get("HTTP_HOST", "")):
        raise RequestError(400, Problem("Host", "Invalid Host header.", "Send the host name of this server."))
    request.max_content_length = context.body_limit(request.headers.get("Authorization"))


def _parts(settings: Settings, limits: Limits, *, frozen: bool) -> ApplicationContext:
    engine = Engine(settings.dataset, settings.store, limits, writable=settings.writable)
    engine.start()
    atexit.register(engine.close)
    dataset = PublishedDataset(engine, base_of(engine) or Namespaces(), limits)
    hosts = frozenset(settings.services)
    return ApplicationContext(
        settings,
        limits,
        engine,
        dataset.names,
        Fetcher(hosts, limits.fetch) if hosts else None,
        {question.name: question for question in read_questions(settings.queries, dataset.names)},
        Tokens.read(settings.tokens),
        ConcurrencyLimit(limits.request),
        read_releases(settings.releases),
        read_texts(dataset, settings.sources),
        Metrics(lambda: engine.busy),
        Memo(limits.cache.values),
        frozen,
    )

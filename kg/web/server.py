"""The application as ``kg serve`` runs it."""

import ctypes
import gc
from contextlib import suppress

from kg.config import Settings
from kg.http.gateway import Gateway
from kg.web.app import create_app
from kg.web.context import context_of

# Of malloc.h.
_M_TRIM_THRESHOLD = -1
_M_ARENA_MAX = -8


def check_startup(settings: Settings) -> None:
    """Check that everything can be opened; raises what ``create_app`` raises."""
    parts = context_of(create_app(settings))
    try:
        parts.engine.wait(parts.limits.store.takeover_seconds)
    finally:
        parts.engine.close()


def make_gateway(settings: Settings) -> Gateway:
    """The application behind a gateway; raises what ``create_app`` raises."""
    _limit_arenas()
    app = create_app(settings)
    parts = context_of(app)
    # What lives now lives on; the collector need not look at it after every few requests.
    gc.collect()
    gc.freeze()
    # A thread for each evaluation, and more for the requests that wait for one or need none.
    threads = parts.limits.pool.workers + parts.limits.request.spare_threads
    return Gateway(app.wsgi_app, threads, parts.limits.request, parts.body_limit, parts.engine.close)


def _limit_arenas() -> None:
    """Have the C library return memory to the system, of which each thread would keep a share of its own."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, 2)
        library.mallopt(_M_TRIM_THRESHOLD, 128 * 1024)

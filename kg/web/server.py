"""The application as ``kg serve`` runs it."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

from kg.config import Settings
from kg.http.gateway import Gateway
from kg.protocol.access_tokens import WRITE
from kg.web import context
from kg.web.app import create_app

# Enough for every evaluation, for the requests that wait for one of them, and for what needs none.
_THREADS_BESIDES = 112
# So long another server may take to let go of the store when this one is started anew.
_SECONDS_FOR_THE_STORE = 5.0
# Of malloc.h.
_M_TRIM_THRESHOLD = -1
_M_ARENA_MAX = -8


def check(settings: Settings) -> None:
    """Find out whether everything can be opened; raises what ``create_app`` raises."""
    service = context.of(create_app(settings)).service
    try:
        service.wait(_SECONDS_FOR_THE_STORE)
    finally:
        service.close()


def make_gateway(settings: Settings) -> Gateway:
    """The application behind a gateway; raises what ``create_app`` raises."""
    _spare_memory()
    app = create_app(settings)
    here = context.of(app)
    # What lives now lives on; the collector need not look at it after every few requests.
    gc.collect()
    gc.freeze()

    def body_limit(authorization: str | None) -> int:
        return here.body_limit(writes=here.tokens.allows(authorization, WRITE))

    return Gateway(app.wsgi_app, settings.workers + _THREADS_BESIDES, body_limit, here.service.close)


def _spare_memory() -> None:
    """Have the C library give memory back: else each of the threads would keep a share of its own."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, 2)
        library.mallopt(_M_TRIM_THRESHOLD, 128 * 1024)

"""The web process: what it loads and runs below the supervisor."""

import ctypes
import gc
import sys
from contextlib import suppress
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from threading import Lock

from kg.config import Settings
from kg.engine.prctl import die_with_parent, forbid_inspection
from kg.errors import KgError
from kg.faults import system_faults
from kg.gateway.gateway import Gateway
from kg.gateway.service import Service
from kg.http.log_writer import LogWriter
from kg.http.wsgi import Application

# Of malloc.h.
_M_TRIM_THRESHOLD = -1
_M_ARENA_MAX = -8


class _Staleness:
    """Whether the first process has sent that a reload failed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = Lock()
        self._is_stale = False

    def __call__(self) -> bool:
        with self._lock, suppress(EOFError, ConnectionError):
            while self._connection.poll():
                self._is_stale = self._connection.recv()
        return self._is_stale


def load_gateway(settings: Settings, first: Connection, whole: bool) -> Gateway:
    """What the web process runs, which logs to the standard output, for ``Supervisor`` at the other end of ``first``.

    Queries are answered as soon as this returns. The process ends with the first one.
    """
    if (parent := parent_process()) and parent.pid:
        # Nobody would restart it, and it would hold the port.
        die_with_parent(parent.pid)
    forbid_inspection()
    _return_memory()
    log = LogWriter(sys.stdout)
    try:
        with system_faults():
            service = Service.open(settings, settings.limits, log.write, _Staleness(first))

        def release() -> None:
            service.engine.close()
            log.close()

        gateway = Gateway(service, partial(_load_application, service, first, whole), release)
        if whole:
            gateway.wait_until_loaded()
    except KgError as error:
        first.send([*error.problems])
        sys.exit(1)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    content = settings.store or settings.dataset
    log.write(f"Serving {content} at http://{host}:{settings.port}/ (stop with Ctrl-C)")
    return gateway


def _load_application(service: Service, first: Connection, whole: bool) -> Application:
    """What answers everything but queries, which are answered meanwhile."""
    try:
        with system_faults():
            from kg.web.app import make_app  # noqa: PLC0415 - it takes long

            app = make_app(service)
        if whole:
            service.engine.wait_until_loaded()
    except KgError as error:
        first.send([*error.problems])
        raise
    # What lives now lives on; the collector need not look at it after every few requests.
    gc.collect()
    gc.freeze()
    first.send([])
    return app.wsgi_app


def _return_memory() -> None:
    """Have the C library return memory to the system, of which each thread would keep a share of its own."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, 2)
        library.mallopt(_M_TRIM_THRESHOLD, 128 * 1024)

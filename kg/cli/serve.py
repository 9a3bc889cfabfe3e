"""The commands ``kg serve`` and ``kg token``."""

import ctypes
import gc
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from functools import partial
from multiprocessing import SimpleQueue, parent_process
from pathlib import Path
from typing import Any, TypeAlias

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from kg.cli import options
from kg.config import Settings
from kg.engine.prctl import die_with_parent, forbid_inspection
from kg.errors import KgError, Problem
from kg.gateway.gateway import Gateway
from kg.gateway.service import Service
from kg.http.log_writer import LogWriter
from kg.http.wsgi import Application
from kg.protocol.access_tokens import READ, SCOPES, add_token

# What a server process could not read, for the first process.
_Failures: TypeAlias = "SimpleQueue[list[Problem]]"
# Of malloc.h.
_M_TRIM_THRESHOLD = -1
_M_ARENA_MAX = -8


@click.command("serve")
@options.settings_options()
def serve_command(**values: Any) -> None:
    """Serve the dataset over HTTP.

    The SPARQL endpoint is at /sparql, the Graph Store Protocol at /data, and the pages at /. On SIGHUP the server
    reloads all files without failing a request.
    """
    forbid_inspection()
    settings = Settings(**values)
    limits = settings.limits.request
    _require_address(settings.host, settings.port)
    _require_store(settings)
    # Allow as many open files as the system grants, because each connection is one.
    maximum = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (maximum, maximum))
    server = Granian(
        "kg.cli.serve:_load",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.RSGI,
        loop=Loops.uvloop,
        backlog=limits.connections,
        backpressure=limits.connections,
        # Detecting the version would wait forever for a client that sends nothing.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=limits.header_ms, max_buffer_size=limits.head_bytes),
        respawn_failed_workers=True,
        workers_kill_timeout=limits.stop_seconds,
        websockets=False,
        log_level=LogLevels.warning,
    )
    # What the server process cannot read is reported here, once.
    failures: _Failures = SimpleQueue()
    # A partial reaches the server process whether it is forked or spawned, and from any working directory.
    server.serve(target_loader=partial(_load, settings, failures), wrap_loader=False)  # type: ignore[arg-type]
    if not failures.empty():
        raise KgError(*failures.get())


@click.command("token")
@click.argument("name")
@click.option("--scope", type=click.Choice(SCOPES), default=READ, show_default=True, help="What the token permits.")
@click.option("--tokens", type=options.PATH, required=True, help="The file with the tokens.")
def token_command(name: str, scope: str, tokens: Path) -> None:
    """Create an access token.

    Print the token for its holder NAME; the file keeps only its hash.
    """
    click.echo(add_token(tokens, name, scope))


def _load(settings: Settings, failures: _Failures) -> Gateway:
    """What a server process runs, which logs to the standard output; what it cannot read ends the server."""
    if (first := parent_process()) and first.pid:
        # Nobody would restart it, and it would hold the port.
        die_with_parent(first.pid)
    _return_memory()
    log = LogWriter(sys.stdout)
    try:
        service = Service.open(settings, settings.limits, log.write)
    except KgError as error:
        # Its end would be taken for a failure that another process should make good.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _end_server(failures, error)
        signal.pause()
        raise
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    content = settings.store or settings.dataset
    log.write(f"Serving {content} at http://{host}:{settings.port}/ (stop with Ctrl-C)")

    def release() -> None:
        service.engine.close()
        log.close()

    return Gateway(service, partial(_load_application, service, failures), release)


def _load_application(service: Service, failures: _Failures) -> Application:
    """What answers everything but queries, which are answered meanwhile."""
    from kg.web.app import make_app  # noqa: PLC0415 - it takes long

    try:
        app = make_app(service)
    except KgError as error:
        _end_server(failures, error)
        raise
    # What lives now lives on; the collector need not look at it after every few requests.
    gc.collect()
    gc.freeze()
    return app.wsgi_app


def _end_server(failures: _Failures, error: KgError) -> None:
    """Have the first process end the server, and report an error."""
    failures.put([*error.problems])
    if (first := parent_process()) and first.pid:
        os.kill(first.pid, signal.SIGTERM)


def _return_memory() -> None:
    """Have the C library return memory to the system, of which each thread would keep a share of its own."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, 2)
        library.mallopt(_M_TRIM_THRESHOLD, 128 * 1024)


def _require_store(settings: Settings) -> None:
    """Raise DatasetError if another server has the store; one that is reloaded waits for its predecessor instead."""
    if settings.store and settings.writable:
        service = Service.open(settings, settings.limits, lambda _: None)
        try:
            service.engine.wait(settings.limits.store.takeover_seconds)
        finally:
            service.engine.close()


def _require_address(host: str, port: int) -> None:
    """Raise KgError if no server can listen there; granian would share the port of another server of the same user."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address[0], port, *address[2:]))
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the port must be from 0 to 65535"
        what = f"The server cannot listen here: {reason}."
        raise KgError(Problem(f"{host}:{port}", what, "Choose another address with --host or --port.")) from error

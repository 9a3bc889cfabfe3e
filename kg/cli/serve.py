"""The commands that serve the dataset: serve, and token for those who may change it."""

from __future__ import annotations

import logging
import resource
import socket
import sys
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from kg.cli import options
from kg.config import Settings
from kg.errors import KgError, Problem
from kg.http.gateway import Gateway
from kg.protocol.access_tokens import READ, SCOPES, add
from kg.web.server import check, make_gateway


@click.command()
@options.settings
def serve(**given: Any) -> None:
    """Serve the dataset: a SPARQL endpoint at /sparql, graphs at /data, and pages for people at /.

    SIGHUP reads everything again without a failed request.
    """
    settings = Settings(**{one.name: given[one.name] for one in fields(Settings)})
    limits = settings.limits.request
    _require_address(settings.host, settings.port)
    # What is wrong with the files is said here, once, and not by a worker that is started again and again.
    check(settings)
    _allow_connections()
    server = Granian(
        "kg.web.server:make_gateway",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.RSGI,
        backlog=limits.connections,
        backpressure=limits.connections,
        # Finding out the version would wait without end for a client that says nothing.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=limits.header_ms, max_buffer_size=limits.header_bytes),
        respawn_failed_workers=True,
        workers_kill_timeout=limits.stop_seconds,
        websockets=False,
        log_level=LogLevels.warning,
    )
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    shown = settings.store or settings.dataset
    server.on_startup(lambda: click.echo(f"Serving {shown} at http://{name}:{settings.port}/ (stop with Ctrl-C)"))
    # A partial of the factory reaches the worker whether it is forked or spawned, and from any working directory.
    server.serve(target_loader=partial(_load, settings), wrap_loader=False)  # type: ignore[arg-type]


@click.command()
@click.argument("name")
@click.option("--scope", type=click.Choice(SCOPES), default=READ, show_default=True, help="What the token permits.")
@click.option("--tokens", type=click.Path(path_type=Path), required=True, help="The file of the tokens.")
def token(name: str, scope: str, tokens: Path) -> None:
    """Make a token for somebody with a NAME; it is printed once, and only its hash is kept."""
    click.echo(add(tokens, name, scope))


def _allow_connections() -> None:
    """Take as many open files as the system grants; each connection is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _load(settings: Settings) -> Gateway:
    """The application of a server process, which logs to the standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("kg.access")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return make_gateway(settings)


def _require_address(host: str, port: int) -> None:
    """Raise KgError if nothing can listen there; granian would share a port that another server of the user holds."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        what = f"cannot be listened on: {error.strerror}."
        raise KgError(Problem(f"{host}:{port}", what, "Choose another with --host or --port.")) from error

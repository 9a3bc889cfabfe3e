"""The command that serves the dataset."""

from __future__ import annotations

import socket
from functools import partial
from pathlib import Path

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kg.cli import options
from kg.config import Settings
from kg.errors import KgError, Problem
from kg.web.app import create_app

_THREADS = 4
_SECONDS_TO_STOP = 5


@click.command()
@click.option("--host", default=Settings.host, show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=Settings.port, show_default=True, help="The port.")
@options.dataset
@options.queries
def serve(host: str, port: int, dataset: Path, queries: Path) -> None:
    """Serve the dataset: a SPARQL endpoint at /sparql and pages for people at /."""
    settings = Settings(dataset, queries, host, port)
    _require_address(host, port)
    # What is wrong with the files is said here, once, and not by a worker that is started again and again.
    create_app(settings)
    server = Granian(
        "kg.web.app:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=_SECONDS_TO_STOP,
        websockets=False,
        log_level=LogLevels.warning,
    )
    name = f"[{host}]" if ":" in host else host
    server.on_startup(lambda: click.echo(f"Serving {dataset} at http://{name}:{port}/ (stop with Ctrl-C)"))
    # A partial of the factory reaches the worker whether it is forked or spawned, and from any working directory.
    server.serve(target_loader=partial(create_app, settings), wrap_loader=False)


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

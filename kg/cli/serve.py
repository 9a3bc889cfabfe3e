"""The commands ``kg serve`` and ``kg token``."""

import resource
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from kg.cli import options
from kg.config import Settings
from kg.errors import KgError, Problem
from kg.http.gateway import Gateway
from kg.http.log_writer import LogWriter
from kg.protocol.access_tokens import READ, SCOPES, add_token
from kg.web.app import check_startup, make_gateway


@click.command("serve")
@options.settings_options()
def serve_command(**values: Any) -> None:
    """Serve the dataset over HTTP.

    The SPARQL endpoint is at /sparql, the Graph Store Protocol at /data, and the pages at /. On SIGHUP the server
    reloads all files without failing a request.
    """
    settings = Settings(**values)
    limits = settings.limits.request
    _require_address(settings.host, settings.port)
    # Report invalid files here, once, instead of in a server process that is restarted again and again.
    check_startup(settings)
    # Allow as many open files as the system grants, because each connection is one.
    maximum = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (maximum, maximum))
    server = Granian(
        "kg.web.app:make_gateway",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.RSGI,
        loop=Loops.uvloop,
        backlog=limits.connections,
        backpressure=limits.connections,
        # Detecting the version would wait forever for a client that sends nothing.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=limits.header_ms, max_buffer_size=limits.header_bytes),
        respawn_failed_workers=True,
        workers_kill_timeout=limits.stop_seconds,
        websockets=False,
        log_level=LogLevels.warning,
    )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    content = settings.store or settings.dataset
    server.on_startup(lambda: click.echo(f"Serving {content} at http://{host}:{settings.port}/ (stop with Ctrl-C)"))
    # A partial reaches the server process whether it is forked or spawned, and from any working directory.
    server.serve(target_loader=partial(_load, settings), wrap_loader=False)  # type: ignore[arg-type]


@click.command("token")
@click.argument("name")
@click.option("--scope", type=click.Choice(SCOPES), default=READ, show_default=True, help="What the token permits.")
@click.option("--tokens", type=options.PATH, required=True, help="The file with the tokens.")
def token_command(name: str, scope: str, tokens: Path) -> None:
    """Create an access token.

    Print the token for its holder NAME; the file keeps only its hash.
    """
    click.echo(add_token(tokens, name, scope))


def _load(settings: Settings) -> Gateway:
    """The application of a server process, which logs to the standard output."""
    return make_gateway(settings, LogWriter(sys.stdout))


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

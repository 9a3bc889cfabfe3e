"""The commands ``kg serve`` and ``kg token``."""

import os
import resource
from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.address import require_address
from kg.cli import options
from kg.cli.folders import require_folders
from kg.cli.supervisor import Supervisor
from kg.cli.web_process import load_gateway
from kg.config import Settings
from kg.engine.prctl import forbid_inspection
from kg.engine.store_folder import StoreFolder
from kg.protocol.access_tokens import READ, SCOPES, add_token


@click.command("serve")
@options.settings_options()
def serve_command(**values: Any) -> None:
    """Serve the dataset over HTTP.

    The SPARQL endpoint is at /sparql, the Graph Store Protocol at /data, and the pages at /. On SIGHUP the server
    reloads all files without failing a request; if one cannot be read, it reports that and goes on as before.
    """
    forbid_inspection()
    settings = Settings(**values)
    limits = settings.limits.request
    require_address(settings.host, settings.port, (options.given_by("host"), options.given_by("port")))
    require_folders(settings)
    _require_store(settings)
    # Allow as many open files as the system grants, because each connection is one.
    maximum = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (maximum, maximum))
    # A partial reaches the web process whether it is forked or spawned, and from any working directory.
    Supervisor(settings.host, settings.port, limits, partial(load_gateway, settings)).run()


@click.command("token")
@click.argument("name")
@click.option("--scope", type=click.Choice(SCOPES), default=READ, show_default=True, help="What the token permits.")
@click.option("--tokens", type=options.PATH, required=True, help="The file with the tokens.")
def token_command(name: str, scope: str, tokens: Path) -> None:
    """Create an access token.

    Print the token for its holder NAME; the file keeps only its hash.
    """
    click.echo(add_token(tokens, name, scope))


def _require_store(settings: Settings) -> None:
    """Raise DatasetError if another server has the store; one that is reloaded waits for its predecessor instead."""
    if settings.store and settings.writable:
        folder = StoreFolder(settings.store)
        folder.make()
        os.close(folder.lock(settings.limits.store.takeover_seconds))

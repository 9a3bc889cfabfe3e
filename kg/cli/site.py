"""The command ``kg site``: the whole site as files."""

from pathlib import Path
from typing import Any

import click

from kg.cli import options
from kg.cli.console import progress
from kg.config import Settings
from kg.static_site.static_site import write_static_site


@click.command("site")
@click.argument("out", type=options.PATH)
@options.content_options
def site_command(out: Path, **settings: Any) -> None:
    """Write the whole site as files.

    The folder OUT has every page and every document in each of its formats, for a web server that runs no programs, and
    the rules by which nginx and Apache resolve IRIs. If OUT is from an earlier run, it is replaced completely.
    """
    report = progress()
    number = write_static_site(Settings(**settings), out, report)
    report(f"{out}: {number} documents")

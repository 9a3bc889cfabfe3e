"""The command ``kg site``: the whole site as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli import options
from kg.cli.console import progress
from kg.config import Settings
from kg.static_site.static_site import write_static_site


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@options.contents
def site(out: Path, **given: Any) -> None:
    """Write the site into the folder OUT, for a host that runs no program.

    Every page and document is there in every format, and rules for nginx and Apache by which IRIs are answered. An OUT
    that an earlier run has made is replaced whole.
    """
    report = progress()
    number = write_static_site(Settings(**given), out, report)
    report(f"{out}: {number} documents")

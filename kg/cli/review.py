"""The command that checks everything."""

from __future__ import annotations

import click


@click.command()
def check() -> None:
    """Check everything."""

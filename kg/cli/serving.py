"""The command that serves the dataset."""

from __future__ import annotations

import click


@click.command()
def serve() -> None:
    """Serve the dataset."""

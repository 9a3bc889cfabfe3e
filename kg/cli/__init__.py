"""The command ``kg``: it builds, checks, asks, explains and serves the graph."""

from __future__ import annotations

import click

from kg.cli.build import build, context, cut, evidence
from kg.cli.check import check
from kg.cli.console import Group
from kg.cli.export import export
from kg.cli.query import query, why
from kg.cli.release import diff, dump, release
from kg.cli.serve import serve, token
from kg.cli.site import site


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="congress-kg")
def main() -> None:
    """A knowledge graph of party congresses in which every statement leads to its evidence."""


for command in (build, check, context, cut, diff, dump, evidence, export, query, release, serve, site, token, why):
    main.add_command(command)

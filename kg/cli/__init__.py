"""The command ``kg``, with a module for each small family of commands."""

import click

from kg.cli import build, curation, query, release, serve
from kg.cli.console import CommandGroup


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="congress-kg")
def main() -> None:
    """A knowledge graph of party congresses in which every statement leads to its evidence."""


for module in (build, curation, query, release, serve):
    for value in vars(module).values():
        if isinstance(value, click.Command):
            main.add_command(value)

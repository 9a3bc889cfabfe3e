"""The command ``kg``, with a module for each command or small family of commands."""

import click

from kg.cli.build import build_command, check_command
from kg.cli.console import CommandGroup
from kg.cli.curation import context_command, cut_command, evidence_command
from kg.cli.query import export_command, query_command, why_command
from kg.cli.release import diff_command, dump_command, release_command, site_command
from kg.cli.serve import serve_command, token_command


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="congress-kg")
def main() -> None:
    """A knowledge graph of party congresses in which every statement leads to its evidence."""


for command in (
    build_command,
    check_command,
    context_command,
    cut_command,
    diff_command,
    dump_command,
    evidence_command,
    export_command,
    query_command,
    release_command,
    serve_command,
    site_command,
    token_command,
    why_command,
):
    main.add_command(command)

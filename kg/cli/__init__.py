"""The command ``kg``, with a module for each small family of commands."""

import click

from kg.cli.console import CommandGroup

# Each command with its module in this folder, which is imported when the command is used.
_MODULES = {
    "backup": "backup",
    "build": "build",
    "check": "build",
    "context": "curation",
    "cut": "curation",
    "diff": "release",
    "dump": "release",
    "evidence": "curation",
    "export": "query",
    "load": "build",
    "query": "query",
    "release": "release",
    "restore": "backup",
    "serve": "serve",
    "site": "release",
    "token": "serve",
    "verify": "backup",
    "why": "query",
}


@click.group(
    cls=CommandGroup,
    modules={name: f"{__name__}.{module}" for name, module in _MODULES.items()},
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="congress-kg")
def main() -> None:
    """A knowledge graph of party congresses in which every statement leads to its evidence."""

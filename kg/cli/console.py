"""The console: progress, tables and errors as people read them."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from kg.errors import KgError
from kg.faults import fault

_MAX_PROBLEMS = 25


class CommandGroup(click.Group):
    """A group of commands that prints the errors of this package as lines of text, without a traceback.

    ``modules`` are the modules of the commands by their names; only that of the command in use is imported, since all
    of them together take longer than most commands.
    """

    def __init__(self, *arguments: Any, modules: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """The names of the commands."""
        return sorted(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """The command of a name, if there is one."""
        if cmd_name not in self._modules:
            return None
        values = vars(import_module(self._modules[cmd_name])).values()
        return next(value for value in values if isinstance(value, click.Command) and value.name == cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; exit with status 1 after the problems of a KgError, one per line, or a fault of a disk."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            for problem in error.problems[:_MAX_PROBLEMS]:
                click.echo(f"kg: {problem}", err=True)
            if len(error.problems) > _MAX_PROBLEMS:
                click.echo(f"kg: and {len(error.problems) - _MAX_PROBLEMS} more problems.", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(1)
        except OSError as error:
            click.echo(f"kg: {fault(error, error.filename or ctx.invoked_subcommand)}", err=True)
            ctx.exit(1)


def progress() -> Callable[[str], None]:
    """A function that reports a step on the standard error stream, with the seconds since the start."""
    start = time.monotonic()

    def report(step: str) -> None:
        click.echo(f"{time.monotonic() - start:6.1f} s  {step}", err=True)

    return report


def table_lines(rows: Sequence[Sequence[str]], width: int = 60) -> list[str]:
    """Rows of text as aligned lines, the first row as the head; cells longer than ``width`` are shortened."""
    short = [[cell if len(cell) <= width else cell[: width - 1] + "…" for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*short, strict=True)]
    lines = ["  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in short]
    return [lines[0], "  ".join("-" * size for size in widths), *lines[1:]] if widths else lines

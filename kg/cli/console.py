"""The console: progress and errors as people read them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import click

from kg.errors import KgError

_SHOWN_PROBLEMS = 25


class Group(click.Group):
    """A group of commands whose known errors end in lines of text, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a KgError becomes its problems, one a line, and exit status 1."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            for problem in error.problems[:_SHOWN_PROBLEMS]:
                click.echo(f"kg: {problem}", err=True)
            if (more := len(error.problems) - _SHOWN_PROBLEMS) and more > 0:
                click.echo(f"kg: and {more} more problems.", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(1)


def progress() -> Callable[[str], None]:
    """A function that reports steps on the standard error stream, with the seconds since the first."""
    begun = time.monotonic()

    def report(step: str) -> None:
        click.echo(f"{time.monotonic() - begun:6.1f} s  {step}", err=True)

    return report


def columns(rows: list[list[str]], width: int = 60) -> list[str]:
    """Rows of text, the first being the head, as aligned lines; long cells are shortened to ``width``."""
    short = [[cell if len(cell) <= width else cell[: width - 1] + "…" for cell in row] for row in rows]
    widths = [max(len(row[number]) for row in short) for number in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in short]
    return [lines[0], "  ".join("-" * size for size in widths), *lines[1:]] if widths else lines

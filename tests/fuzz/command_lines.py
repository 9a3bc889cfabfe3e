"""Random command lines, each of which does what it says or is refused in words."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import click
from click.testing import CliRunner, Result

from kg.cli import main
from tests.differential.datasets import PROLOGUE
from tests.differential.queries import query
from tests.fuzz.mutations import mutated

# It would go on to serve where the words happen to be right.
_LEFT_OUT = {"serve"}
_VALUES = (
    *("", "-", "--", "x", ".", "missing.nq", "0", "-1", "9" * 30, "1e400", "nan", "a\nb", "%s", "http://["),
    *("\u0130", "\udcff"),
)


def problem(random: Random, folder: Path) -> str | None:
    """What is wrong with the answer to a command line, if anything is."""
    words = _words(random)
    here = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(main, words, input=random.choice(("", "ASK {}", "\x00")))
    finally:
        os.chdir(here)
    return verdict(words, result)


def verdict(words: list[str], result: Result) -> str | None:
    """What is wrong with the result of a command line, if anything is."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return f"kg {words}: {type(result.exception).__name__}: {result.exception}"
    return f"kg {words}: a traceback" if "Traceback" in result.output else None


def _words(random: Random) -> list[str]:
    """A command with options and arguments of its own, some of them changed."""
    context = click.Context(main)
    name = random.choice([name for name in main.list_commands(context) if name not in _LEFT_OUT])
    command = main.get_command(context, name)
    assert command
    words = [name]
    for parameter in random.sample(command.params, random.randint(0, len(command.params))):
        if isinstance(parameter, click.Option):
            words.append(random.choice(parameter.opts))
        if not (isinstance(parameter, click.Option) and parameter.is_flag):
            words.append(_value(random))
    return words


def _value(random: Random) -> str:
    if random.random() < 0.6:
        return random.choice(_VALUES)
    text = mutated(random, (PROLOGUE + str(query(random))).encode()).decode(errors="replace")
    # No word has a zero byte, and what is taken for the path of a file stays in the working directory.
    return text.replace("\0", "").lstrip("/")

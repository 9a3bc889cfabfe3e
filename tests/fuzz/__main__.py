"""The long campaign, as make fuzz runs it: what it finds, it prints with the seed that makes it again."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.differential.differences import QUERIES, Comparison
from tests.fuzz.campaign import campaign
from tests.w3c.conftest import own_endpoint

# Of so many problems it is enough to know that there are more.
_MOST = 20


@click.command()
@click.option("--seed", default=0, show_default=True, help="The first seed.")
@click.option("--count", default=10_000, show_default=True, help="How many inputs to throw, and queries to compare.")
def main(seed: int, count: int) -> None:
    """Compare generated queries with rdflib, and throw random inputs at everything that reads them."""
    warnings.simplefilter("ignore")
    found = 0
    for problem in islice(_problems(seed, count), _MOST):
        click.echo(problem)
        found += 1
    sys.exit(1 if found else 0)


def _problems(seed: int, count: int) -> Iterator[str]:
    with campaign() as running:
        yield from running.problems(range(seed, seed + count))
        running.require_whole()
    click.echo(f"{count} inputs were answered.")
    with TemporaryDirectory() as folder, own_endpoint(Path(folder)) as endpoint:
        comparison = Comparison(endpoint)
        for each in range(seed, seed + -(-count // QUERIES)):
            yield from (f"SEED={each}: {difference}" for difference in comparison.unexplained(each))
    click.echo(f"{comparison.compared} answers were compared with those of rdflib.")


if __name__ == "__main__":
    main()

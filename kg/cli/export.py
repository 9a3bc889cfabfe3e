"""The command ``kg export``: networks for the tools that draw and measure them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli import options
from kg.cli.query import given
from kg.endpoint.endpoint import is_iri
from kg.errors import DataError, KgError, Problem
from kg.model.dataset import PublishedDataset, open_dataset
from kg.publish.networks import networks
from kg.publish.networks.formats import BY_NAME
from kg.publish.networks.network import Network
from kg.publish.networks.selection import DEEPEST


@click.command()
@click.option(
    "--thing", metavar="ID", help="Export what is around a thing, <kind>/<slug> or its IRI, instead of everything."
)
@click.option("--depth", type=click.IntRange(1, DEEPEST), show_default="1", help="Links from the thing.")
@click.option("--query", metavar="QUERY", help="Export the triples of a CONSTRUCT: its text, a file, or -.")
@click.option("--format", "form", type=click.Choice([*BY_NAME]), required=True, help="How to write the network.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write, instead of the output.")
@options.dataset
def export(form: str, output: Path | None, dataset: Path, **asked: Any) -> None:
    """Write the dataset, or a part of it, as a network for Gephi, Cytoscape, yEd and others."""
    network = _network(open_dataset(dataset), **asked)
    text = BY_NAME[form].write(network)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise DataError(
            Problem(str(output), f"The file cannot be written: {error.strerror}.", "Name one in a folder of yours.")
        ) from error
    click.echo(f"{output}: {len(network.nodes)} nodes, {len(network.edges)} edges", err=True)


def _network(published: PublishedDataset, thing: str | None, depth: int | None, query: str | None) -> Network:
    names = published.names
    if thing and query:
        raise KgError(Problem("export", "There are a thing and a query.", "Give one of them."))
    if depth and not thing:
        raise KgError(Problem("--depth", "It tells how far to go from a thing.", "Give --thing too, or leave it out."))
    if query:
        text = names.rebase(given(query))
        answer = published.store.query(text, prefixes=names.prefixes, base=names.things)
        return networks.constructed(published, answer)
    if thing is None:
        return networks.whole(published)
    iri = names.thing(thing.removeprefix(names.things))
    if is_iri(iri) and (network := networks.around(published, iri, depth or 1)):
        return network
    listing = "kg query 'SELECT ?thing ?label { ?thing rdfs:label ?label }'"
    raise KgError(Problem("--thing", f"The dataset knows no {thing}.", f"Look for the thing with: {listing}"))

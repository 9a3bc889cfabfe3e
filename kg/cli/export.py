"""The command ``kg export``: networks for tools that draw and analyse them."""

from pathlib import Path

import click

from kg.cli import options
from kg.cli.query import FIND_ENTITY, query_text
from kg.errors import DataError, KgError, Problem
from kg.limits import NetworkLimits
from kg.model.dataset import PublishedDataset, open_dataset
from kg.publish.networks.assembly import dataset_network, entity_network, query_network
from kg.publish.networks.formats import BY_NAME
from kg.publish.networks.network import Network
from kg.sparql.terms import is_absolute_iri


@click.command("export")
@click.option("--thing", metavar="ID", help="Export the surroundings of an entity: <kind>/<slug> or its IRI.")
@click.option("--depth", type=click.IntRange(1, NetworkLimits().depth), show_default="1", help="Links from the entity.")
@click.option("--query", metavar="QUERY", help="Export the triples of a CONSTRUCT: its text, a file, or -.")
@click.option("--format", "form", type=click.Choice([*BY_NAME]), required=True, help="The format of the network.")
@click.option("-o", "--output", type=options.PATH, help="The file to write, instead of the standard output.")
@options.dataset_option
def export_command(  # noqa: PLR0913, PLR0917 - a parameter for each option
    form: str, output: Path | None, dataset: Path, thing: str | None, depth: int | None, query: str | None
) -> None:
    """Write a network for Gephi, Cytoscape or yEd.

    The network is that of the whole dataset, of the surroundings of an entity, or of the triples of a query.
    """
    if thing and query:
        raise KgError(Problem("export", "--thing and --query exclude each other.", "Give one of them."))
    if depth and not thing:
        what = "It counts the links from an entity."
        raise KgError(Problem("--depth", what, "Give --thing too, or omit --depth."))
    published = open_dataset(dataset)
    if query:
        text, names = query_text(query, published.names), published.names
        answer = published.store.query(text, prefixes=names.prefixes, base=names.things)
        network = query_network(published, answer)
    else:
        network = _around(published, thing, depth or 1) if thing else dataset_network(published)
    _write(BY_NAME[form].write(network), network, output)


def _around(published: PublishedDataset, thing: str, depth: int) -> Network:
    names = published.names
    iri = names.thing(thing.removeprefix(names.things))
    if is_absolute_iri(iri) and (network := entity_network(published, iri, depth)):
        return network
    raise KgError(Problem("--thing", f"The dataset says nothing about {thing}.", FIND_ENTITY))


def _write(text: str, network: Network, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        what = f"cannot be written: {error.strerror}."
        raise DataError(Problem(str(output), what, "Name a file that you may write.")) from error
    click.echo(f"{output}: {len(network.nodes)} nodes, {len(network.edges)} edges", err=True)

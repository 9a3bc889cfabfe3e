"""The three networks that there are, all laid out: of the dataset, around a thing, and of the triples of a query."""

from __future__ import annotations

from kg.engine.answer import Answer
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.publish.catalog.lookup import is_described
from kg.publish.networks import selection
from kg.publish.networks.assembly import assemble
from kg.publish.networks.layout import laid_out
from kg.publish.networks.network import Network


def whole(dataset: PublishedDataset) -> Network:
    """The network of all things of a dataset that are nodes; raises what ``selection.whole`` raises."""
    return laid_out(assemble(dataset, selection.whole(dataset), name(dataset)))


def around(dataset: PublishedDataset, iri: str, depth: int) -> Network | None:
    """The network around a thing, ``depth`` links deep; None if the dataset says nothing about it.

    Raises what ``selection.neighbourhood`` raises.
    """
    if not is_described(dataset, iri):
        return None
    title = labels.of(dataset, [iri]).text(iri)
    return laid_out(assemble(dataset, selection.neighbourhood(dataset, iri, depth), title))


def constructed(dataset: PublishedDataset, answer: Answer) -> Network:
    """The network of the triples that a query has made; raises what ``selection.constructed`` raises."""
    return laid_out(assemble(dataset, selection.constructed(answer), "Result of a query"))


def name(dataset: PublishedDataset) -> str:
    """The name of the dataset."""
    return labels.of(dataset, [dataset.names.base]).text(dataset.names.base)

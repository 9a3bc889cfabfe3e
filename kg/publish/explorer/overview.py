"""The overview of a dataset as a drawn network: all of it or, where that is too much, its hubs and their clusters."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import RequestError
from kg.model.dataset import PublishedDataset
from kg.publish.explorer import hubs
from kg.publish.explorer.hubs import Cluster
from kg.publish.networks import networks
from kg.publish.networks.assembly import assemble
from kg.publish.networks.layout import laid_out
from kg.publish.networks.network import Network

# More nodes are neither drawn fluently nor seen.
MOST = 5_000
_TOO_LARGE = 507


@dataclass(frozen=True)
class Overview:
    """A network that is laid out; ``whole`` tells that it has everything.

    Otherwise ``clusters`` are what its nodes stand for besides themselves. ``number`` is that of the dataset's things.
    """

    network: Network
    number: int
    whole: bool
    clusters: tuple[Cluster, ...]


def overview(dataset: PublishedDataset) -> Overview:
    """The overview of a dataset; raises RequestError as the store and the layout do."""
    number = hubs.number_of_things(dataset)
    network = _whole(dataset) if number <= MOST else None
    if network:
        return Overview(network, number, whole=True, clusters=())
    chosen = hubs.most_linked(dataset)
    network = laid_out(assemble(dataset, chosen, networks.name(dataset)))
    clusters = hubs.clusters(dataset, chosen.things)
    return Overview(network, number, whole=False, clusters=clusters)


def _whole(dataset: PublishedDataset) -> Network | None:
    """The whole network; None if it has more links than a network may have."""
    try:
        return networks.whole(dataset)
    except RequestError as error:
        if error.status != _TOO_LARGE:
            raise
        return None

"""The overview of a dataset as a network: all of it or, if it is too large, its hubs and their clusters."""

from collections.abc import Collection
from dataclasses import dataclass

from kg.errors import RequestError
from kg.model.dataset import PublishedDataset, filled_query
from kg.publish.networks.assembly import assemble, dataset_name, dataset_network
from kg.publish.networks.layout import lay_out
from kg.publish.networks.network import Network
from kg.publish.networks.selection import LinkReader, Selection

_TOO_LARGE = 507


@dataclass(frozen=True)
class Cluster:
    """The number of entities of a group that are linked to a hub and are not hubs; an entity can be in several."""

    hub: str
    group: str
    number: int


@dataclass(frozen=True)
class Overview:
    """A network that is laid out; it is ``complete`` or has hubs only, with the ``clusters`` around them.

    ``number`` is that of the nodes of the dataset.
    """

    network: Network
    number: int
    complete: bool
    clusters: tuple[Cluster, ...]


def overview(dataset: PublishedDataset) -> Overview:
    """The overview of a dataset; raises RequestError as the store and the layout do."""
    limits, reader, number = dataset.limits.network, LinkReader(dataset), node_count(dataset)
    if number <= limits.overview:
        try:
            return Overview(dataset_network(dataset), number, complete=True, clusters=())
        except RequestError as error:
            if error.status != _TOO_LARGE:
                raise
    values = {"nodes": reader.node_pattern(), "order": reader.order, "limit": limits.hubs}
    query = filled_query(__package__, "hubs", dataset.names, **values)
    hubs = frozenset(node.value for node, _ in dataset.select_bound(query))
    network = lay_out(assemble(dataset, Selection(hubs, reader.between(hubs)), dataset_name(dataset)), limits)
    return Overview(network, number, complete=False, clusters=_clusters(dataset, reader, hubs))


def node_count(dataset: PublishedDataset) -> int:
    """The number of entities of a dataset that are nodes."""
    rows = dataset.select_bound(f"SELECT (COUNT(*) AS ?number) WHERE {{ {LinkReader(dataset).node_pattern()} }}")
    return next((int(number.value) for (number,) in rows), 0)


def _clusters(dataset: PublishedDataset, reader: LinkReader, hubs: Collection[str]) -> tuple[Cluster, ...]:
    """The clusters around each hub, the largest first."""
    if not hubs:
        return ()
    pattern = reader.neighbour_pattern(sorted(hubs))
    query = "SELECT ?entity ?group (COUNT(DISTINCT ?node) AS ?number) WHERE { %s } GROUP BY ?entity ?group"
    rows = dataset.select_bound(f"{query % pattern} ORDER BY DESC(?number) ?entity ?group")
    terms = dataset.names.terms
    return tuple(Cluster(hub.value, group.value.removeprefix(terms), int(number.value)) for hub, group, number in rows)

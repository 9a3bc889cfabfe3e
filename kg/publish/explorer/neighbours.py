"""The neighbours of an entity, a page at a time, in a dataset that is too large to be drawn whole."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.publish.networks.assembly import assemble
from kg.publish.networks.network import Network
from kg.publish.networks.selection import LinkReader, Selection


@dataclass(frozen=True)
class Neighbours:
    """The network of an entity and some of its neighbours; there is ``more`` if it has others after them."""

    network: Network
    more: bool


def neighbours(dataset: PublishedDataset, iri: str, group: str | None, page: int) -> Neighbours:
    """A page, counted from 1, of the neighbours of an entity, or of those of the group with a name.

    For an entity without neighbours it has the entity alone. Raises RequestError as the store does.
    """
    reader, size = LinkReader(dataset, iri), dataset.limits.network.neighbours
    rows = dataset.select_bound(
        f"""SELECT DISTINCT ?node WHERE {{ {reader.neighbour_pattern([iri], group)} }}
        ORDER BY ?node LIMIT {size + 1} OFFSET {(page - 1) * size}"""
    )
    nodes = [node.value for (node,) in rows]
    entities = frozenset([iri, *nodes[:size]])
    network = assemble(dataset, Selection(entities, reader.between(entities)), "")
    return Neighbours(network, len(nodes) > size)

"""Parts of a network that is too large to be drawn whole: the neighbours of an entity, and a path between two."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import Problem, RequestError
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Triple
from kg.publish.networks.assembly import assemble
from kg.publish.networks.network import Network
from kg.publish.networks.selection import LinkReader, Selection

# From each entity that is reached, the one before it.
_Reached = dict[str, str | None]


@dataclass(frozen=True)
class Neighbours:
    """The network of an entity and some of its neighbours; there is ``more`` if it has others after them."""

    network: Network
    more: bool


def neighbour_page(dataset: PublishedDataset, iri: str, group: str | None, page: int) -> Neighbours:
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


def shortest_path(dataset: PublishedDataset, start: str, end: str, without: Collection[str]) -> Network:
    """The network of the entities on a shortest path, and the links between consecutive ones.

    ``without`` are IRIs of properties whose links are ignored. Raises RequestError: 404 if there is no path within the
    limit, 507 if its search would reach too much.
    """
    reader = LinkReader(dataset)
    path = _path(dataset, start, end, lambda ring: _without(reader.touching(ring), without))
    steps = {frozenset(step) for step in pairwise(path)}
    links = _without(reader.between(path), without)
    joining = (link for link in links if frozenset((link[0].value, link[2].value)) in steps)
    return assemble(dataset, Selection(frozenset(path), tuple(joining)), "")


def _without(links: Iterable[Triple], properties: Collection[str]) -> list[Triple]:
    return [link for link in links if link[1].value not in properties]


def _path(dataset: PublishedDataset, start: str, end: str, links: Callable[[set[str]], list[Triple]]) -> list[str]:
    """The entities on a shortest path, in its order, by a breadth-first search from both ends.

    A ring of entities around each end grows, the one with fewer statements first; ``links`` are those of a ring.
    """
    longest = dataset.limits.network.path
    reached: tuple[_Reached, _Reached] = ({start: None}, {end: None})
    rings = [{start}, {end}]
    for _ in range(longest + 1):
        if met := reached[0].keys() & reached[1].keys():
            middle = min(met)
            return [*reversed(_trace(reached[0], middle)), *_trace(reached[1], middle)[1:]]
        side = min((0, 1), key=lambda side: _cost(dataset, rings[side]))
        rings[side] = _next_ring(rings[side], reached[side], links(rings[side]))
    what = f"No path of at most {longest} links joins them."
    raise RequestError(404, Problem("path", what, "Show more kinds of relations, or choose other entities."))


def _next_ring(ring: set[str], reached: _Reached, links: Iterable[Triple]) -> set[str]:
    """The neighbours of a ring that had not been reached; they are reached now."""
    neighbours: set[str] = set()
    for source, target in sorted((source.value, target.value) for source, _, target in links):
        for entity, other in ((source, target), (target, source)):
            if entity in ring and other not in reached:
                reached[other] = entity
                neighbours.add(other)
    return neighbours


def _cost(dataset: PublishedDataset, ring: set[str]) -> int:
    """The number of statements of any kind about a ring, counted up to the limit of a network."""
    limit = dataset.limits.network.statements + 1
    pattern = "VALUES ?thing { %s } { ?thing ?property ?other } UNION { ?other ?property ?thing }"
    query = f"SELECT (COUNT(*) AS ?number) WHERE {{ SELECT ?thing WHERE {{ {pattern} }} LIMIT {limit} }}"
    return sum(int(row[0].value) for row in dataset.select_about(ring, query) if row[0])


def _trace(reached: _Reached, entity: str | None) -> list[str]:
    """The entities from one back to the start of its search."""
    path = []
    while entity:
        path.append(entity)
        entity = reached[entity]
    return path

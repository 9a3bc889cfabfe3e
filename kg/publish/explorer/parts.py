"""Parts of a network that is too large to be drawn whole: the neighbours of an entity, and a path between two."""

from collections.abc import Collection, Mapping
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
    path = _Search(dataset, reader, without).path(start, end)
    steps = {*pairwise(path)}
    steps |= {(after, before) for before, after in steps}
    between = (link for link in reader.between(path) if link[1].value not in without)
    links = (link for link in between if (link[0].value, link[2].value) in steps)
    return assemble(dataset, Selection(frozenset(path), tuple(links)), "")


class _Search:
    """A breadth-first search from two ends: a ring of entities around each grows, the one with fewer links first."""

    def __init__(self, dataset: PublishedDataset, reader: LinkReader, without: Collection[str]) -> None:
        self._dataset = dataset
        self._reader = reader
        self._without = without

    def path(self, start: str, end: str) -> list[str]:
        """The entities on a shortest path, in its order."""
        longest = self._dataset.limits.network.path
        sides: tuple[_Reached, _Reached] = ({start: None}, {end: None})
        rings = [{start}, {end}]
        for _ in range(longest + 1):
            if met := sides[0].keys() & sides[1].keys():
                middle = min(met)
                return [*reversed(_trace(sides[0], middle)), *_trace(sides[1], middle)[1:]]
            cheaper = min((0, 1), key=lambda side: self._cost(rings[side]))
            rings[cheaper] = self._next_ring(rings[cheaper], sides[cheaper])
        what = f"No path of at most {longest} links joins them."
        raise RequestError(404, Problem("path", what, "Show more kinds of relations, or choose other entities."))

    def _next_ring(self, ring: set[str], reached: _Reached) -> set[str]:
        """The neighbours of a ring that had not been reached; they are reached now."""
        neighbours: set[str] = set()
        for source, _, target in self._links(ring):
            for entity, other in ((source.value, target.value), (target.value, source.value)):
                if entity in ring and other not in reached:
                    reached[other] = entity
                    neighbours.add(other)
        return neighbours

    def _cost(self, ring: set[str]) -> int:
        """The number of statements of any kind about a ring, counted up to the limit of a network."""
        limit = self._dataset.limits.network.statements + 1
        pattern = "VALUES ?thing { %s } { ?thing ?property ?other } UNION { ?other ?property ?thing }"
        query = f"SELECT (COUNT(*) AS ?number) WHERE {{ SELECT ?thing WHERE {{ {pattern} }} LIMIT {limit} }}"
        return sum(int(row[0].value) for row in self._dataset.select_about(ring, query) if row[0])

    def _links(self, ring: set[str]) -> list[Triple]:
        links = (link for link in self._reader.touching(ring) if link[1].value not in self._without)
        return sorted(links, key=lambda link: (link[0].value, link[2].value))


def _trace(reached: Mapping[str, str | None], entity: str) -> list[str]:
    """The entities from one back to the start of its search."""
    path = [entity]
    while before := reached[path[-1]]:
        path.append(before)
    return path

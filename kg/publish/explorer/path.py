"""The shortest path between two things, searched from both of its ends."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from kg.errors import Problem, RequestError
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Triple
from kg.publish.networks import selection
from kg.publish.networks.assembly import assemble
from kg.publish.networks.network import Network
from kg.publish.networks.selection import Selection

# Of more links a path says little, and the search would reach everything.
LONGEST = 8
# From each thing that has been reached, the one that it was reached from.
_Reached = dict[str, str | None]


def path(dataset: PublishedDataset, start: str, end: str, without: Collection[str]) -> Network:
    """The network of the things on a shortest path, and the links between those that follow each other on it.

    ``without`` are IRIs of properties whose links are passed over. Raises RequestError: 404 if there is no path of at
    most LONGEST links, 507 if its search would reach too much.
    """
    found = _search(dataset, start, end, frozenset(without))
    steps = {*pairwise(found)}
    steps |= {(after, before) for before, after in steps}
    between = selection.between(dataset, found)
    kept = (one for one in between if (one[0].value, one[2].value) in steps and one[1].value not in without)
    return assemble(dataset, Selection(frozenset(found), tuple(kept)), "")


def _search(dataset: PublishedDataset, start: str, end: str, without: frozenset[str]) -> list[str]:
    """The things on a shortest path, in its order."""
    sides: tuple[_Reached, _Reached] = ({start: None}, {end: None})
    rings = [{start}, {end}]
    for _ in range(LONGEST + 1):
        if met := sides[0].keys() & sides[1].keys():
            middle = min(met)
            return [*reversed(_back(sides[0], middle)), *_back(sides[1], middle)[1:]]
        cheaper = min((0, 1), key=lambda side: _cost(dataset, rings[side]))
        rings[cheaper] = _beyond(dataset, rings[cheaper], sides[cheaper], without)
    what = f"No path of at most {LONGEST} links joins them."
    raise RequestError(404, Problem("path", what, "Show more kinds of relations, or choose other things."))


def _beyond(dataset: PublishedDataset, ring: set[str], reached: _Reached, without: frozenset[str]) -> set[str]:
    """The neighbours of a ring of things that had not been reached; they are now."""
    found: set[str] = set()
    for link in _links(dataset, ring, without):
        for one, other in ((link[0].value, link[2].value), (link[2].value, link[0].value)):
            if one in ring and other not in reached:
                reached[other] = one
                found.add(other)
    return found


def _cost(dataset: PublishedDataset, ring: set[str]) -> int:
    """How many statements of any kind a ring of things has, up to one more than a network may have."""
    if not ring:
        return 0
    values = " ".join(f"<{iri}>" for iri in sorted(ring))
    one = f"VALUES ?thing {{ {values} }} {{ ?thing ?property ?other }} UNION {{ ?other ?property ?thing }}"
    text = f"SELECT (COUNT(*) AS ?number) WHERE {{ SELECT ?thing WHERE {{ {one} }} LIMIT {selection.LARGEST + 1} }}"
    return int(selection.rows(dataset, text)[0][0].value)


def _links(dataset: PublishedDataset, ring: set[str], without: frozenset[str]) -> list[Triple]:
    touching = (link for end in ("source", "target") for link in selection.touching(dataset, end, ring, ""))
    kept = (link for link in touching if link[1].value not in without)
    return sorted(kept, key=lambda link: (link[0].value, link[2].value))


def _back(reached: _Reached, thing: str) -> list[str]:
    """The things from one to where the search began."""
    found = [thing]
    while before := reached[found[-1]]:
        found.append(before)
    return found

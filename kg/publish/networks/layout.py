"""The layout of a network: a place for each node, so that what is linked lies together.

The layout of thousands of nodes keeps a processor busy for seconds, so it runs as a program of its own, with a low
priority: ``places`` writes the links to its standard input as JSON, and reads the places from its standard output.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from kg.errors import Problem, RequestError
from kg.publish.networks.network import EXTENT, Network, Place

SECONDS = 120.0
# Each keeps a processor busy: so many there are at a time, whoever asks for them, and the others wait so long.
AT_A_TIME = 2
WAIT = 20.0
TURNS = BoundedSemaphore(AT_A_TIME)
_SEED = 1
# Each step compares every pair of nodes: so many comparisons take some ten seconds.
_COMPARISONS = 1_500_000_000
_MOST_STEPS, _FEWEST_STEPS = 400, 10
# The share of the width that a part of a network needs for a node.
_ROOM = 0.06
# How strongly a link of two leaves pulls, where the repulsion of two nodes is 1.
_PULL = 10.0


def laid_out(network: Network) -> Network:
    """The same network with a place for each node; raises what ``places`` raises."""
    numbers = {node.iri: number for number, node in enumerate(network.nodes)}
    found = places(len(numbers), {(numbers[edge.source], numbers[edge.target]) for edge in network.edges})
    nodes = (replace(node, place=place) for node, place in zip(network.nodes, found, strict=True))
    return replace(network, nodes=tuple(nodes))


def places(number: int, links: Collection[tuple[int, int]]) -> list[Place]:
    """The places of nodes, counted from 0, with undirected links between them; equal networks get equal places.

    Raises RequestError with status 503 if the program fails or takes too long, or if others are busy for too long.
    """
    if not TURNS.acquire(timeout=WAIT):
        problem = Problem("network", "Others are being laid out.", "Try again in a minute, or ask for less.")
        raise RequestError(503, problem)
    try:
        return _run(number, links)
    finally:
        TURNS.release()


def _run(number: int, links: Collection[tuple[int, int]]) -> list[Place]:
    """The places that the program finds."""
    root = str(Path(__file__).parents[3])
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-P", "-X", "utf8", "-m", __name__],
            input=json.dumps([number, sorted(links)]).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": root},
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        problem = Problem("network", "It could not be laid out in time.", "Try again, or ask about one thing.")
        raise RequestError(503, problem) from error
    return [(x, y) for x, y in json.loads(done.stdout)]


def arranged(number: int, links: Collection[tuple[int, int]]) -> list[Place]:
    """The same within this process: the greatest part that hangs together, and below it the others in rows."""
    import rustworkx  # noqa: PLC0415 - the server itself need not load it

    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(number))
    pairs = sorted({(min(link), max(link)) for link in links if link[0] != link[1]})
    degrees = Counter(node for pair in pairs for node in pair)
    # A hub would draw all of its neighbours into one heap.
    graph.add_edges_from([(one, other, _PULL / math.sqrt(degrees[one] * degrees[other])) for one, other in pairs])
    parts = sorted(rustworkx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    return _scaled(_stacked([_sprung(graph, sorted(part)) for part in parts]))


def _sprung(graph: Any, nodes: list[int]) -> dict[int, Place]:
    """The places, from the origin on, of nodes that repel each other, and are held together by links."""
    import rustworkx  # noqa: PLC0415

    steps = min(_MOST_STEPS, max(_FEWEST_STEPS, _COMPARISONS // len(nodes) ** 2))
    inside = graph.subgraph(nodes)
    spread = rustworkx.spring_layout(inside, seed=_SEED, num_iter=steps, repulsive_exponent=1, weight_fn=float)
    low = [min(place[axis] for place in spread.values()) for axis in (0, 1)]
    size = max(place[axis] - low[axis] for place in spread.values() for axis in (0, 1)) or 1
    width = (math.sqrt(len(nodes)) - 1) * _ROOM
    return {inside[n]: ((x - low[0]) / size * width, (y - low[1]) / size * width) for n, (x, y) in spread.items()}


def _stacked(parts: list[dict[int, Place]]) -> dict[int, Place]:
    """The places of all nodes: the first part above, the others in rows as wide as it is."""
    found: dict[int, Place] = {}
    left, top, height, whole = 0.0, 0.0, 0.0, 0.0
    for part in parts:
        right, bottom = (max(place[axis] for place in part.values()) + _ROOM for axis in (0, 1))
        whole = whole or right
        if left and left + right > whole:
            left, top, height = 0.0, top + height, 0.0
        found |= {node: (left + x, top + y) for node, (x, y) in part.items()}
        left, height = left + right, max(height, bottom)
    return found


def _scaled(found: Mapping[int, Place]) -> list[Place]:
    """Places in the order of their nodes, as whole numbers in the extent of a layout."""
    size = max((value for place in found.values() for value in place), default=0) or 1
    return [(round(x / size * EXTENT), round(y / size * EXTENT)) for _, (x, y) in sorted(found.items())]


def _main() -> None:
    os.nice(10)
    number, links = json.load(sys.stdin)
    json.dump(arranged(number, [(one, other) for one, other in links]), sys.stdout)


if __name__ == "__main__":
    _main()

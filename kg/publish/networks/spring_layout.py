"""The program that lays out a network: linked nodes attract each other, and all nodes repel each other.

It reads the number of nodes, the links and the bounds of its work from its standard input as JSON, and writes the
points to its standard output. Its argument is the number of the process that waits for them. It imports little of the
project, so that it starts quickly.
"""

import json
import math
import os
import sys
from collections import Counter
from collections.abc import Collection
from typing import Any

import rustworkx

from kg.engine.prctl import die_with_parent

_Point = tuple[float, float]
_Bounds = tuple[int, int, int]
_SEED = 1
# The share of the width that a component of a network needs for a node.
_ROOM = 0.06
# The attraction of a link between two leaves, where the repulsion of two nodes is 1.
_ATTRACTION = 10.0


def spring_layout(number: int, links: Collection[tuple[int, int]], bounds: _Bounds) -> list[_Point]:
    """The points of nodes, counted from 0: the largest connected component, and below it the others in rows.

    ``bounds`` are the number of comparisons for a component, and the most and the fewest steps.
    """
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(number))
    pairs = sorted({(min(link), max(link)) for link in links if link[0] != link[1]})
    degrees = Counter(node for pair in pairs for node in pair)
    # Without weights a hub would draw all of its neighbours into one heap.
    graph.add_edges_from([(a, b, _ATTRACTION / math.sqrt(degrees[a] * degrees[b])) for a, b in pairs])
    components = sorted(rustworkx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    points = _stacked([_component_layout(graph, sorted(component), bounds) for component in components])
    return [point for _, point in sorted(points.items())]


def _component_layout(graph: Any, nodes: list[int], bounds: _Bounds) -> dict[int, _Point]:
    """The points, from the origin on, of nodes that repel each other and attract those they are linked to."""
    comparisons, most, fewest = bounds
    steps = min(most, max(fewest, comparisons // len(nodes) ** 2))
    component = graph.subgraph(nodes)
    spread = rustworkx.spring_layout(component, seed=_SEED, num_iter=steps, repulsive_exponent=1, weight_fn=float)
    low = [min(point[axis] for point in spread.values()) for axis in (0, 1)]
    size = max(point[axis] - low[axis] for point in spread.values() for axis in (0, 1)) or 1
    width = (math.sqrt(len(nodes)) - 1) * _ROOM
    return {component[n]: ((x - low[0]) / size * width, (y - low[1]) / size * width) for n, (x, y) in spread.items()}


def _stacked(components: list[dict[int, _Point]]) -> dict[int, _Point]:
    """The points of all nodes: the first component on top, the others in rows that are as wide."""
    points: dict[int, _Point] = {}
    left, top, height, width = 0.0, 0.0, 0.0, 0.0
    for component in components:
        right, bottom = (max(point[axis] for point in component.values()) + _ROOM for axis in (0, 1))
        width = width or right
        if left and left + right > width:
            left, top, height = 0.0, top + height, 0.0
        points |= {node: (left + x, top + y) for node, (x, y) in component.items()}
        left, height = left + right, max(height, bottom)
    return points


if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]))
    os.nice(10)
    json.dump(spring_layout(*json.load(sys.stdin)), sys.stdout)

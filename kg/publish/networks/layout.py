"""The layout of a network: a point for each node, found by a program of its own.

The layout of thousands of nodes takes seconds of processor time, so the program has a low priority and a time limit,
and a limited number of them run at a time.
"""

import json
import os
import subprocess
import sys
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from kg.errors import Problem, RequestError
from kg.limits import NetworkLimits
from kg.publish.networks.network import EXTENT, Network, Point

# A module of its own, which this process does not import, so that the server need not load its library.
_PROGRAM = "kg.publish.networks.spring_layout"


def lay_out(network: Network, limits: NetworkLimits) -> Network:
    """The same network with a point for each node.

    Raises RequestError as ``layout_points`` does.
    """
    numbers = {node.iri: number for number, node in enumerate(network.nodes)}
    links = {(numbers[edge.source], numbers[edge.target]) for edge in network.edges}
    points = layout_points(len(numbers), links, limits)
    nodes = (replace(node, point=point) for node, point in zip(network.nodes, points, strict=True))
    return replace(network, nodes=tuple(nodes))


def layout_points(number: int, links: Collection[tuple[int, int]], limits: NetworkLimits) -> list[Point]:
    """The points of nodes, counted from 0, with undirected links between them; equal networks have equal points.

    Raises RequestError with status 503 if the program fails or takes too long, or no slot is free for too long.
    """
    slots = _slots(limits.layouts)
    if not slots.acquire(timeout=limits.layout_wait_seconds):
        what = "Too many networks are being laid out."
        raise RequestError(503, Problem("network", what, "Try again in a minute, or request less."))
    try:
        return _run(number, links, limits)
    finally:
        slots.release()


@cache
def _slots(number: int) -> BoundedSemaphore:
    """The slots of the layouts that this process may run at a time."""
    return BoundedSemaphore(number)


def _run(number: int, links: Collection[tuple[int, int]], limits: NetworkLimits) -> list[Point]:
    root = str(Path(__file__).parents[3])
    bounds = limits.layout_comparisons, limits.layout_steps, limits.fewest_layout_steps
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-P", "-X", "utf8", "-m", _PROGRAM, str(os.getpid())],
            input=json.dumps([number, sorted(links), bounds]).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": root},
            timeout=limits.layout_seconds,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        problem = Problem("network", "The network could not be laid out in time.", "Try again, or request less.")
        raise RequestError(503, problem) from error
    points = json.loads(done.stdout)
    size = max((value for point in points for value in point), default=0) or 1
    return [(round(x / size * EXTENT), round(y / size * EXTENT)) for x, y in points]

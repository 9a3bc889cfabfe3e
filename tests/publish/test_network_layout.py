"""The layout of networks: every node has a point of its own, and equal networks have equal points."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import RequestError
from kg.limits import NetworkLimits
from kg.model.dataset import PublishedDataset
from kg.publish.networks.assembly import dataset_network
from kg.publish.networks.layout import layout_points
from kg.publish.networks.network import EXTENT, Point

LIMITS = NetworkLimits()
# No other test runs as many layouts at a time, so these limits have slots of their own.
FEW = NetworkLimits(layouts=3, layout_wait_seconds=0)
RING = [(0, 1), (1, 2), (2, 3), (3, 0)]
TWO_RINGS = [*RING, (4, 5), (5, 6), (6, 4)]


def box(points: list[Point]) -> tuple[float, float, float, float]:
    """The least and the greatest coordinates of some points: left, right, top and bottom."""
    across, down = zip(*points, strict=True)
    return min(across), max(across), min(down), max(down)


@pytest.fixture(scope="module")
def project(published: PublishedDataset) -> list[Point]:
    """The points of the project's network."""
    return [node.point for node in dataset_network(published).nodes if node.point]


def program(path: Path, lines: str) -> str:
    """The path of a program that replaces Python."""
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    "limits",
    [
        replace(LIMITS, layout_steps=2, fewest_layout_steps=1),
        replace(LIMITS, layout_comparisons=32, fewest_layout_steps=1),
        replace(LIMITS, layout_comparisons=1, fewest_layout_steps=2),
    ],
)
def test_the_limits_bound_the_steps_of_a_layout(limits: NetworkLimits) -> None:
    two_steps = layout_points(4, RING, replace(LIMITS, layout_steps=2, fewest_layout_steps=2))
    assert layout_points(4, RING, limits) == two_steps != layout_points(4, RING, LIMITS)


@pytest.mark.parametrize(("number", "links"), [(0, []), (1, []), (1, [(0, 0)]), (3, []), (7, TWO_RINGS)])
def test_every_node_has_a_point_within_the_extent(number: int, links: list[tuple[int, int]]) -> None:
    points = layout_points(number, links, LIMITS)
    assert len(points) == number
    assert [value for point in points for value in point if not 0 <= value <= EXTENT] == []


def test_equal_networks_have_equal_points() -> None:
    assert layout_points(7, TWO_RINGS, LIMITS) == layout_points(7, list(reversed(TWO_RINGS)), LIMITS)


@pytest.mark.parametrize("link", [(2, 2), (1, 0)], ids=["loop", "repeated"])
def test_a_loop_or_a_repeated_link_moves_nothing(link: tuple[int, int]) -> None:
    assert layout_points(4, [*RING, link], LIMITS) == layout_points(4, RING, LIMITS)


def test_components_do_not_overlap() -> None:
    points = layout_points(7, TWO_RINGS, LIMITS)
    (left, right, top, bottom), (other_left, other_right, other_top, other_bottom) = box(points[:4]), box(points[4:])
    assert right < other_left or other_right < left or bottom < other_top or other_bottom < top


def test_no_two_nodes_of_the_project_have_the_same_point(project: list[Point]) -> None:
    assert len(set(project)) == len(project) > 100


def test_the_projects_network_fills_the_extent(project: list[Point]) -> None:
    left, right, top, bottom = box(project)
    assert (left, top, max(right, bottom)) == (0, 0, EXTENT)


@pytest.mark.parametrize("lines", ["exit 3", "kill -9 $$", None])
def test_a_program_that_fails_or_is_missing_is_an_error(
    lines: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program(tmp_path / "python", lines) if lines else str(tmp_path / "none"))
    with pytest.raises(RequestError, match="could not be laid out") as raised:
        layout_points(4, RING, LIMITS)
    assert raised.value.status == 503


def test_a_program_that_is_too_slow_is_an_error() -> None:
    with pytest.raises(RequestError, match="could not be laid out") as raised:
        layout_points(4, RING, replace(LIMITS, layout_seconds=0.001))
    assert raised.value.status == 503


@pytest.fixture
def busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As many layouts as there may be at a time, each of which waits until its pipe is closed."""
    pipes = [tmp_path / f"pipe{number}" for number in range(FEW.layouts)]
    with ThreadPoolExecutor() as threads, monkeypatch.context() as patch:
        writers = []
        for pipe in pipes:
            os.mkfifo(pipe)
            patch.setattr(sys, "executable", program(tmp_path / "python", f"cat {pipe} > {tmp_path}/out; exit 3"))
            threads.submit(layout_points, 4, RING, FEW)
            # This waits until the program reads.
            writers.append(pipe.open("w"))
        yield
        for writer in writers:
            writer.close()


@pytest.mark.usefixtures("busy")
def test_more_layouts_at_a_time_are_refused() -> None:
    with pytest.raises(RequestError, match="Too many networks are being laid out") as raised:
        layout_points(4, RING, FEW)
    assert raised.value.status == 503


def test_failed_layouts_release_their_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/no/program")
        for _ in range(FEW.layouts + 1):
            with pytest.raises(RequestError, match="could not be laid out"):
                layout_points(4, RING, FEW)
    assert len(layout_points(4, RING, FEW)) == 4

"""The layout of networks: every node has a place of its own, and equal networks have equal places."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import RequestError
from kg.model.dataset import PublishedDataset
from kg.publish.networks import layout, networks
from kg.publish.networks.layout import places
from kg.publish.networks.network import EXTENT, Place

RING = [(0, 1), (1, 2), (2, 3), (3, 0)]
TWO_RINGS = [*RING, (4, 5), (5, 6), (6, 4)]


def box(found: list[Place]) -> tuple[float, float, float, float]:
    """The least and the greatest numbers of some places: left, right, top and bottom."""
    across, down = zip(*found, strict=True)
    return min(across), max(across), min(down), max(down)


@pytest.fixture(scope="module")
def project(published: PublishedDataset) -> list[Place]:
    """The places of the project's network."""
    network = networks.whole(published)
    numbers = {node.iri: number for number, node in enumerate(network.nodes)}
    return places(len(numbers), {(numbers[edge.source], numbers[edge.target]) for edge in network.edges})


def program(path: Path, lines: str) -> str:
    """The path of a program that stands in for Python."""
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(("number", "links"), [(0, []), (1, []), (1, [(0, 0)]), (3, []), (7, TWO_RINGS)])
def test_every_node_has_a_place_within_the_extent(number: int, links: list[tuple[int, int]]) -> None:
    found = places(number, links)
    assert len(found) == number
    assert [one for place in found for one in place if not 0 <= one <= EXTENT] == []


def test_equal_networks_have_equal_places() -> None:
    assert places(7, TWO_RINGS) == places(7, list(reversed(TWO_RINGS)))


def test_a_link_with_itself_moves_nothing() -> None:
    assert places(4, [*RING, (2, 2)]) == places(4, RING)


def test_a_link_said_twice_moves_nothing() -> None:
    assert places(4, [*RING, (1, 0)]) == places(4, RING)


def test_what_hangs_together_lies_apart_from_the_rest() -> None:
    found = places(7, TWO_RINGS)
    (left, right, top, bottom), (other_left, other_right, other_top, other_bottom) = box(found[:4]), box(found[4:])
    assert right < other_left or other_right < left or bottom < other_top or other_bottom < top


def test_no_two_nodes_of_the_project_lie_at_one_place(project: list[Place]) -> None:
    assert len(set(project)) == len(project) > 100


def test_the_projects_network_is_as_large_as_the_extent(project: list[Place]) -> None:
    left, right, top, bottom = box(project)
    assert (left, top, max(right, bottom)) == (0, 0, EXTENT)


def test_the_program_finds_what_this_process_would() -> None:
    assert places(7, TWO_RINGS) == layout.arranged(7, TWO_RINGS)


@pytest.mark.parametrize("lines", ["exit 3", "kill -9 $$"])
def test_a_program_that_fails_is_told(lines: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program(tmp_path / "python", lines))
    with pytest.raises(RequestError, match="could not be laid out") as raised:
        places(4, RING)
    assert raised.value.status == 503


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(RequestError, match="could not be laid out") as raised:
        places(4, RING)
    assert raised.value.status == 503


def test_a_program_that_is_too_slow_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "SECONDS", 0.001)
    with pytest.raises(RequestError, match="could not be laid out") as raised:
        places(4, RING)
    assert raised.value.status == 503


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As many layouts as there may be at a time."""
    monkeypatch.setattr(layout, "WAIT", 0)
    for _ in range(layout.AT_A_TIME):
        layout.TURNS.acquire()
    yield
    for _ in range(layout.AT_A_TIME):
        layout.TURNS.release()


@pytest.mark.usefixtures("busy")
def test_more_layouts_at_a_time_are_refused() -> None:
    with pytest.raises(RequestError, match="Others are being laid out") as raised:
        places(4, RING)
    assert raised.value.status == 503


def test_layouts_that_failed_keep_no_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/no/program")
        for _ in range(layout.AT_A_TIME + 1):
            with pytest.raises(RequestError, match="could not be laid out"):
                places(4, RING)
    assert len(places(4, RING)) == 4

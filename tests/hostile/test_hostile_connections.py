"""Clients that say nothing, take nothing or leave, many at a time, while somebody else asks something small."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hostile import killers, large
from tests.hostile.loiterers import HALF_A_HEADER, NO_BODY, SILENT, answer_on, asking, loitering
from tests.hostile.served import Served, serving
from tests.hostile.visitor import Visitor, median, visiting

pytestmark = pytest.mark.xdist_group("hostile connections")

MANY = 50
# What is no longer needed is gone much sooner than anything would meet its own limit of 30 s.
ROOMY = ("--workers", "60", "--memory", "256")
FLOOR_MS = 20.0
# More than the kernel keeps for a connection.
MB = 8
# The server waits so long for a header, and so long for a body; the rest is for a slow machine.
SECONDS_TO_CLOSE = 20.0 + 8.0


class Scene(NamedTuple):
    """A server, its good client, and the milliseconds of a quiet query."""

    served: Served
    visitor: Visitor
    quiet: float


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder: Path = tmp_path_factory.mktemp("connections")
    (folder / "ring.nq").write_text(killers.dataset(), encoding="utf-8")
    with serving(folder / "ring.nq", folder, *ROOMY) as served, visiting(served, folder) as visitor:
        yield Scene(served, visitor, visitor.quiet())


def require_served(scene: Scene, since: float) -> None:
    """The good client got every answer since a time, and as soon as ever."""
    visits = scene.visitor.visits(since)
    assert {visit.status for visit in visits} == {200}
    assert median(visits) < max(2 * scene.quiet, FLOOR_MS)


def test_who_says_too_little_is_told_so_or_let_go(scene: Scene) -> None:
    begun, files = time.monotonic(), scene.served.files
    starts = [start for start in (SILENT, HALF_A_HEADER, NO_BODY) for _ in range(MANY)]
    with loitering(scene.served, *starts) as connections:
        answers = [answer_on(one, begun + SECONDS_TO_CLOSE - time.monotonic()) for one in connections]
    require_served(scene, begun)
    assert [answer for answer in answers[: 2 * MANY] if answer and answer[0] != 408] == []
    for answer in answers[2 * MANY :]:
        assert answer is not None
        status, media_type, body = answer
        assert (status, media_type, json.loads(body)["status"]) == (408, "application/problem+json", 408)
    assert scene.served.settles(lambda: scene.served.files <= files + 5)


def test_a_body_that_is_announced_too_large_is_refused_at_once(scene: Scene) -> None:
    start = NO_BODY.replace(b"Content-Length: 50", b"Content-Length: 99999999")
    with loitering(scene.served, start) as (connection,):
        answer = answer_on(connection, 5)
    assert answer is not None
    assert answer[:2] == (413, "application/problem+json")


def test_who_takes_too_little_keeps_nobody_waiting(scene: Scene) -> None:
    slow = 10
    with loitering(scene.served, *(asking(large.wide(MB, f"slow {n}")) for n in range(slow))) as connections:
        assert {connection.recv(12) for connection in connections} == {b"HTTP/1.1 200"}
        begun = time.monotonic()
        for _ in range(20):
            time.sleep(0.1)
            assert {len(connection.recv(100)) for connection in connections} == {100}
        require_served(scene, begun)
        assert scene.served.settles(lambda: scene.served.evaluations <= 1)
        assert scene.served.spooled >= slow
    assert scene.served.settles(lambda: scene.served.spooled == 0, 12)


def test_evaluations_end_when_the_clients_leave(scene: Scene) -> None:
    query = killers.QUERIES["product counted"].query
    begun = time.monotonic()
    with loitering(scene.served, *(asking(f"{query} # left {n}") for n in range(MANY))):
        assert scene.served.settles(lambda: scene.served.evaluations >= MANY)
    assert scene.served.settles(lambda: scene.served.evaluations <= 1)
    # One for the good client may be there, and one that it has just got anew.
    assert scene.served.settles(lambda: len(scene.served.workers) <= 4)
    require_served(scene, begun)


def test_files_are_let_go_when_the_clients_leave(scene: Scene) -> None:
    files = scene.served.files
    with loitering(scene.served, *(asking(large.wide(MB, f"left {n}")) for n in range(MANY))) as connections:
        assert {connection.recv(12) for connection in connections} == {b"HTTP/1.1 200"}
        assert scene.served.spooled >= MANY
    assert scene.served.settles(lambda: scene.served.spooled == 0, 12)
    assert scene.served.settles(lambda: scene.served.files <= files + 5)
    assert scene.served.ready()

"""Many clients that send nothing, read nothing or leave, while another client asks something small."""

from __future__ import annotations

import json
import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.limits import Limits
from tests.hostile import killers, large
from tests.hostile.loiterers import HALF_A_HEADER, NO_BODY, SILENT, Sipping, answer_on, asking, loitering
from tests.hostile.served import BAD, Served, serving
from tests.hostile.visitor import Visitor, visiting
from tests.nonempty import nonempty

MANY = 50
# No evaluation meets its own limit of time before the test ends, however busy the machine is.
ROOMY = ("--workers", "60", "--memory", "256", "--timeout", "3600")
# Identical requests, each of which would hold a thread until it is answered.
MORE_THAN_THREADS = 200
# More than the kernel keeps for a connection.
MB = 8
LARGE_ANSWERS = 20
LIMITS = Limits()
SURPLUS, FLOOD = 30, 40
# The answers that the good client receives while others loiter.
VISITS = 10


class Scene(NamedTuple):
    """A server and its good client."""

    served: Served
    visitor: Visitor


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder: Path = tmp_path_factory.mktemp("connections")
    (folder / "ring.nq").write_text(killers.dataset(), encoding="utf-8")
    with serving(folder / "ring.nq", folder, *ROOMY) as served, visiting(served, folder) as visitor:
        yield Scene(served, visitor)


def test_clients_that_send_too_little_are_disconnected(scene: Scene) -> None:
    begun, files = time.monotonic(), scene.served.files
    starts = [start for start in (SILENT, HALF_A_HEADER, NO_BODY) for _ in range(MANY)]
    with loitering(scene.served, *starts) as connections:
        scene.visitor.require_served(begun, VISITS)
        answers = [answer_on(connection) for connection in connections]
    assert [answer for answer in nonempty(answers[: 2 * MANY]) if answer and answer[0] != 408] == []
    for answer in nonempty(answers[2 * MANY :]):
        assert answer is not None
        status, media_type, body = answer
        assert (status, media_type, json.loads(body)["status"]) == (408, "application/problem+json", 408)
    assert scene.served.settles(lambda: scene.served.files <= files + 5)


def test_a_body_that_is_announced_too_large_is_refused_at_once(scene: Scene) -> None:
    start = NO_BODY.replace(b"Content-Length: 50", b"Content-Length: 99999999")
    with loitering(scene.served, start) as (connection,):
        answer = answer_on(connection)
    assert answer is not None
    assert answer[:2] == (413, "application/problem+json")


def test_clients_that_read_too_little_keep_nobody_waiting(scene: Scene) -> None:
    slow = 10
    with loitering(scene.served, *(asking(large.wide(MB, f"slow {n}")) for n in range(slow))) as connections:
        assert {connection.recv(12) for connection in connections} == {b"HTTP/1.1 200"}
        begun = time.monotonic()
        while len(scene.visitor.visits(begun)) < VISITS:
            time.sleep(0.1)
            assert {len(connection.recv(100)) for connection in connections} == {100}
        scene.visitor.require_served(begun, VISITS)
        assert scene.served.settles(lambda: scene.served.evaluations <= 1)
        assert scene.served.spooled >= slow
    assert scene.served.settles(lambda: scene.served.spooled == 0)


def test_evaluations_end_when_the_clients_leave(scene: Scene) -> None:
    query = killers.QUERIES["product counted"].query
    begun = time.monotonic()
    with loitering(scene.served, *(asking(f"{query} # left {n}") for n in range(MANY))):
        assert scene.served.settles(lambda: scene.served.evaluations >= MANY)
        scene.visitor.require_served(begun, VISITS)
    assert scene.served.settles(lambda: scene.served.evaluations <= 1)
    # One for the good client may be there, and one that it has just got anew.
    assert scene.served.settles(lambda: len(scene.served.workers) <= 4)
    scene.visitor.require_served(begun, VISITS)


def test_identical_evaluations_hold_neither_workers_nor_threads(scene: Scene) -> None:
    query = f"{killers.QUERIES['product counted'].query} # identical"
    begun = time.monotonic()
    with loitering(scene.served, *[asking(query)] * MORE_THAN_THREADS):
        assert scene.served.settles(lambda: scene.served.evaluations >= 1)
        scene.visitor.require_served(begun, VISITS)
        assert scene.served.request("GET", "/health/live")[0] == 200
        # One for the good client may be there.
        assert scene.served.evaluations <= 2
    assert scene.served.settles(lambda: scene.served.evaluations <= 1)


def test_files_are_closed_when_the_clients_leave(scene: Scene) -> None:
    files = scene.served.files
    queries = [asking(large.wide(MB, f"left {number}")) for number in range(LARGE_ANSWERS)]
    with loitering(scene.served, *queries) as connections:
        clients = Sipping(connections)

        def all_held() -> bool:
            clients.sip()
            return scene.served.spooled >= LARGE_ANSWERS and clients.starts == {b"HTTP/1.1 200"}

        assert scene.served.settles(all_held)
    assert scene.served.settles(lambda: scene.served.spooled == 0)
    assert scene.served.settles(lambda: scene.served.files <= files + 5)
    assert scene.served.ready()


def test_a_client_has_a_limited_number_of_connections(scene: Scene) -> None:
    most, begun = LIMITS.request.client_connections, time.monotonic()
    with ExitStack() as stack:
        connections = [stack.enter_context(scene.served.connect(BAD)) for _ in range(most + SURPLUS)]
        assert scene.served.settles(lambda: len(ended(connections)) >= SURPLUS)
        scene.visitor.require_served(begun, VISITS)
        assert scene.served.request("GET", "/health/live", source=BAD)[0] == 200
        assert len(ended(connections)) < 2 * SURPLUS


def test_a_neighbour_of_a_client_that_floods_is_served(tmp_path: Path) -> None:
    (tmp_path / "ring.nq").write_text(killers.dataset(), encoding="utf-8")
    query = killers.QUERIES["product counted"].query
    with serving(tmp_path / "ring.nq", tmp_path, "--per-client", "2") as served, ExitStack() as stack:
        for number in range(FLOOD):
            connection = stack.enter_context(served.connect(BAD))
            connection.sendall(asking(f"{query} # flood {number}"))
        assert served.settles(lambda: served.evaluations >= 2)
        asked = {served.ask(f"ASK {{}} # {number}", BAD, **{"User-Agent": "neighbour"})[0] for number in range(VISITS)}
        pages = {served.request("GET", f"/problems?{number}", source=BAD)[0] for number in range(VISITS)}
    assert (asked, pages) == ({200}, {200})


def ended(connections: list[socket.socket]) -> list[socket.socket]:
    """Those of some connections on which the server has sent nothing and that it has closed."""
    readable, _, _ = select.select(connections, [], [], 0)
    return readable

"""Hostile queries, one after another and many at a time, while another client asks something small."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest

from tests.hostile import killers
from tests.hostile.canary import Canary, listening
from tests.hostile.served import BAD, Served, serving
from tests.hostile.visitor import Visitor, visiting

SMALL = ("--timeout", "3", "--memory", "256", "--workers", "20", "--per-client", "16")
AT_A_TIME = 16
# The answers that the good client receives beside two rounds of hostile queries.
VISITS = 10
MEMORY_MB = 24.0
INTERNALS = re.compile(r"Traceback|\.py\b|panick|site-packages|/(?:tmp|home|srv)/|oxigraph|memory allocation")


class Scene(NamedTuple):
    """A server, its good client, and a server that must receive no requests."""

    served: Served
    visitor: Visitor
    canary: Canary


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A server with small limits, and its good client."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    (folder / "ring.nq").write_text(killers.dataset(), encoding="utf-8")
    with (
        listening() as canary,
        serving(folder / "ring.nq", folder, *SMALL) as served,
        visiting(served, folder) as visitor,
    ):
        yield Scene(served, visitor, canary)


def send(scene: Scene, kind: str, text: str, number: int = 0, **parameters: str) -> tuple[int, str, str]:
    """Send something hostile, as a text that was never sent before."""
    text = text.replace("CANARY", str(scene.canary.port))
    body = urlencode({kind: f"{text} # {number} {time.monotonic_ns()}", **parameters})
    status, media_type, answer = scene.served.request("POST", "/sparql", body, BAD)
    return status, media_type, answer.decode()


def require_proper(killer: killers.Killer, answer: tuple[int, str, str]) -> None:
    """The answer is an allowed one, and reveals no internals."""
    status, media_type, text = answer
    assert status in killer.statuses, answer
    assert not INTERNALS.search(text)
    if status >= 400:
        assert media_type == "application/problem+json"
        problem = json.loads(text)
        assert problem["status"] == status
        assert any(word in problem["detail"] for word in killer.words), problem["detail"]


@pytest.mark.parametrize("name", killers.QUERIES)
def test_a_hostile_query_alone_has_a_proper_answer(scene: Scene, name: str) -> None:
    killer = killers.QUERIES[name]
    # What only a limit ends need not use up the server's, as it does in the test of many at a time.
    parameters = {"timeout": "1"} if killer.is_slow else {}
    require_proper(killer, send(scene, "query", killer.query, **parameters))


@pytest.mark.parametrize("name", killers.UPDATES)
def test_a_hostile_update_has_a_proper_answer(scene: Scene, name: str) -> None:
    killer = killers.UPDATES[name]
    require_proper(killer, send(scene, "update", killer.query))


def test_concurrent_hostile_queries_do_not_delay_the_good_client(scene: Scene) -> None:
    kinds = list(killers.QUERIES.values())
    before, begun = scene.served.memory, time.monotonic()
    with ThreadPoolExecutor(AT_A_TIME) as threads:
        rounds = [(number, kinds[number % len(kinds)]) for number in range(2 * AT_A_TIME)]
        answers = threads.map(lambda turn: send(scene, "query", turn[1].query, turn[0]), rounds)
        scene.visitor.require_served(begun, VISITS)
    for (_, killer), answer in zip(rounds, answers, strict=True):
        require_proper(killer.on_a_busy_server, answer)
    # Every answer since then is checked, not only the first few.
    scene.visitor.require_served(begun, VISITS)
    require_calm(scene, before)


def require_calm(scene: Scene, before: float) -> None:
    """Nothing is left: no process, no memory, and no request was sent."""
    assert scene.served.settles(lambda: scene.served.memory < before + MEMORY_MB)
    assert scene.served.ready()
    assert len(scene.served.workers) <= AT_A_TIME
    assert scene.canary.caught == []

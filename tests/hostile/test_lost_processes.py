"""A server that loses any one of its processes: it is whole again soon, or gone as a whole."""

from __future__ import annotations

import os
import random
import select
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.protocol.access_tokens import WRITE, add_token
from tests.hostile import casualties, killers
from tests.hostile.casualties import Traffic
from tests.hostile.served import HOST, serving


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ring") / "ring.nq"
    path.write_text(killers.dataset(), encoding="utf-8")
    return path


def ended(process: int) -> bool:
    """Whether a process has ended, by a file descriptor for it."""
    return bool(select.select([process], [], [], 0)[0])


def test_without_its_first_process_nothing_is_left_and_the_port_is_free(dataset: Path, tmp_path: Path) -> None:
    with serving(dataset, tmp_path) as served:
        processes = {pid: os.pidfd_open(pid) for pid in served.tree if pid != served.process.pid}
        served.process.kill()
        assert served.settles(lambda: all(ended(process) for process in processes.values()))
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, served.port))
    assert served.process.returncode == -signal.SIGKILL


@pytest.fixture(scope="module")
def traffic(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Traffic]:
    """A server with a store that its clients change."""
    folder = tmp_path_factory.mktemp("lost")
    token = add_token(folder / "tokens", "the test", WRITE)
    options = ("--store", str(folder / "store"), "--writable", "--tokens", str(folder / "tokens"))
    with serving(dataset, folder, *options) as served:
        yield Traffic(served, token)


@pytest.mark.parametrize("role", ["worker", "writer", "fork server", "web"])
@pytest.mark.parametrize("number", casualties.SIGNALS)
def test_whatever_process_is_lost_no_acknowledged_change_is(
    traffic: Traffic, role: str, number: signal.Signals
) -> None:
    with traffic.flowing():
        assert traffic.served.settles(lambda: role in casualties.roles(traffic.served))
        assert casualties.lose(traffic.served, role, number, random.Random(role))  # noqa: S311 - no secret
        casualties.recovery_seconds(traffic)
    assert traffic.acknowledged - traffic.stored() == set()
    assert traffic.statuses.keys() <= casualties.PERMITTED
    assert traffic.served.process.poll() is None

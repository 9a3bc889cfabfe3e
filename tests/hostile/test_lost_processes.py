"""A server that loses any one of its processes: it is whole again soon, or gone as a whole."""

from __future__ import annotations

import os
import select
import signal
import socket
from pathlib import Path

import pytest

from tests.hostile import killers
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

"""The command that serves, from its start to its stop."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from kg.config import Settings
from tests.web.conftest import LABELS

ATTEMPTS = 150


def command(settings: Settings, port: int) -> list[str]:
    folders = ["--dataset", str(settings.dataset), "--queries", str(settings.queries)]
    return [sys.executable, "-m", "kg", "serve", "--port", str(port), *folders]


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(settings: Settings, port: int, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The server, running in a folder that is not the project's; it is stopped at the end."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command(settings, port),
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def answer(process: subprocess.Popen[str], port: int, query: str) -> bytes:
    """The answer to a query, once the server answers at all."""
    for _ in range(ATTEMPTS):
        assert process.poll() is None, process.communicate()[0]
        try:
            with urlopen(f"http://127.0.0.1:{port}/sparql?{urlencode({'query': query})}", timeout=10) as response:
                return bytes(response.read())
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"no answer after {ATTEMPTS} attempts")


def test_a_server_answers_and_stops(tiny: Settings, port: int, tmp_path: Path) -> None:
    with serving(tiny, port, tmp_path) as process:
        rows = json.loads(answer(process, port, LABELS))["results"]["bindings"]
    assert (len(rows), process.returncode) == (2, 0)


def refusal(settings: Settings, port: int) -> tuple[int, list[str]]:
    done = subprocess.run(command(settings, port), capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr.splitlines()


def test_a_missing_dataset_is_told_in_a_line(tmp_path: Path, port: int) -> None:
    status, lines = refusal(Settings(dataset=tmp_path / "none.nq"), port)
    assert (status, len(lines), "kg build" in lines[0]) == (1, 1, True)


def test_a_taken_port_is_told_in_a_line(tiny: Settings) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        status, lines = refusal(tiny, holder.getsockname()[1])
    assert (status, len(lines), "--port" in lines[0]) == (1, 1, True)

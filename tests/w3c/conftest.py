"""The endpoint that the suites are run against."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.w3c.client import Endpoint

ATTEMPTS = 300
TOKEN = "w3c-suites"
QUESTION = "#+ summary: Is there anything?\nASK { ?s ?p ?o }\n"


def command(folder: Path, port: int) -> list[str]:
    """The command that starts our server with an empty store, which whoever has the token may write."""
    (folder / "tokens").write_text(f"{TOKEN}\n", encoding="utf-8")
    (folder / "empty.nq").write_text("", encoding="utf-8")
    (folder / "queries").mkdir()
    (folder / "queries" / "truth.rq").write_text(QUESTION, encoding="utf-8")
    store = ["--store", str(folder / "store"), "--writable", "--tokens", str(folder / "tokens")]
    material = ["--dataset", str(folder / "empty.nq"), "--queries", str(folder / "queries")]
    return [sys.executable, "-m", "kg", "serve", "--port", str(port), *store, *material]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until the server takes connections."""
    for _ in range(ATTEMPTS):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no server after {ATTEMPTS} attempts:\n{log.read_text(encoding='utf-8')}")


@contextmanager
def serving(folder: Path, port: int) -> Iterator[None]:
    """Our server. Its output goes to a file: a pipe that nobody reads would stop it when it is full."""
    log = folder / "log"
    with log.open("wb") as out, subprocess.Popen(command(folder, port), stdout=out, stderr=out) as process:
        try:
            wait(process, port, log)
            yield
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The server that KG_W3C_ENDPOINT names, or ours: one for each worker, so that no two share data."""
    named = os.environ.get("KG_W3C_ENDPOINT")
    if named:
        yield Endpoint(named.rstrip("/"), os.environ.get("KG_W3C_TOKEN", ""))
        return
    port = free_port()
    with serving(tmp_path_factory.mktemp("w3c"), port):
        yield Endpoint(f"http://127.0.0.1:{port}", TOKEN)

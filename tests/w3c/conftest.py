"""The endpoint that the suites are run against."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kg.protocol.access_tokens import WRITE, add_token
from tests.patience import PATIENCE
from tests.w3c.client import Endpoint

# The least that our server serves; every test replaces it.
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DATASET = f"<https://w3id.org/congress-kg/def> {A} <http://www.w3.org/2002/07/owl#Ontology> .\n"
QUESTION = (
    "#+ summary: Is there anything?\n#+ tags: truth\n#+ yes: Yes: there is.\n#+ silent: Not stated.\n"
    "#+ evidence: ?s ?p ?o\nASK { ?s ?p ?o }\n"
)


def command(folder: Path, port: int) -> list[str]:
    """The command that starts our server with a store, which whoever has a token may write."""
    (folder / "tiny.nq").write_text(DATASET, encoding="utf-8")
    (folder / "queries").mkdir()
    (folder / "queries" / "truth.rq").write_text(QUESTION, encoding="utf-8")
    store = ["--store", str(folder / "store"), "--writable", "--tokens", str(folder / "tokens")]
    material = ["--dataset", str(folder / "tiny.nq"), "--queries", str(folder / "queries")]
    return [sys.executable, "-m", "kg", "serve", "--port", str(port), *store, *material]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until the server takes connections."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), PATIENCE):
            return
        time.sleep(0.1)
    # No AssertionError: a test that is known to fail must not be taken to fail because of this.
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


@contextmanager
def serving(folder: Path, port: int) -> Iterator[None]:
    """Our server. Its output goes to a file: a full pipe would stop it."""
    log = folder / "log"
    with log.open("wb") as out, subprocess.Popen(command(folder, port), stdout=out, stderr=out) as process:
        try:
            wait(process, port, log)
            yield
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def connected(url: str, token: str) -> Iterator[Endpoint]:
    endpoint = Endpoint(url, token)
    try:
        yield endpoint
    finally:
        endpoint.close()


@contextmanager
def own_endpoint(folder: Path) -> Iterator[Endpoint]:
    """Our server, with its files in a folder, and a client that may change its data."""
    port, token = free_port(), add_token(folder / "tokens", "the W3C suites", WRITE)
    with serving(folder, port), connected(f"http://127.0.0.1:{port}", token) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The server that KG_W3C_ENDPOINT names, or ours: one for each worker, so that no two share data."""
    named = os.environ.get("KG_W3C_ENDPOINT")
    if named:
        workers = os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")
        if workers != "1":
            raise RuntimeError("the workers would change each other's data on one server: run with -n 0")
        with connected(named.rstrip("/"), os.environ.get("KG_W3C_TOKEN", "")) as endpoint:
            yield endpoint
        return
    with own_endpoint(tmp_path_factory.mktemp("w3c")) as endpoint:
        yield endpoint

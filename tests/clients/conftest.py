"""Servers that run as they do for real, one that only answers and one that also takes changes."""

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
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.patience import PATIENCE

EX = "http://example.org/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
ANN = 'Ann, "the\nfirst"'
BOB = "밥"
DATASET = f"""\
<{EX}def> <{RDF_TYPE}> <http://www.w3.org/2002/07/owl#Ontology> .
<{EX}ann> <{RDF_TYPE}> <{EX}Person> .
<{EX}ann> <{RDFS_LABEL}> "Ann, \\"the\\nfirst\\""@en .
<{EX}ann> <{EX}age> "61"^^<{XSD_INTEGER}> .
<{EX}bob> <{RDF_TYPE}> <{EX}Person> .
<{EX}bob> <{RDFS_LABEL}> "밥"@ko .
<{EX}ann> <{EX}knows> <{EX}bob> <{EX}graph> .
"""
TRIPLES = 6
LABELS = f"SELECT ?s ?label ?age WHERE {{ ?s <{RDFS_LABEL}> ?label OPTIONAL {{ ?s <{EX}age> ?age }} }} ORDER BY ?s"
PERSONS = f"CONSTRUCT {{ ?s a <{EX}Person> }} WHERE {{ ?s a <{EX}Person> }}"
KNOWN = f"SELECT ?o WHERE {{ GRAPH <{EX}graph> {{ <{EX}ann> <{EX}knows> ?o }} }}"
TRUE = f"ASK {{ <{EX}ann> a <{EX}Person> }}"
FALSE = f"ASK {{ <{EX}ann> a <{EX}Robot> }}"


class Writable(NamedTuple):
    """A server that takes changes, and a token that permits them."""

    url: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """The header that carries the token."""
        return {"Authorization": f"Bearer {self.token}"}


def kg(folder: Path, *arguments: str) -> str:
    """What a command prints."""
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """The address of a server of the dataset, which is stopped at the end."""
    (folder / "data.nq").write_text(DATASET, encoding="utf-8")
    (folder / "queries").mkdir()
    port = free_port()
    arguments = ["--port", str(port), "--dataset", "data.nq", "--queries", "queries", *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", "kg", "serve", *arguments], cwd=folder, env=environment, stdout=log, stderr=log
        ) as process,
    ):
        try:
            wait(process, port, folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return as soon as a server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urlopen(f"http://127.0.0.1:{port}/sparql", timeout=PATIENCE).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server does not answer: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that only answers."""
    with serving(tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="session")
def sparql(url: str) -> str:
    """The address of its endpoint."""
    return f"{url}/sparql"


@pytest.fixture(scope="session")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writable]:
    """A server that also takes changes."""
    folder = tmp_path_factory.mktemp("writable")
    token = kg(folder, "token", "tester", "--scope", "write", "--tokens", "tokens").split()[-1]
    with serving(folder, "--store", "store", "--writable", "--tokens", "tokens") as address:
        yield Writable(f"{address}/sparql", token)

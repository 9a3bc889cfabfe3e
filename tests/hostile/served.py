"""A server as people run it, in processes of its own, and what its processes use."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.patience import PATIENCE

HOST = "127.0.0.1"
# Each side of a test has its own address, since the limits for one client go by address.
GOOD, BAD = "127.0.0.2", "127.0.0.3"


class Served:
    """A running server: where it listens, and its processes as the kernel shows them."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log

    def ask(self, query: str, source: str = GOOD, timeout: float = PATIENCE, **headers: str) -> tuple[int, str, bytes]:
        """The status, the media type and the body of the answer to a query."""
        return self.request("POST", "/sparql", urlencode({"query": query}), source, timeout, **headers)

    def request(
        self,
        method: str,
        path: str,
        body: str | None = None,
        source: str = GOOD,
        timeout: float = PATIENCE,
        **headers: str,
    ) -> tuple[int, str, bytes]:
        """The status, the media type and the body of a response."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=timeout, source_address=(source, 0))
        if body is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, (response.getheader("Content-Type") or "").partition(";")[0], response.read()
        finally:
            connection.close()

    def connect(self, source: str = BAD, timeout: float = PATIENCE) -> socket.socket:
        """A connection on which nothing is sent yet."""
        return socket.create_connection((HOST, self.port), timeout, (source, 0))

    def ready(self) -> bool:
        """Whether the server is ready."""
        with suppress(OSError, http.client.HTTPException):
            status, _, body = self.request("GET", "/health/ready", timeout=PATIENCE)
            return status == 200 and bool(json.loads(body)["ready"])
        return False

    def await_ready(self) -> None:
        """Wait until the server is ready."""
        deadline = time.monotonic() + PATIENCE
        while not self.ready():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def settles(self, holds: Callable[[], bool]) -> bool:
        """Whether something holds, now or later."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    @property
    def tree(self) -> dict[int, int]:
        """Each process of the server with its parent."""
        parents = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        found = {self.process.pid: 0}
        while added := {pid: parent for pid, parent in parents.items() if parent in found and pid not in found}:
            found |= added
        return found

    @property
    def fork_server(self) -> int:
        """The process that forks the workers."""
        tree = self.tree
        fork_servers = [pid for pid, parent in tree.items() if _is_fork_server(pid) and not _is_fork_server(parent)]
        assert len(fork_servers) == 1, fork_servers
        return fork_servers[0]

    @property
    def web(self) -> int:
        """The HTTP process."""
        return self.tree[self.fork_server]

    @property
    def workers(self) -> list[int]:
        """The workers, including dead ones that nobody has reaped."""
        fork_server = self.fork_server
        return [pid for pid, parent in self.tree.items() if parent == fork_server]

    @property
    def files(self) -> int:
        """The number of files and sockets that the HTTP process has open."""
        return len(descriptors(self.web))

    @property
    def spooled(self) -> int:
        """The number of unnamed files that the HTTP process has open; each contains a large answer."""
        links = []
        for link in descriptors(self.web):
            with suppress(OSError):
                links.append(str(link.readlink()))
        return sum(link.startswith("/") and link.endswith(" (deleted)") for link in links)

    @property
    def evaluations(self) -> int:
        """The number of evaluations in progress, by the server's metrics."""
        text = self.request("GET", "/metrics")[2].decode()
        return next(int(float(line.split()[1])) for line in text.splitlines() if line.startswith("kg_evaluations "))

    @property
    def memory(self) -> float:
        """The MB that all processes use together; what they share counts once."""
        with of_root():
            return sum(_kilobytes(pid, "smaps_rollup", "Pss") for pid in self.tree) / 1024


def descriptors(pid: int) -> list[Path]:
    """The open descriptors of a process; skips the test where only root may see them."""
    with of_root():
        return [*Path(f"/proc/{pid}/fd").iterdir()]


@contextmanager
def of_root() -> Iterator[None]:
    """Skip a test that inspects a process of the server, which no other process of its user may."""
    try:
        yield
    except PermissionError:
        pytest.skip("only root can inspect the processes of a server")


def resident(pid: int) -> float:
    """The MB of memory that a process has now."""
    return _kilobytes(pid, "status", "VmRSS") / 1024


def peak(pid: int) -> float:
    """The most MB of memory that a process has had since ``forget_peak``."""
    return _kilobytes(pid, "status", "VmHWM") / 1024


def forget_peak(pid: int) -> None:
    """Let the kernel measure the peak from now on (proc(5), clear_refs)."""
    with of_root():
        Path(f"/proc/{pid}/clear_refs").write_text("5")


@contextmanager
def serving(dataset: Path, folder: Path, *options: str, log: Path | None = None) -> Iterator[Served]:
    """A server with a dataset, which runs and logs in a folder and is stopped at the end."""
    (folder / "queries").mkdir(exist_ok=True)
    port, log = free_port(), log or folder / "log"
    command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--dataset", str(dataset), *options]
    # To a file, since a pipe that nobody reads would stop the server.
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [*command, "--queries", str(folder / "queries")], cwd=folder, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        served = Served(process, port, log)
        try:
            served.await_ready()
            yield served
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                for pid in served.tree:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _is_fork_server(pid: int) -> bool:
    with suppress(OSError):
        return b"kg.engine.fork_server" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def _kilobytes(pid: int, file: str, name: str) -> int:
    """A figure that the kernel gives for a process; 0 once it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1])
    return 0

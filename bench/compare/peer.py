"""What every server that is compared can do: load N-Quads, run, and take queries and updates."""

from __future__ import annotations

import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.compare.exchange import HOST, Connection
from tests.hostile.served import Served

# Seconds until a server of the largest world answers, which may have to copy it first.
_PATIENCE = 7200.0
_REQUEST_SECONDS = 60.0
_PROBE = "SELECT ?s { ?s a <urn:figment:nothing> }"


class CommandError(Exception):
    """A command fails, or the server that it starts does not answer; the text says why."""


class Peer(ABC):
    """A kind of server; ``folder`` is always a folder of its own, which ``load`` fills."""

    name: str
    # What a reader should know of how it is run.
    note: str
    # Whether it can be served for updates.
    writes = False
    # Whether it loads a dataset once, and not at each start.
    loads = True
    # The most quads that it is measured with, and why.
    most_quads: int | None = None
    bound = ""

    @abstractmethod
    def version(self) -> str:
        """Its version; raises CommandError if it is not installed."""

    @abstractmethod
    def load(self, dataset: Path, folder: Path) -> None:
        """Load N-Quads into a folder; raises CommandError if that fails."""

    @abstractmethod
    def command(self, folder: Path, port: int, *, writable: bool) -> Sequence[str]:
        """The command that serves what was loaded into a folder."""

    @abstractmethod
    def query(self, text: str) -> bytes:
        """The request of a query."""

    def update(self, text: str, folder: Path) -> bytes:
        """The request of an update; only of peers that write."""
        raise NotImplementedError(f"{self.name} {text} {folder}")

    def is_settled(self, connection: Connection) -> bool:
        """Whether a server that answers has done what it goes on doing after its start."""
        del connection
        return True

    def disk_mb(self, folder: Path) -> float:
        """The MB that it keeps on disk."""
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20

    def installed(self) -> str:
        """Its version; empty if it is not installed."""
        try:
            return self.version()
        except CommandError:
            return ""

    def absence(self, quads: int) -> str:
        """Why it is not measured with a number of quads; empty if it is."""
        if not self.installed():
            return "not installed"
        return self.bound if self.most_quads is not None and quads > self.most_quads else ""


@dataclass(frozen=True)
class RunningPeer:
    """A server that answers, and after how many seconds it did."""

    peer: Peer
    folder: Path
    served: Served
    start_seconds: float

    def connect(self, source: str) -> Connection:
        """A connection from a loopback address."""
        return Connection(self.served.port, source, _REQUEST_SECONDS)

    @property
    def memory_mb(self) -> float:
        """The MB of all its processes; what they share counts once."""
        return self.served.memory


@contextmanager
def running(peer: Peer, folder: Path, *, writable: bool = False) -> Iterator[RunningPeer]:
    """A server of what was loaded into a folder, which answers and has settled; it is stopped at the end.

    Raises CommandError if it ends before, or does not settle.
    """
    port, log = free_port(), folder.with_name(f"{folder.name}.log")
    start = time.perf_counter()
    with (
        log.open("wb") as output,
        subprocess.Popen(  # noqa: S603 - the commands are those of the peers
            peer.command(folder, port, writable=writable), cwd=folder, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        served = Served(process, port, log)
        try:
            connection = Connection(port, HOST, _REQUEST_SECONDS)
            _wait(lambda: _answers(peer, connection), process, log)
            seconds = time.perf_counter() - start
            _wait(lambda: peer.is_settled(connection), process, log)
            connection.close()
            yield RunningPeer(peer, folder, served, seconds)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(60)
            process.kill()


def run(*command: str | Path, folder: Path | None = None) -> str:
    """The output of a command; raises CommandError if there is no such command or if it fails."""
    try:
        done = subprocess.run(list(map(str, command)), cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603
    except subprocess.CalledProcessError as error:
        raise CommandError(f"{command[0]} failed: {error.stderr[-500:].strip()}") from error
    except OSError as error:
        raise CommandError(f"{command[0]} cannot be run: {error.strerror}") from error
    return done.stdout.strip()


def _wait(holds: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        if process.poll() is not None or time.monotonic() > deadline:
            raise CommandError(f"it does not answer: {log.read_text(errors='replace')[-500:].strip()}")
        time.sleep(0.01)


def _answers(peer: Peer, connection: Connection) -> bool:
    with suppress(OSError):
        return connection.ask(peer.query(_PROBE)).status == 200
    return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])

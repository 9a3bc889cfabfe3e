"""A campaign: inputs made from seeds, thrown at a server, at the reader of records and at the command line."""

from __future__ import annotations

import resource
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from kg.protocol.access_tokens import WRITE, add_token
from tests.fuzz import command_lines, records, requests
from tests.fuzz.mutations import seeded
from tests.hostile.served import HOST, Served, serving

_DATASET = "<http://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/T> .\n"
_LIMITS = ("--timeout", "2", "--memory", "256", "--per-client", "16")
# By what the peak of this process may have grown at the end, whatever it was answered.
MEMORY_MB = 512
_SHOWN = 1000


class Campaign:
    """Throws inputs, each made from its seed alone, at a server and at what runs in this process."""

    def __init__(self, served: Served, token: str, folder: Path) -> None:
        self._served = served
        self._token = token
        self._folder = folder
        self._processes = {served.process.pid, served.web, served.fork_server}
        self._peak = _peak_kilobytes()

    def problems(self, seeds: Iterable[int]) -> Iterator[str]:
        """What is wrong with the answers to the inputs of some seeds."""
        for seed in seeds:
            if found := self._problem(seeded(seed)):
                yield f"SEED={seed}: {found}"

    def require_whole(self) -> None:
        """Require that the server answers with the processes that it began with, and that this process stays small."""
        self._served.await_ready()
        assert self._processes == {self._served.process.pid, self._served.web, self._served.fork_server}
        assert self._served.ask("SELECT (1 AS ?one) { }", Accept="text/csv") == (200, "text/csv", b"one\r\n1\r\n")
        assert _peak_kilobytes() - self._peak < MEMORY_MB << 10

    def _problem(self, random: Random) -> str | None:
        kind = random.random()
        if kind < 0.005:
            return records.problem(random, self._folder)
        if kind < 0.025:
            return command_lines.problem(random, self._folder)
        request = requests.request(random, self._token)
        received = requests.exchange((HOST, self._served.port), request)
        found = requests.problem(request, received)
        return f"{found}\n{request.sent!r}\n{received[:_SHOWN]!r}" if found else None


def _peak_kilobytes() -> int:
    """The most memory that this process has had, in kilobytes, whatever it did before."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@contextmanager
def campaign() -> Iterator[Campaign]:
    """A campaign against a server of its own, which takes updates."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tiny.nq").write_text(_DATASET, encoding="utf-8")
        (folder / "work").mkdir()
        token = add_token(folder / "tokens", "fuzz", WRITE)
        store = ("--store", str(folder / "store"), "--writable", "--tokens", str(folder / "tokens"))
        with serving(folder / "tiny.nq", folder, *store, *_LIMITS) as served:
            yield Campaign(served, token, folder / "work")

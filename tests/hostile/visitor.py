"""A good client: small queries at an even pace; a process of its own, so that nothing here slows it."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.hostile.served import GOOD, HOST, Served
from tests.patience import PATIENCE, wait_until

_SECONDS_BETWEEN = 0.1


class Visit(NamedTuple):
    """A query: when it was sent, the milliseconds until its answer, and its status, 0 without an answer."""

    at: float
    ms: float
    status: int


class Visitor:
    """What a good client has met so far."""

    def __init__(self, notes: Path) -> None:
        self._notes = notes

    def visits(self, since: float = 0.0) -> list[Visit]:
        """The visits since a time of the monotonic clock."""
        lines = self._notes.read_text().splitlines()
        read = [Visit(float(at), float(ms), int(status)) for at, ms, status in map(str.split, lines)]
        return [visit for visit in read if visit.at >= since]

    def require_served(self, since: float, visits: int) -> None:
        """Wait for a number of visits since a time; each of them has received its answer."""
        wait_until(lambda: len(self.visits(since)) >= visits)
        assert {visit.status for visit in self.visits(since)} == {200}


@contextmanager
def visiting(served: Served, folder: Path) -> Iterator[Visitor]:
    """A good client of a server, for as long as the context lasts."""
    notes = folder / "visits"
    with notes.open("wb") as output:
        command = [sys.executable, "-m", "tests.hostile.visitor", str(served.port)]
        process = subprocess.Popen(command, stdout=output, cwd=Path(__file__).parents[2])
        try:
            yield Visitor(notes)
        finally:
            process.terminate()
            process.wait()


def _visit(connection: http.client.HTTPConnection, number: int) -> int:
    # Another text each time, so that no answer comes from the cache.
    path = f"/sparql?{urlencode({'query': f'SELECT (1 AS ?one) {{ }} # {number}'})}"
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0
    return response.status


def _main() -> None:
    connection = http.client.HTTPConnection(HOST, int(sys.argv[1]), timeout=PATIENCE, source_address=(GOOD, 0))
    for number in range(10**9):
        begun = time.monotonic()
        status = _visit(connection, number)
        milliseconds = 1000 * (time.monotonic() - begun)
        print(f"{begun:.4f} {milliseconds:.3f} {status}", flush=True)  # noqa: T201 - read by the tests
        time.sleep(max(begun + _SECONDS_BETWEEN - time.monotonic(), 0.0))


if __name__ == "__main__":
    _main()

"""Queries one at a time: in rounds; each sends every server the same queries, in an order that rotates."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.compare.exchange import Answer, Connection, read_answer
from bench.compare.peer import RunningPeer
from bench.compare.results import Difference, Latency, Spread
from bench.compare.workloads import WORKLOADS, Workload
from bench.compare.world import Census

_SOURCE = "127.0.1.1"
_OK = 200


@dataclass
class _Series:
    """The milliseconds of a query by round, and why it is not asked any more."""

    rounds: list[list[float]] = field(default_factory=list)
    rows: int | None = None
    failure: str = ""


class LatencyRun:
    """Measures servers of one world; the first round is not counted."""

    def __init__(self, servers: Sequence[RunningPeer], census: Census, quads: int) -> None:
        self._census, self._quads = census, quads
        self._connections = {server: server.connect(_SOURCE) for server in servers}
        self._series = {(workload, server): _Series() for workload in WORKLOADS for server in servers}
        self._differences: dict[Workload, Difference] = {}

    def measure(self, rounds: int) -> None:
        """Ask all queries."""
        servers = list(self._connections)
        for number in range(rounds + 1):
            first = number % len(servers)
            for workload in WORKLOADS:
                answers = {server: self._ask(workload, server, number) for server in servers[first:] + servers[:first]}
                self._compare(workload, number, answers)
        for connection in self._connections.values():
            connection.close()

    def latencies(self) -> list[Latency]:
        """The latency of each query on each server."""
        return [self._latency(workload, server, series) for (workload, server), series in self._series.items()]

    def differences(self) -> list[Difference]:
        """The first difference of each query."""
        return list(self._differences.values())

    def _ask(self, workload: Workload, server: RunningPeer, number: int) -> list[Answer]:
        """The answers of a round, none if a query fails."""
        series, answers, times = self._series[workload, server], [], []
        if series.failure:
            return []
        try:
            for at, text in enumerate(_texts(workload, self._census, number)):
                if workload.before:
                    # Numbers that nothing else has, so that no answer comes from a cache.
                    before = workload.before.text(self._census, -1 - number * workload.times - at)
                    _timed(server, self._connections[server], before)
                ms, answer = _timed(server, self._connections[server], text)
                answers.append(answer)
                times.append(ms)
        except (OSError, ValueError) as error:
            series.failure = str(error) or type(error).__name__
            return []
        if number > 0:
            series.rounds.append(times)
        series.rows = answers[-1].rows
        return answers

    def _compare(self, workload: Workload, number: int, answers: Mapping[RunningPeer, Sequence[Answer]]) -> None:
        given = {server.peer.name: list(found) for server, found in answers.items() if found}
        for at, text in enumerate(_texts(workload, self._census, number)):
            these = {name: found[at] for name, found in given.items()}
            if differ(these, by_rows=workload.is_determined):
                compared = tuple((name, answer.rows, answer.digest) for name, answer in these.items())
                self._differences.setdefault(workload, Difference(self._quads, workload.name, text, compared))

    def _latency(self, workload: Workload, server: RunningPeer, series: _Series) -> Latency:
        every = [ms for times in series.rounds for ms in times]
        ms = Spread.of(every) if every and not series.failure else None
        medians = tuple(map(statistics.median, series.rounds)) if ms else ()
        return Latency(self._quads, workload.name, server.peer.name, ms, medians, series.rows, series.failure)


def differ(answers: Mapping[str, Answer], *, by_rows: bool) -> bool:
    """Whether servers gave different answers; without ``by_rows`` only the numbers of rows count."""
    return len({answer if by_rows else answer.rows for answer in answers.values()}) > 1


def _texts(workload: Workload, census: Census, number: int) -> list[str]:
    return [workload.text(census, number * workload.times + time) for time in range(workload.times)]


def _timed(server: RunningPeer, connection: Connection, text: str) -> tuple[float, Answer]:
    """The milliseconds until the whole answer is there, and the answer; raises OSError or ValueError without one."""
    request = server.peer.query(text)
    connection.open()
    start = time.perf_counter()
    reply = connection.ask(request)
    ms = 1000 * (time.perf_counter() - start)
    if reply.status != _OK:
        raise OSError(f"status {reply.status}: {reply.body[:200].decode(errors='replace')}")
    return ms, read_answer(reply.body)

"""A comparison: a world of each size, which all servers load, serve and are asked about at the same time."""

from __future__ import annotations

import itertools
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.compare.latency import LatencyRun
from bench.compare.peer import CommandError, Peer, RunningPeer, running
from bench.compare.results import Absence, Footprint, Measured, Mix, Spread, Throughput
from bench.compare.throughput import Driven, Labelled, drive
from bench.compare.workloads import COLD, HOT, Workload, update_text
from bench.compare.world import Census, write_world

CONNECTIONS = (1, 8, 64)
MIX_CONNECTIONS = 8
# One request in this many is an update.
UPDATE_EVERY = 100
_QUERY, _UPDATE = "query", "update"
# The numbers of queries on several connections begin here, and those of each round with another multiple.
_NUMBERS = 10**6


@dataclass(frozen=True)
class Effort:
    """How many rounds there are, and how many seconds requests are sent in each of them on several connections."""

    rounds: int
    seconds: float


class Comparison:
    """Compares servers with a world of one size, whose files are in a folder."""

    def __init__(self, peers: Sequence[Peer], quads: int, effort: Effort, folder: Path) -> None:
        self._peers, self._quads, self._effort, self._folder = peers, quads, effort, folder
        self._census = Census()
        self._load_seconds: dict[Peer, float] = {}

    def measure(self, measured: Measured) -> None:
        """Measure, and add the results to those that are there."""
        dataset = self._folder / "world.nq"
        self._report("writing the world")
        self._census = write_world(dataset, self._quads)
        for peer in self._peers:
            try:
                self._load(peer, dataset)
            except CommandError as error:
                measured.absences.append(Absence(self._quads, peer.name, str(error)))
        self._read(measured)
        self._mix(measured)

    def _report(self, what: str) -> None:
        sys.stderr.write(f"{time.strftime('%H:%M:%S')}  {self._quads:,} quads: {what}\n")

    def _load(self, peer: Peer, dataset: Path) -> None:
        if reason := peer.absence(self._quads):
            raise CommandError(reason)
        self._report(f"loading into {peer.name}")
        self._place(peer).mkdir()
        start = time.perf_counter()
        peer.load(dataset, self._place(peer))
        self._load_seconds[peer] = time.perf_counter() - start

    def _place(self, peer: Peer) -> Path:
        return self._folder / peer.name.replace(" ", "-")

    def _start(
        self, stack: ExitStack, measured: Measured, peers: Iterable[Peer], *, writable: bool = False
    ) -> list[RunningPeer]:
        """The servers that start; they run until the stack ends."""
        servers = []
        for peer in peers:
            try:
                servers.append(stack.enter_context(running(peer, self._place(peer), writable=writable)))
            except CommandError as error:
                measured.absences.append(Absence(self._quads, peer.name, str(error)))
        return servers

    def _read(self, measured: Measured) -> None:
        with ExitStack() as stack:
            servers = self._start(stack, measured, self._load_seconds)
            if not servers:
                return
            memory = {server: server.memory_mb for server in servers}
            self._report("one query at a time")
            run = LatencyRun(servers, self._census, self._quads)
            run.measure(self._effort.rounds)
            measured.latencies += run.latencies()
            measured.differences += run.differences()
            self._report("several connections")
            for workload in (HOT, COLD):
                for connections in CONNECTIONS:
                    measured.throughputs += self._throughputs(servers, workload, connections)
            measured.footprints += [self._footprint(server, memory[server]) for server in servers]

    def _footprint(self, server: RunningPeer, memory: float) -> Footprint:
        peer = server.peer
        seconds = self._load_seconds[peer] if peer.loads else None
        disk = peer.disk_mb(self._place(peer))
        return Footprint(self._quads, peer.name, seconds, server.start_seconds, memory, server.memory_mb, disk)

    def _throughputs(
        self, servers: Sequence[RunningPeer], workload: Workload, connections: int
    ) -> Iterator[Throughput]:
        def requests(server: RunningPeer, first: int) -> Iterator[Labelled]:
            if workload.is_hot:
                # Made once, since making it would take as long as answering it.
                yield from itertools.repeat(Labelled(_QUERY, server.peer.query(workload.text(self._census, 0))))
            for number in itertools.count(first + connections * _NUMBERS):
                yield Labelled(_QUERY, server.peer.query(workload.text(self._census, number)))

        for server, driven in self._rounds(servers, connections, requests).items():
            rates = tuple(one.per_second for one in driven)
            errors = sum(one.errors for one in driven)
            yield Throughput(self._quads, workload.name, server.peer.name, connections, Spread.of(rates), rates, errors)

    def _rounds(
        self,
        servers: Sequence[RunningPeer],
        connections: int,
        requests: Callable[[RunningPeer, int], Iterator[Labelled]],
    ) -> dict[RunningPeer, list[Driven]]:
        """What each server achieved in each round; ``requests`` takes the first number of a round."""
        driven = defaultdict(list)
        for number in range(self._effort.rounds):
            first = number % len(servers)
            for server in [*servers[first:], *servers[:first]]:
                sent = requests(server, (number + 1) * 100 * _NUMBERS)
                driven[server].append(drive(server, connections, self._effort.seconds, sent))
        return driven

    def _mix(self, measured: Measured) -> None:
        self._report("queries with updates")
        with ExitStack() as stack:
            peers = [peer for peer in self._load_seconds if peer.writes]
            servers = self._start(stack, measured, peers, writable=True)
            rounds = self._rounds(servers, MIX_CONNECTIONS, self._mixed) if servers else {}
        measured.mixes += [self._mix_of(server, driven) for server, driven in rounds.items()]

    def _mixed(self, server: RunningPeer, first: int) -> Iterator[Labelled]:
        for number in itertools.count(first):
            if number % UPDATE_EVERY == UPDATE_EVERY // 2:
                yield Labelled(_UPDATE, server.peer.update(update_text(number), server.folder))
            else:
                yield Labelled(_QUERY, server.peer.query(COLD.text(self._census, number)))

    def _mix_of(self, server: RunningPeer, driven: Sequence[Driven]) -> Mix:
        ms = {kind: [value for one in driven for value in one.ms[kind]] for kind in (_QUERY, _UPDATE)}
        spreads = {kind: Spread.of(values) if values else None for kind, values in ms.items()}
        rates = tuple(one.per_second for one in driven)
        errors = sum(one.errors for one in driven)
        return Mix(
            self._quads,
            server.peer.name,
            MIX_CONNECTIONS,
            Spread.of(rates),
            rates,
            spreads[_QUERY],
            spreads[_UPDATE],
            errors,
        )

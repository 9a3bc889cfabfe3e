"""Requests on several connections at a time, each of which sends the next when it has the response to the last."""

from __future__ import annotations

import selectors
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from bench.compare.exchange import Connection
from bench.compare.peer import RunningPeer

_SUCCESSES = (200, 204)


@dataclass(frozen=True)
class Labelled:
    """A request, and the kind under which its milliseconds are kept."""

    kind: str
    request: bytes


@dataclass
class Driven:
    """The successful requests per second, the milliseconds of each by kind, and the requests that failed."""

    per_second: float = 0.0
    ms: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: int = 0


@dataclass
class _Client:
    """A connection with the request that is in progress on it."""

    connection: Connection
    kind: str = ""
    start: float = 0.0


def drive(server: RunningPeer, connections: int, seconds: float, requests: Iterator[Labelled]) -> Driven:
    """Send requests for some seconds; each connection has a loopback address of its own, so 250 at most."""
    clients = [_Client(server.connect(f"127.0.1.{number + 2}")) for number in range(connections)]
    driven, start = Driven(), time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for client in clients:
            _send(selector, client, requests)
        while (now := time.perf_counter()) < start + seconds:
            for key, _ in selector.select(start + seconds - now):
                _take(selector, key.data, driven, requests)
    driven.per_second = sum(map(len, driven.ms.values())) / (time.perf_counter() - start)
    for client in clients:
        client.connection.close()
    return driven


def _send(selector: selectors.BaseSelector, client: _Client, requests: Iterator[Labelled]) -> None:
    labelled = next(requests)
    client.kind, client.start = labelled.kind, time.perf_counter()
    client.connection.send(labelled.request)
    with suppress(KeyError):
        selector.register(client.connection.socket, selectors.EVENT_READ, client)


def _take(selector: selectors.BaseSelector, client: _Client, driven: Driven, requests: Iterator[Labelled]) -> None:
    """Read what has arrived; if that is a whole response, send the next request."""
    used = client.connection.socket
    try:
        reply = client.connection.receive()
        if reply is None:
            return
        if reply.status in _SUCCESSES:
            driven.ms[client.kind].append(1000 * (time.perf_counter() - client.start))
        else:
            driven.errors += 1
    except OSError:
        driven.errors += 1
    if used.fileno() < 0:
        selector.unregister(used)
    _send(selector, client, requests)

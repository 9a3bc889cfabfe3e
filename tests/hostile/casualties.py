"""The loss of processes of a server with a store that is changed and read meanwhile, and what became of the changes."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from urllib.parse import urlencode

from tests.hostile.served import Served, descriptors
from tests.patience import PATIENCE

SIGNALS = (signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM)
# What may answer a request while processes are lost.
PERMITTED = frozenset({200, 204, 503})


class Traffic:
    """Clients that change and read a store: the numbers whose change was acknowledged, and all statuses."""

    def __init__(self, served: Served, token: str) -> None:
        self.served = served
        self.acknowledged: set[int] = set()
        self.statuses: Counter[int] = Counter()
        # Requests whose connection ended without an answer.
        self.broken = 0
        self._headers = {"Authorization": f"Bearer {token}"}
        self._numbers = itertools.count()
        self._over = Event()

    @contextmanager
    def flowing(self) -> Iterator[None]:
        """Have both kinds of clients send requests meanwhile."""
        self._over.clear()
        clients = [Thread(target=self._repeat, args=(send,)) for send in (self._change, self._read)]
        for client in clients:
            client.start()
        try:
            yield
        finally:
            self._over.set()
            for client in clients:
                client.join()

    def stored(self) -> set[int]:
        """The numbers in the store."""
        status, _, body = self.served.ask("SELECT ?n { <e:s> <e:number> ?n }", Accept="application/sparql-results+json")
        assert status == 200
        return {int(row["n"]["value"]) for row in json.loads(body)["results"]["bindings"]}

    def serves(self) -> bool:
        """Whether a change and a query succeed."""
        with suppress(OSError, http.client.HTTPException):
            return self._change() == 204 and self._read() == 200
        return False

    def _repeat(self, send: Callable[[], int]) -> None:
        while not self._over.is_set():
            try:
                self.statuses[send()] += 1
            except (OSError, http.client.HTTPException):
                self.broken += 1

    def _change(self) -> int:
        number = next(self._numbers)
        update = urlencode({"update": f"INSERT DATA {{ <e:s> <e:number> {number} }}"})
        status, _, _ = self.served.request("POST", "/sparql", update, **self._headers)
        if status == 204:
            self.acknowledged.add(number)
        return status

    def _read(self) -> int:
        return self.served.ask(f"ASK {{ <e:s> <e:number> {next(self._numbers)} }}")[0]


def roles(served: Served) -> dict[str, list[int]]:
    """The processes of a server that may be lost without its end, by what they do."""
    with suppress(OSError, AssertionError, KeyError):
        fork_server = served.fork_server
        forked = [pid for pid, parent in served.tree.items() if parent == fork_server]
        writers = [pid for pid in forked if _writes(pid)]
        workers = [pid for pid in forked if pid not in writers]
        found = {"web": [served.web], "fork server": [fork_server], "worker": workers, "writer": writers}
        return {role: pids for role, pids in found.items() if pids}
    return {}


def lose(served: Served, role: str, number: signal.Signals, choice: random.Random) -> bool:
    """End a process of a role by a signal; return whether there was one."""
    pids = roles(served).get(role)
    if not pids:
        return False
    with suppress(ProcessLookupError):
        os.kill(choice.choice(pids), number)
    return True


def recovery_seconds(traffic: Traffic) -> float:
    """The seconds until a change and a query succeed."""
    begun = time.monotonic()
    while not traffic.serves():
        assert time.monotonic() - begun < PATIENCE, traffic.served.log.read_text()
        time.sleep(0.01)
    return time.monotonic() - begun


def _writes(pid: int) -> bool:
    """Whether a process has the lock of a store open."""
    for link in descriptors(pid):
        with suppress(OSError):
            if link.readlink().name == "lock":
                return True
    return False

"""Turns: who of those that wait is next. Whoever has used little goes before whoever floods."""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.errors import Problem, RequestError
from kg.limits import TurnLimits


class Requester(NamedTuple):
    """Where a request comes from: the ``client``, a network address; the program there, by its name; a connection."""

    client: str
    program: str
    connection: str


class Turns:
    """A number of places for what an event loop does for clients; ``share`` returns how many one of them may have.

    Users behind one address are distinguished by program and by connection. Only the event loop may use it.
    """

    def __init__(self, places: int, share: Callable[[str], int], limits: TurnLimits) -> None:
        self._places = places
        self._share = share
        self._limits = limits
        self._free = places
        self._taken: Counter[str] = Counter()
        self._waiting: dict[str, list[_Waiting]] = {}
        self._used = _Use(limits)

    @property
    def taken(self) -> int:
        """The number of places that are taken."""
        return self._places - self._free

    async def take(self, requester: Requester) -> None:
        """Wait for a place, to be left with ``leave``.

        Raises RequestError if that takes too long: 429 if the client has all of its share, 503 if others have it.
        """
        client = requester.client
        if client not in self._waiting and self._may_enter(client):
            self._enter(client)
            return
        waiting = _Waiting(requester)
        self._waiting.setdefault(client, []).append(waiting)
        timer = asyncio.get_running_loop().call_later(self._limits.queue_seconds, waiting.give_up)
        try:
            if not await waiting.admitted:
                raise self._too_busy(client)
        except BaseException:
            if waiting.has_place:
                self.leave(requester, 0.0)
            else:
                self._remove(client, waiting)
            raise
        finally:
            timer.cancel()

    def leave(self, requester: Requester, seconds: float) -> None:
        """Free a place that was used for some ``seconds``, and admit the next request."""
        self._used.add(requester, seconds)
        self._free += 1
        self._taken[requester.client] -= 1
        if not self._taken[requester.client]:
            del self._taken[requester.client]
        while self._free and (clients := [*filter(self._may_enter, self._waiting)]):
            client = min(clients, key=self._used.of) if len(clients) > 1 else clients[0]
            # Of those that are equal, the one that came first is first.
            chosen = min(self._waiting[client], key=self._use)
            self._remove(client, chosen)
            if chosen.admit():
                self._enter(client)

    def _use(self, waiting: _Waiting) -> tuple[float, float]:
        """By what the requests of a client that wait are ordered."""
        _, program, connection = waiting.requester
        return self._used.of(program), self._used.of(connection)

    def _may_enter(self, client: str) -> bool:
        return self._free > 0 and self._taken[client] < self._share(client)

    def _enter(self, client: str) -> None:
        self._free -= 1
        self._taken[client] += 1

    def _remove(self, client: str, waiting: _Waiting) -> None:
        own = self._waiting.get(client, [])
        if waiting in own:
            own.remove(waiting)
        if not own:
            self._waiting.pop(client, None)

    def _too_busy(self, client: str) -> RequestError:
        own = self._taken[client]
        if own and own >= self._share(client):
            what = f"This client has {own} requests in progress, as many as it may have, and others waiting."
            problem = Problem("client", what, "Wait for one of them to end.")
            return RequestError(429, problem, self._limits.retry_seconds)
        problem = Problem("server", "The server is busy with the requests of other clients.", "Try again in a moment.")
        return RequestError(503, problem, self._limits.retry_seconds)


@dataclass(eq=False)
class _Waiting:
    """A waiting request, and the future that resolves to whether it has a place."""

    requester: Requester
    has_place: bool = False
    admitted: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def admit(self) -> bool:
        """Give the request a place; return whether it still waits for one."""
        if not self.admitted.done():
            self.has_place = True
            self.admitted.set_result(True)
        return self.has_place

    def give_up(self) -> None:
        """Have it wait no longer."""
        if not self.admitted.done():
            self.admitted.set_result(False)


class _Use:
    """What each has used lately, in seconds of which half are forgotten after a while.

    Instead of what was used earlier weighing less and less, what is used later weighs more and more, so that only what
    is noted has to be computed, and everything can be compared at any time.
    """

    def __init__(self, limits: TurnLimits) -> None:
        self._limits = limits
        self._start = time.monotonic()
        self._weighed: OrderedDict[str, float] = OrderedDict()

    def of(self, name: str) -> float:
        """What a client, a program or a connection has used, to be compared with others."""
        return self._weighed.get(name, 0.0)

    def add(self, requester: Requester, seconds: float) -> None:
        """Note that a connection of a client has used seconds."""
        half_lives = (time.monotonic() - self._start) / self._limits.half_life_seconds
        if half_lives > self._limits.half_lives:
            # Restart before the numbers grow too large; the old ones weigh nothing by now.
            self._start, half_lives = time.monotonic(), 0.0
            self._weighed.clear()
        for name in requester:
            self._weighed[name] = self._weighed.get(name, 0.0) + seconds * math.exp2(half_lives)
            self._weighed.move_to_end(name)
        while len(self._weighed) > self._limits.remembered:
            self._weighed.popitem(last=False)

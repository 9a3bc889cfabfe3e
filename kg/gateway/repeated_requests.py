"""Repeated requests: those that were sent before, byte for byte, are answered without parsing them again."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from kg.http.wsgi import Again, BufferedResponse, RequestContext
from kg.limits import CacheLimits

# Whatever else determines a response, or how it is sent.
_HEADERS = (
    "host",
    "accept",
    "accept-encoding",
    "authorization",
    "content-encoding",
    "content-type",
    "x-forwarded-host",
    "x-forwarded-proto",
)
# Such a request has a response of its own.
_CONDITIONS = ("if-none-match", "if-modified-since", "range")

_Key = tuple[object, ...]
_Answer = Callable[[], Awaitable[tuple[BufferedResponse, RequestContext]]]


class RepeatedRequests:
    """What answers requests again whose responses are kept, or just being made; only the event loop may use it."""

    def __init__(self, limits: CacheLimits) -> None:
        self._limits = limits
        self._known: OrderedDict[_Key, Again] = OrderedDict()
        self._flights: dict[_Key, asyncio.Future[Again | None]] = {}

    def _key(self, scope: Any, body: bytes) -> _Key | None:
        """What determines the response to a request; None if that is not known."""
        headers = scope.headers
        if scope.method not in ("GET", "POST"):
            return None
        if any(headers.get(name) is not None for name in _CONDITIONS):
            return None
        # A header may come in several lines.
        values = [tuple(headers.get_all(name)) for name in _HEADERS]
        size = (
            len(body) + len(scope.query_string) + len(scope.path) + sum(len(line) for lines in values for line in lines)
        )
        if size > self._limits.repeated_bytes:
            return None
        return (scope.method, scope.scheme, scope.path, scope.query_string, body, *values)

    async def answer(
        self,
        scope: Any,
        body: bytes,
        client: str,
        answer: _Answer,
        departure: Callable[[], Coroutine[Any, Any, object]],
    ) -> BufferedResponse | None:
        """The response to a client's request, which ``answer`` gives, with what has become known of the request.

        Of identical requests one is answered, and the others wait for it here, where that costs no thread. The result
        is None if a client has left meanwhile, which is when its ``departure`` ends.
        """
        key = self._key(scope, body)
        if key is None:
            return (await answer())[0]
        for _ in range(self._limits.attempts):
            if (again := self._known.get(key)) and (response := again(client)):
                return response
            if (flight := self._flights.get(key)) is None:
                return await self._lead(key, answer)
            if not await _ends_before(flight, asyncio.ensure_future(departure())):
                return None
            again = flight.result()
            if again and (response := again(client)):
                return response
        return (await answer())[0]

    async def _lead(self, key: _Key, answer: _Answer) -> BufferedResponse:
        """Answer a request, and all identical ones that come meanwhile."""
        flight = self._flights[key] = asyncio.get_running_loop().create_future()
        again = None
        try:
            response, state = await answer()
            again = state.again
            if again and state.kept:
                self._keep(key, again)
            return response
        finally:
            del self._flights[key]
            flight.set_result(again)

    def _keep(self, key: _Key, again: Again) -> None:
        self._known[key] = again
        self._known.move_to_end(key)
        if len(self._known) > self._limits.repeated:
            self._known.popitem(last=False)


async def _ends_before(flight: asyncio.Future[Again | None], departure: asyncio.Future[object]) -> bool:
    try:
        await asyncio.wait((flight, departure), return_when=asyncio.FIRST_COMPLETED)
        return flight.done()
    finally:
        departure.cancel()

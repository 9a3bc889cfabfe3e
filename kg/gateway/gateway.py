"""The gateway between granian's own interface (RSGI) and a WSGI application.

It reads request bodies, within limits of size and time, before it takes a thread; it notices when a client leaves; and
it has the server send large answers from their files.
"""

import asyncio
import io
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from kg.endpoint.answer_headers import NOT_STORED
from kg.engine.turns import Requester, Turns
from kg.engine.workers import ClientGoneError, IsGone
from kg.errors import KgError, Problem, RequestError
from kg.faults import fault
from kg.gateway.connection_limit import ConnectionLimit
from kg.gateway.environ import wsgi_environ
from kg.gateway.health import LIVENESS, READINESS, liveness, readiness
from kg.gateway.repeated_requests import RepeatedRequests
from kg.gateway.service import Service
from kg.gateway.sparql_requests import SparqlRequests
from kg.http.clients import network_of
from kg.http.file_sender import FileSender
from kg.http.request_size import require_size
from kg.http.response_headers import complete
from kg.http.wsgi import (
    Application,
    BufferedResponse,
    FileBody,
    RequestContext,
    attach_context,
    collect,
)

_LOG = logging.getLogger("kg.gateway")


class Gateway:
    """An RSGI application that answers what it can without a thread, and everything else with a WSGI application.

    ``load`` returns that application, which is loaded while queries are answered already. ``release`` is called last.
    """

    def __init__(self, service: Service, load: Callable[[], Application], release: Callable[[], None]) -> None:
        limits = service.limits
        self._service = service
        self._sparql = SparqlRequests(service)
        self._repeated = RepeatedRequests(limits.cache)
        self._limits = limits.request
        self._proxies = service.settings.proxies
        self._release = release
        self._sender = FileSender(limits.request)
        self._connections = ConnectionLimit(limits.request)
        # A thread for each evaluation, and more for the requests that wait for one or need none.
        threads = limits.pool.workers + limits.request.spare_threads
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._turns = Turns(threads, lambda _: limits.request.per_client, limits.turn)
        self._reserved = ThreadPoolExecutor(limits.request.health_threads, thread_name_prefix="health")
        self._application: Future[Application] = self._threads.submit(load)
        self._watches = False

    def wait_until_loaded(self) -> None:
        """Wait for the application; raises KgError for what it cannot read."""
        self._application.result()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        if not self._watches:
            self._watches = True
            self._sender.watch_clients()
            if not self._proxies:
                # All connections of a proxy are its own.
                self._connections.watch()
        body, refusal = b"", None
        try:
            address = len(scope.path.encode()) + len(scope.query_string.encode())
            require_size(address, scope.headers.items(), self._limits)
            body = await self._body(scope, protocol)
        except RequestError as error:
            refusal = error
        requester = self._requester(scope)
        response = None
        if not refusal:
            answer = partial(self._answer, scope, protocol, body, requester)
            response = await self._repeated.answer(scope, body, requester.client, answer, protocol.client_disconnect)
        if response is None:
            state = RequestContext(refusal or ClientGoneError())
            response = await self._application_answer(scope, protocol, body, requester, state)
        if response.status == 429:
            # Delay rate-limited clients here, where waiting holds no thread, instead of refusing them again and again.
            await asyncio.sleep(self._limits.refusal_seconds)
        self._send(protocol, response, head=scope.method == "HEAD")

    async def _answer(
        self, scope: Any, protocol: Any, body: bytes, requester: Requester
    ) -> tuple[BufferedResponse, RequestContext]:
        """The response to a request, and what has become known of the request."""
        state = RequestContext()
        if scope.method == "GET" and (health := await self._health(scope.path)):
            self._service.log.add(scope.method, scope.path, requester.client, state, health)
            return health, state
        try:
            response = await self._sparql.answer(scope, body, requester, partial(_departure, protocol), state)
        except KgError as error:
            response, state.refusal = None, error
        except OSError as error:
            response, state.refusal = None, fault(error)
        except Exception:  # noqa: BLE001 - any failure has to become a response
            _LOG.exception("%s %s", scope.method, scope.path)
            response, state.refusal = None, KgError(Problem(scope.path, "The gateway failed.", "See the log."))
        return response or await self._application_answer(scope, protocol, body, requester, state), state

    async def _health(self, path: str) -> BufferedResponse | None:
        """The answer to a probe, however much there is to do; None for any other address."""
        if path == LIVENESS:
            return liveness()
        if path in READINESS:
            return await asyncio.get_running_loop().run_in_executor(self._reserved, readiness, self._service)
        return None

    async def _application_answer(
        self, scope: Any, protocol: Any, body: bytes, requester: Requester, state: RequestContext
    ) -> BufferedResponse:
        """The application's response to a request, which may have been refused before."""
        try:
            # An error takes time too, and so does a flood of them.
            await self._turns.take(requester)
        except RequestError as error:
            state.refusal = state.refusal or error
            return await self._in_thread(scope, protocol, body, state)
        begun = time.perf_counter()
        try:
            return await self._in_thread(scope, protocol, body, state)
        finally:
            self._turns.leave(requester, time.perf_counter() - begun)

    async def _in_thread(self, scope: Any, protocol: Any, body: bytes, state: RequestContext) -> BufferedResponse:
        environ = wsgi_environ(scope)
        attach_context(environ, state)
        environ["wsgi.input"] = io.BytesIO(body)
        # The body is here, however it came.
        environ["CONTENT_LENGTH"] = str(len(body))
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        try:
            application = await asyncio.wrap_future(self._application)
        except KgError:
            # What could not be read is reported by the first process, which ends the server now.
            body = b"The server is ending. Try again later.\n"
            headers = complete([("Content-Type", "text/plain"), ("Cache-Control", NOT_STORED)], len(body))
            return BufferedResponse(503, "Service Unavailable", headers, body)
        with _departure(protocol) as state.client_left:
            return await asyncio.get_running_loop().run_in_executor(self._threads, collect, application, environ)

    def __rsgi_del__(self, _: asyncio.AbstractEventLoop) -> None:
        """Finish the requests in progress when the server ends (RSGI), and release what the application holds."""
        self._threads.shutdown()
        self._reserved.shutdown()
        self._release()

    async def _body(self, scope: Any, protocol: Any) -> bytes:
        """The body of a request.

        Raises RequestError: 413 for a body that is too large, 408 for one that arrives too slowly, and 400 for one that
        ends too early or is not chunked as announced (RFC 9112, 8): what came of it is not what was sent.
        """
        limit = self._service.body_limit(scope.headers.get("authorization"))
        announced = scope.headers.get("content-length")
        if announced is None and scope.headers.get("transfer-encoding") is None:
            return b""
        body, empty = bytearray(), 0
        too_large = Problem("body", f"The body is larger than {limit} bytes, the limit.", "Send less at a time.")
        if announced is not None and announced.isdecimal() and int(announced) > limit:
            raise RequestError(413, too_large)
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                if announced is not None:
                    return bytes(await protocol())
                async for part in protocol:
                    body += part
                    empty += not part
                    if len(body) > limit:
                        raise RequestError(413, too_large)
        except TimeoutError:
            what = f"The body did not arrive within {self._limits.body_seconds:g} s."
            raise RequestError(408, Problem("body", what, "Send it faster.")) from None
        except RuntimeError:
            raise _incomplete() from None
        # granian ends a body with an empty part. Where it stops at an error instead, that is an empty part too.
        if empty > 1:
            raise _incomplete()
        return bytes(body)

    def _send(self, protocol: Any, response: BufferedResponse, *, head: bool) -> None:
        body = response.body
        if isinstance(body, FileBody):
            protocol.response_file(response.status, response.headers, self._sender.path(body))
        elif head or not body:
            protocol.response_empty(response.status, response.headers)
        else:
            protocol.response_bytes(response.status, response.headers, body)

    def _requester(self, scope: Any) -> Requester:
        """Who sends a request: the peer, or the client that the trusted proxies name."""
        peer, client = scope.client, scope.client.rpartition(":")[0].strip("[]")
        if self._proxies:
            named = (scope.headers.get("x-forwarded-for") or "").split(",")
            # The connections are those of the proxy.
            peer = client = named[-self._proxies].strip() if len(named) >= self._proxies else client
        network, most = network_of(client), self._limits.name_characters
        program = (scope.headers.get("user-agent") or "")[:most]
        return Requester(network, f"{network} {program}", peer[:most])


def _incomplete() -> RequestError:
    what = "The body ends too early, or is not chunked as announced."
    return RequestError(400, Problem("body", what, "Send it whole, without trailers."))


@contextmanager
def _departure(protocol: Any) -> Iterator[IsGone]:
    """Watch whether the client closes its connection; yields a function that returns whether it has."""
    left = threading.Event()
    departure = asyncio.ensure_future(protocol.client_disconnect())
    departure.add_done_callback(lambda _: left.set())
    try:
        yield left.is_set
    finally:
        departure.cancel()

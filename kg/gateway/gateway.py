"""The gateway between granian's own interface (RSGI) and a WSGI application.

It reads request bodies, within limits of size and time, before it takes a thread; it notices when a client leaves; and
it has the server send large answers from their files.
"""

import asyncio
import io
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import unquote_to_bytes

from kg.engine.workers import ClientGoneError
from kg.errors import Problem, RequestError
from kg.http.file_sender import FileSender
from kg.http.repeated_requests import RepeatedRequests
from kg.http.wsgi import (
    Application,
    BufferedResponse,
    Environ,
    FileBody,
    RequestContext,
    collect,
    request_context,
)
from kg.limits import Limits

_LIVENESS = "/health/live"


class Gateway:
    """An RSGI application that answers with a WSGI application in threads, and repeated requests without one.

    ``proxies`` is the number of trusted proxies in front. ``body_limit`` returns how many bytes a body may have, by the
    Authorization header. ``release`` is called last.
    """

    def __init__(
        self,
        application: Application,
        limits: Limits,
        proxies: int,
        body_limit: Callable[[str | None], int],
        release: Callable[[], None],
    ) -> None:
        self._application = application
        self._repeated = RepeatedRequests(limits.cache, proxies)
        self._limits = limits.request
        self._release = release
        self._body_limit = body_limit
        self._sender = FileSender(limits.request)
        # A thread for each evaluation, and more for the requests that wait for one or need none.
        threads = limits.pool.workers + limits.request.spare_threads
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        # However many requests wait for a thread, whether the server lives is answered.
        self._reserved = ThreadPoolExecutor(1, thread_name_prefix="liveness")

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        self._sender.watch_clients()
        body, refusal = b"", None
        try:
            body = await self._body(scope, protocol)
        except RequestError as error:
            refusal = error
        response = None
        if not refusal:
            answer = partial(self._answer, scope, protocol, body)
            response = await self._repeated.answer(scope, body, answer, protocol.client_disconnect)
        if response is None:
            response, _ = await self._answer(scope, protocol, body, refusal or ClientGoneError())
        if response.status == 429:
            # Delay rate-limited clients here, where waiting holds no thread, instead of refusing them again and again.
            await asyncio.sleep(self._limits.refusal_seconds)
        self._send(protocol, response, head=scope.method == "HEAD")

    async def _answer(
        self, scope: Any, protocol: Any, body: bytes, refusal: RequestError | None = None
    ) -> tuple[BufferedResponse, RequestContext]:
        """The application's response to a request, and what has become known of the request."""
        environ = _environ(scope)
        state = request_context(environ)
        state.refusal = refusal
        environ["wsgi.input"] = io.BytesIO(body)
        # The body is here, however it came.
        environ["CONTENT_LENGTH"] = str(len(body))
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        left = threading.Event()
        state.client_left = left.is_set
        departure = asyncio.ensure_future(protocol.client_disconnect())
        departure.add_done_callback(lambda _: left.set())
        try:
            loop = asyncio.get_running_loop()
            threads = self._reserved if scope.path == _LIVENESS else self._threads
            return await loop.run_in_executor(threads, collect, self._application, environ), state
        finally:
            departure.cancel()

    def __rsgi_del__(self, _: asyncio.AbstractEventLoop) -> None:
        """Finish the requests in progress when the server ends (RSGI), and release what the application holds."""
        self._threads.shutdown()
        self._reserved.shutdown()
        self._release()

    async def _body(self, scope: Any, protocol: Any) -> bytes:
        """The body of a request.

        Raises RequestError: 413 for a body that is too large, 408 for one that arrives too slowly.
        """
        limit = self._body_limit(scope.headers.get("authorization"))
        announced = scope.headers.get("content-length")
        if announced is None and scope.headers.get("transfer-encoding") is None:
            return b""
        body = bytearray()
        too_large = Problem("body", f"The body is larger than {limit} bytes, the limit.", "Send less at a time.")
        if announced is not None and announced.isdecimal() and int(announced) > limit:
            raise RequestError(413, too_large)
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                if announced is not None:
                    return bytes(await protocol())
                async for part in protocol:
                    body += part
                    if len(body) > limit:
                        raise RequestError(413, too_large)
        except TimeoutError:
            what = f"The body did not arrive within {self._limits.body_seconds:g} s."
            raise RequestError(408, Problem("body", what, "Send it faster.")) from None
        return bytes(body)

    def _send(self, protocol: Any, response: BufferedResponse, *, head: bool) -> None:
        body = response.body
        if isinstance(body, FileBody):
            protocol.response_file(response.status, response.headers, self._sender.path(body))
        elif head or not body:
            protocol.response_empty(response.status, response.headers)
        else:
            protocol.response_bytes(response.status, response.headers, body)


def _environ(scope: Any) -> Environ:
    """The WSGI environment of a request (PEP 3333)."""
    client, _, _ = scope.client.rpartition(":")
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client.strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name in scope.headers:
        values = scope.headers.get_all(name)
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = ", ".join(values)
    return environ

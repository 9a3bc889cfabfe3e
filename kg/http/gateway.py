"""The gateway between granian's own interface (RSGI) and a WSGI application.

It reads bodies with a limit of size and time before a thread is taken, learns that a client has left, and leaves
large answers, which lie in files, to the server.
"""

from __future__ import annotations

import asyncio
import io
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote_to_bytes

from kg.errors import Problem, RequestError
from kg.http.request_context import refuse, watch
from kg.http.response import Application, Environ, FileBody, Reply, collect
from kg.http.sending import Sending

_SECONDS_OF_PATIENCE = 1.0
_SECONDS_FOR_BODY = 20.0


class Gateway:
    """An RSGI application that answers with a WSGI application, in a number of threads.

    ``body_limit`` tells from the Authorization header how many bytes a body may have; ``release`` is called at the end.
    """

    def __init__(
        self,
        application: Application,
        threads: int,
        body_limit: Callable[[str | None], int],
        release: Callable[[], None],
    ) -> None:
        self._application = application
        self._release = release
        self._body_limit = body_limit
        self._sending = Sending()
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        self._sending.watch_clients()
        environ = _environ(scope)
        body = b""
        try:
            body = await self._body(scope, protocol)
        except RequestError as error:
            refuse(environ, error)
        environ["wsgi.input"] = io.BytesIO(body)
        # The body is here, however it came.
        environ["CONTENT_LENGTH"] = str(len(body))
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        left = threading.Event()
        watch(environ, left.is_set)
        departure = asyncio.ensure_future(protocol.client_disconnect())
        departure.add_done_callback(lambda _: left.set())
        try:
            loop = asyncio.get_running_loop()
            reply = await loop.run_in_executor(self._threads, collect, self._application, environ)
        finally:
            departure.cancel()
        if reply.status == 429:
            # Who asks too much at a time waits here, where it costs nothing, and not for a refusal after the other.
            await asyncio.sleep(_SECONDS_OF_PATIENCE)
        self._send(protocol, reply, head=scope.method == "HEAD")

    def close(self) -> None:
        """Answer what is under way, and release what the application holds."""
        self._threads.shutdown()
        self._release()

    def __rsgi_del__(self, _: asyncio.AbstractEventLoop) -> None:
        """Close when the server ends (RSGI)."""
        self.close()

    async def _body(self, scope: Any, protocol: Any) -> bytes:
        """The body of a request.

        Raises RequestError: 413 for one that is too large, 408 for one that comes too slowly.
        """
        limit = self._body_limit(scope.headers.get("authorization"))
        announced = scope.headers.get("content-length")
        if announced is None and scope.headers.get("transfer-encoding") is None:
            return b""
        body = bytearray()
        too_large = Problem("body", f"It is larger than {limit} bytes, the limit.", "Send less at a time.")
        if announced is not None and announced.isdecimal() and int(announced) > limit:
            raise RequestError(413, too_large)
        try:
            async with asyncio.timeout(_SECONDS_FOR_BODY):
                async for part in protocol:
                    body += part
                    if len(body) > limit:
                        raise RequestError(413, too_large)
        except TimeoutError:
            what = f"It was not there after {_SECONDS_FOR_BODY:g} s."
            raise RequestError(408, Problem("body", what, "Send it faster.")) from None
        return bytes(body)

    def _send(self, protocol: Any, reply: Reply, *, head: bool) -> None:
        body = reply.body
        if isinstance(body, FileBody):
            protocol.response_file(reply.status, reply.headers, self._sending.address(body))
        elif head or not body:
            protocol.response_empty(reply.status, reply.headers)
        else:
            protocol.response_bytes(reply.status, reply.headers, body)


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

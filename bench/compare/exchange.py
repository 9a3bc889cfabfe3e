"""HTTP/1.1 as a client that measures needs it: requests as bytes, on a connection that stays open."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from hashlib import sha256
from select import select
from typing import NamedTuple
from urllib.parse import quote

HOST = "127.0.0.1"
_BLOCK = 1 << 18


class Reply(NamedTuple):
    """The status and the body of a response."""

    status: int
    body: bytes


class Answer(NamedTuple):
    """The number of rows, and a hash of their values, which does not depend on the order of the rows."""

    rows: int
    digest: str


class Connection:
    """A connection to a port of this machine, from a loopback address; after an error it is opened anew."""

    def __init__(self, port: int, source: str, timeout: float) -> None:
        self._port, self._source, self._timeout = port, source, timeout
        self._socket: socket.socket | None = None
        self._reader = _Reader()

    def open(self) -> None:
        """Open the socket, also if the server has closed it meanwhile, as servers do when it is idle."""
        # Nothing can have arrived but the end.
        if self._socket is not None and select([self._socket], [], [], 0)[0]:
            self.close()
        _ = self.socket

    def ask(self, request: bytes) -> Reply:
        """The response to a request; raises OSError if none arrives in time."""
        self.send(request)
        while (reply := self.receive()) is None:
            pass
        return reply

    def send(self, request: bytes) -> None:
        """Send a request; ``receive`` returns its response."""
        try:
            self.socket.sendall(request)
        except OSError:
            self.close()
            raise

    def receive(self) -> Reply | None:
        """Read once, and return the response if it is complete; raises OSError if the connection ends before."""
        try:
            block = self.socket.recv(_BLOCK)
        except OSError:
            self.close()
            raise
        reply = self._reader.take(block)
        if self._reader.closes or (not block and reply is None):
            self.close()
            if reply is None:
                raise ConnectionResetError("the server closed the connection")
        return reply

    @property
    def socket(self) -> socket.socket:
        """The socket, opened if it is not."""
        if self._socket is None:
            connected = socket.create_connection((HOST, self._port), self._timeout, (self._source, 0))
            if connected.getsockname() == connected.getpeername():
                # Where nobody listens yet, the system may choose the same port, and connect the socket with itself.
                connected.close()
                raise ConnectionRefusedError("nobody listens there")
            self._socket = connected
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._reader = _Reader()
        return self._socket

    def close(self) -> None:
        """Close the socket, if it is open."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class _Reader:
    """Assembles responses of a known length or in chunks."""

    def __init__(self) -> None:
        self.closes = False
        self._data = bytearray()
        self._body = bytearray()
        self._status = 0
        # The bytes of the body, or None while they are unknown or come in chunks.
        self._length: int | None = None

    def take(self, block: bytes) -> Reply | None:
        """Add what has arrived, and return the response if it is complete."""
        self._data += block
        if not self._status and not self._read_head():
            return None
        whole = self._read_chunks() if self._length is None else self._read_length()
        if not whole:
            return None
        reply = Reply(self._status, bytes(self._body))
        self._status, self._length, self._body = 0, None, bytearray()
        return reply

    def _read_head(self) -> bool:
        end = self._data.find(b"\r\n\r\n")
        if end < 0:
            return False
        first, *fields = self._data[:end].decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
        self._status = int(first.split()[1])
        self.closes = headers.get("connection", "").lower() == "close"
        is_chunked = headers.get("transfer-encoding", "").lower() == "chunked"
        self._length = None if is_chunked else int(headers.get("content-length", "0"))
        del self._data[: end + 4]
        return True

    def _read_length(self) -> bool:
        self._body += self._data
        self._data.clear()
        return len(self._body) >= (self._length or 0)

    def _read_chunks(self) -> bool:
        """Move all whole chunks to the body; whether the last one was among them."""
        at = 0
        while (end := self._data.find(b"\r\n", at)) >= 0:
            size = int(self._data[at:end].split(b";")[0], 16)
            after = end + 2 + size + 2
            if len(self._data) < after:
                break
            self._body += self._data[end + 2 : end + 2 + size]
            at = after
            if size == 0:
                self._data.clear()
                return True
        del self._data[:at]
        return False


def get(path: str, *parameters: tuple[str, str]) -> bytes:
    """A request with parameters, names and values, whose answer shall be JSON."""
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in parameters)
    head = f"GET {path}?{query} HTTP/1.1", f"Host: {HOST}", "Accept: application/sparql-results+json"
    return ("\r\n".join(head) + "\r\n\r\n").encode()


def post(path: str, update: str, headers: Mapping[str, str]) -> bytes:
    """A request of an update, with further headers."""
    body = update.encode()
    fields = {"Content-Type": "application/sparql-update", "Content-Length": str(len(body)), **headers}
    head = [f"POST {path} HTTP/1.1", f"Host: {HOST}", *(f"{name}: {value}" for name, value in fields.items())]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


def read_answer(body: bytes) -> Answer:
    """What an answer in the SPARQL results JSON format says; raises ValueError for anything else."""
    try:
        bindings = json.loads(body)["results"]["bindings"]
        rows = sorted(repr(sorted((name, term["value"]) for name, term in row.items())) for row in bindings)
    except (KeyError, TypeError) as error:
        raise ValueError("not an answer of rows in JSON") from error
    return Answer(len(rows), sha256("\n".join(rows).encode()).hexdigest()[:16])

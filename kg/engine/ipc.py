"""Messages between the server, the fork server, the workers and the writer: JSON, bytes, and at most one file.

The values are the dataclasses of ``kg.engine.jobs``, with bytes, paths, and a file or socket in them, and the errors of
``kg.errors``.
"""

import errno
import json
import os
import socket
import struct
from array import array
from collections.abc import Callable
from contextlib import suppress
from dataclasses import is_dataclass
from io import BytesIO, FileIO
from pathlib import Path
from typing import Any, TypeVar

from kg import errors
from kg.engine import jobs
from kg.errors import KgError, RequestError
from kg.faults import shortage
from kg.formats import Format, by_name

_SIZES = struct.Struct("!IQ")
# A payload shorter than this is sent together with the header: copying it costs less than a second system call.
_SHORT = 1 << 16
# Most messages are shorter, and are read by one system call.
_BLOCK = 1 << 14
_LONG = 1 << 20
# Room for the number of one file beside the bytes.
_FILE_SPACE = socket.CMSG_LEN(array("i").itemsize)
_CLASSES: dict[str, Callable[..., object]] = {
    name: kind
    for name, kind in {**vars(errors), **vars(jobs), type(Path()).__name__: Path}.items()
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, KgError | Path))
} | {Format.__name__: by_name}

_Message = TypeVar("_Message")


def send(channel: socket.socket, message: object) -> None:
    """Send a message over a Unix socket, and close the file in it; raises OSError if the other end is closed."""
    payloads: list[bytes] = []
    files: list[FileIO | socket.socket] = []
    try:
        header = json.dumps(message, default=lambda value: _encoded(value, payloads, files)).encode()
        size = sum(map(len, payloads))
        start = _SIZES.pack(len(header), size) + header
        if size < _SHORT:
            start, payloads = b"".join([start, *payloads]), []
        if files:
            start = start[socket.send_fds(channel, [start], [file.fileno() for file in files]) :]
        for part in (start, *payloads):
            channel.sendall(part)
    finally:
        for file in files:
            file.close()


def receive(channel: socket.socket, kind: type[_Message]) -> _Message | None:
    """The next message, which is of a ``kind``, or None if the other end is closed before a message is complete."""
    return Incoming(channel).message(kind)


class Incoming:
    """The next message from the other end of a socket, which sends another one only after an answer.

    ``is_closed``: the other end was closed before the message was complete.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._data = b""
        self._files: list[int] = []
        self.is_closed = False

    def read_available(self) -> bool:
        """Read what is there, without waiting for more; return whether ``message`` need not wait either."""
        with suppress(BlockingIOError):
            self._read(socket.MSG_DONTWAIT)
        return self.is_closed or self._missing() <= 0

    def message(self, kind: type[_Message]) -> _Message | None:
        """The message, which is of a ``kind``, or None if the other end is closed before it is complete."""
        while not self.is_closed and len(self._data) < _SIZES.size:
            self._read()
        if (missing := self._missing()) > 0 and not self.is_closed:
            self._data += _read(self._channel, missing)
        assert self._missing() >= 0, "another message came before an answer to the first"
        if self._missing() > 0:
            for file in self._files:
                os.close(file)
            return None
        behind = _SIZES.size + _SIZES.unpack_from(self._data)[0]
        message = _decoded(self._data[_SIZES.size : behind], self._data[behind:], self._files)
        assert isinstance(message, kind), message
        return message

    def _read(self, flags: int = 0) -> None:
        missing = self._missing() if self._data else 0
        try:
            # socket.recv_fds ignores the flags.
            data, ancillary, _, _ = self._channel.recvmsg(max(_BLOCK, min(missing, _LONG)), _FILE_SPACE, flags)
        except ConnectionError:
            data, ancillary = b"", []
        self.is_closed = not data
        self._data += data
        for _, _, number in ancillary:
            self._files += array("i", number)

    def _missing(self) -> int:
        """How many bytes are missing, or more of them if not even that is known."""
        if len(self._data) < _SIZES.size:
            return _SIZES.size
        header_size, payload_size = _SIZES.unpack_from(self._data)
        return _SIZES.size + int(header_size + payload_size) - len(self._data)


def _encoded(value: object, payloads: list[bytes], files: list[FileIO | socket.socket]) -> dict[str, list[Any]]:
    """A value as the name of its class and its arguments; bytes and files are collected in their order."""
    arguments: list[Any] = []
    match value:
        case bytes():
            payloads.append(value)
            arguments = [len(value)]
        case FileIO() | socket.socket():
            files.append(value)
        case Path():
            arguments = [str(value)]
        case Format():
            arguments = [value.name]
        case RequestError():
            arguments = [value.status, value.problems[0], value.retry_after]
        case KgError():
            arguments = [*value.problems]
        case _:
            # The fields of a dataclass, in their order.
            arguments = [*vars(value).values()]
    return {"$": [type(value).__name__, *arguments]}


def _decoded(header: bytes, payload: bytes, files: list[int]) -> object:
    def number() -> int:
        if not files:
            # The kernel has dropped it, since this process may open no further file.
            raise shortage(errno.EMFILE, "server")
        return files.pop()

    readers: dict[str, Callable[..., object]] = {
        "bytes": BytesIO(payload).read,
        "FileIO": lambda: os.fdopen(number(), "rb"),
        "socket": lambda: socket.socket(fileno=number()),
    }

    def decode(value: dict[str, Any]) -> object:
        if "$" not in value:
            return value
        name, *arguments = value["$"]
        return (_CLASSES.get(name) or readers[name])(*arguments)

    return json.loads(header, object_hook=decode)


def _read(channel: socket.socket, size: int) -> bytes:
    """The next bytes, fewer than ``size`` at the end of the stream."""
    parts = []
    while size and (part := channel.recv(min(size, 1 << 20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)

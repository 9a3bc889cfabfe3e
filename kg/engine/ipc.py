"""Messages between the server, the fork server, the workers and the writer: JSON, bytes, and at most one file.

The values are the dataclasses of ``kg.engine.jobs``, with bytes, paths, and a file or socket in them, and the errors of
``kg.errors``.
"""

import json
import os
import socket
import struct
from collections.abc import Callable
from dataclasses import is_dataclass
from io import BytesIO, FileIO
from pathlib import Path
from typing import Any, TypeVar

from kg import errors
from kg.engine import jobs
from kg.errors import KgError, RequestError

_SIZES = struct.Struct("!IQ")
# A payload shorter than this is sent together with the header: copying it costs less than a second system call.
_SHORT = 1 << 16
_CLASSES: dict[str, Callable[..., object]] = {
    name: kind
    for name, kind in {**vars(errors), **vars(jobs), type(Path()).__name__: Path}.items()
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, KgError | Path))
}

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
    try:
        start, files, _, _ = socket.recv_fds(channel, _SIZES.size, 1)
        sizes = start + _read(channel, _SIZES.size - len(start)) if start else b""
        if len(sizes) < _SIZES.size:
            return None
        header_size, payload_size = _SIZES.unpack(sizes)
        header, payload = _read(channel, header_size), _read(channel, payload_size)
    except ConnectionError:
        return None
    if len(header) < header_size or len(payload) < payload_size:
        for file in files:
            os.close(file)
        return None
    message = _decoded(header, payload, files)
    assert isinstance(message, kind), message
    return message


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
        case RequestError():
            arguments = [value.status, value.problems[0], value.retry_after]
        case KgError():
            arguments = [*value.problems]
        case _:
            # The fields of a dataclass, in their order.
            arguments = [*vars(value).values()]
    return {"$": [type(value).__name__, *arguments]}


def _decoded(header: bytes, payload: bytes, files: list[int]) -> object:
    readers: dict[str, Callable[..., object]] = {
        "bytes": BytesIO(payload).read,
        "FileIO": lambda: os.fdopen(files.pop(), "rb"),
        "socket": lambda: socket.socket(fileno=files.pop()),
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

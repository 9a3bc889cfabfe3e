"""Messages between the server, the fork server, the workers and the writer: a value as JSON, bytes, one open file.

The values are the dataclasses of ``kg.engine.jobs`` and the errors of ``kg.errors``.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from kg import errors
from kg.engine import jobs
from kg.engine.jobs import OpenFile
from kg.errors import KgError, RequestError

_SIZES = struct.Struct("!IQ")
# A payload shorter than this is sent together with the header: copying it costs less than a second system call.
_SHORT = 1 << 16
_CLASSES: dict[str, Callable[..., object]] = {
    name: kind
    for name, kind in {**vars(errors), **vars(jobs)}.items()
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, KgError))
}

_Message = TypeVar("_Message")


def send(channel: socket.socket, message: object) -> None:
    """Send a message over a stream socket of the Unix domain.

    Raises OSError if the other end is closed.
    """
    payloads: list[bytes] = []
    files: list[int] = []
    header = json.dumps(message, default=lambda value: _encode(value, payloads, files)).encode()
    size = sum(map(len, payloads))
    start = _SIZES.pack(len(header), size) + header
    if size < _SHORT:
        start, payloads = b"".join([start, *payloads]), []
    if files:
        start = start[socket.send_fds(channel, [start], files) :]
    for part in (start, *payloads):
        channel.sendall(part)


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


def _encode(value: object, payloads: list[bytes], files: list[int]) -> dict[str, list[Any]]:
    """A value as the name of its class and its arguments; bytes and files are collected, in their order."""
    match value:
        case bytes():
            payloads.append(value)
            arguments: list[Any] = [len(value)]
        case OpenFile():
            files.append(value.descriptor)
            arguments = []
        case Path():
            return {"$": ["Path", str(value)]}
        case RequestError():
            arguments = [value.status, value.problems[0], value.retry_after]
        case KgError():
            arguments = [*value.problems]
        case _:
            arguments = [getattr(value, part.name) for part in fields(value)]  # type: ignore[arg-type]
    return {"$": [type(value).__name__, *arguments]}


def _decoded(header: bytes, payload: bytes, files: list[int]) -> object:
    unread = BytesIO(payload)
    classes = _CLASSES | {"bytes": unread.read, "OpenFile": lambda: OpenFile(files.pop()), "Path": Path}

    def decode(value: dict[str, Any]) -> object:
        if "$" not in value:
            return value
        name, *arguments = value["$"]
        return classes[name](*(tuple(each) if isinstance(each, list) else each for each in arguments))

    return json.loads(header, object_hook=decode)


def _read(channel: socket.socket, size: int) -> bytes:
    """The next bytes, fewer than ``size`` at the end of the stream."""
    parts = []
    while size:
        part = channel.recv(min(size, 1 << 20))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)

"""Messages between the web process, the nursery and the workers: a JSON header, bytes, and at most one open file."""

from __future__ import annotations

import json
import os
import socket
import struct
from dataclasses import dataclass, field
from typing import Any

_SIZES = struct.Struct("!IQ")
_FEW = 1 << 16


@dataclass(frozen=True)
class Message:
    """A message; the one who receives ``file``, a file descriptor, has to close it."""

    header: dict[str, Any]
    payload: bytes = b""
    file: int | None = field(default=None)


def send(channel: socket.socket, message: Message) -> None:
    """Send a message over a stream socket of the Unix domain.

    Raises OSError if the other end is closed.
    """
    header = json.dumps(message.header).encode()
    start = _SIZES.pack(len(header), len(message.payload)) + header
    if message.file is None:
        channel.sendall(start + message.payload if len(message.payload) < _FEW else start)
    else:
        sent = socket.send_fds(channel, [start], [message.file])
        channel.sendall(start[sent:])
    if message.file is not None or len(message.payload) >= _FEW:
        channel.sendall(message.payload)


def receive(channel: socket.socket) -> Message | None:
    """The next message, or None if the other end is closed before a message is complete."""
    try:
        start, files, _, _ = socket.recv_fds(channel, _SIZES.size, 1)
        head = start + _read(channel, _SIZES.size - len(start)) if start else b""
        if len(head) < _SIZES.size:
            return None
        header_size, payload_size = _SIZES.unpack(head)
        header, payload = _read(channel, header_size), _read(channel, payload_size)
    except ConnectionError:
        return None
    if len(header) < header_size or len(payload) < payload_size:
        for file in files:
            os.close(file)
        return None
    return Message(json.loads(header), payload, next(iter(files), None))


def _read(channel: socket.socket, size: int) -> bytes:
    """So many bytes, or fewer at the end of the stream."""
    parts = []
    while size:
        part = channel.recv(min(size, 1 << 20))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)

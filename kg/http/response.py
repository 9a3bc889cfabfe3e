"""Replies: what the application has answered to a request, before a server sends it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

_BLOCK = 64 * 1024


@dataclass(frozen=True, eq=False)
class FileBody:
    """The body of a response that lies in an open file; it can be iterated over any number of times.

    A server that knows this class may send the file itself. One that is ``lasting`` is there for other requests too.
    """

    file: IO[bytes]
    size: int
    lasting: bool = False

    def __del__(self) -> None:
        self.file.close()

    @classmethod
    def of(cls, file: IO[bytes], *, lasting: bool = False) -> FileBody:
        """The body that a file holds."""
        return cls(file, os.fstat(file.fileno()).st_size, lasting)

    def __iter__(self) -> Iterator[bytes]:
        place = 0
        while block := os.pread(self.file.fileno(), _BLOCK, place):
            place += len(block)
            yield block


@dataclass(frozen=True)
class Reply:
    """A whole response; its body is sent to GET and not to HEAD."""

    status: int
    reason: str
    headers: Headers
    body: bytes | FileBody = field(repr=False)

    @property
    def size(self) -> int:
        """The length of the body in bytes."""
        return len(self.body) if isinstance(self.body, bytes) else self.body.size

    def header(self, name: str) -> str | None:
        """The value of a header."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def send(self, start_response: StartResponse, *, head: bool = False) -> Iterable[bytes]:
        """Answer a WSGI server with the reply."""
        start_response(f"{self.status} {self.reason}", list(self.headers))
        if head:
            return []
        return [self.body] if isinstance(self.body, bytes) else self.body


def collect(application: Application, environ: Environ) -> Reply:
    """Everything that an application answers to a request."""
    begun: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, _: object = None) -> None:
        begun.append((status, headers))

    parts = application(environ, start)
    if isinstance(parts, FileBody):
        body: bytes | FileBody = parts
    else:
        buffer = io.BytesIO()
        for part in parts:
            buffer.write(part)
        getattr(parts, "close", lambda: None)()
        body = buffer.getvalue()
    status, headers = begun[-1]
    code, _, reason = status.partition(" ")
    return Reply(int(code), reason, headers, body)

"""The spool: where a worker writes an answer while the engine produces it.

A small answer stays in memory. A large one goes to a file without a name, so that the memory of no process grows with
it, a worker is free as soon as it has evaluated, however slowly the client reads, and an answer is either whole or
an error.
"""

from __future__ import annotations

import os
import re
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Protocol

import zstandard

ENCODINGS = IDENTITY, GZIP, ZSTD = "identity", "gzip", "zstd"

# What is shorter is not compressed: the headers weigh more.
_WORTH_COMPRESSING = 1024
_IN_MEMORY = 1024 * 1024


class AnswerTooLargeError(Exception):
    """The answer is larger than the limit."""


class NoSpaceError(Exception):
    """There is no room for the answer, or its file cannot be written."""


class UnwritableError(Exception):
    """The answer holds what its format cannot carry."""


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


def _compressor(encoding: str) -> _Compressor:
    # Neither writes the time into its header, so the same answer gives the same bytes, as a strong ETag promises.
    return zlib.compressobj(6, zlib.DEFLATED, 31) if encoding == GZIP else zstandard.ZstdCompressor(3).compressobj()


@dataclass(frozen=True)
class FormatMarkers:
    """What the bytes of an answer tell about it.

    Its rows are the occurrences of ``marks`` but for ``besides`` ones; that is uncertain if there are no marks, or if
    one of the ``doubts`` occurs. ``forbidden`` is what the format cannot carry.
    """

    marks: Sequence[bytes] = ()
    besides: int = 0
    doubts: Sequence[bytes] = ()
    forbidden: re.Pattern[bytes] | None = None


_PLAIN = FormatMarkers()


class AnswerWriter:
    """A file to write to, as the engine's serializers want it.

    ``encoding`` is one of identity, gzip and zstd (RFC 9110, 8.4.1; RFC 8878). ``limit`` bounds the bytes before
    compression. ``folder`` is where large answers wait; None is the system's own.
    """

    def __init__(self, encoding: str, limit: int, folder: str | None = None, traits: FormatMarkers = _PLAIN) -> None:
        self.encoding = encoding
        self._limit = limit
        self._folder = folder
        self._traits = traits
        self._marked = 0
        self._doubtful = not traits.marks
        self._overlap = max((len(mark) for mark in [*traits.marks, *traits.doubts]), default=1) - 1
        self._tail = b""
        self._written = 0
        self._compressor: _Compressor | None = None
        self._memory = bytearray()
        self._file: IO[bytes] | None = None

    @property
    def rows(self) -> int | None:
        """How many rows were written, if that is certain."""
        return None if self._doubtful else self._marked - self._traits.besides

    def write(self, data: bytes) -> int:
        """Take a part of the answer.

        Raises AnswerTooLargeError if the answer grows beyond the limit, NoSpaceError if there is no room for it,
        UnwritableError if it holds what is forbidden.
        """
        self._written += len(data)
        if self._written > self._limit:
            raise AnswerTooLargeError
        if self._traits.forbidden and self._traits.forbidden.search(data):
            raise UnwritableError
        self._count(data)
        self._memory += self._compressor.compress(data) if self._compressor else data
        if self.encoding != IDENTITY and not self._compressor and len(self._memory) >= _WORTH_COMPRESSING:
            self._compressor = _compressor(self.encoding)
            self._memory = bytearray(self._compressor.compress(bytes(self._memory)))
        if len(self._memory) > _IN_MEMORY:
            self._spill()
        return len(data)

    def flush(self) -> None:
        """Part of a file's interface; an answer is only seen once it is closed."""

    def close(self) -> tuple[bytes, IO[bytes] | None]:
        """The whole answer: its bytes if it is small, else the file that holds it."""
        if self._compressor:
            self._memory += self._compressor.flush()
        else:
            self.encoding = IDENTITY
        if self._file is None:
            return bytes(self._memory), None
        self._spill()
        self._file.flush()
        return b"", self._file

    def _spill(self) -> None:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 - close() hands it on
            room = os.fstatvfs(self._file.fileno())
            if room.f_bavail * room.f_frsize < self._limit:
                raise NoSpaceError
            view = memoryview(bytes(self._memory))
            while view:
                view = view[self._file.write(view) :]
        except OSError as error:
            raise NoSpaceError from error
        self._memory.clear()

    def _count(self, data: bytes) -> None:
        """Count the marks, also those that lie across two parts."""
        if not self._traits.marks:
            return
        text = self._tail + data
        for mark in self._traits.marks:
            begun_before = max(len(self._tail) - len(mark) + 1, 0)
            self._marked += text.count(mark, begun_before)
        self._doubtful = self._doubtful or any(doubt in text for doubt in self._traits.doubts)
        self._tail = text[-self._overlap :] if self._overlap else b""

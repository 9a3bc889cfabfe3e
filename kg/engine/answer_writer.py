"""The answer writer: takes an answer from the engine's serializers, compresses it, and counts its rows.

A small answer stays in memory. A large one goes to a file without a name. So the memory of no process grows with the
answer, a worker is free as soon as it has evaluated, however slowly the client reads, and the result is either the
whole answer or an error.
"""

import errno
import os
import tempfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

import zstandard

from kg.errors import Problem, RequestError
from kg.faults import fault
from kg.limits import EvaluationLimits

ENCODINGS = IDENTITY, GZIP, ZSTD = "identity", "gzip", "zstd"


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


@dataclass(frozen=True)
class FormatMarkers:
    """Byte sequences by which the rows of an answer in a format can be counted while it is written.

    The number of rows is that of the ``marks`` less ``besides``. It is uncertain without marks, or if one of the
    ``doubts`` occurs.
    """

    marks: Sequence[bytes] = ()
    besides: int = 0
    doubts: Sequence[bytes] = ()


class AnswerWriter:
    """A file for the engine's serializers; ``encoding`` is identity, gzip or zstd (RFC 9110, 8.4.1; RFC 8878).

    An answer that ``is_large`` goes to the ``file``; None if there was no space for one.
    """

    def __init__(self, encoding: str, limits: EvaluationLimits, markers: FormatMarkers, file: IO[bytes] | None) -> None:
        self.encoding = encoding
        self._limits = limits
        self._markers = markers
        self._marked = 0
        self._doubtful = not markers.marks
        self._overlap = max((len(mark) for mark in [*markers.marks, *markers.doubts]), default=1) - 1
        self._tail = b""
        self._written = 0
        self._compressor: _Compressor | None = None
        self._memory = bytearray()
        self._file = file
        self.is_large = False

    @property
    def rows(self) -> int | None:
        """The number of rows written, if it is certain."""
        return None if self._doubtful else self._marked - self._markers.besides

    def write(self, data: bytes) -> int:
        """Write a part of the answer, and return its size.

        Raises RequestError, 507 if the answer grows beyond the limit, and DiskFullError if there is no room for it.
        """
        self._written += len(data)
        if self._written > self._limits.answer_mb << 20:
            what = f"The answer is larger than {self._limits.answer_mb} MB, the limit."
            raise RequestError(507, Problem("query", what, "Request less at a time, with LIMIT and OFFSET."))
        self._count(data)
        self._memory += self._compressor.compress(data) if self._compressor else data
        if self.encoding != IDENTITY and not self._compressor and len(self._memory) >= self._limits.compressed_from:
            # Neither writes the time into its header: the same answer gives the same bytes, as a strong ETag promises.
            gzip = self.encoding == GZIP
            self._compressor = zlib.compressobj(6, wbits=31) if gzip else zstandard.ZstdCompressor(3).compressobj()
            self._memory = bytearray(self._compressor.compress(bytes(self._memory)))
        if len(self._memory) > self._limits.answer_in_memory:
            self._write_file()
        return len(data)

    def flush(self) -> None:
        """Do nothing: part of a file's interface; only a closed answer is read."""

    def close(self) -> tuple[bytes, IO[bytes] | None]:
        """The whole answer: its bytes if it is small, else the file that holds it."""
        if self._compressor:
            self._memory += self._compressor.flush()
        else:
            self.encoding = IDENTITY
        if not self.is_large:
            return bytes(self._memory), None
        self._write_file()
        return b"", self._file

    def _write_file(self) -> None:
        """Move what is in memory to the file, unless the disk would be too full for everything else on it."""
        try:
            if self._file is None:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if not self.is_large:
                # An answer that is written anew may have been here before.
                self._file.seek(0)
                self._file.truncate()
                self.is_large = True
            disk = os.fstatvfs(self._file.fileno())
            spared = min(disk.f_blocks * self._limits.spared_share, (self._limits.answer_mb << 20) / disk.f_frsize)
            if disk.f_bavail - len(self._memory) / disk.f_frsize < spared:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            view = memoryview(bytes(self._memory))
            while view:
                view = view[self._file.write(view) :]
        except OSError as error:
            raise fault(error, f"large answers in {self._limits.spool or tempfile.gettempdir()}") from error
        self._memory.clear()

    def _count(self, data: bytes) -> None:
        """Count the marks, also those that lie across two parts."""
        if not self._markers.marks:
            return
        text = self._tail + data
        for mark in self._markers.marks:
            begun_before = max(len(self._tail) - len(mark) + 1, 0)
            self._marked += text.count(mark, begun_before)
        self._doubtful = self._doubtful or any(doubt in text for doubt in self._markers.doubts)
        self._tail = text[-self._overlap :] if self._overlap else b""


def answer_file(folder: Path | None) -> IO[bytes] | None:
    """A file without a name for a large answer, in a folder or else the system's; None if there is no space for it."""
    with suppress(OSError):
        return tempfile.TemporaryFile(dir=folder, buffering=0)
    return None


def answer_files(limits: EvaluationLimits) -> list[IO[bytes]]:
    """The files for the large answers of one worker, as many as there is space for."""
    return [file for _ in range(limits.answer_files) if (file := answer_file(limits.spool))]


def compress(data: bytes, encoding: str, *, best: bool = False) -> bytes:
    """Data in the content encoding gzip or zstd; the ``best`` compression of a megabyte with zstd takes half a second.

    Equal data give equal bytes.
    """
    if encoding == GZIP:
        return zlib.compress(data, 9 if best else 6, wbits=31)
    # Level 9 takes as long as gzip does, and makes a page a fifth smaller than level 3, the one for streamed answers.
    return zstandard.ZstdCompressor(19 if best else 9).compress(data)


def unwritable(what: str) -> RequestError:
    """The error for an answer that the format asked for cannot hold."""
    return RequestError(406, Problem("format", what, "Request another format, such as N-Triples, Turtle or JSON."))

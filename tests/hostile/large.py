"""Large answers: queries with any number of rows, and what such an answer costs a server."""

from __future__ import annotations

import http.client
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, Protocol

import zstandard

from kg.formats import TABLE, Format, answer_formats
from tests.hostile.served import GOOD, HOST, Served, forget_peak, peak, resident
from tests.patience import PATIENCE

ENCODINGS = ("identity", "gzip", "zstd")
ROWS = 1_000_000
_BLOCK = 1 << 16
_SECONDS_BETWEEN_LOOKS = 0.02
# Each row, in every format, has one object, and nothing else has this in it.
_MARK = b"example.org/object/"


class Cost(NamedTuple):
    """A whole answer: its rows, its MB on the way and unpacked, its seconds, and the MB that processes grew by."""

    rows: int
    sent_mb: float
    mb: float
    seconds: float
    web_mb: float
    worker_mb: float


class _Decoder(Protocol):
    def decompress(self, data: bytes, /) -> bytes: ...


class _Plain:
    def decompress(self, data: bytes, /) -> bytes:
        return data


def query(form: Format, rows: int = ROWS, note: object = "") -> str:
    """A query whose answer has a square number of rows in a format; a note makes it unlike others."""
    side = round(rows**0.5)
    first, second = (
        f"VALUES ?{name} {{ {' '.join(f'<http://example.org/{kind}/{n}>' for n in range(side))} }}"
        for name, kind in (("a", "subject"), ("b", "object"))
    )
    head = "SELECT ?a ?b" if TABLE in form.carries else "CONSTRUCT { ?a <http://example.org/of> ?b }"
    return f"{head} {{ {first} {second} }} # {note}"


def wide(megabytes: int, note: object) -> str:
    """A query with a large answer that is quick to evaluate: its few rows are long."""
    texts = " ".join(f'"{n:0>1000}"' for n in range(100))
    numbers = " ".join(map(str, range(10 * megabytes)))
    return f"SELECT ?a ?b {{ VALUES ?a {{ {texts} }} VALUES ?b {{ {numbers} }} }} # {note}"


def formats() -> list[Format]:
    """All formats that carry rows or triples."""
    return list(answer_formats())


def measure(served: Served, form: Format, encoding: str, rows: int = ROWS) -> Cost:
    """Ask a server for a large answer and read all of it."""
    assert served.ask(f"ASK {{}} # {time.monotonic_ns()}")[0] == 200
    web = served.web
    forget_peak(web)
    before, begun = resident(web), time.monotonic()
    with _watching(served.workers) as grown, _answer(served, form, encoding, rows) as response:
        assert response.getheader("Content-Encoding", "identity") == encoding
        found, sent, size = _read(response, encoding)
    seconds = time.monotonic() - begun
    return Cost(found, sent / 2**20, size / 2**20, seconds, peak(web) - before, max(grown.values()))


@contextmanager
def _answer(served: Served, form: Format, encoding: str, rows: int) -> Iterator[http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(HOST, served.port, timeout=PATIENCE, source_address=(GOOD, 0))
    headers = {"Accept": form.media_type, "Accept-Encoding": encoding, "Content-Type": "application/sparql-query"}
    try:
        connection.request("POST", "/sparql", query(form, rows, time.monotonic_ns()), headers)
        response = connection.getresponse()
        assert response.status == 200, response.read(1000)
        yield response
    finally:
        connection.close()


def _read(response: http.client.HTTPResponse, encoding: str) -> tuple[int, int, int]:
    """The numbers of rows, bytes and unpacked bytes of a body."""
    decoder, tail = _decoder(encoding), b""
    rows = sent = size = 0
    while block := response.read(_BLOCK):
        text = tail + decoder.decompress(block)
        rows += text.count(_MARK)
        sent, size = sent + len(block), size + len(text) - len(tail)
        tail = text[-len(_MARK) + 1 :]
    return rows, sent, size


def _decoder(encoding: str) -> _Decoder:
    if encoding == "gzip":
        return zlib.decompressobj(31)
    return zstandard.ZstdDecompressor().decompressobj() if encoding == "zstd" else _Plain()


@contextmanager
def _watching(workers: list[int]) -> Iterator[dict[int, float]]:
    """The MB that workers have grown by at the end; a worker with a large answer does not outlive it for long."""
    before = {pid: resident(pid) for pid in workers}
    grown = dict.fromkeys(workers, 0.0)
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(_SECONDS_BETWEEN_LOOKS):
            for pid in workers:
                grown[pid] = max(grown[pid], peak(pid) - before[pid])

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield grown
    finally:
        ended.set()
        thread.join()

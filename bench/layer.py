"""The cost of the layers around the engine, for tiny and large answers, and that of each stage of a tiny query."""

from __future__ import annotations

import http.client
import itertools
import selectors
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from bench import stages, table
from kg.engine.answer_writer import IDENTITY
from kg.engine.engine import Engine
from kg.engine.jobs import EvaluateJob, PreparedQuery
from kg.engine.oxigraph.store import Store
from kg.formats import by_name
from kg.limits import EvaluationLimits, Limits, PoolLimits
from tests.hostile import killers, large
from tests.hostile.served import GOOD, HOST, Served, serving

_TINY = "SELECT ?s ?o {{ ?s <https://w3id.org/congress-kg/def#next> ?o }} LIMIT 1 # {}"
_REPETITIONS = 1000
_CONNECTIONS = 16
_SECONDS = 4.0
_LARGE = ("json", "csv", "nt")
_LARGE_REPETITIONS = 3

_Ask = Callable[[str], object]


class _ByteCounter:
    """Counts the bytes that are written to it."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: bytes, /) -> int:
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing; files have this method."""


def _in_process(store: Store, text: str, name: str = "json") -> int:
    target = _ByteCounter()
    store.query(text).write(target, by_name(name), {})
    return target.size


def _in_workers(engine: Engine, text: str, name: str = "json") -> int:
    form = by_name(name)
    job = EvaluateJob(PreparedQuery(text), dict.fromkeys(form.carries, form), IDENTITY)
    answer = engine.evaluate(job)
    if answer.file is None:
        return len(answer.payload)
    with answer.file as file:
        return file.seek(0, 2)


def _median_ms(ask: _Ask, texts: Iterator[str], times: int) -> float:
    """The median of the milliseconds per query, after 20 queries that are not counted."""
    milliseconds = []
    for number in range(-20, times):
        text = next(texts)
        start = time.perf_counter()
        ask(text)
        if number >= 0:
            milliseconds.append(1000 * (time.perf_counter() - start))
    return statistics.median(milliseconds)


def _per_second(ask: _Ask, texts: Iterator[str]) -> float:
    """The queries per second with a fixed number of threads."""
    end = time.perf_counter() + _SECONDS

    def run(_: int) -> int:
        count = 0
        while time.perf_counter() < end:
            ask(next(texts))
            count += 1
        return count

    with ThreadPoolExecutor(_CONNECTIONS) as threads:
        return sum(threads.map(run, range(_CONNECTIONS))) / _SECONDS


def _request(text: str) -> bytes:
    return f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()


def _per_second_over_http(served: Served, texts: Iterator[str]) -> float:
    """The queries per second over several connections, each from its own address, all from one thread."""
    end, count = time.perf_counter() + _SECONDS, 0
    with selectors.DefaultSelector() as selector, ExitStack() as stack:
        for number in range(_CONNECTIONS):
            connection = stack.enter_context(served.connect(f"127.0.1.{number + 1}"))
            selector.register(connection, selectors.EVENT_READ)
            connection.sendall(_request(next(texts)))
        while time.perf_counter() < end:
            for key, _ in selector.select(1):
                assert isinstance(key.fileobj, socket.socket)
                # Such a small response arrives in one piece.
                response = key.fileobj.recv(65536)
                assert response.startswith(b"HTTP/1.1 200"), response
                count += 1
                key.fileobj.sendall(_request(next(texts)))
    return count / _SECONDS


@contextmanager
def _over_http(served: Served) -> Iterator[_Ask]:
    """A function that sends queries over one connection."""
    with served.connect(GOOD) as connection:

        def ask(text: str) -> None:
            connection.sendall(_request(text))
            response = connection.recv(65536)
            assert response.startswith(b"HTTP/1.1 200"), response

        yield ask


def _tiny(store: Store, engine: Engine, served: Served) -> None:
    numbers = itertools.count()

    def distinct() -> Iterator[str]:
        return map(_TINY.format, numbers)

    rows: list[tuple[str, float, float]] = []
    ways: dict[str, _Ask] = {
        "the engine, in process": lambda text: _in_process(store, text),
        "workers (Engine.evaluate)": lambda text: _in_workers(engine, text),
    }
    for name, ask in ways.items():
        rows.append((name, _median_ms(ask, distinct(), _REPETITIONS), _per_second(ask, distinct())))
    for name, texts in (("HTTP", distinct()), ("HTTP, from the cache", itertools.repeat(_TINY.format("same")))):
        with _over_http(served) as ask:
            rows.append((name, _median_ms(ask, texts, _REPETITIONS), _per_second_over_http(served, texts)))
    table.show("A tiny query", ("way", "median ms", f"requests/s, {_CONNECTIONS} at a time"), rows)


def _read_over_http(served: Served, text: str, name: str) -> int:
    connection = http.client.HTTPConnection(HOST, served.port, timeout=120, source_address=(GOOD, 0))
    headers = {"Accept": by_name(name).media_type, "Content-Type": "application/sparql-query"}
    connection.request("POST", "/sparql", text, headers)
    response = connection.getresponse()
    assert response.status == 200
    size = 0
    while block := response.read(1 << 18):
        size += len(block)
    connection.close()
    return size


def _large(store: Store, engine: Engine, served: Served) -> None:
    ways: dict[str, Callable[[str, str], int]] = {
        "the engine, in process": lambda text, name: _in_process(store, text, name),
        "workers (Engine.evaluate)": lambda text, name: _in_workers(engine, text, name),
        "HTTP": lambda text, name: _read_over_http(served, text, name),
    }
    rows = []
    for name in _LARGE:
        for way, ask in ways.items():
            texts = (large.query(by_name(name), note=f"{way} {n}") for n in range(_LARGE_REPETITIONS))
            durations = []
            for text in texts:
                start = time.perf_counter()
                size = ask(text, name)
                durations.append(time.perf_counter() - start)
            seconds = statistics.median(durations)
            rows.append((name, way, size / 2**20, seconds, 1000 * seconds / (size / 2**20)))
    table.show("A million rows", ("format", "way", "MB", "seconds", "ms/MB"), rows)


def main() -> None:
    """Measure, and print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dataset = folder / "ring.nq"
        dataset.write_text(killers.dataset(), encoding="utf-8")
        limits = Limits(evaluation=EvaluationLimits(memory_mb=2048), pool=PoolLimits(_CONNECTIONS))
        engine = Engine(dataset, None, limits, writable=False)
        engine.start()
        store = Store.open(dataset)
        try:
            with serving(dataset, folder, "--memory", str(limits.evaluation.memory_mb)) as served:
                stages.show(store)
                _tiny(store, engine, served)
                sys.stderr.write("Large answers\n")
                _large(store, engine, served)
        finally:
            engine.close()


if __name__ == "__main__":
    main()

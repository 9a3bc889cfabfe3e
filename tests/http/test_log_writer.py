"""The log writer: every line is written, and nobody waits for it."""

from __future__ import annotations

import io
import select
import threading

from kg.http.log_writer import LogWriter
from tests.patience import PATIENCE


def test_all_lines_are_written_in_their_order_before_the_end() -> None:
    stream = io.StringIO()
    log = LogWriter(stream)
    lines = [f"line {number}" for number in range(10_000)]
    for line in lines:
        log.write(line)
    log.close()
    assert stream.getvalue().splitlines() == lines


class Stuck(io.StringIO):
    """A stream whose reader does not read at first."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.writes: list[str] = []

    def write(self, text: str) -> int:
        assert self.go.wait(PATIENCE)
        self.writes.append(text)
        return super().write(text)


def test_nobody_waits_for_a_reader_that_is_stuck() -> None:
    stream = Stuck()
    log = LogWriter(stream)
    log.write("first")
    log.write("second")
    stream.go.set()
    log.close()
    assert stream.getvalue() == "first\nsecond\n"


def test_no_more_is_written_at_once_than_a_pipe_takes_whole() -> None:
    stream = Stuck()
    log = LogWriter(stream)
    for number in range(1000):
        log.write(f"line {number}")
    stream.go.set()
    log.close()
    assert max(map(len, stream.writes)) <= select.PIPE_BUF
    assert all(text.endswith("\n") for text in stream.writes)
    assert len(stream.writes) < 100

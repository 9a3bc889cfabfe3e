"""A good client while killer queries arrive, one at a time and many at a time, from one address and from many."""

from __future__ import annotations

import http.client
import itertools
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from bench import table
from tests.hostile import killers
from tests.hostile.canary import Canary, listening
from tests.hostile.served import Served, resident, serving
from tests.hostile.visitor import Visit, Visitor, visiting

_CONCURRENT = 16
_SECONDS_QUIET = 5.0
_SECONDS_MIXED = 30.0
# When a killer disconnects, as some clients do; it also saves time here.
_KILLER_TIMEOUT = 5.0
_COLUMNS = ("load", "requests", "answers", "visits", "median ms", "p95 ms", "max ms", "errors", "web MB", "all MB")

_Row = tuple[object, ...]


class _Scene(NamedTuple):
    served: Served
    visitor: Visitor
    canary: Canary

    def kill(self, killer: killers.Killer, number: int, source: str) -> str:
        """The result of a killer query: the status of the response, ``disconnected`` or ``broken``."""
        text = killer.query.replace("CANARY", str(self.canary.port))
        try:
            status, _, _ = self.served.ask(f"{text} # {number}", source, _KILLER_TIMEOUT)
        except TimeoutError:
            return "disconnected"
        except (OSError, http.client.HTTPException):
            return "broken"
        return str(status)

    def row(self, load: str, answers: Counter[str], visits: list[Visit]) -> _Row:
        """A row of the table."""
        ms = sorted(visit.ms for visit in visits)
        errors = sum(visit.status != 200 for visit in visits)
        statuses = " ".join(f"{status}x{count}" for status, count in sorted(answers.items()))
        memory = resident(self.served.web), self.served.memory
        return (
            load,
            answers.total(),
            statuses,
            len(visits),
            statistics.median(visit.ms for visit in visits),
            ms[int(0.95 * len(ms))],
            ms[-1],
            errors,
            *memory,
        )


def _quiet(scene: _Scene, load: str) -> _Row:
    start = time.monotonic()
    time.sleep(_SECONDS_QUIET)
    return scene.row(load, Counter(), scene.visitor.visits(start))


def _one_by_one(scene: _Scene) -> _Row:
    start = time.monotonic()
    kinds = enumerate(killers.QUERIES.values())
    answers = Counter(scene.kill(killer, number, _same_address(number)) for number, killer in kinds)
    return scene.row("each killer, one at a time", answers, scene.visitor.visits(start))


def _mixed(scene: _Scene, load: str, source: Callable[[int], str]) -> _Row:
    """All killers in rotation, several at a time, for a while."""
    start, numbers, kinds = time.monotonic(), itertools.count(100), list(killers.QUERIES.values())

    def run(thread: int) -> Counter[str]:
        answers: Counter[str] = Counter()
        while time.monotonic() < start + _SECONDS_MIXED:
            number = next(numbers)
            answers[scene.kill(kinds[number % len(kinds)], number, source(thread))] += 1
        return answers

    with ThreadPoolExecutor(_CONCURRENT) as threads:
        answers = sum(threads.map(run, range(_CONCURRENT)), Counter[str]())
    return scene.row(load, answers, scene.visitor.visits(start))


def _same_address(_: int) -> str:
    return "127.0.1.1"


def _own_address(thread: int) -> str:
    return f"127.0.1.{thread + 1}"


def main() -> None:
    """Measure, and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ring.nq").write_text(killers.dataset(), encoding="utf-8")
        with listening() as canary, serving(folder / "ring.nq", folder) as served, visiting(served, folder) as visitor:
            time.sleep(2)
            scene = _Scene(served, visitor, canary)
            rows = [
                _quiet(scene, "none"),
                _one_by_one(scene),
                _mixed(scene, f"{_CONCURRENT} at a time, one address", _same_address),
                _mixed(scene, f"{_CONCURRENT} at a time, {_CONCURRENT} addresses", _own_address),
            ]
            settled = served.settles(lambda: served.evaluations <= 1)
            rows.append(_quiet(scene, "none, afterwards"))
        touched = len(canary.caught)
    table.show("A good client among killers", _COLUMNS, rows)
    table.show("Afterwards", ("what", "value"), [("evaluations ended", str(settled)), ("canary touched", str(touched))])


if __name__ == "__main__":
    main()

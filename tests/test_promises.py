"""The page of promises: each test that it names exists, and fails when the guard beside it is taken out."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

PAGE = ROOT / "docs/promises.md"
PROMISES = {
    "Crash",
    "Power loss",
    "Full disk",
    "Damaged file",
    "Concurrent writers",
    "Overload",
    "Bad data",
    "Bad query",
    "Bad token",
    "Private data",
}
ROW = re.compile(r"\| (?:`(?P<guard>[\w.:]+)` )?\| \[`(?P<test>\w+)`\]\(\.\./(?P<file>[\w/.]+)\) \|")
# Of a run in which a test has failed (pytest, exit codes); others are of runs that could not be made.
FAILED = 1


class Evidence(NamedTuple):
    """A row of the page: a test of a promise, and the guard without which it fails, if there is one."""

    promise: str
    guard: str | None
    file: str
    test: str

    @property
    def node(self) -> str:
        """The test as pytest names it."""
        return f"{self.file}::{self.test}"


@cache
def evidence() -> list[Evidence]:
    rows = []
    promise = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            promise = line.removeprefix("## ")
        elif line.startswith("| ") and not line.startswith("| without"):
            row = ROW.fullmatch(line)
            assert row, f"{PAGE.name}: {line}"
            rows.append(Evidence(promise, row["guard"], row["file"], row["test"]))
    return rows


def guarded() -> list[Evidence]:
    """The rows with a guard: all of them, or the first of each promise."""
    rows = [row for row in evidence() if row.guard]
    if os.environ.get("ALL_GUARDS"):
        return rows
    return [next(group) for _, group in groupby(rows, key=lambda row: row.promise)]


def without_guard(guard: str, node: str) -> subprocess.CompletedProcess[str]:
    """A run of a test in which no process has the guard."""
    paths = [str(ROOT / "tests/guards"), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"KG_WITHOUT_GUARD": guard, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--tb=line", node]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_every_promise_has_a_guard() -> None:
    assert {row.promise for row in guarded()} == PROMISES


@pytest.mark.parametrize("row", evidence(), ids=lambda row: f"{row.promise}: {row.test}")
def test_every_test_of_the_page_exists(row: Evidence) -> None:
    tree = ast.parse((ROOT / row.file).read_text(encoding="utf-8"))
    assert row.test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("guard", sorted({row.guard for row in evidence() if row.guard}))
def test_every_guard_of_the_page_exists(guard: str) -> None:
    module, _, path = guard.partition(":")
    assert callable(attrgetter(path)(import_module(module)))


@pytest.mark.slow
@pytest.mark.parametrize("row", guarded(), ids=lambda row: f"{row.guard}: {row.test}")
def test_without_its_guard_a_promise_is_broken(row: Evidence) -> None:
    assert row.guard
    run = without_guard(row.guard, row.node)
    assert (run.returncode, "1 failed" in run.stdout) == (FAILED, True), run.stdout


@pytest.mark.slow
def test_without_another_guard_a_promise_is_kept() -> None:
    run = without_guard("kg.engine.disk:private", "tests/sparql/test_guard.py::test_a_killer_is_refused")
    assert run.returncode == 0, run.stdout

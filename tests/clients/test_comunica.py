"""Comunica, given the address as an endpoint, and left to detect that from the service description."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.clients.conftest import ANN, BOB, EX, FALSE, KNOWN, LABELS, PERSONS, RDF_TYPE, TRUE
from tests.npm import install, node

FOLDER = Path(__file__).parent / "comunica"
ENGINE = FOLDER / "node_modules/@comunica/query-sparql/bin/query.js"


@pytest.fixture(scope="session", autouse=True)
def _installed() -> None:
    install(FOLDER, "Comunica")


@pytest.fixture(params=["sparql@", ""], ids=["endpoint", "address"])
def source(request: pytest.FixtureRequest, sparql: str) -> str:
    """The server as a source, with or without telling what it is."""
    return f"{request.param}{sparql}"


def ask(source: str, query: str, form: str) -> str:
    """What the command prints."""
    done = node(FOLDER, ENGINE, source, "--query", query, "--outputType", form, "--httpRetryCount", "0")
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

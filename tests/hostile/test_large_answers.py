"""Answers of a million rows are whole, and no process grows with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.formats import by_name
from tests.hostile import killers, large
from tests.hostile.served import Served, serving
from tests.patience import PATIENCE

MB = 64.0
# The engine keeps about a million triples of a graph that it constructs, to give none of them twice.
MB_WITH_TRIPLES = 640.0


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("large")
    (folder / "ring.nq").write_text(killers.dataset(), encoding="utf-8")
    # Long queries yield the processor to everything else, so that a busy machine makes them late.
    with serving(folder / "ring.nq", folder, "--memory", "1024", "--timeout", str(PATIENCE)) as one:
        yield one


@pytest.mark.parametrize(("form", "encoding", "worker_mb"), [("json", "zstd", MB), ("nt", "identity", MB_WITH_TRIPLES)])
def test_a_million_rows_arrive_and_fill_no_process(served: Served, form: str, encoding: str, worker_mb: float) -> None:
    cost = large.measure(served, by_name(form), encoding)
    assert cost.rows == large.ROWS
    assert cost.web_mb < MB
    assert cost.worker_mb < worker_mb

"""The work of each check grows with the dataset and no faster, counted as the triples that its evaluation reads.

rdflib counts here what the engine cannot count. It joins in another order, but what makes a query slow in one makes it
slow in the other: a pattern that is evaluated anew for each solution of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from rdflib import Dataset
from rdflib.plugins.stores.memory import Memory

from kg.graph.build import BuildResult
from kg.publish.questions.query_file import QueryFile, read_query_files
from tests.conftest import NAMES, ROOT
from tests.nonempty import nonempty

pytestmark = pytest.mark.slow

CHECKS = read_query_files(ROOT / "queries/checks", NAMES)
ENTITY = re.compile(f"<({re.escape(NAMES.base)}(?:id|source)/[^/>]*)")
# Each assertion with each other one.
SQUARE = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX graph: <https://w3id.org/congress-kg/graph/>
SELECT * { GRAPH graph:assertions { ?one rdf:subject ?subject . ?other rdf:predicate ?predicate } }"""


class CountingStore(Memory):
    """A store that counts its look-ups and the triples that these find."""

    work = 0

    def triples(self, *pattern: Any, **context: Any) -> Iterator[Any]:
        """The triples that match a pattern."""
        self.work += 1
        for found in super().triples(*pattern, **context):
            self.work += 1
            yield found


@pytest.fixture(scope="module")
def datasets(fictional_build: BuildResult) -> list[Dataset]:
    """The fictional dataset, and one with all its entities and sources twice."""
    datasets = []
    for copies in (1, 2):
        lines = {ENTITY.sub(rf"<\1-{copy}", line) for line in fictional_build.lines for copy in range(copies)}
        dataset = Dataset(store=CountingStore())
        datasets.append(dataset.parse(data="\n".join(lines), format="nquads"))
    return datasets


def is_bounded(datasets: list[Dataset], query: str) -> bool:
    """Whether a query reads less than a triple for every second one, or about twice as much when all is there twice."""
    works = []
    for dataset in datasets:
        store = dataset.store
        assert isinstance(store, CountingStore)
        before = store.work
        list(dataset.query(query))
        works.append(store.work - before)
    return works[1] < max(len(datasets[1]) / 2, works[0] * 2.5)


@pytest.mark.parametrize("check", nonempty(CHECKS), ids=lambda check: check.name)
def test_the_work_of_a_check_grows_with_the_dataset(datasets: list[Dataset], check: QueryFile) -> None:
    assert is_bounded(datasets, check.query)


def test_work_that_grows_with_the_square_is_noticed(datasets: list[Dataset]) -> None:
    assert not is_bounded(datasets, SQUARE)

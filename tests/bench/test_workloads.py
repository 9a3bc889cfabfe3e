"""The queries: that the server takes them, that cold ones differ and hot ones do not, and that they find something."""

from __future__ import annotations

import pytest

from bench.compare.workloads import COLD, HOT, WORKLOADS, Workload, update_text
from bench.compare.world import Census, stream
from kg.limits import QueryLimits
from kg.sparql.guard import refuse_deep
from kg.sparql.text import SparqlText

CENSUS = Census(quads=10_000, parties=2, congresses=24, persons=100)

each_workload = pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)


def test_no_two_queries_have_one_name() -> None:
    assert len({workload.name for workload in WORKLOADS}) == len(WORKLOADS)


@each_workload
def test_the_guard_lets_a_query_pass(workload: Workload) -> None:
    refuse_deep(SparqlText(workload.text(CENSUS, 7)), QueryLimits())


def test_the_guard_lets_an_update_pass() -> None:
    refuse_deep(SparqlText(update_text(7)), QueryLimits(), update=True)


@pytest.mark.parametrize("workload", [one for one in WORKLOADS if not one.is_hot], ids=lambda workload: workload.name)
def test_a_query_that_is_not_hot_has_another_text_each_time(workload: Workload) -> None:
    assert len({workload.text(CENSUS, number) for number in range(50)}) == 50


def test_a_hot_query_has_the_same_text_each_time() -> None:
    assert len({HOT.text(CENSUS, number) for number in range(50)}) == 1


def test_a_query_has_the_same_text_for_every_server() -> None:
    assert COLD.text(CENSUS, 3) == COLD.text(CENSUS, 3)


def test_each_update_adds_another_person() -> None:
    assert update_text(1) != update_text(2)


@each_workload
def test_a_query_finds_something(workload: Workload) -> None:
    import pyoxigraph

    census, store = Census(), pyoxigraph.Store()
    store.load("\n".join(stream(10_000, census)), format=pyoxigraph.RdfFormat.N_QUADS)
    assert any(next(iter(store.query(workload.text(census, number))), None) for number in range(20))

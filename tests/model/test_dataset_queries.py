"""Queries about a dataset: rows, bound rows, and rows about many IRIs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.limits import Limits
from kg.model.dataset import PublishedDataset
from tests.publish.written import NAMES, written

DATA = " ".join(f"<id/{name}> ckg:knows <id/x> ." for name in "abcde") + " <id/a> ckg:age 40 ."
KNOWS = "SELECT ?iri ?other WHERE { VALUES ?iri { %s } ?iri ckg:knows ?other }"


@pytest.fixture(scope="module")
def dataset() -> PublishedDataset:
    """A dataset that asks about two IRIs at a time."""
    return replace(written(DATA), limits=Limits(iris_per_query=2))


def test_more_iris_than_a_query_takes_are_asked_about_in_order(dataset: PublishedDataset) -> None:
    iris = [NAMES.thing(name) for name in "edcbaa"]
    assert [row[0].value[-1] for row in dataset.select_about(iris, KNOWS) if row[0]] == ["a", "b", "c", "d", "e"]


def test_no_iris_need_no_query(dataset: PublishedDataset) -> None:
    assert list(dataset.select_about([], "this is not SPARQL")) == []


def test_an_iri_never_ends_its_token(dataset: PublishedDataset) -> None:
    with pytest.raises(QueryError, match="line 1"):
        list(dataset.select_about(["urn:x> } UNION { ?iri ckg:knows ?other } #"], KNOWS))


def test_rows_with_unbound_variables_are_left_out_of_bound_rows(dataset: PublishedDataset) -> None:
    query = "SELECT ?iri ?age WHERE { ?iri ckg:knows ?other OPTIONAL { ?iri ckg:age ?age } } ORDER BY ?iri"
    assert len(list(dataset.select(query))) == 5
    assert [[term.value for term in row] for row in dataset.select_bound(query)] == [[NAMES.thing("a"), "40"]]


@pytest.mark.parametrize(("pattern", "truth"), [("<id/a> ckg:knows ?x", True), ("?x ckg:likes ?y", False)])
def test_an_ask_has_a_truth_value(dataset: PublishedDataset, pattern: str, truth: bool) -> None:
    assert dataset.ask(f"BASE <{NAMES.base}> ASK {{ {pattern} }}") is truth

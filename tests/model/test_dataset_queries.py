"""Queries about a dataset: rows, bound rows, and rows about many IRIs."""

from __future__ import annotations

from dataclasses import replace

import pytest

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


@pytest.mark.parametrize(
    "text", ["urn:x> } UNION { ?iri ckg:knows ?other } #", "contested", "_:b1", '"<>', "urn:%", ""]
)
def test_what_is_not_an_absolute_iri_is_left_out(dataset: PublishedDataset, text: str) -> None:
    rows = dataset.select_about([text, NAMES.thing("a")], KNOWS)
    assert [row[0] and row[0].value for row in rows] == [NAMES.thing("a")]


def test_a_key_of_several_iris_is_a_row(dataset: PublishedDataset) -> None:
    query = "SELECT ?iri ?other WHERE { VALUES (?iri ?other) { %s } ?iri ckg:knows ?other }"
    keys = [(NAMES.thing("a"), NAMES.thing("x")), (NAMES.thing("b"), NAMES.thing("y")), (NAMES.thing("c"), "x y")]
    assert [row[0] and row[0].value for row in dataset.select_about(keys, query)] == [NAMES.thing("a")]


def test_rows_with_unbound_variables_are_left_out_of_bound_rows(dataset: PublishedDataset) -> None:
    query = "SELECT ?iri ?age WHERE { ?iri ckg:knows ?other OPTIONAL { ?iri ckg:age ?age } } ORDER BY ?iri"
    assert len(list(dataset.select(query))) == 5
    assert [[term.value for term in row] for row in dataset.select_bound(query)] == [[NAMES.thing("a"), "40"]]


@pytest.mark.parametrize(("pattern", "truth"), [("<id/a> ckg:knows ?x", True), ("?x ckg:likes ?y", False)])
def test_an_ask_has_a_truth_value(dataset: PublishedDataset, pattern: str, truth: bool) -> None:
    assert dataset.ask(f"BASE <{NAMES.base}> ASK {{ {pattern} }}") is truth

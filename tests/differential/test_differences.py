"""Generated queries, answered by the endpoint and by rdflib; each difference has an explanation."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from tests.differential import differences
from tests.differential.datasets import PROLOGUE
from tests.differential.differences import QUERIES, Case, Comparison
from tests.differential.explanations import Explanation, explanations
from tests.differential.trees import leaf
from tests.w3c.client import Endpoint

# Some hundred queries; make fuzz asks as many as one likes.
SEEDS = range(16)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_difference_is_explained(seed: int, endpoint: Endpoint) -> None:
    comparison = Comparison(endpoint)
    assert [str(difference) for difference in comparison.unexplained(seed)] == []
    assert comparison.compared > QUERIES // 2


@pytest.mark.parametrize("known", explanations(), ids=lambda known: known.query)
def test_each_explanation_is_needed(known: Explanation, endpoint: Endpoint) -> None:
    quads = tuple(ox.parse(PROLOGUE + known.data, ox.RdfFormat.TRIG))
    difference = Comparison(endpoint).difference(Case(quads, leaf("query", known.query)))
    assert difference
    assert known.covers(str(difference))


def test_a_difference_without_explanation_is_made_small(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differences, "is_explained", lambda _: False)
    comparison = Comparison(endpoint)
    found = next(difference for seed in SEEDS for difference in comparison.unexplained(seed))
    assert not any(map(comparison.difference, found.case.with_smaller_queries()))
    assert not any(map(comparison.difference, found.case.with_smaller_data()))

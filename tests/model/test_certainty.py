"""The order of certainty: read from the dataset, total over every status."""

from __future__ import annotations

import pytest

from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.evidence import INFERRED, CertaintyScale, EvidenceSummary
from tests.publish.written import NAMES, written

ORDERED = "<graph/display#statuses> sh:in ( ckg:implied ckg:explicit ) ."
FOREIGN = "https://example.org/vocabulary#contested"


def support(status: str | None, node: str = "x") -> EvidenceSummary:
    """An assertion with a status, or an inference."""
    iri = status if status is None or ":" in status else NAMES.term(status)
    return EvidenceSummary(node, iri, None if status else NAMES.term("a-rule"))


def scale(data: str = ORDERED) -> CertaintyScale:
    return read_display(written(data)).certainty


def test_the_order_is_that_of_the_list_in_the_display_data() -> None:
    assert scale().status_names == ["implied", "explicit", INFERRED]


def test_a_dataset_without_the_list_ranks_inferences_alone() -> None:
    assert scale("").status_names == [INFERRED]


def test_the_project_ranks_every_evidence_status_of_its_ontology(published: PublishedDataset) -> None:
    statuses = {status.value for (status,) in published.select_bound("SELECT ?s WHERE { ?s a ckg:EvidenceStatus }")}
    ranked = read_display(published).certainty
    assert (set(ranked.statuses), len(ranked.statuses)) == (statuses, 3)
    assert ranked.status_names == ["explicit", "implied", "interpretation", INFERRED]


def test_inferences_follow_the_statuses_and_unknown_statuses_follow_inferences() -> None:
    supports = [support(status) for status in ("implied", "explicit", None, "disputed")]
    ranks = [scale().rank(one) for one in (*supports, None)]
    assert ranks == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("status", [NAMES.term("disputed"), FOREIGN, NAMES.terms, None])
def test_assertions_of_an_unknown_status_or_of_none_are_equals(status: str | None) -> None:
    assert scale().rank(EvidenceSummary("x", status, None)) == scale().rank(support("other"))


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (None, ""),
        (NAMES.term("explicit"), "explicit"),
        (NAMES.term("inferred"), NAMES.term("inferred")),
        ("explicit", '"explicit"'),
        (NAMES.term("a:b"), NAMES.term("a:b")),
        ("https://example.org/v#explicit", "https://example.org/v#explicit"),
    ],
)
def test_the_name_of_a_status_is_that_of_no_other(status: str | None, name: str) -> None:
    assertion = EvidenceSummary("x", status, None)
    assert (assertion.inferred, assertion.status_name(NAMES)) == (False, name)


@pytest.mark.parametrize("status", ["explicit", "inferred", "a:b", FOREIGN])
def test_a_status_is_found_again_by_its_name(status: str) -> None:
    assertion = support(status) if status != "a:b" else EvidenceSummary("x", NAMES.term(status), None)
    assert scale().status_iri(assertion.status_name(NAMES)) == assertion.status


def test_the_iri_decides_between_equals() -> None:
    supports = [support("explicit", "b"), support(FOREIGN, "a"), support("explicit", "a")]
    assert [(one.node, one.status) for one in scale().best_first(supports)] == [
        ("a", NAMES.term("explicit")),
        ("b", NAMES.term("explicit")),
        ("a", FOREIGN),
    ]


@pytest.mark.parametrize(
    ("statuses", "name"),
    [
        (("implied", "explicit"), "explicit"),
        (("explicit", None), INFERRED),
        ((None, "disputed"), "disputed"),
        (("implied", FOREIGN), FOREIGN),
        ((), ""),
    ],
)
def test_the_least_certain_status_is_named(statuses: tuple[str | None, ...], name: str) -> None:
    assert scale().least_certain(support(status) for status in statuses) == name

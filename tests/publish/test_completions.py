"""What an editor of queries completes."""

from __future__ import annotations

import json

import pytest

from kg.graph.ontology import Ontology
from kg.model.dataset import PublishedDataset
from kg.publish.catalog.completions import completions
from tests.conftest import NAMES, defined_terms
from tests.nonempty import nonempty

Terms = dict[str, list[str]]


@pytest.fixture(scope="module")
def text(published: PublishedDataset) -> str:
    return completions(published)


@pytest.fixture(scope="module")
def terms(text: str) -> Terms:
    return {name: rest for name, *rest in json.loads(text)["terms"]}


def test_every_term_of_the_ontology_is_there_by_its_prefixed_name(terms: Terms, ontology: Ontology) -> None:
    assert set(terms) == {NAMES.compact(str(term)) for term in defined_terms(ontology)}


def test_a_term_has_its_kind_its_label_and_its_definition(terms: Terms) -> None:
    assert terms["ckg:speaker"] == ["object property", "speaker", "Relates a speech to the person who delivers it."]


def test_the_label_of_a_value_is_its_preferred_one(terms: Terms) -> None:
    assert terms["ckg:explicit"][:2] == ["individual", "explicit"]


def test_no_term_is_without_a_label(terms: Terms) -> None:
    assert [name for name, (_, label, _) in nonempty(terms.items()) if not label] == []


def test_the_same_data_give_the_same_text(published: PublishedDataset, text: str) -> None:
    assert completions(published) == text


def test_the_document_is_small(text: str) -> None:
    assert len(text.encode()) < 100_000

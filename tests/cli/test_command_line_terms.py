"""RDF terms on a command line."""

from __future__ import annotations

import pytest

from kg.cli.query import sparql_terms
from kg.model.dataset import PublishedDataset


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("person/kim-jong-un", "<https://w3id.org/congress-kg/id/person/kim-jong-un>"),
        ("memberOf", "<https://w3id.org/congress-kg/def#memberOf>"),
        ("skos:altLabel", "<http://www.w3.org/2004/02/skos/core#altLabel>"),
        ("https://example.org/a>b", "<https://example.org/a%3Eb>"),
        ("a", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"),
        ("WPK", '"WPK"@en'),
        ('no "such" text', '"no \\"such\\" text"'),
    ],
)
def test_a_text_means_a_term(published: PublishedDataset, text: str, term: str) -> None:
    assert term in sparql_terms(published, text)

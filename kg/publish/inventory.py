"""What there is to see: every IRI below the base that the dataset says something about."""

from __future__ import annotations

from kg.publish.dataset import PublishedDataset


def iris(dataset: PublishedDataset) -> list[str]:
    """The IRIs below the base that are the subject of a triple, in order, terms of the ontology among them."""
    answer = dataset.store.query(
        "SELECT DISTINCT ?iri WHERE { ?iri ?property ?value . "
        f'FILTER (isIRI(?iri) && STRSTARTS(STR(?iri), "{dataset.names.base}")) }} ORDER BY ?iri'
    )
    return [row[0].value for row in answer.rows() if row[0]]

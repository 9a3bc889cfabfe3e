"""What an editor completes: the terms of the ontology, in one document."""

import json

from kg.model.dataset import PublishedDataset
from kg.model.triples import read_graph
from kg.namespaces import NamedGraph
from kg.publish.ontology.vocabulary import term_kind


def completions(dataset: PublishedDataset) -> str:
    """The terms of a dataset's ontology as compact JSON, in the order of their IRIs; equal data give equal text.

    Each of ``terms`` is an array: the prefixed name of the term, its kind, its label and its definition. The texts
    are English if possible; a missing text is empty::

        {"terms": [["ckg:speaker", "object property", "speaker", "Relates a speech to the person who gives it."]]}

    The names of entities, which an editor completes too, are in ``/search.json``.
    """
    triples = read_graph(dataset, NamedGraph.ONTOLOGY)
    terms = [
        [
            dataset.names.compact(term.value),
            term_kind(triples, term),
            triples.text(term, "rdfs:label", "skos:prefLabel") or "",
            triples.text(term, "skos:definition") or "",
        ]
        for term in triples.subjects()
        if term.is_iri and term.value.startswith(dataset.names.terms)
    ]
    return json.dumps({"terms": terms}, ensure_ascii=False, separators=(",", ":")) + "\n"

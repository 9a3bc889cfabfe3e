"""What an editor of queries completes: the terms of the ontology in one small document."""

from __future__ import annotations

import json

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset
from kg.model.triples import Triples, read_graph
from kg.publish.ontology.header import ONTOLOGY
from kg.publish.ontology.vocabulary import kind_of

_LABELS = ("rdfs:label", "skos:prefLabel")


def completions(dataset: PublishedDataset) -> str:
    """The terms of a dataset's ontology as compact JSON, in the order of their IRIs; the same data give the same text.

    Each of ``terms`` is an array: the prefixed name of the term, what kind of term it is, its label and its definition,
    both in English if there are such; an empty text stands for what is missing::

        {"terms": [["ckg:speaker", "object property", "speaker", "Who gives a speech."]]}

    The names of things, which an editor completes too, are in the search index.
    """
    triples = read_graph(dataset, ONTOLOGY)
    terms = [
        [
            dataset.names.compact(term.value),
            kind_of(triples, term),
            next((text for name in _LABELS if (text := _text(triples, term, name))), ""),
            _text(triples, term, "skos:definition"),
        ]
        for term in triples.subjects()
        if term.is_iri and term.value.startswith(dataset.names.terms)
    ]
    return json.dumps({"terms": terms}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _text(triples: Triples, term: Term, name: str) -> str:
    value = triples.value(term, name)
    return value.value if value else ""

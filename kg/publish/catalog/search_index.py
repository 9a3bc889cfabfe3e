"""What scripts search and complete: the names of all entities, and the terms of the ontology, in a document each."""

import json
from collections.abc import Iterable, Mapping

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.addresses import path_of
from kg.model.classes import most_specific, superclasses
from kg.model.dataset import PublishedDataset, filled_query
from kg.model.triples import Triples, read_graph
from kg.namespaces import NamedGraph
from kg.publish.ontology.vocabulary import term_kind


def search_index(dataset: PublishedDataset) -> str:
    """The entities of a dataset as compact JSON, in the order of their paths; equal data give equal text.

    ``kinds`` are the local names of classes. Each of ``things`` is an array: the path of the entity from the root of
    the site, without the suffix of a format; the index of its class in ``kinds``; its labels; its other names. Labels
    and names are objects from a language tag, which may be empty, to an array of texts::

        {"kinds": ["Person"], "things": [["/id/person/ann", 0, {"en": ["Ann"]}, {}]]}

    The classes that the display data call unindexed are left out: the labels of their members are made from others.
    """
    facts = Triples(dataset.select(filled_query(__package__, "entity-names", dataset.names)), dataset.names)
    above = superclasses(dataset)
    kinds: dict[str, int] = {}
    things = []
    for thing in facts.subjects():
        kind = most_specific((cls.value for cls in facts.values(thing, "rdf:type")), above) or ""
        number = kinds.setdefault(kind.removeprefix(dataset.names.terms), len(kinds))
        names = [_by_language(facts.values(thing, name)) for name in ("rdfs:label", "skos:altLabel")]
        things.append([path_of(thing.value, dataset.names), number, *names])
    return _json({"kinds": list(kinds), "things": things})


def completions(dataset: PublishedDataset) -> str:
    """The terms of a dataset's ontology as compact JSON, in the order of their IRIs; equal data give equal text.

    Each of ``terms`` is an array: the prefixed name of the term, its kind, its label and its definition. The texts
    are English if possible; a missing text is empty::

        {"terms": [["ckg:speaker", "object property", "speaker", "Relates a speech to the person who gives it."]]}

    The names of entities, which an editor completes too, are in the search index.
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
    return _json({"terms": terms})


def _by_language(labels: Iterable[Term]) -> dict[str, list[str]]:
    return grouped(sorted({(label.language or "", label.value) for label in labels}))


def _json(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"

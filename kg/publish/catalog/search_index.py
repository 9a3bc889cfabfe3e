"""The search index: the names of all entities in one document, for a search that needs no server."""

import json
from collections.abc import Iterable

from kg.engine.answer import Term
from kg.model.addresses import path_of
from kg.model.classes import most_specific, superclasses
from kg.model.dataset import PublishedDataset
from kg.model.triples import Triples


def search_index(dataset: PublishedDataset) -> str:
    """The entities of a dataset as compact JSON, in the order of their paths; equal data give equal text.

    ``kinds`` are the local names of classes. Each of ``things`` is an array: the path of the entity from the root of
    the site, without the suffix of a format; the index of its class in ``kinds``; its labels; its other names. Labels
    and names are objects from a language tag, which may be empty, to an array of texts::

        {"kinds": ["Person"], "things": [["/id/person/ann", 0, {"en": ["Ann"]}, {}]]}

    The classes that the display data call unindexed are left out: the labels of their members are made from others.
    """
    facts, above = _facts(dataset), superclasses(dataset)
    kinds: dict[str, int] = {}
    things = []
    for thing in facts.subjects():
        kind = most_specific((cls.value for cls in facts.values(thing, "rdf:type")), above) or ""
        number = kinds.setdefault(kind.removeprefix(dataset.names.terms), len(kinds))
        names = [_by_language(facts.values(thing, name)) for name in ("rdfs:label", "skos:altLabel")]
        things.append([path_of(thing.value, dataset.names), number, *names])
    return json.dumps({"kinds": list(kinds), "things": things}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _facts(dataset: PublishedDataset) -> Triples:
    """The names and classes of the entities that have a label."""
    names = dataset.names
    unindexed = names.display("unindexed")
    rows = dataset.select(
        f"""SELECT ?thing ?property ?value WHERE {{
          {{ SELECT DISTINCT ?thing WHERE {{
            ?thing rdfs:label ?any FILTER (isIRI(?thing)
              && (STRSTARTS(STR(?thing), "{names.things}") || STRSTARTS(STR(?thing), "{names.sources}")))
            MINUS {{ <{unindexed}> sh:in/rdf:rest*/rdf:first ?class . ?thing a ?class }}
          }} }}
          VALUES ?property {{ rdf:type rdfs:label skos:altLabel }} ?thing ?property ?value
          FILTER (!isIRI(?value) || STRSTARTS(STR(?value), "{names.terms}"))
        }}"""
    )
    return Triples(rows, names)


def _by_language(labels: Iterable[Term]) -> dict[str, list[str]]:
    texts: dict[str, set[str]] = {}
    for label in labels:
        texts.setdefault(label.language or "", set()).add(label.value)
    return {language: sorted(texts[language]) for language in sorted(texts)}

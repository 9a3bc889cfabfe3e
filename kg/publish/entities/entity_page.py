"""The page about a thing: what its template shows, by what kind of thing it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from kg.model import labels, proof
from kg.model.dataset import PublishedDataset
from kg.model.display import Display
from kg.model.evidence import Evidence
from kg.model.labels import Labels
from kg.model.literal_format import words
from kg.model.passages import neighbours, passages
from kg.model.source_texts import Piece, Texts
from kg.model.statements import Extent
from kg.publish.entities import embedded_json_ld
from kg.publish.entities.entity import Thing, read_thing
from kg.publish.entities.source_outline import read_outline

Context = dict[str, Any]


@dataclass(frozen=True)
class PageSources:
    """What the pages about entities are made from."""

    dataset: PublishedDataset
    display: Display
    texts: Texts


def entity_page(sources: PageSources, iri: str, size: Extent, page: int) -> Context:
    """The variables of the template for a page, counted from 1, about a thing that exists."""
    dataset, display, names = sources.dataset, sources.display, sources.dataset.names
    thing = read_thing(dataset, display, iri, size, page)
    more: Context = {}
    for kind in thing.kinds:
        if view := _VIEWS.get(names.compact(kind)):
            more |= view(sources, iri, page)
    given = Labels(names, given={iri: head.name for iri, head in display.outgoing.items()})
    found: Labels = reduce(or_, (one for one in more.values() if isinstance(one, Labels)), thing.labels | given)
    return {
        "thing": thing,
        "others": found.others(iri),
        "display": display,
        "name": found.text,
        "language": found.language,
        "words": words,
        "quote": _quoted(sources, thing, more, found),
        "whole": sources.texts.passage,
        "data": [
            one
            for one in (embedded_json_ld.schema_org(thing, display, names), embedded_json_ld.native(thing, names))
            if one
        ],
        **more,
    }


def _source(sources: PageSources, iri: str, page: int) -> Context:
    found = read_outline(sources.dataset, iri, page)
    return {"outline": found, "outline_labels": found.labels} if found.items else {}


def _graph(sources: PageSources, iri: str, _page: int) -> Context:
    rows = sources.dataset.store.query(f"SELECT (COUNT(*) AS ?number) WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}").rows()
    return {"triples": next((int(row[0].value) for row in rows if row[0]), 0)}


def _passage(sources: PageSources, iri: str, _page: int) -> Context:
    found = passages(sources.dataset, [iri]).get(iri)
    if found is None:
        return {}
    before, after = neighbours(sources.dataset, found)
    return {"passage": found, "before": before, "after": after, "context": sources.texts.context(found.span)}


def _proof(sources: PageSources, iri: str, _page: int) -> Context:
    found = proof.prove_node(sources.dataset, iri)
    return {"proof": found, "proof_labels": labels.of(sources.dataset, proof.mentioned(found))} if found else {}


# What a page shows besides statements, by the class of the thing.
_VIEWS: dict[str, Callable[[PageSources, str, int], Context]] = {
    "ckg:Assertion": _proof,
    "ckg:Inference": _proof,
    "ckg:Passage": _passage,
    "ckg:Source": _source,
    "sd:Graph": _graph,
}


def _quoted(sources: PageSources, thing: Thing, more: Context, known: Labels) -> Callable[[str, Evidence], list[Piece]]:
    """A function that quotes a passage, with the words of a statement highlighted, where its text is supplied."""
    if not sources.texts.by_source:
        return lambda _passage, _evidence: []
    cited = {iri for one in thing.statements for proof in one.evidence for iri in proof.mentioned}
    cited |= proof.mentioned(more["proof"]) if "proof" in more else set()
    places = passages(sources.dataset, cited)

    def quote(passage: str, evidence: Evidence) -> list[Piece]:
        place = places.get(passage)
        return sources.texts.passage(place.span, _wanted(evidence, known)) if place else []

    return quote


def _wanted(evidence: Evidence, known: Labels) -> Iterator[str]:
    """The words of a statement that its passages may have."""
    for term in evidence.statement:
        if term.is_iri:
            yield from (label.value for label in known.by_iri.get(term.value, ()))
        else:
            yield from (term.value, words(term))

"""The page about a thing: what its template shows, by what kind of thing it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from kg.model import labels, proof
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.evidence import Evidence
from kg.model.labels import Labels
from kg.model.literal_format import words
from kg.model.passages import neighbours, passages
from kg.model.source_texts import Piece
from kg.model.statements import Extent
from kg.publish.entities import embedded_json_ld
from kg.publish.entities.entity import Thing, read_thing
from kg.publish.entities.source_outline import read_outline
from kg.web import context

Context = dict[str, Any]


def portrait(iri: str, size: Extent, page: int) -> Context:
    """The variables of the template for a page, counted from 1, about a thing that exists."""
    here = context.current()
    dataset, names = here.dataset, here.dataset.names
    with here.turn():
        display = here.recall("display", lambda: read_display(dataset))
        thing = read_thing(dataset, display, iri, size, page)
        more: Context = {}
        for kind in thing.kinds:
            if view := _VIEWS.get(names.compact(kind)):
                more |= view(dataset, iri, page)
    given = Labels(names, given={iri: head.name for iri, head in display.outgoing.items()})
    found: Labels = reduce(or_, (one for one in more.values() if isinstance(one, Labels)), thing.labels | given)
    return {
        "thing": thing,
        "others": found.others(iri),
        "display": display,
        "name": found.text,
        "language": found.language,
        "words": words,
        "quote": _quoted(thing, more, found),
        "whole": here.texts.passage,
        "data": [
            one
            for one in (embedded_json_ld.schema_org(thing, display, names), embedded_json_ld.native(thing, names))
            if one
        ],
        **more,
    }


def _source(dataset: PublishedDataset, iri: str, page: int) -> Context:
    found = read_outline(dataset, iri, page)
    return {"outline": found, "outline_labels": found.labels} if found.items else {}


def _graph(dataset: PublishedDataset, iri: str, _page: int) -> Context:
    rows = dataset.store.query(f"SELECT (COUNT(*) AS ?number) WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}").rows()
    return {"triples": next((int(row[0].value) for row in rows if row[0]), 0)}


def _passage(dataset: PublishedDataset, iri: str, _page: int) -> Context:
    found = passages(dataset, [iri]).get(iri)
    if found is None:
        return {}
    before, after = neighbours(dataset, found)
    return {"passage": found, "before": before, "after": after, "context": context.current().texts.context(found.span)}


def _proof(dataset: PublishedDataset, iri: str, _page: int) -> Context:
    found = proof.prove_node(dataset, iri)
    return {"proof": found, "proof_labels": labels.of(dataset, proof.mentioned(found))} if found else {}


# What a page shows besides statements, by the class of the thing.
_VIEWS: dict[str, Callable[[PublishedDataset, str, int], Context]] = {
    "ckg:Assertion": _proof,
    "ckg:Inference": _proof,
    "ckg:Passage": _passage,
    "ckg:Source": _source,
    "sd:Graph": _graph,
}


def _quoted(thing: Thing, more: Context, known: Labels) -> Callable[[str, Evidence], list[Piece]]:
    """A function that quotes a passage, with the words of a statement highlighted, where its text is supplied."""
    here = context.current()
    if not here.texts.by_source:
        return lambda _passage, _evidence: []
    cited = {iri for one in thing.statements for proof in one.evidence for iri in proof.mentioned}
    cited |= proof.mentioned(more["proof"]) if "proof" in more else set()
    with here.turn():
        places = passages(here.dataset, cited)

    def quote(passage: str, evidence: Evidence) -> list[Piece]:
        place = places.get(passage)
        return here.texts.passage(place.span, _wanted(evidence, known)) if place else []

    return quote


def _wanted(evidence: Evidence, known: Labels) -> Iterator[str]:
    """The words of a statement that its passages may have."""
    for term in evidence.statement:
        if term.is_iri:
            yield from (label.value for label in known.by_iri.get(term.value, ()))
        else:
            yield from (term.value, words(term))

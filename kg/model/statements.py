"""The statements about a thing, page by page, with the evidence for each: never more than a page is read at once."""

from __future__ import annotations

from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model import evidence
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence

PER_PAGE = 100

# Up to so many links they come in order; more come as the store keeps them, since to sort them takes too long.
_SORTED = 2000
# So many links to a thing, those of its assertions and inferences among them, make it a hub.
_HUB = 4000
# What lies beyond so many pages is for queries: to skip what comes before takes longer with every page.
_DEEPEST = 100
_REIFIED = "?link NOT IN (rdf:subject, rdf:predicate, rdf:object)"


@dataclass(frozen=True)
class Extent:
    """How many statements a thing is the subject and the object of, and how many assertions and inferences there are.

    To count everything takes too long: at most 2,001 are counted of the first, and 4,001 of the others together.
    """

    outgoing: int
    incoming: int
    proofs: int

    @property
    def exists(self) -> bool:
        """Whether the dataset mentions the thing."""
        return bool(self.outgoing or self.incoming)

    @property
    def hub(self) -> bool:
        """Whether so many links lead to the thing that not all were counted."""
        return self.incoming + self.proofs > _HUB


@dataclass(frozen=True)
class Statement:
    """A statement seen from one of its ends: ``other`` is what stands at the other end."""

    inverse: bool
    link: str
    other: Term
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Window:
    """The part of the statements about a thing that a page shows, as patterns of SPARQL.

    ``outgoing`` binds ``?link`` and ``?other`` to the predicates and objects, ``incoming`` to predicates and subjects.
    """

    outgoing: str
    incoming: str


def extent(dataset: PublishedDataset, iri: str) -> Extent:
    """How much there is to say about a thing."""
    text = f"""SELECT ?outgoing ?proofs (COUNT(*) AS ?number) WHERE {{
        {{ SELECT ?link (true AS ?outgoing) (false AS ?proofs) WHERE {{ <{iri}> ?link ?other }} LIMIT {_SORTED + 1} }}
        UNION
        {{ SELECT (false AS ?outgoing) (?link IN (rdf:subject, rdf:predicate, rdf:object) AS ?proofs)
          WHERE {{ ?other ?link <{iri}> }} LIMIT {_HUB + 1} }}
    }} GROUP BY ?outgoing ?proofs"""
    rows = dataset.store.query(text, prefixes=dataset.names.prefixes).rows()
    counts = {(out.value, proofs.value): int(number.value) for out, proofs, number in rows if out and proofs and number}
    yes, no = "true", "false"
    return Extent(counts.get((yes, no), 0), counts.get((no, no), 0), counts.get((no, yes), 0))


def more(dataset: PublishedDataset, iri: str, size: Extent, page: int) -> bool:
    """Whether there is a page after this one, counted from 1, which is not too deep."""
    if page >= _DEEPEST:
        return False
    if size.outgoing <= _SORTED and not size.hub:
        return max(size.outgoing, size.incoming) > page * PER_PAGE
    following = window(iri, size, page + 1)
    text = f"ASK {{ {{ {following.outgoing} }} UNION {{ {following.incoming} }} }}"
    return dataset.store.query(text, prefixes=dataset.names.prefixes).truth


def window(iri: str, size: Extent, page: int) -> Window:
    """What a page shows, counted from 1."""

    def part(pattern: str, *, ordered: bool) -> str:
        order = " ORDER BY (?link != rdf:type) ?link ?other" if ordered else ""
        limits = f"LIMIT {PER_PAGE} OFFSET {PER_PAGE * (page - 1)}"
        return f"{{ SELECT ?link ?other WHERE {{ {pattern} }}{order} {limits} }}"

    outgoing = part(f"<{iri}> ?link ?other", ordered=size.outgoing <= _SORTED)
    ordered = size.incoming <= _SORTED and not size.hub
    return Window(outgoing, part(f"?other ?link <{iri}> FILTER ({_REIFIED})", ordered=ordered))


def statements(dataset: PublishedDataset, iri: str, size: Extent, page: int) -> list[Statement]:
    """The statements about a thing that a page shows, with their evidence, the thing as their subject first."""
    shown = window(iri, size, page)
    text = (
        f"SELECT ?inverse ?link ?other WHERE {{ {{ {shown.outgoing} BIND (false AS ?inverse) }} "
        f"UNION {{ {shown.incoming} BIND (true AS ?inverse) }} }}"
    )
    rows = [*dataset.store.query(text, prefixes=dataset.names.prefixes).rows()]
    backing: dict[evidence.Triple, list[Evidence]] = {}
    for one in evidence.select(dataset, proving(iri, size, shown)):
        backing.setdefault(one.statement, []).append(one)
    thing = Term("iri", iri)
    found = []
    for inverse, link, other in rows:
        if inverse and link and other and other.kind != "bnode":
            turned = inverse.value == "true"
            triple = (other, link, thing) if turned else (thing, link, other)
            found.append(Statement(turned, link.value, other, tuple(backing.get(triple, ()))))
    return sorted(found, key=lambda one: (one.inverse, one.link, one.other.value))


def proving(iri: str, size: Extent, shown: Window) -> str:
    """A pattern that binds ``?node`` to the assertions and inferences behind what a page shows.

    Where a page does not show everything, they are looked up from the other end of each of its statements (LATERAL):
    from the end of a hub that takes a hundred times as long.
    """
    outgoing = f"?node rdf:subject <{iri}>"
    incoming = f"?node rdf:object <{iri}>"
    if max(size.outgoing, size.incoming) <= PER_PAGE and not size.hub:
        return f"{{ {{ {outgoing} }} UNION {{ {incoming} }} }}"
    outgoing = f"{shown.outgoing} LATERAL {{ ?node rdf:object ?other ; rdf:predicate ?link ; rdf:subject <{iri}> }}"
    incoming = f"{shown.incoming} LATERAL {{ ?node rdf:subject ?other ; rdf:predicate ?link ; rdf:object <{iri}> }}"
    return f"{{ {{ {outgoing} }} UNION {{ {incoming} }} }}"

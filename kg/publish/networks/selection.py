"""Which statements make a network: those between things of the kinds that are nodes, each relation said once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.engine.answer import Answer, Term
from kg.errors import Problem, RequestError
from kg.formats import GRAPH
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Triple
from kg.namespaces import EXTERNAL_PREFIXES

# The classes whose things are nodes, and by which nodes are grouped.
GROUPS = ("Person", "Organization", "State", "Event", "Message", "Place", "Post")
TYPE = Term("iri", f"{EXTERNAL_PREFIXES['rdf']}type")
# So many statements a network may have. Ten thousand between six thousand things, with an assertion for each, take the
# process that serves everybody two seconds to put together and up to one more to write; it grows in proportion.
LARGEST = 12_000
DEEPEST = 2

_AT_A_TIME = 1000
# A property that is declared as the inverse of another, or above another or the inverse of one, says nothing new of a
# pair that the other joins too, nor does a symmetric property the other way round.
_ONCE = """
    FILTER NOT EXISTS { ?property owl:inverseOf ?other . ?target ?other ?source }
    FILTER NOT EXISTS { ?below rdfs:subPropertyOf ?property . ?source ?below ?target FILTER (?below != ?property) }
    FILTER NOT EXISTS { ?property owl:inverseOf|^owl:inverseOf ?other . ?below rdfs:subPropertyOf ?other .
                        ?target ?below ?source FILTER (?below != ?other) }
    FILTER NOT EXISTS { ?property a owl:SymmetricProperty FILTER (STR(?source) > STR(?target)) }
"""


@dataclass(frozen=True)
class Selection:
    """What a network is made of: the IRIs of things, whether linked or not, and statements that link things."""

    things: frozenset[str]
    links: tuple[Triple, ...]


def is_node(dataset: PublishedDataset, iri: str) -> bool:
    """Whether a thing is of a kind that is a node of every network."""
    text = f"ASK {{ VALUES ?thing {{ <{iri}> }} {_among(dataset, 'thing', '')} }}"
    return dataset.store.query(text, prefixes=dataset.names.prefixes).truth


def whole(dataset: PublishedDataset) -> Selection:
    """All nodes of a dataset, and the links between them.

    Raises RequestError with status 507 if they are too many for a network.
    """
    found = rows(dataset, f"SELECT DISTINCT ?source WHERE {{ ?source a ?class {_among(dataset, 'source', '')} }}")
    return Selection(frozenset(row[0].value for row in found), links(dataset, "", ""))


def neighbourhood(dataset: PublishedDataset, iri: str, depth: int) -> Selection:
    """A thing of any kind, the nodes at most ``depth`` links away from it, and the links between all these.

    Raises RequestError with status 507 if they are too many for a network.
    """
    reached, ring = {iri}, {iri}
    for _ in range(depth):
        found = [link for end in ("source", "target") for link in touching(dataset, end, ring, iri)]
        ring = {end.value for source, _, target in found for end in (source, target)} - reached
        reached |= ring
    within = (link for link in touching(dataset, "source", reached, iri) if link[2].value in reached)
    return Selection(frozenset(reached), tuple(within))


def constructed(answer: Answer) -> Selection:
    """What the triples of a CONSTRUCT or DESCRIBE tell: their subjects, and links where the object has an IRI too.

    Blank nodes, other values and classes are no nodes. Raises RequestError: 406 for an answer of another kind, 507 if
    there are too many triples.
    """
    if answer.kind != GRAPH:
        what = "Only the triples of a CONSTRUCT or DESCRIBE make a network."
        raise RequestError(406, Problem("format", what, "Write the query so, or choose another format."))
    triples = _bounded([(row[0], row[1], row[2]) for row in answer.rows() if row[0] and row[1] and row[2]])
    things = frozenset(source.value for source, _, _ in triples if source.is_iri)
    return Selection(things, tuple(one for one in triples if one[0].is_iri and one[2].is_iri and one[1] != TYPE))


def touching(dataset: PublishedDataset, end: str, ring: Collection[str], centre: str) -> list[Triple]:
    """The links that have one of some things at an end, ``source`` or ``target``; the centre may be of any kind.

    Raises RequestError with status 507 if they are too many for a network.
    """
    ordered = sorted(ring)
    found: list[Triple] = []
    for begin in range(0, len(ordered), _AT_A_TIME):
        values = " ".join(f"<{iri}>" for iri in ordered[begin : begin + _AT_A_TIME])
        found += links(dataset, f"VALUES ?{end} {{ {values} }}", centre)
    return _bounded(found)


def links(dataset: PublishedDataset, pattern: str, centre: str) -> tuple[Triple, ...]:
    """The links between nodes, each relation said once; ``pattern`` narrows them, ``centre`` counts as a node too.

    Raises RequestError with status 507 if they are too many for a network.
    """
    text = f"""SELECT DISTINCT ?source ?property ?target WHERE {{ {pattern} ?source ?property ?target
        FILTER (isIRI(?target)) {_among(dataset, "source", centre)} {_among(dataset, "target", centre)} {_ONCE}
    }} LIMIT {LARGEST + 1}"""
    return tuple(_bounded([(row[0], row[1], row[2]) for row in rows(dataset, text)]))


def _among(dataset: PublishedDataset, name: str, centre: str) -> str:
    """A filter that keeps a variable to things that are nodes, and the centre if there is one."""
    groups = ", ".join(f"ckg:{group}" for group in GROUPS)
    node = f"EXISTS {{ ?{name} a ?group FILTER (?group IN ({groups})) }}"
    inside = f'STRSTARTS(STR(?{name}), "{dataset.names.things}")'
    return f"FILTER ({inside} && {node}{f' || ?{name} = <{centre}>' if centre else ''})"


def _bounded(triples: list[Triple]) -> list[Triple]:
    """The same triples; raises RequestError with status 507 if they are too many for a network."""
    if len(triples) <= LARGEST:
        return triples
    what = f"The network has more than {LARGEST:,} statements."
    raise RequestError(507, Problem("network", what, "Ask for a part of it, with a CONSTRUCT or about one thing."))


def between(dataset: PublishedDataset, things: Collection[str], centre: str = "") -> tuple[Triple, ...]:
    """The links between some nodes, of which there are at most some hundreds; the centre may be of any kind."""
    if not things:
        return ()
    ordered = [f"<{iri}>" for iri in sorted(things)]
    pattern = f"VALUES ?source {{ {' '.join(ordered)} }} VALUES ?target {{ {' '.join(ordered)} }}"
    return links(dataset, pattern, centre)


def rows(dataset: PublishedDataset, text: str) -> list[list[Term]]:
    """The rows of a SELECT, each with the terms that are bound in it."""
    answer = dataset.store.query(text, prefixes=dataset.names.prefixes)
    return [[term for term in row if term] for row in answer.rows()]

"""The queries: what each of them is called, and its text for a round, which asks every server for the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bench.compare import names
from bench.compare.world import CONGRESSES_OF_PARTY, Census, congress_iri, party_iri, person_iri
from bench.quads import NAMES, RDFS
from kg.namespaces import NamedGraph

MANY_ROWS = 100_000
_PROLOGUE = f"PREFIX ckg: <{NAMES.terms}> PREFIX rdf: <{NAMES.prefixes['rdf']}> PREFIX rdfs: <{RDFS}> "
_ASSERTIONS, _PROOFS = NAMES.graph(NamedGraph.ASSERTIONS), NAMES.graph(NamedGraph.PROOFS)

# The text of a query about a world; the source of chance is the same for all servers.
_Text = Callable[[Census, Random], str]


@dataclass(frozen=True)
class Workload:
    """A kind of query: each round sends it some times to each server, nothing else being in progress."""

    name: str
    # For readers.
    meaning: str
    _text: _Text
    times: int = 1
    # A query that is sent before each, and not timed.
    before: Workload | None = None
    # Whether its text is the same each time, so that it may be answered from a cache.
    is_hot: bool = False
    # Whether its rows are the same for every server, and not only their number.
    is_determined: bool = True

    def text(self, census: Census, number: int) -> str:
        """The query with a number: another text for each, unless it is hot."""
        chance = Random(f"{self.name} {0 if self.is_hot else number}")  # noqa: S311 - nothing is secret
        text = f"{_PROLOGUE}SELECT {self._text(census, chance)}"
        return text if self.is_hot else f"{text} # {self.name} {number}"


def _point(census: Census, chance: Random) -> str:
    return f"?name {{ <{person_iri(chance.randrange(census.persons))}> rdfs:label ?name }}"


def _star(census: Census, chance: Random) -> str:
    congress = congress_iri(chance.randrange(census.congresses))
    return (
        f"?seat ?label ?person ?name {{ ?seat a ckg:Delegateship ; ckg:delegateshipAt <{congress}> ; "
        "rdfs:label ?label ; ckg:delegate ?person . ?person rdfs:label ?name }"
    )


def _two_hops(census: Census, chance: Random) -> str:
    party = party_iri(chance.randrange(census.parties))
    return f"DISTINCT ?person {{ ?congress ckg:congressOf <{party}> . ?person ckg:delegateTo ?congress }}"


def _group(_: Census, __: Random) -> str:
    return (
        "?party (COUNT(?person) AS ?count) { ?person ckg:delegateTo ?congress . ?congress ckg:congressOf ?party } "
        "GROUP BY ?party"
    )


def _count(_: Census, __: Random) -> str:
    return "(COUNT(*) AS ?count) { ?person a ckg:Person }"


def _path(census: Census, chance: Random) -> str:
    last = census.congresses - 1
    number = min(last, chance.randrange(census.parties) * CONGRESSES_OF_PARTY + CONGRESSES_OF_PARTY - 1)
    return f"?congress {{ <{congress_iri(number)}> ckg:previousCongress+ ?congress }}"


def _words(_: Census, chance: Random) -> str:
    found = f'CONTAINS(LCASE(?name), "{names.ending(chance)}")'
    return f"?person ?name {{ ?person a ckg:Person ; rdfs:label ?name FILTER ({found}) }}"


def _order(_: Census, __: Random) -> str:
    return "?person ?name { ?person a ckg:Person ; rdfs:label ?name } ORDER BY ?name ?person LIMIT 100"


def _many(_: Census, __: Random) -> str:
    return f"?s ?p ?o {{ GRAPH <{_ASSERTIONS}> {{ ?s ?p ?o }} }} LIMIT {MANY_ROWS}"


def _page(census: Census, chance: Random) -> str:
    iri = person_iri(chance.randrange(census.persons))
    sides = [
        f"{{ GRAPH <{graph}> {{ ?evidence rdf:{side} <{iri}> ; rdf:predicate ?predicate ; rdf:{other} ?value ; "
        f"ckg:{support} ?passage }} }}"
        for graph, support in ((_ASSERTIONS, "supportedBy"), (_PROOFS, "restsOn"))
        for side, other in (("subject", "object"), ("object", "subject"))
    ]
    return f"?predicate ?value ?label ?passage {{ {' UNION '.join(sides)} OPTIONAL {{ ?value rdfs:label ?label }} }}"


HOT = Workload("hot", "the name of one person, the same query each time", _point, times=20, is_hot=True)
COLD = Workload("cold", "the name of a person, another one each time", _point, times=20)
_GROUP = Workload("group", "the delegates of each party, counted", _group)
WORKLOADS = (
    HOT,
    COLD,
    Workload("point after long", "the name of a person, at once after the groups were counted", _point, 2, _GROUP),
    Workload("star", "the delegates of a congress, with seats and names", _star, times=5),
    Workload("2-hop", "the delegates to any congress of a party", _two_hops, times=5),
    _GROUP,
    Workload("count", "the number of all persons", _count, times=3),
    Workload("path", "all earlier congresses of the party of a congress", _path, times=5),
    Workload("text", "the persons with a string in their names", _words),
    Workload("order", "the first 100 persons by name", _order),
    Workload("rows", f"{MANY_ROWS:,} rows, or all where there are fewer", _many, is_determined=False),
    Workload("entity page", "all statements about a person, with labels and evidence", _page, times=5),
)


def update_text(number: int) -> str:
    """An update that adds a person: another one for each number."""
    iri = NAMES.thing(f"person/figment-extra-{number}")
    return f'{_PROLOGUE}INSERT DATA {{ <{iri}> a ckg:Person ; rdfs:label "Extra Figment {number}"@en }}'

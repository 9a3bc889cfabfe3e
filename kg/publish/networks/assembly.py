"""A network made of a selection: names, kinds, dates and evidence are read for what was selected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.engine.answer import Term
from kg.model import evidence, labels
from kg.model.certainty import CertaintyScale, read_certainty
from kg.model.classes import most_specific, superclasses
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence, Triple
from kg.model.labels import Labels
from kg.model.period import Period, period
from kg.publish.networks.network import Edge, Network, Node
from kg.publish.networks.reified_relations import Involvement, by_link, involvements
from kg.publish.networks.selection import GROUPS, Selection

# The properties that tell when a thing was, when it began, and when it ended.
_AT = ("ckg:date", "ckg:inMonth", "ckg:inYear")
_BEGINS = ("ckg:startDate", "ckg:startMonth", "ckg:acquiredIn/ckg:date")
_ENDS = ("ckg:endDate",)
_AT_A_TIME = 1000
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class _Facts:
    """What is known of the things of a network; every key is an IRI, or a statement."""

    labels: Labels
    types: Mapping[str, list[str]]
    periods: Mapping[str, Period | None]
    evidence: Mapping[Triple, list[Evidence]]
    above: dict[str, set[str]]
    certainty: CertaintyScale


def assemble(dataset: PublishedDataset, selection: Selection, title: str) -> Network:
    """The network of a selection.

    An involvement is an edge and no node; whoever it relates are nodes even if only the involvement was selected.
    """
    known = involvements(dataset)
    links = by_link(known, selection.links)
    linked = {end.value for source, _, target in links for end in (source, target)}
    things = (selection.things - known.keys()) | linked
    facts = _facts(dataset, things, links)
    edges = [edge for link, behind in links.items() for edge in _edges(dataset, facts, link, behind)]
    return Network(
        title,
        tuple(_node(dataset, facts, iri) for iri in sorted(things)),
        tuple(sorted(edges, key=lambda edge: (edge.source, edge.target, edge.relation, edge.through))),
    )


def _facts(dataset: PublishedDataset, things: Collection[str], links: Mapping[Triple, list[Involvement]]) -> _Facts:
    through = {one.iri for behind in links.values() for one in behind}
    types = _values(dataset, things, ("rdf:type",))
    classes = {kind for kinds in types.values() for kind in kinds}
    relations = {link[1].value for link in links}
    dated = [_values(dataset, {*things, *through}, properties) for properties in (_AT, _BEGINS, _ENDS)]
    statements = {*links} | {role for behind in links.values() for one in behind for role in one.roles}
    return _Facts(
        labels.of(dataset, {*things, *classes, *relations}),
        types,
        {iri: period(*(found.get(iri, ()) for found in dated)) for iri in {*things, *through}},
        _evidence(dataset, statements),
        superclasses(dataset),
        read_certainty(dataset),
    )


def _node(dataset: PublishedDataset, facts: _Facts, iri: str) -> Node:
    types = facts.types.get(iri, [])
    kind = most_specific(types, facts.above)
    held = {one.removeprefix(dataset.names.terms) for one in types}
    return Node(
        iri,
        facts.labels.text(iri),
        tuple(label.value for label in facts.labels.others(iri)),
        facts.labels.text(kind) if kind else "",
        next((group for group in GROUPS if group in held), ""),
        facts.periods[iri],
    )


def _edges(dataset: PublishedDataset, facts: _Facts, link: Triple, behind: list[Involvement]) -> Iterator[Edge]:
    """The edges that a link makes: one for each involvement behind it, or else one."""
    source, relation, target = link
    involved: list[Involvement | None] = [*behind]
    for one in involved or [None]:
        backing = _backing(facts, one.roles if one else (link,))
        yield Edge(
            source.value,
            target.value,
            relation.value,
            facts.labels.text(relation.value),
            one.iri if one else "",
            _time(dataset, facts, link, one),
            facts.certainty.least_certain(backing),
            tuple(sorted({iri for ground in backing for iri in ground.passages})),
            tuple(ground.node for ground in backing),
        )


def _time(dataset: PublishedDataset, facts: _Facts, link: Triple, involvement: Involvement | None) -> Period | None:
    """When a relation held: what its involvement tells, or the time of the event that an agent or a place has part in.

    Other relations, such as the order of events or what a message is about, do not hold at the time of an event only.
    """
    if involvement and (told := facts.periods[involvement.iri]):
        return told
    kinds = {end.value: {*facts.types.get(end.value, ())} for end in (link[0], link[2])}
    event, agent, place = (dataset.names.term(name) for name in ("Event", "Agent", "Place"))
    events = [iri for iri, types in kinds.items() if event in types]
    others = [types for types in kinds.values() if {agent, place} & types]
    return facts.periods[events[0]] if len(events) == len(others) == 1 else None


def _backing(facts: _Facts, statements: Iterable[Triple]) -> list[Evidence]:
    """The best evidence for each of some statements that has any."""
    return [facts.certainty.best_first(found)[0] for one in statements if (found := facts.evidence.get(one))]


def _evidence(dataset: PublishedDataset, statements: Collection[Triple]) -> dict[Triple, list[Evidence]]:
    """The evidence for statements; for those that nothing asserts, also for the same said the other way round."""
    found = _told(dataset, statements)
    inverses = _inverses(dataset)
    inferred = (one for one in statements if all(ground.inferred for ground in found.get(one, ())))
    meant = {(o, inverses[p], s): (s, p, o) for s, p, o in inferred if p in inverses}
    for said, more in _told(dataset, meant).items():
        found.setdefault(meant[said], []).extend(more)
    return found


def _told(dataset: PublishedDataset, statements: Collection[Triple]) -> dict[Triple, list[Evidence]]:
    """The evidence for each of some statements that has any."""
    found: dict[Triple, list[Evidence]] = {}
    for part in _parts(statements):
        values = " ".join(f"({' '.join(f'<{term.value}>' for term in triple)})" for triple in part)
        for one in evidence.select(dataset, f"VALUES (?subject ?predicate ?object) {{ {values} }}"):
            found.setdefault(one.statement, []).append(one)
    return found


def _inverses(dataset: PublishedDataset) -> dict[Term, Term]:
    """The inverse of each property that has one, whichever of the two is declared to be that of the other."""
    text = "SELECT ?one ?other WHERE { ?one owl:inverseOf|^owl:inverseOf ?other FILTER (isIRI(?one) && isIRI(?other)) }"
    rows = dataset.store.query(text, prefixes=dataset.names.prefixes).rows()
    return {one: other for one, other in rows if one and other}


def _values(dataset: PublishedDataset, iris: Collection[str], properties: Iterable[str]) -> dict[str, list[str]]:
    """The values of properties, as text, of each of some things that has any."""
    found: dict[str, list[str]] = {}
    for part in _parts(iris):
        values = " ".join(f"<{iri}>" for iri in part)
        text = f"SELECT ?iri ?value WHERE {{ VALUES ?iri {{ {values} }} ?iri {'|'.join(properties)} ?value }}"
        for iri, value in dataset.store.query(text, prefixes=dataset.names.prefixes).rows():
            if iri and value:
                found.setdefault(iri.value, []).append(value.value)
    return found


def _parts(values: Collection[_Value]) -> Iterator[list[_Value]]:
    """Values in parts small enough for one query."""
    ordered = list(values)
    for begin in range(0, len(ordered), _AT_A_TIME):
        yield ordered[begin : begin + _AT_A_TIME]

"""A network made of a selection: names, kinds, dates and evidence are read for what was selected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model import evidence, labels
from kg.model.certainty import CertaintyScale
from kg.model.chronology import read_times
from kg.model.classes import most_specific, superclasses
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.display import read_display
from kg.model.evidence import Evidence, Triple
from kg.model.labels import Labels
from kg.model.time import StatedTime
from kg.publish.networks.network import Edge, Network, Node
from kg.publish.networks.reified_relations import Involvement, by_link, involvements
from kg.publish.networks.selection import GROUPS, Selection


@dataclass(frozen=True)
class _Facts:
    """What is known of the things of a network; every key is an IRI, or a statement."""

    labels: Labels
    types: Mapping[str, list[str]]
    times: Mapping[str, StatedTime]
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
    types = _types(dataset, things)
    classes = {kind for kinds in types.values() for kind in kinds}
    relations = {link[1].value for link in links}
    display = read_display(dataset)
    statements = {*links} | {role for behind in links.values() for one in behind for role in one.roles}
    return _Facts(
        labels.of(dataset, {*things, *classes, *relations}),
        types,
        read_times(dataset, display, {*things, *through}, acquired=True),
        evidence.of_statements(dataset, statements),
        superclasses(dataset),
        display.certainty,
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
        facts.times.get(iri),
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


def _time(dataset: PublishedDataset, facts: _Facts, link: Triple, involvement: Involvement | None) -> StatedTime | None:
    """When a relation held: what its involvement tells, or the time of the event that an agent or a place has part in.

    Other relations, such as the order of events or what a message is about, do not hold at the time of an event only.
    """
    if involvement and (told := facts.times.get(involvement.iri)):
        return told
    kinds = {end.value: {*facts.types.get(end.value, ())} for end in (link[0], link[2])}
    event, agent, place = (dataset.names.term(name) for name in ("Event", "Agent", "Place"))
    events = [iri for iri, types in kinds.items() if event in types]
    others = [types for types in kinds.values() if {agent, place} & types]
    return facts.times.get(events[0]) if len(events) == len(others) == 1 else None


def _backing(facts: _Facts, statements: Iterable[Triple]) -> list[Evidence]:
    """The best evidence for each of some statements that has any."""
    return [facts.certainty.best_first(found)[0] for one in statements if (found := facts.evidence.get(one))]


def _types(dataset: PublishedDataset, iris: Collection[str]) -> dict[str, list[str]]:
    """The classes of each of some entities that has any."""
    types: dict[str, list[str]] = {}
    for iri, cls in bound_rows(dataset.select_about(iris, "SELECT ?iri ?class { VALUES ?iri { %s } ?iri a ?class }")):
        types.setdefault(iri.value, []).append(cls.value)
    return types

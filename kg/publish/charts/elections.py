"""Who elected what: bodies and posts below those that elected them, and those of which the electors are not stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.grouping import grouped
from kg.model.evidence import EvidenceSummary
from kg.publish.charts.organs import Election, Office, Organ, OrganChart, Owner


@dataclass(frozen=True)
class ElectionNode:
    """A body, a post or a gathering with what it elected.

    ``election`` is how it was elected itself, if that is reported, and ``support`` the evidence for its electors.
    A ``post`` may be in a ``body``. ``gap`` is the IRI of a gap that says that its electors are not stated.
    """

    iri: str
    election: Election | None = None
    support: EvidenceSummary | None = None
    post: bool = False
    body: str | None = None
    gap: str | None = None
    elected: tuple[ElectionNode, ...] = ()

    def walk(self) -> Iterator[tuple[ElectionNode, str | None]]:
        """It and all that it elected, at any depth, each with its elector."""
        yield self, None
        for node in self.elected:
            yield from ((below, elector or self.iri) for below, elector in node.walk())


@dataclass(frozen=True)
class ElectionTree:
    """The elections of a party or state: from those whom nobody elected, and what has no stated electors."""

    owner: str
    roots: tuple[ElectionNode, ...]
    unstated: tuple[ElectionNode, ...]

    @property
    def supports(self) -> list[EvidenceSummary]:
        """The evidence for all electors."""
        nodes = (node for root in self.roots for node, _ in root.walk())
        return [node.support for node in nodes if node.support]


def election_trees(chart: OrganChart) -> tuple[ElectionTree, ...]:
    """The trees of the parties and states of which any election is reported."""
    trees = (_tree(owner) for owner in chart.owners if owner.iri)
    return tuple(tree for tree in trees if tree.roots)


def _tree(owner: Owner) -> ElectionTree:
    organs = {organ.iri: organ for organ in _all_organs((owner, *owner.congresses))}
    offices: list[tuple[Office, str | None]] = [(office, None) for office in owner.offices]
    offices += [(office, organ.iri) for organ in organs.values() for office in organ.offices]
    seats = _seats(organs)
    pairs = [pair for organ in organs.values() if (pair := _elected_body(organ, organs))]
    elected_seats = {gathering: seat for gathering, seat in seats.items() if _is_elected(organs[seat])}
    pairs += [pair for office, body in offices if (pair := _elected_office(office, body, elected_seats))]
    electors = {node.iri: elector for elector, node in pairs}
    nodes = grouped(pairs)
    roots = [ElectionNode(iri, elected=_grown(iri, nodes, frozenset())) for iri in nodes if iri not in electors]
    roots.sort(key=lambda root: -sum(1 for _ in root.walk()))
    sessions = {seat for gathering, seat in seats.items() if gathering in nodes}
    others = (organ for iri, organ in organs.items() if iri not in electors.keys() | nodes.keys() | sessions)
    unstated = (node for organ in others if (node := _unstated(organ)))
    # First those whose election is reported without its electors.
    stated_first = sorted(unstated, key=lambda node: node.election is None)
    return ElectionTree(owner.iri or "", tuple(roots), tuple(stated_first))


def _all_organs(owners: Iterable[Owner]) -> Iterator[Organ]:
    for owner in owners:
        for organ in owner.organs:
            yield from _with_those_below(organ)


def _with_those_below(organ: Organ) -> Iterator[Organ]:
    yield organ
    for below in organ.below:
        yield from _with_those_below(below)


def _seats(organs: Mapping[str, Organ]) -> dict[str, str]:
    """The body that met in each gathering, as what the gathering elected says that the body constituted it."""
    return {
        by.value.value: body
        for organ in organs.values()
        for election in organ.elections
        for by in election.by
        for body in _constituents(organ, organs)
    }


def _constituents(organ: Organ, organs: Mapping[str, Organ]) -> list[str]:
    return [fact.value.value for _, facts in organ.constituted for fact in facts if fact.value.value in organs]


def _is_elected(organ: Organ) -> bool:
    return bool(organ.elections or organ.constituted)


def _elected_body(organ: Organ, organs: Mapping[str, Organ]) -> tuple[str, ElectionNode] | None:
    """A body below the one that elected it, if that was elected itself, or else below the gathering that did."""
    constitution = [fact for _, facts in organ.constituted for fact in facts]
    votes = [by for election in organ.elections for by in election.by]
    bodies = [fact for fact in constitution if (above := organs.get(fact.value.value)) and _is_elected(above)]
    elector = next(iter((*bodies, *votes, *constitution)), None)
    if not elector:
        return None
    return elector.value.value, ElectionNode(organ.iri, next(iter(organ.elections), None), elector.support)


def _elected_office(office: Office, body: str | None, seats: Mapping[str, str]) -> tuple[str, ElectionNode] | None:
    found = next(((election, by) for election in office.elections for by in election.by), None)
    if not found:
        return None
    election, by = found
    return seats.get(by.value.value, by.value.value), ElectionNode(
        office.fact.entity, election, by.support, post=True, body=body
    )


def _grown(iri: str, nodes: Mapping[str, list[ElectionNode]], above: frozenset[str]) -> tuple[ElectionNode, ...]:
    """What somebody elected, with what that elected in turn; a circle is cut."""
    inside = above | {iri}
    return tuple(
        replace(node, elected=_grown(node.iri, nodes, inside)) for node in nodes.get(iri, ()) if node.iri not in inside
    )


def _unstated(organ: Organ) -> ElectionNode | None:
    """A body whose electors are not stated; None for one of which the elections are those of its terms or posts."""
    if organ.elections:
        election = organ.elections[0]
        return ElectionNode(organ.iri, election, gap=election.by_gap)
    return None if organ.election_reported else ElectionNode(organ.iri)

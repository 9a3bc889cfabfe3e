"""Organs of parties, states and congresses as trees: who elected each and when, its members and posts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.grouping import grouped
from kg.model.dataset import PublishedDataset
from kg.model.display import DATES, DisplayList
from kg.model.hierarchy import Tree, first_parents, grow
from kg.model.labels import Labels
from kg.publish.charts.facts import ChartFact, ChartFacts, by_link, read_facts
from kg.publish.charts.positions import Position, position_of
from kg.publish.charts.series import CongressSeries, read_series


@dataclass(frozen=True)
class Election:
    """An election, which ``fact`` states: who elected whom and when, and the IRIs of gaps that leave this open."""

    fact: ChartFact
    by: tuple[ChartFact, ...]
    by_gap: str | None
    persons: tuple[ChartFact, ...]
    position: Position
    date_gap: str | None


@dataclass(frozen=True)
class Office:
    """A post, which ``fact`` places, with the statements about its holders, and its elections."""

    fact: ChartFact
    holders: tuple[ChartFact, ...]
    elections: tuple[Election, ...]


@dataclass(frozen=True)
class Organ:
    """A body with the organs and terms below it.

    ``placing`` states its place. ``constituted`` are, by property, the body that elected it, and the gathering if the
    elections do not give it. ``members_gap`` is the IRI of a gap that says that its members are not given.
    """

    iri: str
    kind: str | None
    placing: tuple[ChartFact, ...]
    constituted: tuple[tuple[str, tuple[ChartFact, ...]], ...]
    elections: tuple[Election, ...]
    members: tuple[ChartFact, ...]
    members_gap: str | None
    offices: tuple[Office, ...]
    below: tuple[Organ, ...]

    @property
    def election_reported(self) -> bool:
        """Whether anything is known of its election, or of one to its posts or to what is below it."""
        own = self.constituted or self.elections or any(office.elections for office in self.offices)
        return bool(own) or any(organ.election_reported for organ in self.below)


@dataclass(frozen=True)
class Owner:
    """A party, state or congress with its organs, posts outside them, and a party's congresses; None: not stated."""

    iri: str | None
    organs: tuple[Organ, ...]
    offices: tuple[Office, ...]
    congresses: tuple[Owner, ...] = ()


@dataclass(frozen=True)
class OrganChart:
    """The owners, those with most organs first, the congresses, and the labels of what is named."""

    owners: tuple[Owner, ...]
    series: CongressSeries
    labels: Labels
    query: str


def read_organs(dataset: PublishedDataset) -> OrganChart:
    """The organs of a dataset."""
    facts = read_facts(dataset, "organs")
    return OrganChart(_owners(facts), read_series(dataset), facts.labels, facts.query)


def _owners(facts: ChartFacts) -> tuple[Owner, ...]:
    def order(body: str) -> tuple[bool, bool, int, str]:
        """The highest organ first, terms by number before organs below."""
        number = facts.number(body, "terms")
        return not facts.of(body, "highest"), number is None, number or 0, facts.name(body)

    bodies = {entity for entity in facts.entities() if facts.classes(entity)}
    superiors = {body: facts.iris(body, "superiors") & bodies - {body} for body in sorted(bodies)}
    grown = grow(first_parents(superiors), lambda siblings, _: sorted(siblings, key=order))
    trees = grouped((next((fact.value.value for fact in facts.of(tree.iri, "owners")), None), tree) for tree in grown)
    congresses = sorted({fact.entity for fact in facts.having("congresses")} & trees.keys())
    pairs = ((min(facts.iris(congress, "congresses")), congress) for congress in congresses)
    parties: dict[str | None, list[str]] = grouped(pairs)
    posts = {fact.value.value for fact in facts.having("offices")}
    iris = {*trees, *parties, *posts}.difference(congresses)
    owners = [_owner(facts, iri, trees, parties.get(iri, [])) for iri in iris]
    shown = [owner for owner in owners if owner.organs or owner.offices or owner.congresses]
    return tuple(
        sorted(shown, key=lambda owner: (owner.iri is None, -_size(owner.organs), facts.name(owner.iri or "")))
    )


def _owner(
    facts: ChartFacts, iri: str | None, trees: Mapping[str | None, Sequence[Tree]], congresses: Iterable[str]
) -> Owner:
    inside = {fact.entity for fact in facts.having("posts")}
    return Owner(
        iri,
        tuple(_organ(facts, tree) for tree in trees.get(iri, ())),
        _offices(facts, iri, "offices", without=inside) if iri else (),
        tuple(_owner(facts, congress, trees, ()) for congress in congresses),
    )


def _organ(facts: ChartFacts, tree: Tree, whole: str | None = None) -> Organ:
    body = tree.iri
    direct = [fact for fact in facts.of(body, "superiors") if fact.value.value == whole]
    elections = _elections(facts, body, "elected-bodies")
    # Which gathering constituted a body is not repeated if an election says so.
    electors = {fact.value.value for election in elections for fact in election.by}
    gatherings = {fact for fact in facts.of(body, "constituents") if fact.value.value in electors}
    return Organ(
        body,
        facts.kind(body),
        tuple(direct or facts.of(body, "owners")[:1]),
        by_link(fact for fact in facts.of(body, "constitution") if fact not in gatherings),
        elections,
        _by_value(facts, body, "members"),
        facts.gap(body, "members"),
        _offices(facts, body, "posts"),
        tuple(_organ(facts, child, body) for child in tree.children),
    )


def _offices(facts: ChartFacts, owner: str, posts: DisplayList, without: Collection[str] = ()) -> tuple[Office, ...]:
    def by_name(linking: Iterable[ChartFact]) -> list[ChartFact]:
        return sorted(linking, key=lambda fact: facts.name(fact.entity))

    return tuple(
        Office(post, tuple(by_name(facts.to(post.entity, "holders"))), _elections(facts, post.entity, "elected-posts"))
        for post in by_name(facts.to(owner, posts))
        if post.entity not in without
    )


def _elections(facts: ChartFacts, elected: str, links: DisplayList) -> tuple[Election, ...]:
    return tuple(
        Election(
            fact,
            tuple(facts.of(fact.entity, "electors")),
            facts.gap(fact.entity, "electors"),
            _by_value(facts, fact.entity, "elected-persons"),
            position_of(facts, fact.entity),
            facts.gap(fact.entity, *DATES),
        )
        for fact in sorted(facts.to(elected, links), key=lambda fact: fact.entity)
    )


def _by_value(facts: ChartFacts, entity: str, links: DisplayList) -> tuple[ChartFact, ...]:
    return tuple(sorted(facts.of(entity, links), key=lambda fact: facts.name(fact.value.value)))


def _size(organs: Iterable[Organ]) -> int:
    return sum(1 + _size(organ.below) for organ in organs)

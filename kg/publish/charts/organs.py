"""Organs of parties, states and congresses as trees: who elected each and when, its members and posts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.grouping import grouped
from kg.model import labels
from kg.model.classes import most_specific, superclasses
from kg.model.dataset import PublishedDataset
from kg.model.display import DATES, DisplayList
from kg.model.hierarchy import Tree, first_parents, grow
from kg.model.labels import Labels
from kg.publish.charts.facts import ChartFact, ChartFacts, by_link, chart_query, read_facts
from kg.publish.charts.positions import Position, position_of


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


@dataclass(frozen=True)
class Owner:
    """A party, state or congress with its organs, posts outside them, and a party's congresses; None: not stated."""

    iri: str | None
    organs: tuple[Organ, ...]
    offices: tuple[Office, ...]
    congresses: tuple[Owner, ...] = ()


@dataclass(frozen=True)
class OrganChart:
    """The owners, those with most organs first, and the labels of what is named."""

    owners: tuple[Owner, ...]
    labels: Labels
    query: str


def read_organs(dataset: PublishedDataset) -> OrganChart:
    """The organs of a dataset."""
    query = chart_query("organs", dataset.names)
    facts = read_facts(dataset, query)
    names = labels.of(dataset, facts.mentioned())
    return OrganChart(_Reader(facts, names, superclasses(dataset)).owners(), names, query)


@dataclass(frozen=True)
class _Reader:
    facts: ChartFacts
    labels: Labels
    superclasses: Mapping[str, set[str]]

    def owners(self) -> tuple[Owner, ...]:
        facts = self.facts
        bodies = {entity for entity in facts.entities() if facts.classes(entity)}
        superiors = {body: facts.iris(body, "superiors") & bodies - {body} for body in sorted(bodies)}
        grown = grow(first_parents(superiors), lambda siblings, _: sorted(siblings, key=self._order))
        trees = grouped(
            (next((fact.value.value for fact in facts.of(tree.iri, "owners")), None), tree) for tree in grown
        )
        congresses = sorted({fact.entity for fact in facts.having("congresses")} & trees.keys())
        parties: dict[str | None, list[str]] = grouped(
            (min(facts.iris(congress, "congresses")), congress) for congress in congresses
        )
        posts = {fact.value.value for fact in facts.having("offices")}
        iris = {*trees, *parties, *posts}.difference(congresses)
        owners = [self._owner(iri, trees, parties.get(iri, [])) for iri in iris]
        shown = [owner for owner in owners if owner.organs or owner.offices or owner.congresses]
        return tuple(
            sorted(shown, key=lambda owner: (owner.iri is None, -_size(owner.organs), self._name(owner.iri or "")))
        )

    def _owner(self, iri: str | None, trees: Mapping[str | None, Sequence[Tree]], congresses: Iterable[str]) -> Owner:
        inside = {fact.entity for fact in self.facts.having("posts")}
        return Owner(
            iri,
            tuple(self._organ(tree) for tree in trees.get(iri, ())),
            self._offices(iri, "offices", without=inside) if iri else (),
            tuple(self._owner(congress, trees, ()) for congress in congresses),
        )

    def _order(self, body: str) -> tuple[bool, bool, int, str]:
        """The highest organ first, terms by number before organs below."""
        number = self.facts.number(body, "terms")
        return not self.facts.of(body, "highest"), number is None, number or 0, self._name(body)

    def _name(self, iri: str) -> str:
        return self.labels.text(iri).casefold()

    def _organ(self, tree: Tree, whole: str | None = None) -> Organ:
        body, facts = tree.iri, self.facts
        direct = [fact for fact in facts.of(body, "superiors") if fact.value.value == whole]
        elections = self._elections(body, "elected-bodies")
        # Which gathering constituted a body is not repeated if an election says so.
        electors = {fact.value.value for election in elections for fact in election.by}
        gatherings = {fact for fact in facts.of(body, "constituents") if fact.value.value in electors}
        return Organ(
            body,
            most_specific(facts.classes(body), self.superclasses),
            tuple(direct or facts.of(body, "owners")[:1]),
            by_link(fact for fact in facts.of(body, "constitution") if fact not in gatherings),
            elections,
            self._by_name(facts.of(body, "members")),
            facts.gap(body, "members"),
            self._offices(body, "posts"),
            tuple(self._organ(child, body) for child in tree.children),
        )

    def _offices(self, owner: str, posts: DisplayList, without: Collection[str] = ()) -> tuple[Office, ...]:
        def by_name(facts: Iterable[ChartFact]) -> list[ChartFact]:
            return sorted(facts, key=lambda fact: self._name(fact.entity))

        return tuple(
            Office(
                fact,
                tuple(by_name(self.facts.to(fact.entity, "holders"))),
                self._elections(fact.entity, "elected-posts"),
            )
            for fact in by_name(self.facts.to(owner, posts))
            if fact.entity not in without
        )

    def _elections(self, elected: str, links: DisplayList) -> tuple[Election, ...]:
        facts = self.facts
        return tuple(
            Election(
                fact,
                tuple(facts.of(fact.entity, "electors")),
                facts.gap(fact.entity, "electors"),
                self._by_name(facts.of(fact.entity, "elected-persons")),
                position_of(facts, fact.entity),
                facts.gap(fact.entity, *DATES),
            )
            for fact in sorted(facts.to(elected, links), key=lambda fact: fact.entity)
        )

    def _by_name(self, facts: Iterable[ChartFact]) -> tuple[ChartFact, ...]:
        return tuple(sorted(facts, key=lambda fact: self._name(fact.value.value)))


def _size(organs: Iterable[Organ]) -> int:
    return sum(1 + _size(organ.below) for organ in organs)

"""Organs of parties, states and congresses as trees: who elected each and when, its members and posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import labels
from kg.model.chronology import Place, place_of
from kg.model.classes import most_specific, superclasses
from kg.model.dataset import PublishedDataset
from kg.model.forest import Node, forest
from kg.model.labels import Labels
from kg.model.time import DATES
from kg.publish.charts.facts import Fact, Facts, by_link, read_facts
from kg.publish.charts.queries import chart_query

_ABOVE = ("ckg:termOf", "ckg:subOrganOf")
# Whose organ a body is; that of a congress is kept apart from the organs of the party.
_OWNERS = ("ckg:organOfCongress", "ckg:highestOrganOf", "ckg:organOf", "ckg:organOfState")


@dataclass(frozen=True)
class Election:
    """An election of a body or to a post, which ``fact`` states, with who elected, who was elected, and when.

    ``by_gap`` and ``date_gap`` are IRIs of gaps that say that this is not given.
    """

    iri: str
    fact: Fact
    by: tuple[Fact, ...]
    by_gap: str | None
    persons: tuple[Fact, ...]
    place: Place
    date_gap: str | None


@dataclass(frozen=True)
class Office:
    """A post with the statements that say who holds it, and its elections."""

    iri: str
    fact: Fact
    holders: tuple[Fact, ...]
    elections: tuple[Election, ...]


@dataclass(frozen=True)
class Organ:
    """A body with the organs and terms below it.

    ``placing`` states its place. ``constituted`` tells, by property, which body elected it, and at which gathering if
    the elections do not. ``members_gap`` is the IRI of a gap that says that its members are not given.
    """

    iri: str
    kind: str | None
    placing: tuple[Fact, ...]
    constituted: tuple[tuple[str, tuple[Fact, ...]], ...]
    elections: tuple[Election, ...]
    members: tuple[Fact, ...]
    members_gap: str | None
    offices: tuple[Office, ...]
    below: tuple[Organ, ...]


@dataclass(frozen=True)
class Owner:
    """A party, state or congress with its organs and the posts that are in none of them; None owns what has no owner.

    ``congresses`` are those of a party, each with its own organs.
    """

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
    """The organs that a dataset tells of."""
    query = chart_query("organs", dataset.names)
    facts = read_facts(dataset, query)
    known = labels.of(dataset, facts.mentioned())
    return OrganChart(_Reading(facts, known, superclasses(dataset)).owners(), known, query)


@dataclass(frozen=True)
class _Reading:
    facts: Facts
    labels: Labels
    above: dict[str, set[str]]

    def owners(self) -> tuple[Owner, ...]:
        trees: dict[str | None, list[Node]] = {}
        for node in self._trees():
            trees.setdefault(self._owner(node.thing), []).append(node)
        parties: dict[str | None, list[str]] = {}
        for congress in sorted(fact.thing for fact in self.facts.having("ckg:congressOf")):
            party = min(self.facts.iris(congress, "ckg:congressOf"))
            if congress in trees:
                parties.setdefault(party, []).append(congress)
        held = {congress for members in parties.values() for congress in members}
        posts = {fact.value.value for fact in self.facts.having("ckg:postOfParty", "ckg:postOfState")}
        heads = {*trees, *parties, *posts} - held
        found = [self._read_owner(head, trees, parties.get(head, [])) for head in heads]
        shown = [one for one in found if one.organs or one.offices or one.congresses]
        return tuple(sorted(shown, key=lambda one: (one.iri is None, -_size(one.organs), self._name(one.iri))))

    def _read_owner(self, head: str | None, trees: dict[str | None, list[Node]], congresses: Iterable[str]) -> Owner:
        return Owner(
            head,
            tuple(self._organ(node) for node in trees.get(head, ())),
            self._offices(head, "ckg:postOfParty", "ckg:postOfState") if head else (),
            tuple(self._read_owner(congress, trees, ()) for congress in congresses),
        )

    def _trees(self) -> tuple[Node, ...]:
        bodies = sorted({thing for thing in self.facts.things() if self.facts.of(thing, "rdf:type")})
        wholes = {body: self.facts.iris(body, *_ABOVE) & set(bodies) - {body} for body in bodies}
        return forest(wholes, lambda things, _: sorted(things, key=self._order))

    def _order(self, body: str) -> tuple[bool, bool, int, str]:
        """The highest organ first, terms by number before organs below."""
        number = self.facts.number(body, "ckg:termNumber")
        return not self.facts.of(body, "ckg:highestOrganOf"), number is None, number or 0, self._name(body)

    def _owner(self, body: str) -> str | None:
        return next((fact.value.value for fact in self.facts.of(body, *_OWNERS)), None)

    def _name(self, iri: str | None) -> str:
        return self.labels.text(iri).casefold() if iri else ""

    def _organ(self, node: Node, whole: str | None = None) -> Organ:
        body, facts = node.thing, self.facts
        direct = [fact for fact in facts.of(body, *_ABOVE) if fact.value.value == whole]
        elections = self._elections(body, "ckg:electedBody")
        told = {fact.value.value for election in elections for fact in election.by}
        gatherings = [fact for fact in facts.of(body, "ckg:constitutedIn") if fact.value.value not in told]
        return Organ(
            body,
            most_specific(facts.iris(body, "rdf:type"), self.above),
            tuple(direct or facts.of(body, *_OWNERS)[:1]),
            by_link([*facts.of(body, "ckg:constitutedBy"), *gatherings]),
            elections,
            self._named(facts.of(body, "ckg:hasMember")),
            facts.gap(body, "ckg:hasMember"),
            self._offices(body, "ckg:postInBody"),
            tuple(self._organ(one, body) for one in node.below),
        )

    def _offices(self, owner: str, *links: str) -> tuple[Office, ...]:
        inside = (
            {fact.thing for fact in self.facts.having("ckg:postInBody")} if "ckg:postInBody" not in links else set()
        )
        posts = [fact for fact in self.facts.having(*links) if fact.value.value == owner and fact.thing not in inside]
        holding = sorted(self.facts.having("ckg:holdsPost"), key=lambda fact: self._name(fact.thing))
        return tuple(
            Office(
                fact.thing,
                fact,
                tuple(one for one in holding if one.value.value == fact.thing),
                self._elections(fact.thing, "ckg:electedPost"),
            )
            for fact in sorted(posts, key=lambda fact: self._name(fact.thing))
        )

    def _elections(self, elected: str, link: str) -> tuple[Election, ...]:
        facts = self.facts
        found = sorted((fact for fact in facts.having(link) if fact.value.value == elected), key=lambda one: one.thing)
        return tuple(
            Election(
                fact.thing,
                fact,
                tuple(facts.of(fact.thing, "ckg:electedBy")),
                facts.gap(fact.thing, "ckg:electedBy"),
                self._named(facts.of(fact.thing, "ckg:electedPerson")),
                place_of(facts, fact.thing),
                facts.gap(fact.thing, *DATES),
            )
            for fact in found
        )

    def _named(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        return tuple(sorted(facts, key=lambda fact: self._name(fact.value.value)))


def _size(organs: Iterable[Organ]) -> int:
    return sum(1 + _size(organ.below) for organ in organs)

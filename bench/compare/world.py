"""A fictional world in the shape of the dataset, of any number of quads: its lines are streamed, the same each time.

Invented parties hold congresses, in a distant future. As in the dataset, each fact is in the default graph and in that
of its passage or of what was inferred, and has an assertion, or an inference with its premise. A few congresses have
very many delegates, most have few. The memory that this takes does not grow with the world.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.compare import names
from bench.compare.facts import Evidence, day, kind, link, named, number, plain, text
from bench.quads import NAMES
from kg.namespaces import NamedGraph

# The congresses of each party, which follow one another.
CONGRESSES_OF_PARTY = 12
_DELEGATES_OF_PASSAGE = 10
_FEWEST_DELEGATES, _MOST_DELEGATES, _INEQUALITY = 8, 4000, 1.2
_FIRST_YEAR = 3001
_NAME_PROPERTIES = (("skos", "prefLabel"), ("foaf", "name"))
_SOURCE = NAMES.source("figment-chronicle")


@dataclass
class Census:
    """What a world has: its quads, and its parties, congresses and persons, which are numbered from 0."""

    quads: int = 0
    parties: int = 0
    congresses: int = 0
    persons: int = 0


def party_iri(number: int) -> str:
    """The IRI of a party."""
    return NAMES.thing(f"party/figment-{number}")


def congress_iri(number: int) -> str:
    """The IRI of a congress."""
    return NAMES.thing(f"congress/figment-{number}")


def person_iri(number: int) -> str:
    """The IRI of a person."""
    return NAMES.thing(f"person/figment-{number}")


def write_world(path: Path, quads: int) -> Census:
    """Write the N-Quads of a world with a number of quads, and less than 100 more."""
    census = Census()
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in stream(quads, census))
    return census


def stream(quads: int, census: Census) -> Iterator[str]:
    """The lines of a world, which ends with the first entity that reaches a number of quads.

    ``census`` is new, and counts what was streamed.
    """
    for entity in _World(census).entities():
        census.quads += len(entity)
        yield from entity
        if census.quads >= quads:
            return


class _World:
    def __init__(self, census: Census) -> None:
        self._census = census
        self._evidence = Evidence()
        # The new delegates of the congress before, of whom some come again.
        self._before = range(0)

    def entities(self) -> Iterator[list[str]]:
        """The lines of each entity, without end."""
        for congress in itertools.count():
            chance = Random(f"figment {congress}")  # noqa: S311 - nothing is secret
            party, session = divmod(congress, CONGRESSES_OF_PARTY)
            yield self._passage(congress, 0)
            if session == 0:
                yield self._party(party, chance)
                self._before = range(0)
            yield self._congress(congress, chance)
            yield self._organ(congress)
            yield from self._messages(congress, chance)
            yield from self._delegates(congress, chance)

    def _passage(self, congress: int, part: int) -> list[str]:
        iri = _passage_iri(congress, part)
        facts = [
            *named("Passage", f"Chronicle of congress {congress}, sentence {part + 1}"),
            link("inSource", _SOURCE),
            number("sequenceNumber", part),
            number("startOffset", 100 * part),
            number("endOffset", 100 * part + 99),
            (NAMES.term("sha256"), f'"{hashlib.sha256(iri.encode()).hexdigest()}"'),
        ]
        return plain(iri, facts, NAMES.graph(NamedGraph.SOURCES))

    def _party(self, party: int, chance: Random) -> list[str]:
        self._census.parties += 1
        iri, passage = party_iri(party), _passage_iri(party * CONGRESSES_OF_PARTY, 0)
        classes = [kind(NAMES.term("Organization")), kind(NAMES.term("Agent"))]
        stated = self._evidence.stated(iri, named("Party", names.party(chance)), passage)
        return stated + self._evidence.inferred(iri, classes, passage)

    def _congress(self, congress: int, chance: Random) -> list[str]:
        self._census.congresses += 1
        party, session = divmod(congress, CONGRESSES_OF_PARTY)
        year = _FIRST_YEAR + party % 900 + 5 * session
        facts = [
            *named("Congress", f"Congress {session + 1} of {names.word(chance)}"),
            link("congressOf", party_iri(party)),
            number("ordinal", session + 1),
            day("startDate", f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"),
        ]
        if session:
            facts.append(link("previousCongress", congress_iri(congress - 1)))
        return self._evidence.stated(congress_iri(congress), facts, _passage_iri(congress, 0))

    def _organ(self, congress: int) -> list[str]:
        facts = [
            *named("PartyOrgan", f"Committee after congress {congress}"),
            link("organKind", NAMES.term("centralCommittee")),
            link("organOf", party_iri(congress // CONGRESSES_OF_PARTY)),
            link("constitutedIn", congress_iri(congress)),
        ]
        return self._evidence.stated(_organ_iri(congress), facts, _passage_iri(congress, 0))

    def _messages(self, congress: int, chance: Random) -> Iterator[list[str]]:
        party, passage = congress // CONGRESSES_OF_PARTY, _passage_iri(congress, 0)
        for count in range(min(party, chance.randrange(6))):
            iri = NAMES.thing(f"message/figment-{congress}-{count}")
            facts = [
                *named("CongratulatoryMessage", f"Message {count + 1} to congress {congress}"),
                link("fromParty", party_iri(chance.randrange(party))),
                link("congratulatesOn", congress_iri(congress)),
            ]
            concerned = [link("concernsEvent", congress_iri(congress))]
            yield self._evidence.stated(iri, facts, passage) + self._evidence.inferred(iri, concerned, passage)

    def _delegates(self, congress: int, chance: Random) -> Iterator[list[str]]:
        first = self._census.persons
        size = min(_MOST_DELEGATES, int(_FEWEST_DELEGATES * chance.paretovariate(_INEQUALITY)))
        again = chance.sample(self._before, min(len(self._before), size // 5))
        for seat in range(size):
            if seat % _DELEGATES_OF_PASSAGE == 0:
                yield self._passage(congress, _part_of(seat))
            is_known = seat < len(again)
            person = again[seat] if is_known else self._census.persons
            if not is_known:
                yield self._person(person, _passage_iri(congress, _part_of(seat)), chance)
            yield self._delegateship(person, congress, seat)
        self._before = range(first, self._census.persons)

    def _person(self, person: int, passage: str, chance: Random) -> list[str]:
        self._census.persons += 1
        iri, name = person_iri(person), names.person(chance)
        standard = [kind("https://schema.org/Person")]
        standard += [text(NAMES.prefixes[prefix] + local, name) for prefix, local in _NAME_PROPERTIES]
        return [
            *self._evidence.stated(iri, named("Person", name), passage),
            *self._evidence.inferred(iri, [kind(NAMES.term("Agent"))], passage),
            *plain(iri, standard, NAMES.graph(NamedGraph.STANDARD)),
        ]

    def _delegateship(self, person: int, congress: int, seat: int) -> list[str]:
        iri, passage = NAMES.thing(f"delegateship/figment-{congress}-{seat}"), _passage_iri(congress, _part_of(seat))
        facts = [
            *named("Delegateship", f"Seat {seat + 1} at congress {congress}"),
            link("delegate", person_iri(person)),
            link("delegateshipAt", congress_iri(congress)),
        ]
        inferred = [link("delegateTo", congress_iri(congress)), link("hasDelegateship", iri)]
        if seat % 5 == 0:
            inferred.append(link("memberOf", _organ_iri(congress)))
        stated = self._evidence.stated(iri, facts, passage)
        return stated + self._evidence.inferred(person_iri(person), inferred, passage)


def _organ_iri(congress: int) -> str:
    return NAMES.thing(f"organ/figment-{congress}")


def _part_of(seat: int) -> int:
    """The number of the passage that names a delegate; the first one names nobody."""
    return 1 + seat // _DELEGATES_OF_PASSAGE


def _passage_iri(congress: int, part: int) -> str:
    return f"{_SOURCE}/congress-{congress}-{part}"

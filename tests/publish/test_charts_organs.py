"""The trees of organs, with who elected them."""

from __future__ import annotations

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.charts.organs import Organ, OrganChart, Owner, read_organs
from tests.publish.written import NAMES, displayed

PARTY = "<id/party> a ckg:Party . "
COMMITTEE = PARTY + "<id/committee> a ckg:Body, ckg:PartyOrgan ; ckg:organOf <id/party> . "
ELECTED = COMMITTEE + (
    "<id/election> a ckg:Event, ckg:Election ; ckg:electedBody <id/committee> ; ckg:electedBy <id/congress> . "
    "<id/committee> ckg:constitutedBy <id/assembly> ; ckg:constitutedIn <id/congress> . "
)


def chart(data: str) -> OrganChart:
    return read_organs(displayed(data))


def short(iri: str | None) -> str:
    return iri.removeprefix(NAMES.things) if iri else "nobody"


def drawn(organ: Organ) -> str:
    """A tree as text: ``a(b c)``."""
    below = " ".join(drawn(child) for child in organ.below)
    return short(organ.iri) + (f"({below})" if below else "")


def described(owner: Owner) -> str:
    return f"{short(owner.iri)}: " + " ".join(drawn(organ) for organ in owner.organs)


def only(data: str) -> Organ:
    return chart(data).owners[0].organs[0]


def test_an_organ_below_another_stands_there_and_nowhere_else() -> None:
    data = COMMITTEE + (
        "<id/bureau> a ckg:Body ; ckg:subOrganOf <id/committee> ; ckg:organOf <id/party> . "
        "<id/desk> a ckg:Body ; ckg:subOrganOf <id/bureau>, <id/committee> ; ckg:organOf <id/party> . "
    )
    assert [described(owner) for owner in chart(data).owners] == ["party: committee(bureau(desk))"]


def test_terms_stand_below_their_organ_by_number() -> None:
    terms = "".join(
        f"<id/{name}> a ckg:Body, ckg:OrganTerm ; ckg:termOf <id/committee> ; ckg:termNumber {number} ; "
        "ckg:organOf <id/party> . "
        for name, number in (("a", 10), ("b", 9))
    )
    assert drawn(only(COMMITTEE + terms)) == "committee(b a)"


def test_organs_of_a_congress_are_kept_apart_from_those_of_its_party() -> None:
    data = COMMITTEE + (
        "<id/congress> ckg:congressOf <id/party> . "
        "<id/presidium> a ckg:Body, ckg:CongressOrgan ; ckg:organOfCongress <id/congress> . "
    )
    (party,) = chart(data).owners
    assert (described(party), [described(congress) for congress in party.congresses]) == (
        "party: committee",
        ["congress: presidium"],
    )


def test_the_highest_organ_comes_first() -> None:
    data = COMMITTEE + "<id/summit> a ckg:Body ; ckg:highestOrganOf <id/party> ; ckg:organOf <id/party> . "
    assert described(chart(data).owners[0]) == "party: summit committee"


@pytest.mark.parametrize(
    ("data", "owners"),
    [
        ("<id/cabinet> a ckg:Body ; ckg:organOfState <id/land> .", ["land: cabinet"]),
        ("<id/circle> a ckg:Body .", ["nobody: circle"]),
        ("<id/a> a ckg:Body ; ckg:subOrganOf <id/b> . <id/b> a ckg:Body ; ckg:subOrganOf <id/a> .", ["nobody: a(b)"]),
        (PARTY, []),
        ("", []),
    ],
)
def test_every_organ_stands_somewhere(data: str, owners: list[str]) -> None:
    assert [described(owner) for owner in chart(data).owners] == owners


def test_an_election_names_the_electors() -> None:
    (election,) = only(ELECTED).elections
    assert [short(fact.value.value) for fact in election.by] == ["congress"]


def test_the_gathering_that_elected_is_named_once() -> None:
    assert [(short(fact.value.value)) for _, facts in only(ELECTED).constituted for fact in facts] == ["assembly"]


def test_a_gathering_without_a_recorded_election_is_named() -> None:
    data = COMMITTEE + "<id/committee> ckg:constitutedIn <id/congress> . "
    assert [short(fact.value.value) for _, facts in only(data).constituted for fact in facts] == ["congress"]


def test_an_election_without_a_date_has_that_of_its_gathering() -> None:
    data = ELECTED + (
        '<id/congress> a ckg:Event ; ckg:date "2026-02-23"^^xsd:date . <id/election> ckg:partOf <id/congress> . '
    )
    (election,) = only(data).elections
    assert (election.position.basis, election.position.time and election.position.time.text) == (
        "within",
        "23 February 2026",
    )


@pytest.mark.parametrize(
    ("about", "missing", "marked"),
    [
        ("election", "electedBy", (True, False, False)),
        ("election", "date", (False, True, False)),
        ("committee", "hasMember", (False, False, True)),
    ],
)
def test_gaps_stand_in_place_of_the_value(about: str, missing: str, marked: tuple[bool, bool, bool]) -> None:
    organ = only(ELECTED + f"<id/gap> a ckg:Gap ; ckg:about <id/{about}> ; ckg:missingProperty ckg:{missing} . ")
    (election,) = organ.elections
    assert (bool(election.by_gap), bool(election.date_gap), bool(organ.members_gap)) == marked


def test_a_post_in_a_body_stands_there_and_not_with_the_party() -> None:
    data = COMMITTEE + (
        "<id/chair> ckg:postInBody <id/committee> ; ckg:postOfParty <id/party> . <id/ann> ckg:holdsPost <id/chair> . "
        "<id/leader> ckg:postOfParty <id/party> . "
    )
    (party,) = chart(data).owners
    inside, outside = party.organs[0].offices, party.offices
    assert [
        [(short(office.fact.entity), [short(fact.entity) for fact in office.holders]) for office in offices]
        for offices in (inside, outside)
    ] == [
        [("chair", ["ann"])],
        [("leader", [])],
    ]


@pytest.mark.parametrize(
    ("data", "reported"),
    [
        (COMMITTEE, False),
        (ELECTED, True),
        (COMMITTEE + "<id/committee> ckg:constitutedIn <id/congress> . ", True),
        (COMMITTEE + "<id/chair> ckg:postInBody <id/committee> . ", False),
        (
            COMMITTEE + "<id/chair> ckg:postInBody <id/committee> . "
            "<id/vote> a ckg:Event, ckg:Election ; ckg:electedPost <id/chair> . ",
            True,
        ),
        (ELECTED.replace("<id/committee>", "<id/term>") + COMMITTEE + "<id/term> ckg:termOf <id/committee> . ", True),
    ],
)
def test_an_election_is_reported_of_an_organ_its_posts_or_what_is_below(data: str, reported: bool) -> None:
    assert only(data).election_reported is reported


def every(organ: Organ) -> list[Organ]:
    return [organ, *(below for child in organ.below for below in every(child))]


@pytest.fixture(scope="module")
def organs(published: PublishedDataset) -> list[Organ]:
    owners = read_organs(published).owners
    held = [owner for above in owners for owner in (above, *above.congresses)]
    return [organ for owner in held for top in owner.organs for organ in every(top)]


def asked(dataset: PublishedDataset, query: str) -> set[tuple[str, ...]]:
    rows = dataset.store.query(query, prefixes=dataset.names.prefixes).rows()
    return {tuple(term.value for term in row if term) for row in rows}


def test_every_body_of_the_dataset_stands_on_it_once(organs: list[Organ], published: PublishedDataset) -> None:
    assert sorted((organ.iri,) for organ in organs) == sorted(asked(published, "SELECT ?body { ?body a ckg:Body }"))


def test_constitutions_are_those_of_the_dataset(organs: list[Organ], published: PublishedDataset) -> None:
    shown = {
        (organ.iri, fact.value.value)
        for organ in organs
        for link, facts in organ.constituted
        for fact in facts
        if link == published.names.term("constitutedBy")
    }
    assert shown == asked(published, "SELECT ?body ?by { ?body ckg:constitutedBy ?by }")


def test_elections_are_those_of_the_dataset(organs: list[Organ], published: PublishedDataset) -> None:
    shown = {(organ.iri, fact.value.value) for organ in organs for election in organ.elections for fact in election.by}
    assert shown == asked(published, "SELECT ?body ?by { ?election ckg:electedBody ?body ; ckg:electedBy ?by }")

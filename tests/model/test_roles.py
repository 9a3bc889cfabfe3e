"""The roles of people in events."""

from __future__ import annotations

from kg.model.roles import roles_of_people, roles_taken, without_lesser
from tests.publish.written import ANN, BOB, NAMES, displayed

DATA = """
  <id/speech> ckg:speaker <id/person/ann> . <id/person/ann> ckg:participatedIn <id/speech>, <id/day> .
  <id/person/bob> ckg:hasInvitation <id/invitation> ; ckg:hasDelegateship <id/delegateship> .
  <id/invitation> ckg:invitationTo <id/congress> .
  <id/delegateship> a ckg:Delegateship, ckg:PosthumousDelegateship ; ckg:delegateshipAt <id/congress> .
"""


def taken(person: str) -> list[tuple[str, str, str]]:
    """The roles of a person, with what gives them and the events."""
    roles = roles_taken(displayed(DATA), [person])
    short = len(NAMES.things)
    return sorted((role.role.name, role.node[short:], role.event[short:]) for role in roles)


def test_roles_come_in_their_order_and_the_last_is_shown_where_no_other_is() -> None:
    roles = roles_of_people(displayed(""))
    assert ([role.name for role in roles if role.last], len(roles) > 3) == ([roles[-1].name], True)


def test_what_gives_several_roles_gives_the_first() -> None:
    assert taken(ANN) == [("speaker", "speech", "speech"), ("took part", "day", "day")]


def test_a_relation_leads_to_its_event_and_the_narrowest_role_counts() -> None:
    assert taken(BOB) == [
        ("invited", "invitation", "congress"),
        ("posthumous delegate", "delegateship", "congress"),
    ]


def test_the_last_role_is_left_out_beside_others_only() -> None:
    roles = roles_taken(displayed(DATA), [ANN])
    assert [role.role.name for role in without_lesser(roles)] == ["speaker"]
    assert [role.role.name for role in without_lesser(role for role in roles if role.role.last)] == ["took part"]

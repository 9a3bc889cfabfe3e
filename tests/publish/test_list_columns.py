"""What lists show of entities, and where a gap says that a source is silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.limits import Limits, PageLimits
from kg.model.columns import columns_of
from kg.model.dataset import PublishedDataset
from kg.publish.catalog.list_columns import read_list_columns
from tests.publish.written import NAMES, displayed

TREE = "ckg:Speech rdfs:subClassOf ckg:Event . "


def texts(data: str, cls: str, thing: str, **limits: int) -> dict[str, str]:
    """The cells of an entity in the list of a class, by the titles of their columns."""
    dataset = replace(displayed(TREE + data), limits=Limits(page=PageLimits(**limits)))
    iri = NAMES.thing(thing)
    columns = read_list_columns(dataset, columns_of(dataset, NAMES.term(cls)), [iri])
    return {column.title: column.cells[iri].text for column in columns}


def gap(about: str, missing: str) -> str:
    return f"<id/gap> a ckg:Gap ; ckg:about <id/{about}> ; ckg:missingProperty ckg:{missing} . "


def test_several_values_are_sorted_by_name() -> None:
    data = '<id/e> ckg:electedPerson <id/b>, <id/a> . <id/a> rdfs:label "Zoe"@en . <id/b> rdfs:label "Abe"@en .'
    assert texts(data, "Election", "e") == {"Elected": "Abe; Zoe"}


def test_a_cell_shows_a_limited_number_of_values_and_the_number_of_the_others() -> None:
    data = "<id/e> ckg:electedPerson <id/a>, <id/b>, <id/c> ."
    assert texts(data, "Election", "e", cell_values=2) == {"Elected": "a; b; and 1 more"}


def test_what_nothing_is_known_of_has_no_column() -> None:
    assert texts("<id/e> a ckg:Election .", "Election", "e") == {}


def test_a_whole_is_left_out_beside_its_part() -> None:
    data = "<id/s> ckg:partOf <id/day>, <id/congress> . <id/day> ckg:partOf <id/congress> ."
    assert texts(data, "Event", "s") == {"Part of": "day"}


def test_an_empty_cell_of_which_a_gap_says_so_is_not_stated() -> None:
    assert texts(gap("e", "electedPerson"), "Election", "e") == {"Elected": "not stated"}


def test_not_stated_leads_to_the_gap() -> None:
    dataset, iri = displayed(gap("e", "electedPerson")), NAMES.thing("e")
    (column,) = read_list_columns(dataset, columns_of(dataset, NAMES.term("Election")), [iri])
    assert [value.link for value in column.cells[iri].values] == [NAMES.thing("gap")]


def test_a_gap_beside_values_is_about_the_others() -> None:
    data = "<id/e> ckg:electedPerson <id/a> . " + gap("e", "electedPerson")
    assert texts(data, "Election", "e") == {"Elected": "a; rest not stated"}


def test_a_gap_about_the_elected_body_says_that_its_members_are_not_stated() -> None:
    data = "<id/e> ckg:electedBody <id/b> . " + gap("b", "hasMember")
    assert texts(data, "Election", "e")["Elected"] == "not stated"


def test_a_gap_about_what_a_path_leads_through_is_about_its_values() -> None:
    data = "<id/m> ckg:publishedIn <id/n> . " + gap("n", "publisher")
    assert texts(data, "Message", "m") == {"Outlet": "not stated"}


def test_a_gap_about_the_date_of_what_a_path_leads_to_is_about_the_date() -> None:
    data = "<id/m> ckg:publishedIn <id/n> . " + gap("n", "date")
    assert texts(data, "Message", "m") == {"Published": "not stated"}


def test_a_gap_about_the_entity_itself_precedes_those_about_others() -> None:
    own = "<id/own> a ckg:Gap ; ckg:about <id/e> ; ckg:missingProperty ckg:electedPerson . "
    dataset = displayed("<id/e> ckg:electedBody <id/b> . " + own + gap("b", "hasMember"))
    columns = read_list_columns(dataset, columns_of(dataset, NAMES.term("Election")), [NAMES.thing("e")])
    (cell,) = [column.cells[NAMES.thing("e")] for column in columns if column.title == "Elected"]
    assert [value.link for value in cell.values] == [NAMES.thing("own")]


def test_a_gap_about_a_role_names_it() -> None:
    data = "<id/p> ckg:hasInvitation <id/i> . <id/i> ckg:invitationTo <id/c> . " + gap("p", "participatedIn")
    assert texts(data, "Person", "p") == {"Role": "invited; took part: not stated"}


def test_the_sender_of_a_message_has_a_role() -> None:
    assert texts("<id/m> ckg:sender <id/p> .", "Person", "p") == {"Role": "sender of a message"}


def test_several_roles_of_a_name_have_their_number() -> None:
    data = "<id/s> ckg:speaker <id/p> . <id/t> ckg:speaker <id/p> ."
    assert texts(data, "Person", "p") == {"Role": "speaker (2)"}


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ('ckg:date "2026-02-19"^^xsd:date', "19 February 2026"),
        ('ckg:startDate "2026-02-19"^^xsd:date ; ckg:endDate "2026-02-25"^^xsd:date', "19 to 25 February 2026"),
        ('ckg:earliestDay "2026-02-19"^^xsd:date', "not before 19 February 2026 (inferred)"),
        ('ckg:latestDay "2026-02-19"^^xsd:date', "not after 19 February 2026 (inferred)"),
        (
            'ckg:earliestDay "2026-02-19"^^xsd:date ; ckg:latestDay "2026-02-25"^^xsd:date',
            "19 to 25 February 2026 (inferred)",
        ),
    ],
)
def test_dates_are_those_that_are_stated_or_else_bounds(dates: str, shown: str) -> None:
    assert texts(f"<id/e> {dates} .", "Event", "e") == {"Date": shown}


def test_bounds_do_not_state_a_date() -> None:
    data = '<id/e> ckg:earliestDay "2026-02-19"^^xsd:date . ' + gap("e", "date")
    assert texts(data, "Event", "e") == {"Date": "not stated; not before 19 February 2026 (inferred)"}


def test_a_message_has_the_date_of_its_publication() -> None:
    data = '<id/m> ckg:publishedIn <id/n> . <id/n> ckg:date "2026-02-20"^^xsd:date ; ckg:publisher <id/o> .'
    assert texts(data, "Message", "m") == {"Published": "20 February 2026", "Outlet": "o"}


def test_names_in_other_languages_have_a_column_for_each() -> None:
    data = '<id/p> rdfs:label "Bob"@en, "밥"@ko, "鲍勃"@zh .'
    assert texts(data, "Person", "p") == {"Chinese name": "鲍勃", "Korean name": "밥"}


def test_a_path_leads_from_one_graph_to_another() -> None:
    data = "<id/a1> rdf:subject <id/g> ; ckg:supportedBy <source/t/1> . <source/t/1> ckg:inSource <source/t> ."
    assert texts(data, "Gap", "g") == {"Source": "source:t"}


def test_missing_properties_are_called_as_on_pages_of_entities(published: PublishedDataset) -> None:
    iri = published.names.thing("gap/central-committee-election-date")
    columns = read_list_columns(published, columns_of(published, published.names.term("Gap")), [iri])
    cells = {column.title: column.cells[iri].text for column in columns}
    assert (cells["What is missing"], cells["Kind"]) == ("date", "not mentioned")

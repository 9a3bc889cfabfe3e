"""People by days and events, and congresses side by side."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from kg.limits import Limits, PageLimits
from kg.model.dataset import PublishedDataset
from kg.publish.congresses.attendance import Attendance, attendance_file, read_attendance
from kg.publish.congresses.comparison import compare_congresses, comparison_file
from kg.publish.congresses.short_names import distinct_parts
from tests.nonempty import nonempty
from tests.publish.written import NAMES, displayed

CONGRESS = """
  <id/c2> ckg:congressOf <id/party> ; ckg:startDate "2026-02-19"^^xsd:date ; ckg:endDate "2026-02-20"^^xsd:date .
  <id/d1> ckg:partOf <id/c2> ; ckg:dayNumber 1 ; ckg:date "2026-02-19"^^xsd:date .
  <id/d2> ckg:partOf <id/c2> ; ckg:dayNumber 2 ; ckg:date "2026-02-20"^^xsd:date .
  <id/ann> a ckg:Person ; rdfs:label "Ann"@en . <id/bob> a ckg:Person ; rdfs:label "Bob"@en .
"""
EARLIER = """
  <id/c1> ckg:congressOf <id/party> ; ckg:before <id/c2> ; ckg:delegateCount 48 .
"""
SPEECH = "<id/s> ckg:speaker <id/ann> ; ckg:partOf <id/d1>, <id/c2> . <id/ann> ckg:participatedIn <id/s>, <id/d1> ."


def gap(about: str, missing: str) -> str:
    return f"<id/gap> a ckg:Gap ; ckg:about <id/{about}> ; ckg:missingProperty ckg:{missing} . "


def table(attendance: Attendance) -> list[list[str]]:
    """The only table, with the names of its occasions in the first row, and in the last the others."""
    (shown,) = attendance.congresses
    head = ["", *(occasion.iri.removeprefix(NAMES.things) for occasion in shown.occasions)]
    rows = [[attendance.names.text(row.iri), *(cell.text for cell in row.cells)] for row in shown.rows]
    return [head, *rows, ["others", *(cell.text for cell in shown.others)]]


def attended(data: str) -> list[list[str]]:
    return table(read_attendance(displayed(CONGRESS + data)))


def test_what_is_done_at_a_part_of_a_day_is_done_on_that_day() -> None:
    assert attended(SPEECH) == [["", "d1", "d2"], ["Ann", "speaker", ""], ["others", "", ""]]


def test_every_day_has_a_column_whether_anybody_is_named_there_or_not() -> None:
    assert attended("<id/ann> ckg:participatedIn <id/d2> .")[0] == ["", "d1", "d2"]


def test_the_congress_as_a_whole_comes_before_its_days() -> None:
    data = "<id/ann> ckg:hasDelegateship <id/x> . <id/x> a ckg:Delegateship ; ckg:delegateshipAt <id/c2> ."
    assert attended(data)[:2] == [["", "c2", "d1", "d2"], ["Ann", "delegate", "", ""]]


def test_events_outside_a_congress_stand_before_and_after_it() -> None:
    data = """<id/early> ckg:date "2025-09-13"^^xsd:date . <id/late> ckg:date "2026-02-20"^^xsd:date .
      <id/ann> ckg:participatedIn <id/late>, <id/early>, <id/undated> ."""
    assert attended(data)[0] == ["", "early", "d1", "d2", "late", "undated"]


def test_who_sends_a_message_is_not_placed_at_an_event() -> None:
    assert read_attendance(displayed(CONGRESS + "<id/m> ckg:sender <id/ann> .")).congresses == ()


def test_what_is_dated_by_inference_only_comes_last() -> None:
    data = """<id/early> ckg:earliestDay "2025-06-24"^^xsd:date ; ckg:latestDay "2026-02-20"^^xsd:date .
    <id/late> ckg:date "2026-02-21"^^xsd:date . <id/ann> ckg:participatedIn <id/early>, <id/late> ."""
    assert attended(data)[0] == ["", "d1", "d2", "late", "early"]


def test_what_numbered_parts_share_is_left_out_of_their_names() -> None:
    data = SPEECH + '<id/d1> rdfs:label "Day 1 of the congress"@en . <id/d2> rdfs:label "Day 2 of the congress"@en .'
    (shown,) = read_attendance(displayed(CONGRESS + data)).congresses
    assert shown.titles == ("Day 1", "Day 2")


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["First day of A", "Last day of A"], ["First day", "Last day"]),
        (["Day 1 of A", "Day 2 of B"], ["Day 1 of A", "Day 2 of B"]),
        (["of A", "Day 2 of A"], ["of A", "Day 2 of A"]),
        (["Day 1 of A"], ["Day 1 of A"]),
    ],
)
def test_names_are_shortened_by_what_all_share_if_each_has_a_part_of_its_own(
    names: list[str], short: list[str]
) -> None:
    assert distinct_parts(names) == short


def test_a_day_of_another_year_has_its_year_in_short() -> None:
    data = '<id/early> ckg:date "2025-09-13"^^xsd:date . <id/ann> ckg:participatedIn <id/early> .'
    (shown,) = read_attendance(displayed(CONGRESS + data)).congresses
    assert [occasion.brief for occasion in shown.occasions] == ["13 Sep 2025", "19 Feb", "20 Feb"]


def test_people_are_sorted_by_name() -> None:
    assert [row[0] for row in attended("<id/bob> ckg:participatedIn <id/d1> . " + SPEECH)] == [
        "", "Ann", "Bob", "others",
    ]  # fmt: skip


def test_an_invitation_does_not_state_attendance() -> None:
    data = "<id/bob> ckg:hasInvitation <id/i> . <id/i> ckg:invitationTo <id/c2> . " + gap("bob", "participatedIn")
    assert attended(data)[1] == ["Bob", "invited; took part: not stated", "", ""]


def test_a_gap_about_participants_says_that_others_are_not_named() -> None:
    data = "ckg:participatedIn owl:inverseOf ckg:hasParticipant . " + SPEECH + gap("d1", "hasParticipant")
    assert attended(data)[-1] == ["others", "not stated", ""]


def test_each_event_goes_with_the_nearest_congress() -> None:
    data = """<id/c1> ckg:congressOf <id/party> ; ckg:date "2021-01-05"^^xsd:date .
      <id/old> ckg:date "2020-12-01"^^xsd:date .
      <id/ann> ckg:participatedIn <id/old> . <id/bob> ckg:participatedIn <id/d1> ."""
    attendance = read_attendance(displayed(CONGRESS + data))
    people = {shown.congress: [row.iri for row in shown.rows] for shown in attendance.congresses}
    assert people == {NAMES.thing("c2"): [NAMES.thing("bob")], NAMES.thing("c1"): [NAMES.thing("ann")]}


def test_the_latest_congress_comes_first() -> None:
    data = EARLIER + "<id/ann> ckg:participatedIn <id/c1> . <id/bob> ckg:participatedIn <id/c2> ."
    attendance = read_attendance(displayed(CONGRESS + data))
    assert [shown.congress for shown in attendance.congresses] == [NAMES.thing("c2"), NAMES.thing("c1")]


def test_a_limited_number_of_people_is_shown() -> None:
    data = CONGRESS + "<id/ann> ckg:participatedIn <id/d1> . <id/bob> ckg:participatedIn <id/d1> ."
    limits = [Limits(page=PageLimits(attending=number)) for number in (1, 2)]
    found = [read_attendance(replace(displayed(data), limits=limit)) for limit in limits]
    assert [(attendance.cut, len(attendance.congresses[0].rows)) for attendance in found] == [(True, 1), (False, 2)]


def test_of_too_many_occasions_those_with_most_people_are_shown_in_their_order() -> None:
    data = CONGRESS + SPEECH + "<id/bob> ckg:participatedIn <id/d1>, <id/d2> ."
    dataset = replace(displayed(data), limits=Limits(page=PageLimits(occasions=1)))
    (shown,) = read_attendance(dataset).congresses
    assert ([occasion.iri for occasion in shown.occasions], shown.left_out) == ([NAMES.thing("d1")], 1)


@pytest.mark.parametrize("data", ["", "<id/ann> a ckg:Person ; ckg:participatedIn <id/d1> .", CONGRESS])
def test_without_a_congress_or_roles_there_is_no_table(data: str) -> None:
    assert read_attendance(displayed(data)).congresses == ()


def test_the_file_has_a_row_for_each_role() -> None:
    header, *rows = csv.reader(io.StringIO(attendance_file(read_attendance(displayed(CONGRESS + SPEECH)))))
    assert header[1:5] == ["Person", "Day or event", "Date", "What the sources report"]
    assert [row[1:5] for row in rows] == [["Ann", "d1", "19 February 2026", "speaker"]]


def test_everybody_with_a_role_in_the_dataset_is_in_a_table(published: PublishedDataset) -> None:
    shown = {row.iri for congress in read_attendance(published).congresses for row in congress.rows}
    links = "ckg:participatedIn|ckg:delegateTo|ckg:invitedTo|^ckg:electedPerson"
    rows = published.select_bound(f"SELECT DISTINCT ?person WHERE {{ ?person a ckg:Person ; {links} ?event }}")
    assert {person.value for (person,) in nonempty(rows)} == shown


def test_congresses_stand_side_by_side_in_their_order() -> None:
    comparison = compare_congresses(displayed(CONGRESS + EARLIER))
    rows = {title: [cell.text for cell in cells] for title, cells in comparison.rows}
    assert comparison.congresses == (NAMES.thing("c1"), NAMES.thing("c2"))
    assert (rows["Delegates"], rows["Dates"]) == (["48", ""], ["", "19 to 20 February 2026"])


def test_a_comparison_shows_the_counts_of_categories_that_are_not_parts_of_all_delegates() -> None:
    data = CONGRESS + EARLIER + gap("c1", "hasStatistic")
    data += "".join(
        f"<id/c2> ckg:hasStatistic <id/{name}> . <id/{name}> ckg:category <id/k{name}> ; ckg:headcount {number} . "
        f"<id/k{name}> ckg:dimension ckg:{dimension} . "
        for name, number, dimension in (("women", 12, "gender"), ("miners", 9, "sector"))
    )
    rows = {title: [cell.text for cell in cells] for title, cells in compare_congresses(displayed(data)).rows}
    assert (rows["kwomen"], "kminers" in rows) == (["not stated", "12"], False)


def test_what_only_one_congress_has_stands_apart() -> None:
    comparison = compare_congresses(
        displayed(CONGRESS + EARLIER + "<id/c2> ckg:delegateCount 50 ; ckg:durationDays 2 .")
    )
    apart = [(iri, [(title, cell.text) for title, cell in rows]) for iri, rows in comparison.apart]
    assert [title for title, _ in comparison.shared] == ["Party", "Delegates"]
    assert apart == [(NAMES.thing("c2"), [("Dates", "19 to 20 February 2026"), ("Days", "2")])]


def test_a_single_congress_has_all_rows_in_one_table() -> None:
    comparison = compare_congresses(displayed(CONGRESS))
    assert ([title for title, _ in comparison.shared], comparison.apart) == (["Party", "Dates"], [])


def test_limits_of_a_date_that_is_not_stated_are_no_date() -> None:
    data = CONGRESS + EARLIER + '<id/c1> ckg:latestDay "2021-12-31"^^xsd:date . ' + gap("c1", "date")
    rows = {title: [cell.text for cell in cells] for title, cells in compare_congresses(displayed(data)).rows}
    assert rows["Dates"] == ["not stated", "19 to 20 February 2026"]


def test_the_file_of_the_comparison_has_a_row_for_each_congress() -> None:
    rows = [*csv.DictReader(io.StringIO(comparison_file(compare_congresses(displayed(CONGRESS + EARLIER)))))]
    assert [(row["Congress"], row["Delegates"]) for row in rows] == [("c1", "48"), ("c2", "")]

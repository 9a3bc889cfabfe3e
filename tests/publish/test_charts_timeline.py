"""The timeline: where events and messages stand, by their dates, by what they are part of and by a stated order."""

from __future__ import annotations

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.charts.timeline import Timeline, TimelineEntry, read_timeline
from tests.nonempty import nonempty
from tests.publish.written import NAMES, asserted, displayed, inferred

DAYS = """
  ckg:after owl:inverseOf ckg:before .
  <id/c> a ckg:Event ; ckg:startDate "2026-02-19"^^xsd:date ; ckg:endDate "2026-02-21"^^xsd:date .
  <id/one> a ckg:Event ; ckg:date "2026-02-19"^^xsd:date ; ckg:partOf <id/c> ; ckg:before <id/two> .
  <id/two> a ckg:Event ; ckg:date "2026-02-20"^^xsd:date ; ckg:partOf <id/c> ; ckg:after <id/one> .
"""


def line(data: str) -> Timeline:
    return read_timeline(displayed(data))


def short(iri: str) -> str:
    return iri.removeprefix(NAMES.things)


def sections(timeline: Timeline) -> list[tuple[str, str]]:
    """Each section's heading with its entities, a dash for each step below another."""
    return [
        (section.name, " ".join("-" * entry.depth + short(entry.iri) for entry in section.entries))
        for section in timeline.sections
    ]


def entry(timeline: Timeline, name: str) -> TimelineEntry:
    return next(one for section in timeline.sections for one in section.entries if short(one.iri) == name)


def dated(name: str, link: str, value: str) -> str:
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(value)]
    return f'<id/{name}> a ckg:Event ; ckg:{link} "{value}"^^xsd:{kind} .'


@pytest.mark.parametrize(
    ("data", "heading"),
    [
        (dated("a", "date", "2026-02-19"), "19 February 2026"),
        (dated("a", "inMonth", "2026-02"), "February 2026"),
        (dated("a", "inYear", "2021"), "2021"),
        (dated("a", "attestedOn", "2026-02-19"), "19 February 2026"),
        (dated("a", "startMonth", "2025-06"), "From June 2025, end not stated"),
        (dated("a", "endDate", "2026-02-25"), "Until 25 February 2026, start not stated"),
        (dated("a", "inMonth", "2026-02") + dated("a", "date", "2026-02-19"), "19 February 2026"),
        (
            dated("a", "startDate", "2026-02-19") + dated("a", "endDate", "2026-02-25"),
            "19 to 25 February 2026",
        ),
        (
            dated("a", "startDate", "2025-12-30") + dated("a", "endDate", "2026-01-02"),
            "30 December 2025 to 2 January 2026",
        ),
        (dated("a", "startMonth", "2025-06") + dated("a", "endDate", "2025-06-09"), "June 2025 to 9 June 2025"),
        ("<id/a> a ckg:Event .", "Neither date nor order stated"),
    ],
)
def test_a_time_is_as_precise_as_it_is_stated(data: str, heading: str) -> None:
    assert sections(line(data)) == [(heading, "a")]


def test_sections_are_in_chronological_order() -> None:
    dates = [
        ("a", "date", "2026-02-19"),
        ("b", "inMonth", "2026-02"),
        ("c", "inYear", "2021"),
        ("d", "date", "2025-12-31"),
    ]
    assert [entities for _, entities in sections(line(" ".join(dated(*one) for one in dates)))] == ["c", "d", "b", "a"]


def test_an_interval_comes_before_its_days() -> None:
    assert [entities for _, entities in sections(line(DAYS))] == ["c", "one", "two"]


@pytest.mark.parametrize("link", ["partOf", "during"])
def test_an_undated_entity_stands_with_its_whole(link: str) -> None:
    found = line(f"{DAYS} <id/x> a ckg:Event ; ckg:{link} <id/two>, <id/c> .")
    assert sections(found)[-1] == ("20 February 2026", "two -x")


@pytest.mark.parametrize(
    ("order", "section"),
    [
        ("<id/x> ckg:after <id/two>", ("Not before 20 February 2026, date not stated", "x")),
        ("<id/x> ckg:sentAfter <id/two>", ("Not before 20 February 2026, date not stated", "x")),
        ("<id/x> ckg:before <id/one>", ("Not after 19 February 2026, date not stated", "x")),
        ("<id/x> ckg:preparationFor <id/c>", ("Not after 19 February 2026, date not stated", "x")),
        ("<id/x> ckg:after <id/one>, <id/two>", ("Not before 20 February 2026, date not stated", "x")),
    ],
)
def test_an_undated_entity_stands_by_its_stated_order(order: str, section: tuple[str, str]) -> None:
    found = sections(line(f"{DAYS} <id/x> a ckg:Event . {order} ."))
    place = found.index(section)
    assert ("one" in str(found[:place]), "two" in str(found[:place])) == (("not before" in section[0].lower(),) * 2)


@pytest.mark.parametrize(
    ("order", "heading"),
    [
        ("ckg:after <id/part>", "Not before 19 February 2026, date not stated"),
        ("ckg:before <id/part>", "Not after 21 February 2026, date not stated"),
        ("ckg:after <id/c>", "Not before 21 February 2026, date not stated"),
        ("ckg:before <id/c>", "Not after 19 February 2026, date not stated"),
    ],
)
def test_a_part_without_a_date_may_have_been_anywhere_in_its_whole(order: str, heading: str) -> None:
    found = line(f"{DAYS} <id/part> a ckg:Event ; ckg:partOf <id/c> . <id/x> a ckg:Event ; {order} .")
    assert (heading, "x") in sections(found)


def test_without_a_stated_end_nothing_follows_from_it() -> None:
    data = dated("a", "startMonth", "2025-06") + "<id/x> a ckg:Event ; ckg:after <id/a> ."
    assert sections(line(data))[-1] == ("Neither date nor order stated", "x")


def test_a_message_stands_where_it_was_published() -> None:
    data = dated("p", "date", "2026-02-20") + "<id/m> a ckg:Message ; ckg:publishedIn <id/p> ."
    assert sections(line(data)) == [("20 February 2026", "p -m")]


def test_a_message_stands_where_the_whole_of_its_publication_does() -> None:
    data = dated("p", "date", "2026-02-20") + (
        "<id/letters> a ckg:Event ; ckg:partOf <id/p> . <id/m> a ckg:Message ; ckg:publishedIn <id/letters> ."
    )
    assert sections(line(data)) == [("20 February 2026", "p -letters --m")]


def test_numbered_days_come_by_number_even_without_dates() -> None:
    days = " ".join(
        f"<id/day-{number}> a ckg:Event ; ckg:partOf <id/c> ; ckg:dayNumber {number} ." for number in (10, 9, 1)
    )
    assert sections(line(DAYS + days))[0][1] == "c -day-1 -day-9 -day-10"


def test_a_whole_comes_after_another_if_one_of_its_parts_does() -> None:
    day = '"2026-02-25"^^xsd:date'
    data = f"""<id/a> a ckg:Event ; ckg:date {day} . <id/z> a ckg:Event ; ckg:date {day} .
      <id/end> a ckg:Event ; ckg:partOf <id/z> ; ckg:before <id/a> ."""
    assert sections(line(data)) == [("25 February 2026", "z -end a")]


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        ("ckg:partOf <id/c>", ["earliestDay 2026-02-20"]),
        ("ckg:before <id/c>", ["earliestDay 2026-02-20", "latestDay 2026-02-21"]),
        ("ckg:after <id/one>", ["earliestDay 2026-02-20", "latestDay 2026-02-21"]),
        ("ckg:after <id/two>", ["latestDay 2026-02-21"]),
    ],
)
def test_an_undated_entity_shows_the_days_between_which_it_lies_that_its_position_does_not_give(
    order: str, shown: list[str]
) -> None:
    data = f"<id/x> a ckg:Event ; {order} ."
    data += inferred("a", '<id/x> ckg:earliestDay "2026-02-20"^^xsd:date')
    data += inferred("b", '<id/x> ckg:latestDay "2026-02-21"^^xsd:date')
    bounds = entry(line(DAYS + data), "x").bounds
    assert [f"{fact.link.rpartition('#')[2]} {fact.value.value}" for fact in bounds] == shown


def test_the_days_between_which_an_entity_lies_have_their_evidence() -> None:
    data = "<id/x> a ckg:Event ." + inferred("a", '<id/x> ckg:earliestDay "2026-02-20"^^xsd:date')
    (bound,) = entry(line(DAYS + data), "x").bounds
    assert getattr(bound.support, "inferred", False)


def test_a_dated_entity_needs_no_bounds() -> None:
    data = inferred("a", '<id/one> ckg:earliestDay "2026-02-19"^^xsd:date')
    assert entry(line(DAYS + data), "one").bounds == ()


@pytest.mark.parametrize("link", ["partOf", "before", "after"])
def test_cycles_lose_no_entity(link: str) -> None:
    data = f"<id/a> a ckg:Event ; ckg:{link} <id/b> . <id/b> a ckg:Event ; ckg:{link} <id/a> ."
    assert sorted(sections(line(data))[0][1].replace("-", "").split()) == ["a", "b"]


def test_a_position_has_the_most_certain_evidence_of_both_ends() -> None:
    data = asserted("given", "<id/two> ckg:before <id/x>") + inferred("found", "<id/x> ckg:after <id/two>")
    place = entry(line(f"{DAYS} <id/x> a ckg:Event . {data}"), "x").position
    assert place.fact
    assert place.fact.support
    assert short(place.fact.support.node) == "assertion/given"


def test_an_implication_is_more_certain_than_an_interpretation() -> None:
    data = "".join(
        asserted(status, "<id/x> ckg:partOf <id/two>", status=status) for status in ("interpretation", "implied")
    )
    place = entry(
        line(f"{DAYS} <id/x> a ckg:Event . {data} {inferred('i', '<id/x> ckg:partOf <id/two>')}"), "x"
    ).position
    assert place.fact
    assert place.fact.support
    assert short(place.fact.support.node) == "assertion/implied"


def test_an_entry_has_the_gap_in_its_date() -> None:
    found = line("<id/a> a ckg:Event . <id/g> a ckg:Gap ; ckg:about <id/a> ; ckg:missingProperty ckg:date .")
    assert entry(found, "a").gap == NAMES.thing("g")


@pytest.mark.parametrize(
    ("data", "lane"),
    [
        ("a ckg:Event, ckg:Speech", "speeches"),
        ("a ckg:Event, ckg:Election", "decisions"),
        ("a ckg:Event, ckg:Gathering, ckg:Congress", "gatherings"),
        ("a ckg:Message", "messages"),
        ("a ckg:Event, ckg:Parade", "others"),
        ("a ckg:Event, ckg:Election ; ckg:preparationFor <id/c>", "preparation"),
    ],
)
def test_an_entity_runs_in_the_lane_of_its_class(data: str, lane: str) -> None:
    assert entry(line(f"<id/a> {data} ."), "a").lane.key == lane


def test_involved_entities_are_grouped_by_property() -> None:
    found = entry(line("<id/a> a ckg:Event ; ckg:speaker <id/ann> ; ckg:organizer <id/bob> ."), "a")
    assert [
        (link.rpartition("#")[2], [short(fact.value.value) for fact in facts]) for link, facts in found.involved
    ] == [
        ("speaker", ["ann"]),
        ("organizer", ["bob"]),
    ]


def test_an_empty_dataset_has_no_sections() -> None:
    assert (line("").sections, line("").lanes) == ((), ())


def test_every_event_and_message_of_the_dataset_stands_on_it_once(published: PublishedDataset) -> None:
    shown = [one.iri for section in read_timeline(published).sections for one in section.entries]
    rows = published.store.query(
        "SELECT DISTINCT ?thing { VALUES ?kind { ckg:Event ckg:Message } ?thing a ?kind } ORDER BY ?thing",
        prefixes=published.names.prefixes,
    ).rows()
    assert sorted(shown) == [row[0].value for row in rows if row[0]]


def test_every_dated_event_of_the_dataset_stands_under_its_date(published: PublishedDataset) -> None:
    found = {one.iri: section.key for section in read_timeline(published).sections for one in section.entries}
    rows = published.store.query(
        "SELECT ?thing ?date { ?thing a ckg:Event ; ckg:date ?date }", prefixes=published.names.prefixes
    ).rows()
    assert [
        thing.value for thing, date in nonempty(rows) if thing and date and found[thing.value] != f"on-{date.value}"
    ] == []


def test_the_query_can_be_asked_anywhere(published: PublishedDataset) -> None:
    assert published.store.query(read_timeline(published).query).columns[:3] == ["thing", "link", "value"]


def leading(data: str) -> list[str]:
    (section,) = line(data).sections
    return [short(entry.iri) for entry in section.leading]


ON_A_DAY = '<id/{}> a ckg:Event ; ckg:date "2026-02-25"^^xsd:date .'


def test_for_a_day_of_a_congress_stands_what_happened_on_it() -> None:
    parts = "<id/day> ckg:dayNumber 7 . <id/closing> ckg:partOf <id/day> ."
    assert leading("".join(map(ON_A_DAY.format, ("day", "closing"))) + parts) == ["closing"]


def test_an_event_that_is_no_part_stands_beside_the_parts_of_a_day() -> None:
    parts = "<id/day> ckg:dayNumber 7 . <id/closing> ckg:partOf <id/day> ; ckg:speaker <id/ann> ."
    assert leading("".join(map(ON_A_DAY.format, ("day", "closing", "parade"))) + parts) == ["closing", "parade"]


def test_a_whole_that_is_no_day_stands_with_its_parts() -> None:
    parts = "<id/speech> ckg:partOf <id/plenary> ."
    assert {*leading("".join(map(ON_A_DAY.format, ("plenary", "speech"))) + parts)} == {"plenary", "speech"}


def test_a_day_of_which_nothing_else_is_known_stands_for_itself() -> None:
    assert leading(ON_A_DAY.format("day") + "<id/day> ckg:dayNumber 6 .") == ["day"]

"""The classes of entities, the lists of their members, the search index and the look-up."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from kg.engine.answer import Term
from kg.limits import Limits, PageLimits
from kg.model.classes import ListedClass, listed_classes, most_specific
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.publish.catalog.list_file import list_file
from kg.publish.catalog.listing import listing, whole_list
from kg.publish.catalog.lookup import mentions, mentions_query
from kg.publish.catalog.sections import list_sections
from tests.nonempty import nonempty
from tests.publish.small import BASE, NAMES, small
from tests.publish.written import displayed

WIKIDATA = "http://www.wikidata.org/entity/Q1"
ABOVE = {"city": {"place"}, "capital": {"city", "place"}}


@pytest.fixture(scope="module")
def dataset() -> PublishedDataset:
    return small()


def kind(dataset: PublishedDataset, key: str) -> ListedClass:
    return next(cls for cls in listed_classes(dataset) if cls.key == key)


def names(dataset: PublishedDataset, key: str, page: int = 1) -> list[str]:
    return [item.name for item in listing(dataset, kind(dataset, key), page).items]


def cells(dataset: PublishedDataset, key: str) -> list[list[str]]:
    """The texts of the cells of a list, row by row."""
    return [[cell.text for cell in item.cells] for item in listing(dataset, kind(dataset, key), 1).items]


def test_classes_are_ordered_by_the_display_data_then_by_name(dataset: PublishedDataset) -> None:
    assert [cls.key for cls in listed_classes(dataset)] == [
        "Person",
        "Event",
        "Agent",
        "Assertion",
        "Passage",
        "Source",
    ]


def test_the_plural_of_a_class_is_that_of_the_display_data_or_its_label(dataset: PublishedDataset) -> None:
    assert [kind(dataset, key).plural for key in ("Person", "Agent")] == ["people", "agent"]


def test_every_class_of_the_project_with_members_has_a_list(published: PublishedDataset) -> None:
    assert [cls.key for cls in nonempty(listed_classes(published)) if not listing(published, cls, 1).items] == []


def test_the_most_specific_class_has_none_below_it() -> None:
    assert most_specific(["place", "city", "capital"], ABOVE) == "capital"


def test_an_entity_without_classes_has_no_most_specific_class() -> None:
    assert most_specific([], ABOVE) is None


def test_entities_are_sorted_by_english_name_then_by_other_names(dataset: PublishedDataset) -> None:
    assert names(dataset, "Person") == ["ann", "Bob", "초"]


def test_entities_without_a_name_come_last() -> None:
    assert names(small("<id/person/aaa> a ckg:Person ."), "Person")[-1] == "person/aaa"


def test_an_entity_has_its_other_names_beside_it(dataset: PublishedDataset) -> None:
    bob = listing(dataset, kind(dataset, "Person"), 1).items[1]
    assert bob.others == (Term("literal", "밥", "ko"),)


def test_an_entity_shows_its_class_if_it_is_narrower_than_that_of_the_list(dataset: PublishedDataset) -> None:
    classes = [[item.kind for item in listing(dataset, kind(dataset, key), 1).items] for key in ("Agent", "Person")]
    assert classes == [["person", "person", None, "person"], [None, None, None]]


def test_an_event_shows_its_date(dataset: PublishedDataset) -> None:
    assert cells(dataset, "Event") == [["19 February 2026"]]


def test_a_list_of_one_page_is_sorted_by_date_and_what_has_none_comes_last() -> None:
    more = '<id/event/aaa> a ckg:Event . <id/event/zzz> a ckg:Event ; ckg:date "2025-01-01"^^xsd:date .'
    other = small(more)
    listed = listing(other, kind(other, "Event"), 1)
    keys = [item.iri.rpartition("/")[2] for item in listed.items]
    assert (listed.order, keys) == ("date", ["zzz", "day", "aaa"])


def test_a_list_of_several_pages_is_sorted_by_name() -> None:
    other = small('<id/event/aaa> a ckg:Event ; ckg:date "2027-01-01"^^xsd:date ; rdfs:label "Aaa"@en .')
    limited = replace(other, limits=Limits(page=PageLimits(listed=1)))
    listed = listing(limited, kind(limited, "Event"), 1)
    assert (listed.order, names(limited, "Event")) == ("name", ["Aaa"])


@pytest.mark.parametrize(("day", "common", "titles"), [(19, ["19 February 2026"], 0), (20, [], 1)])
def test_what_all_of_a_list_have_in_common_stands_apart(day: int, common: list[str], titles: int) -> None:
    other = small(f'<id/event/zzz> a ckg:Event ; ckg:date "2026-02-{day}"^^xsd:date .')
    listed = listing(other, kind(other, "Event"), 1)
    assert ([cell.text for _, cell in listed.common], len(listed.titles)) == (common, titles)


def gaps() -> PublishedDataset:
    """Three gaps about events: two about dates, one without a property."""
    return displayed(
        '<id/gap/a> a ckg:Gap ; rdfs:label "Day of the end"@en ; ckg:missingProperty ckg:date . '
        '<id/gap/b> a ckg:Gap ; rdfs:label "Cause"@en . '
        '<id/gap/c> a ckg:Gap ; rdfs:label "All days"@en ; ckg:missingProperty ckg:date .'
    )


def test_shorter_names_sort_a_list_and_stand_for_the_names() -> None:
    listed = listing(gaps(), kind(gaps(), "Gap"), 1)
    assert (listed.heading, [item.short or item.name for item in listed.items]) == (
        "What is missing", ["Cause", "date", "date"],
    )  # fmt: skip


def test_what_is_repeated_among_shorter_names_is_counted() -> None:
    assert listing(gaps(), kind(gaps(), "Gap"), 1).tally == (("date", 2),)


def test_the_file_of_a_list_has_the_names_too() -> None:
    rows = [*csv.reader(io.StringIO(list_file(whole_list(gaps(), kind(gaps(), "Gap")))))]
    assert [(row[0], row[3]) for row in rows[1:]] == [("All days", "date"), ("Cause", ""), ("Day of the end", "date")]


def test_the_file_of_a_list_has_what_all_have_in_common() -> None:
    other = small('<id/event/zzz> a ckg:Event ; ckg:date "2026-02-19"^^xsd:date .')
    rows = [*csv.reader(io.StringIO(list_file(whole_list(other, kind(other, "Event")))))]
    assert [row[-2] for row in rows[1:]] == ["19 February 2026"] * 2


def test_the_file_of_a_list_has_all_pages_with_names_classes_cells_and_iris(dataset: PublishedDataset) -> None:
    limited = replace(dataset, limits=Limits(page=PageLimits(listed=1)))
    rows = [*csv.reader(io.StringIO(list_file(whole_list(limited, kind(limited, "Agent")))))]
    assert rows[0] == ["Name", "Other names", "Class", "IRI"]
    assert [row[:3] for row in rows[1:]] == [
        ["ann", "", "person"], ["Bob", "밥", "person"], ["the curators", "", "agent"], ["초", "", "person"],
    ]  # fmt: skip


def test_the_file_of_a_list_has_a_limited_number_of_rows(dataset: PublishedDataset) -> None:
    limited = replace(dataset, limits=Limits(page=PageLimits(listed_rows=2)))
    assert len(whole_list(limited, kind(limited, "Agent")).items) == 2


def test_a_class_is_defined(published: PublishedDataset) -> None:
    assert [cls.key for cls in nonempty(listed_classes(published)) if not cls.definition.endswith(".")] == []


def test_each_list_stands_in_one_section(published: PublishedDataset) -> None:
    listed = sorted(cls.key for section in list_sections(published) for cls in section.kinds)
    assert listed == sorted(cls.key for cls in listed_classes(published))


def test_every_class_of_the_project_is_placed_in_a_section(published: PublishedDataset) -> None:
    placed = {iri for section in read_display(published).group("sections") for iri in section.classes}
    assert [cls.key for cls in nonempty(listed_classes(published)) if cls.iri not in placed] == []


def test_the_longest_list_of_a_section_comes_first_and_the_folded_section_last(published: PublishedDataset) -> None:
    sections = list_sections(published)
    numbers = [[cls.number for cls in section.kinds] for section in sections]
    assert numbers == [sorted(section, reverse=True) for section in nonempty(numbers)]
    assert [bool(section.fold) for section in sections] == [False] * (len(sections) - 1) + [True]


def test_a_list_says_what_readers_find_in_it_or_else_what_its_class_is() -> None:
    data = '<id/a> a ckg:Person, ckg:Odd . ckg:Odd skos:definition "Something odd."@en .'
    dataset = displayed(data)
    person, odd = (kind(dataset, key).definition for key in ("Person", "Odd"))
    assert (person.startswith("Everybody whom the sources name"), odd) == (True, "Something odd.")


def test_lists_with_one_entry_are_known_to_their_section(dataset: PublishedDataset) -> None:
    (section,) = list_sections(dataset)
    assert [cls.key for cls in section.single] == [cls.key for cls in section.kinds if cls.number == 1]


def test_without_sections_all_lists_stand_together(dataset: PublishedDataset) -> None:
    assert [(section.name, len(section.kinds)) for section in list_sections(dataset)] == [("All lists", 6)]


def test_a_list_shows_only_dates_that_place_an_entity_in_time() -> None:
    other = small('<id/event/aaa> a ckg:Event ; rdfs:label "Aaa"@en ; ckg:announcedOn "2026-01-01"^^xsd:date .')
    assert cells(other, "Event") == [["19 February 2026"], [""]]


def test_an_assertion_about_a_date_has_none_itself() -> None:
    dated = small('<id/assertion/a1> rdf:object "2026-02-19"^^xsd:date .')
    assert cells(dated, "Assertion") == [[]]


def test_statements_are_sorted_by_subject_and_those_that_name_it_come_last() -> None:
    statements = (("a2", "bob", "rdfs:label"), ("a3", "ann", "ckg:knows"), ("a4", "ann", "rdf:type"))
    other = small(
        "".join(
            f"<id/assertion/{key}> a ckg:Assertion ; rdf:subject <id/person/{subject}> ; rdf:predicate {predicate} . "
            for key, subject, predicate in statements
        )
    )
    listed = listing(other, kind(other, "Assertion"), 1)
    keys = [item.iri.rpartition("/")[2] for item in listed.items]
    assert (listed.order, keys) == ("subject", ["a3", "a1", "a4", "a2"])


def test_an_assertion_is_named_by_its_statement(dataset: PublishedDataset) -> None:
    assert names(dataset, "Assertion") == ["Bob – skos:exactMatch – wikidata:Q1"]


@pytest.mark.parametrize("most", [3, 2])
def test_pages_hold_each_entity_once_sorted_or_not(dataset: PublishedDataset, most: int) -> None:
    limited = replace(dataset, limits=Limits(page=PageLimits(listed=2, sorted_entities=most)))
    assert sorted(names(limited, "Person", 1) + names(limited, "Person", 2)) == ["Bob", "ann", "초"]
    assert listing(limited, kind(limited, "Person"), 1).order == ("name" if most == 3 else "none")


def test_a_mention_has_its_evidence(dataset: PublishedDataset) -> None:
    (mention,) = mentions(dataset, WIKIDATA)
    assert (mention.subject_name, mention.predicate_name, mention.evidence) == (
        "Bob",
        "skos:exactMatch",
        f"{BASE}id/assertion/a1",
    )


def test_subjects_that_mention_an_iri_come_with_their_labels(dataset: PublishedDataset) -> None:
    rows = dataset.store.query(mentions_query(WIKIDATA), prefixes=NAMES.prefixes).rows()
    triples = {tuple(term.value for term in row if term) for row in rows}
    bob = f"{BASE}id/person/bob"
    prefixes = NAMES.prefixes
    assert {(bob, f"{prefixes['skos']}exactMatch", WIKIDATA), (bob, f"{prefixes['rdfs']}label", "Bob")} <= triples

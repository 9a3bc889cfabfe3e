"""The classes of entities, the lists of their members, the search index and the look-up."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kg.engine.answer import Term
from kg.limits import Limits, PageLimits
from kg.model.classes import ListedClass, listed_classes, most_specific
from kg.model.dataset import PublishedDataset
from kg.publish.catalog.listing import listing
from kg.publish.catalog.lookup import mentions, mentions_query
from kg.publish.catalog.search_index import search_index
from tests.nonempty import nonempty
from tests.publish.small import BASE, NAMES, small

WIKIDATA = "http://www.wikidata.org/entity/Q1"
ABOVE = {"city": {"place"}, "capital": {"city", "place"}}


@pytest.fixture(scope="module")
def dataset() -> PublishedDataset:
    return small()


def kind(dataset: PublishedDataset, key: str) -> ListedClass:
    return next(cls for cls in listed_classes(dataset) if cls.key == key)


def names(dataset: PublishedDataset, key: str, page: int = 1) -> list[str]:
    return [item.name for item in listing(dataset, kind(dataset, key), page).items]


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
    assert [item.date for item in listing(dataset, kind(dataset, "Event"), 1).items] == ["19 February 2026"]


def test_a_list_shows_only_dates_that_place_an_entity_in_time() -> None:
    other = small('<id/event/aaa> a ckg:Event ; rdfs:label "Aaa"@en ; ckg:announcedOn "2026-01-01"^^xsd:date .')
    assert [item.date for item in listing(other, kind(other, "Event"), 1).items] == [None, "19 February 2026"]


def test_an_assertion_about_a_date_has_none_itself() -> None:
    dated = small('<id/assertion/a1> rdf:object "2026-02-19"^^xsd:date .')
    assert [item.date for item in listing(dated, kind(dated, "Assertion"), 1).items] == [None]


def test_an_assertion_is_named_by_its_statement(dataset: PublishedDataset) -> None:
    assert names(dataset, "Assertion") == ["Bob – skos:exactMatch – wikidata:Q1"]


@pytest.mark.parametrize("most", [3, 2])
def test_pages_hold_each_entity_once_sorted_or_not(dataset: PublishedDataset, most: int) -> None:
    limited = replace(dataset, limits=Limits(page=PageLimits(listed=2, sorted_entities=most)))
    assert sorted(names(limited, "Person", 1) + names(limited, "Person", 2)) == ["Bob", "ann", "초"]
    assert listing(limited, kind(limited, "Person"), 1).by_name == (most == 3)


def test_the_index_has_the_path_class_and_names_of_an_entity(dataset: PublishedDataset) -> None:
    index = json.loads(search_index(dataset))
    bob = next(row for row in index["things"] if row[0] == "/id/person/bob")
    assert [index["kinds"][bob[1]], *bob[2:]] == ["Person", {"en": ["Bob"], "ko": ["밥"]}, {"en": ["Robert"]}]


def test_the_index_leaves_out_statements_and_passages(dataset: PublishedDataset) -> None:
    paths = [row[0] for row in json.loads(search_index(dataset))["things"]]
    assert paths == ["/id/event/day", "/id/person/ann", "/id/person/bob", "/id/person/cho", "/source/text"]


def test_the_index_is_the_same_for_the_same_data(published: PublishedDataset) -> None:
    assert search_index(published) == search_index(published)


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

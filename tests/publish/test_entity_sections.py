"""The order of the sections of a page about an entity."""

from __future__ import annotations

from typing import get_args

from kg.model.dataset import PublishedDataset
from kg.model.display import PageSection, read_display
from kg.model.statements import read_extent
from kg.publish.entities.entity import describe_entity
from kg.publish.entities.sections import EntitySection, page_sections
from tests.publish.written import ANN, written

DATA = """
  GRAPH graph:display {
  <graph/display#chronology> a sh:PropertyGroup ; sh:order 2 ; rdfs:label "When"@en .
  <graph/display#derived> a sh:PropertyGroup ; sh:order 9 ; rdfs:label "Derived"@en .
  [] sh:path ckg:sees ; sh:name "sees"@en ; sh:order 1 ; sh:group _:people .
  [] sh:path ckg:likes ; sh:name "likes"@en ; sh:order 2 ; sh:group _:last .
  [] sh:path ckg:spots ; sh:name "spots"@en ; sh:order 3 ; sh:group _:people ; <graph/display#repeats> ckg:sees .
  [] sh:path ckg:counts ; sh:name "counts"@en ; sh:order 3 ; sh:group <graph/display#derived> .
  _:people sh:order 1 ; rdfs:label "People & roles"@en . _:last sh:order 3 ; rdfs:label "Likes"@en .
  <graph/display#points> sh:in ( ckg:date ) .
  }
  <id/person/ann> ckg:sees <id/a>, <id/b> ; ckg:likes <id/c> .
  <id/a> ckg:date "2026-02-19"^^xsd:date . <id/b> ckg:date "2026-02-20"^^xsd:date .
  <id/c> ckg:date "2026-02-21"^^xsd:date .
"""


def sections(more: str = "") -> list[EntitySection]:
    dataset = written(DATA + more)
    display = read_display(dataset)
    return page_sections(display, describe_entity(dataset, display, read_extent(dataset, ANN), 1))


def test_sections_stand_in_the_order_of_the_display_data() -> None:
    assert [section.heading for section in sections()] == ["People & roles", "When", "Likes"]


def test_anchors_are_made_of_headings_or_of_the_names_of_sections() -> None:
    assert [section.anchor for section in sections()] == ["people-roles", "chronology", "likes"]


def test_the_rows_of_the_derived_group_come_last() -> None:
    last = sections("<id/person/ann> ckg:counts 3 .")[-1]
    assert (last.holds, [row.head.name for row in last.rows]) == ("derived", ["counts"])


def test_values_that_another_row_has_are_derived() -> None:
    people, *_, last = sections("<id/person/ann> ckg:spots <id/a>, <id/d> .")
    assert [(row.head.name, len(row.values)) for row in people.rows] == [("sees", 2), ("spots", 1)]
    assert [(row.head.name, value.other.value[-1]) for row in last.rows for value in row.values] == [("spots", "a")]


def test_the_project_orders_every_section(published: PublishedDataset) -> None:
    display = read_display(published)
    assert {display.section(section)[0] < 100 for section in get_args(PageSection)} == {True}

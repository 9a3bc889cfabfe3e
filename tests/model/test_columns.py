"""The columns of lists, read from the display data."""

from __future__ import annotations

import pytest

from kg.errors import DatasetError
from kg.model.classes import listed_classes
from kg.model.columns import Column, columns_for, columns_of
from kg.model.dataset import PublishedDataset
from tests.nonempty import nonempty
from tests.publish.written import NAMES, written

PERSON, CHILD, THING = NAMES.term("Person"), NAMES.term("Child"), NAMES.term("Thing")
TREE = "ckg:Child rdfs:subClassOf ckg:Person . ckg:Person rdfs:subClassOf ckg:Agent . "


def shape(*columns: str, more: str = "") -> PublishedDataset:
    """A dataset whose display data give persons some columns."""
    properties = " , ".join(f"[ {column} ]" for column in columns)
    return written(f"{TREE} {more} GRAPH graph:display {{ [] sh:targetClass ckg:Person ; sh:property {properties} }}")


def only(column: str) -> Column:
    (found,) = columns_of(shape(column), PERSON)
    return found


def test_columns_stand_in_their_order() -> None:
    dataset = shape('sh:name "Last" ; sh:order 10 ; sh:path ckg:b', 'sh:name "First" ; sh:order 9 ; sh:path ckg:a')
    assert [column.name for column in columns_of(dataset, PERSON)] == ["First", "Last"]


def test_a_class_has_the_columns_of_its_nearest_superclass() -> None:
    other = 'GRAPH graph:display { [] sh:targetClass ckg:Agent ; sh:property [ sh:name "Far" ; sh:path ckg:far ] }'
    dataset = shape('sh:name "Near" ; sh:path ckg:near', more=other)
    assert [column.name for column in columns_of(dataset, CHILD)] == ["Near"]


def test_a_class_without_columns_has_its_dates() -> None:
    assert [(column.name, column.cell) for column in columns_of(shape("sh:path ckg:a"), THING)] == [("Date", "dates")]


@pytest.mark.parametrize(
    ("path", "steps", "first"),
    [
        ("ckg:a", ["{a}"], "a"),
        ("[ sh:inversePath ckg:a ]", ["^({a})"], ""),
        ("( ckg:a ckg:b )", ["{a}", "{b}"], "a"),
        ("[ sh:alternativePath ( ckg:a ckg:b ) ]", ["({a}|{b})"], "ab"),
        ("[ sh:alternativePath ( ( ckg:a ckg:b ) ckg:c ) ]", ["(({a}/{b})|{c})"], "ac"),
        ("( [ sh:inversePath ckg:a ] ckg:b )", ["^({a})", "{b}"], ""),
    ],
)
def test_a_path_of_shacl_is_a_path_of_sparql(path: str, steps: list[str], first: str) -> None:
    found = only(f"sh:path {path}").path
    names = {name: f"<{NAMES.term(name)}>" for name in "abc"}
    assert (found.steps, found.first) == (
        tuple(step.format(**names) for step in steps),
        {NAMES.term(name) for name in first},
    )


@pytest.mark.parametrize("column", ["sh:path [ sh:name 'nothing' ]", '<graph/display#cell> "smells"'])
def test_a_column_that_cannot_be_read_is_refused(column: str) -> None:
    with pytest.raises(DatasetError):
        only(column)


def test_a_shape_with_a_name_has_columns_of_its_own() -> None:
    data = 'GRAPH graph:display { <graph/display#rows> sh:property [ sh:name "A" ; sh:path ckg:a ] }'
    assert [column.name for column in columns_for(written(data), "rows")] == ["A"]


def test_every_property_in_a_column_of_the_project_is_one_of_its_ontology(published: PublishedDataset) -> None:
    defined = {term.value for (term,) in published.select_bound("SELECT ?term WHERE { ?term rdfs:isDefinedBy ?any }")}
    columns = [column for cls in listed_classes(published) for column in columns_of(published, cls.iri)]
    columns += columns_for(published, "comparison")
    used = {iri for column in nonempty(columns) for iri in column.path.first if iri.startswith(published.names.terms)}
    assert (len(used) > 30, used - defined) == (True, set())

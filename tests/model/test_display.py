"""How pages group, order and name what they show, read from the data."""

from __future__ import annotations

import pytest

from kg.model.dataset import PublishedDataset
from kg.model.display import Display, Head, read_display
from tests.publish.written import NAMES, written

KNOWS, LIKES = NAMES.term("knows"), NAMES.term("likes")
SHAPES = """
  [] sh:path ckg:knows ; sh:name "knows"@en ; sh:order 2 ; sh:group _:people .
  [] sh:path [ sh:inversePath ckg:knows ] ; sh:name "known by"@en ; sh:order 3.5 ; sh:group _:people .
  [] sh:path ckg:date ; sh:name "on"@en ; sh:order 9 ; sh:group _:time .
  _:people sh:order 2 ; rdfs:label "People"@en .
  _:time sh:order 1 ; rdfs:label "Time"@en .
"""


def shown(data: str) -> Display:
    return read_display(written(data))


@pytest.mark.parametrize(
    ("inverse", "head"), [(False, Head(2, "People", 2, "knows")), (True, Head(2, "People", 3.5, "known by"))]
)
def test_a_shape_gives_a_row_its_head(inverse: bool, head: Head) -> None:
    assert shown(SHAPES).head(KNOWS, inverse=inverse) == head


def test_rows_come_in_the_order_of_their_groups_first() -> None:
    display = shown(SHAPES)
    heads = [display.head(KNOWS, inverse=True), display.head(KNOWS, inverse=False)]
    heads.append(display.head(NAMES.term("date"), inverse=False))
    assert [head.name for head in sorted(heads)] == ["on", "knows", "known by"]


def test_what_has_no_shape_comes_last() -> None:
    display = shown(SHAPES)
    assert display.head(LIKES, inverse=False) > display.head(KNOWS, inverse=True)


@pytest.mark.parametrize(("inverse", "name"), [(False, "likes"), (True, "is “likes” of")])
def test_what_has_no_shape_is_called_by_its_label(inverse: bool, name: str) -> None:
    display = shown('ckg:likes rdfs:isDefinedBy <def> ; rdfs:label "likes"@en .')
    assert display.head(LIKES, inverse=inverse).name == name


def test_what_has_neither_shape_nor_label_is_called_by_its_iri() -> None:
    assert shown("").head(LIKES, inverse=False).name == LIKES


def test_the_english_label_comes_first() -> None:
    display = shown('ckg:likes rdfs:isDefinedBy <def> ; rdfs:label "likes"@en, "좋아하다"@ko .')
    assert display.head(LIKES, inverse=False).name == "likes"


def test_the_english_name_of_a_shape_comes_first() -> None:
    names = 'sh:name "knows"@en, "알다"@ko, "kennt"@de'
    display = shown(f'[] sh:path ckg:knows ; {names} ; sh:order 1 ; sh:group [ rdfs:label "P"@en ; sh:order 1 ] .')
    assert display.head(KNOWS, inverse=False).name == "knows"


def test_a_shape_for_one_direction_says_nothing_of_the_other() -> None:
    display = shown('[] sh:path ckg:knows ; sh:name "knows" ; sh:order 1 ; sh:group [ rdfs:label "P" ; sh:order 1 ] .')
    assert display.head(KNOWS, inverse=True).group == "Other"


@pytest.mark.parametrize(
    ("iri", "authority"),
    [
        ("http://www.wikidata.org/entity/Q1", ("Wikidata", "Q1")),
        ("http://www.wikidata.org/", None),
        ("https://example.com/Q1", None),
    ],
)
def test_an_external_iri_is_named_by_its_authority(iri: str, authority: tuple[str, str] | None) -> None:
    display = shown('[] void:uriSpace "http://www.wikidata.org/entity/" ; dcterms:title "Wikidata"@en .')
    assert display.authority(iri) == authority


def test_the_authority_of_the_longest_space_is_the_nearest() -> None:
    data = " ".join(f'[] void:uriSpace "http://{space}/" ; dcterms:title "{space}" .' for space in ("a.org", "a.org/b"))
    assert shown(data).authority("http://a.org/b/c") == ("a.org/b", "c")


def test_the_members_of_bags_are_hierarchies() -> None:
    assert shown("[] a rdf:Bag ; rdfs:member ckg:partOf, ckg:organOf .").hierarchies == {
        NAMES.term("partOf"),
        NAMES.term("organOf"),
    }


@pytest.mark.parametrize(("datatype", "dates"), [("date", 1), ("gYearMonth", 1), ("gYear", 1), ("string", 0)])
def test_properties_of_days_months_and_years_are_dates(datatype: str, dates: int) -> None:
    assert len(shown(f"ckg:on rdfs:domain ckg:Event ; rdfs:range xsd:{datatype} .").dates) == dates


def test_the_domains_of_dates_can_be_dated() -> None:
    assert shown("ckg:on rdfs:domain ckg:Event ; rdfs:range xsd:date .").datable == {NAMES.term("Event")}


def test_the_nearest_terms_of_schema_org_are_known_by_name() -> None:
    data = "ckg:Person skos:closeMatch <https://schema.org/Person>, <http://www.wikidata.org/entity/Q5> ."
    assert shown(data).schema == {NAMES.term("Person"): "Person"}


def test_every_property_of_the_dataset_has_a_head_for_its_values(published: PublishedDataset) -> None:
    display = read_display(published)
    rows = published.store.query(
        "SELECT DISTINCT ?property WHERE { GRAPH ?passage { ?thing ?property ?value } ?passage a ckg:Passage }",
        prefixes=published.names.prefixes,
    ).rows()
    found = {row[0].value for row in rows if row[0]}
    assert (len(found) > 50, {one for one in found if display.head(one, inverse=False).group == "Other"}) == (
        True,
        set(),
    )

"""How pages group, order and name what they show, read from the data."""

from __future__ import annotations

from typing import get_args

import pytest
from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from kg.engine.jobs import PreparedUpdate
from kg.engine.oxigraph.store import Store
from kg.grouping import grouped
from kg.http.memo import Memo
from kg.model.dataset import PublishedDataset
from kg.model.display import Display, DisplayGroup, DisplayList, Head, read_display
from tests.conftest import ROOT
from tests.nonempty import nonempty
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


def test_a_shape_gives_the_words_between_subject_and_object() -> None:
    assert shown(f'{SHAPES} [] sh:path ckg:likes ; rdfs:label "is fond of"@en .').phrases == {LIKES: "is fond of"}


@pytest.mark.parametrize(("tag", "name"), [("ko", "Korean"), ("ko-Hang", "Korean"), ("fr", "fr")])
def test_a_language_is_called_by_its_name(tag: str, name: str) -> None:
    system = 'GRAPH graph:display { [] a dcterms:LinguisticSystem ; dcterms:identifier "ko" ; rdfs:label "Korean"@en }'
    assert shown(system).language(tag) == name


def test_an_external_identifier_ends_without_a_slash() -> None:
    data = '[] void:uriSpace "https://sws.geonames.org/" ; dcterms:title "GeoNames"@en .'
    assert shown(data).authority("https://sws.geonames.org/1814991/") == ("GeoNames", "1814991")


def test_every_property_of_a_fact_has_plain_words(published: PublishedDataset) -> None:
    display = read_display(published)
    rows = published.select_bound("SELECT DISTINCT ?link WHERE { GRAPH ?evidence { ?fact rdf:predicate ?link } }")
    assert [link.value for (link,) in nonempty(rows) if link.value not in display.phrases | display.labels] == []


def test_every_language_of_the_dataset_has_a_name(published: PublishedDataset) -> None:
    display = read_display(published)
    rows = published.select_bound("SELECT DISTINCT (LANG(?text) AS ?tag) WHERE { ?any rdfs:label ?text }")
    assert [tag.value for (tag,) in nonempty(rows) if tag.value and display.language(tag.value) == tag.value] == []


def test_a_property_without_a_shape_comes_last() -> None:
    display = shown(SHAPES)
    assert display.head(LIKES, inverse=False) > display.head(KNOWS, inverse=True)


@pytest.mark.parametrize(("inverse", "name"), [(False, "likes"), (True, "is “likes” of")])
def test_a_property_without_a_shape_is_called_by_its_label(inverse: bool, name: str) -> None:
    display = shown('ckg:likes rdfs:isDefinedBy <def> ; rdfs:label "likes"@en .')
    assert display.head(LIKES, inverse=inverse).name == name


def test_a_property_without_shape_or_label_is_called_by_its_iri() -> None:
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


def test_the_terms_of_a_list_keep_its_order() -> None:
    display = shown("<graph/display#hierarchies> sh:in ( ckg:partOf ckg:locatedIn ckg:organOf ) .")
    terms = tuple(NAMES.term(name) for name in ("partOf", "locatedIn", "organOf"))
    assert (display.terms("hierarchies"), display.terms("ends")) == (terms, ())


def test_the_terms_of_several_lists_follow_each_other() -> None:
    display = shown("<graph/display#begins> sh:in ( ckg:b ) . <graph/display#points> sh:in ( ckg:c ckg:a ) .")
    terms = tuple(NAMES.term(name) for name in "cab")
    assert display.terms("points", "begins", "ends") == terms


def test_the_domains_of_dates_can_be_dated() -> None:
    display = shown("<graph/display#attested> sh:in ( ckg:on ) . ckg:on rdfs:domain ckg:Event .")
    assert display.datable == {NAMES.term("Event")}


def test_a_group_shows_classes_in_their_order() -> None:
    shapes = """
      <graph/display#late> sh:group <graph/display#lanes> ; sh:order 10 ; sh:name "Late"@en ; sh:targetClass ckg:Late .
      <graph/display#early> sh:group <graph/display#lanes> ; sh:order 9.5 ; sh:name "Early"@en, "früh"@de ;
        rdfs:label "early thing"@en ; sh:targetClass ckg:Early, ckg:Dawn ; sh:targetSubjectsOf ckg:before ;
        <graph/display#colour> "#FFF" .
    """
    early, late = shown(f"GRAPH <graph/display> {{ {shapes} }}").group("lanes")
    assert (early.key, early.order, early.name, early.label) == ("early", 9.5, "Early", "early thing")
    assert early.classes == (NAMES.term("Dawn"), NAMES.term("Early"))
    assert (early.subjects_of, early.settings) == ({NAMES.term("before")}, {"colour": "#FFF"})
    assert (late.key, late.settings) == ("late", {})


def test_the_project_has_every_list_and_every_group_and_no_others(published: PublishedDataset) -> None:
    display, graph = read_display(published), published.names.graph("display#")
    assert {iri.removeprefix(graph) for iri in display.lists} == {*get_args(DisplayList)}
    assert {iri.removeprefix(graph) for iri in display.groups} == {"", *get_args(DisplayGroup)}


def test_the_nearest_terms_of_schema_org_are_known_by_name() -> None:
    data = "ckg:Person rdfs:subClassOf <https://schema.org/Person>, <http://xmlns.com/foaf/0.1/Person> ."
    assert shown(data).schema == {NAMES.term("Person"): "Person"}


def test_every_property_of_the_dataset_has_a_head_for_its_values(published: PublishedDataset) -> None:
    display = read_display(published)
    rows = published.select_bound(
        "SELECT DISTINCT ?property WHERE { GRAPH ?passage { ?entity ?property ?value } ?passage a ckg:Passage }"
    )
    found = {row[0].value for row in rows}
    assert (len(found) > 50, {one for one in found if display.head(one, inverse=False).group == "Other"}) == (
        True,
        set(),
    )


def test_display_data_are_read_once_for_each_state_of_the_dataset() -> None:
    store, memo = Store(), Memo(8)
    first, second = (
        PublishedDataset(store, NAMES, memoize=lambda key, compute, state=state: memo.memoize(state, key, compute))
        for state in "12"
    )
    store.update(PreparedUpdate(f"INSERT DATA {{ {SHAPES} }}", NAMES.prefixes, NAMES.base))
    before = read_display(first)
    store.update(PreparedUpdate("DELETE WHERE { ?shape sh:path ?path }", NAMES.prefixes, NAMES.base))
    assert read_display(first) is before
    assert read_display(second).outgoing == {}


@pytest.fixture(scope="module")
def names() -> list[tuple[Node, str]]:
    """The classes of the project's display data with what lists and the numbers on the home page call their members."""
    shapes = Graph().parse(ROOT / "ontology/display.ttl")
    counts = URIRef(f"{NAMES.base}graph/display#counts")
    return [
        (cls, str(name))
        for shape, cls in shapes.subject_objects(SH.targetClass)
        if shapes.value(shape, SH.group) in (None, counts)
        for name in shapes.objects(shape, SH.name)
    ]


def test_no_name_means_two_classes(names: list[tuple[Node, str]]) -> None:
    classes = grouped((name, cls) for cls, name in nonempty(names))
    assert {name: set(meant) for name, meant in classes.items() if len(set(meant)) > 1} == {}


def test_no_class_has_two_names(names: list[tuple[Node, str]]) -> None:
    called = grouped(nonempty(names))
    assert {cls: set(words) for cls, words in called.items() if len(set(words)) > 1} == {}

"""What a page says about an entity."""

from __future__ import annotations

import pytest

from kg.limits import PageLimits
from kg.model.display import read_display
from kg.model.statements import read_extent
from kg.publish.entities.entity import EntityDescription, PropertyRow, describe_entity
from tests.publish.written import ANN, NAMES, asserted, inferred, written

PER_PAGE = PageLimits().statements

SHAPES = """
  [] sh:path ckg:partOf ; sh:name "part of"@en ; sh:order 1 ; sh:group _:place .
  [] sh:path [ sh:inversePath ckg:hasPart ] ; sh:name "part of"@en ; sh:order 1 ; sh:group _:place .
  [] sh:path ckg:date ; sh:name "date"@en ; sh:order 2 ; sh:group _:place .
  [] sh:path rdf:type ; sh:name "is a"@en ; sh:order 1 ; sh:group _:identity .
  [] sh:path [ sh:inversePath ckg:about ] ; sh:name "noted"@en ; sh:order 3 ; sh:group _:place .
  _:identity sh:order 1 ; rdfs:label "Identity"@en .
  _:place sh:order 2 ; rdfs:label "Place"@en .
  <graph/display#hierarchies> sh:in ( ckg:partOf ) . <graph/display#points> sh:in ( ckg:date ) .
  ckg:date rdfs:domain ckg:Event ; rdfs:range xsd:date .
  <graph/display#statuses> sh:in ( ckg:explicit ) .
"""
PART = "<id/person/ann> ckg:partOf <id/whole>"
WHOLE = "<id/whole> ckg:hasPart <id/person/ann>"
GAP = "<id/gap/g> a ckg:Gap ; ckg:about <id/person/ann> ; ckg:missingProperty ckg:{} ; ckg:gapKind ckg:omitted ."
NOTE = "<id/note/n> a ckg:CuratorNote ; ckg:about <id/person/ann> ; ckg:noteKind ckg:method ; ckg:noteText 'So.'@en ."


def described(data: str, iri: str = ANN, page: int = 1) -> EntityDescription:
    dataset = written(SHAPES + data)
    return describe_entity(dataset, read_display(dataset), read_extent(dataset, iri), page)


def row(entity: EntityDescription, name: str) -> PropertyRow:
    (found,) = [row for _, rows in entity.groups for row in rows if row.head.name == name]
    return found


def test_rows_stand_in_their_groups_in_order() -> None:
    entity = described(f'{PART} ; a ckg:Person ; ckg:date "2026-02-19"^^xsd:date ; ckg:other 1 .')
    assert [(name, [row.head.name for row in rows]) for name, rows in entity.groups] == [
        ("Identity", ["is a"]),
        ("Place", ["part of", "date"]),
        ("Other", [NAMES.term("other")]),
    ]


def test_statements_from_both_ends_are_one_value() -> None:
    assert len(row(described(f"{PART} . {WHOLE} ."), "part of").values) == 1


def test_a_value_has_the_evidence_of_both_ends() -> None:
    entity = described(inferred("i", PART, "assertion/a") + asserted("a", WHOLE))
    (value,) = row(entity, "part of").values
    assert [one.node for one in value.evidence] == [NAMES.thing("assertion/a"), NAMES.thing("inference/i")]


def test_a_row_is_named_after_the_property_of_the_entity_itself() -> None:
    assert row(described(f"{WHOLE} . {PART} ."), "part of").link == NAMES.term("partOf")


@pytest.mark.parametrize(
    ("data", "marked"),
    [
        (inferred("i", PART), True),
        (asserted("a", PART), False),
        (inferred("i", PART) + asserted("a", PART), False),
        (f"{PART} .", False),
    ],
    ids=["inferred", "asserted", "both", "neither"],
)
def test_a_value_with_inferences_only_is_inferred(data: str, marked: bool) -> None:
    assert [value.inferred for value in row(described(data), "part of").values] == [marked]


def test_stated_values_come_first_then_the_order_of_names() -> None:
    data = " ".join(asserted(n, f"<id/person/ann> ckg:partOf <id/{n}>") for n in ("x", "y"))
    data += (
        inferred("i", "<id/person/ann> ckg:partOf <id/a>")
        + '<id/x> rdfs:label "Z"@en . <id/y> rdfs:label "B"@en . <id/a> rdfs:label "A"@en .'
    )
    assert [value.other.value[-1] for value in row(described(data), "part of").values] == ["y", "x", "a"]


def test_a_gap_stands_in_the_row_of_the_missing_property() -> None:
    found = row(described(f"{PART} . {GAP.format('partOf')}"), "part of")
    assert (len(found.values), [gap.node for gap in found.gaps]) == (1, [NAMES.thing("gap/g")])


def test_a_gap_has_no_row_without_values() -> None:
    entity = described(GAP.format("date"))
    assert (entity.groups, [gap.node for gap in entity.gaps]) == ([], [NAMES.thing("gap/g")])


def test_a_gap_in_several_properties_stands_in_each_row() -> None:
    entity = described(f'{PART} ; ckg:date "2026-02-19"^^xsd:date . {GAP.format("partOf, ckg:date")}')
    assert [row.head.name for _, rows in entity.groups for row in rows if row.gaps] == ["part of", "date"]


def test_gaps_and_notes_are_not_values() -> None:
    entity = described(f"{PART} . {GAP.format('date')} {NOTE}")
    assert [row.head.name for _, rows in entity.groups for row in rows] == ["part of"]


def test_other_entities_about_it_are_values() -> None:
    entity = described("<id/speech> ckg:about <id/person/ann> .")
    assert [value.other.value for value in row(entity, "noted").values] == [NAMES.thing("speech")]


def test_notes_stand_apart_from_the_rows() -> None:
    assert [note.node for note in described(f"{PART} . {NOTE} {GAP.format('date')}").notes] == [NAMES.thing("note/n")]


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (asserted("a", "<id/person/ann> rdf:type ckg:Person"), ["Person"]),
        (
            asserted("a", "<id/person/ann> rdf:type ckg:Person") + inferred("i", "<id/person/ann> rdf:type ckg:Agent"),
            ["Person"],
        ),
        ("<id/person/ann> a ckg:Person .", ["Person"]),
        (inferred("i", "<id/person/ann> rdf:type ckg:Agent"), ["Agent"]),
        (f"{PART} .", []),
    ],
    ids=["asserted", "also inferred", "without evidence", "only inferred", "none"],
)
def test_the_kinds_of_an_entity_are_its_stated_classes(data: str, kinds: list[str]) -> None:
    assert [kind.removeprefix(NAMES.terms) for kind in described(data).kinds] == kinds


def test_a_class_has_no_kind_by_its_instances() -> None:
    assert described("<id/x> a <id/person/ann> .").kinds == ()


def test_an_entity_with_many_statements_has_its_kinds_on_the_first_page() -> None:
    data = " ".join(f"<id/person/ann> <http://example.org/a> {number} ." for number in range(PER_PAGE))
    assert described(f"{data} <id/person/ann> a ckg:Person .").kinds == (NAMES.term("Person"),)


def dated(*names: str) -> str:
    """Neighbours of Ann, each on the January day that is its name."""
    return " ".join(f'<id/person/ann> ckg:see <id/{n}> . <id/{n}> ckg:date "2026-01-0{n}"^^xsd:date .' for n in names)


def test_an_event_has_a_chronology_with_its_neighbours() -> None:
    data = dated("3", "1") + '<id/person/ann> a ckg:Event ; ckg:date "2026-01-02"^^xsd:date .'
    assert [iri for iri, _ in described(data).chronology] == [NAMES.thing("1"), ANN, NAMES.thing("3")]


def test_what_is_without_dates_has_a_chronology_of_its_neighbours() -> None:
    assert [iri for iri, _ in described(dated("2", "3", "1")).chronology] == [NAMES.thing(n) for n in "123"]


def test_two_dates_are_no_chronology() -> None:
    assert described(dated("1", "2")).chronology == []


def test_what_stands_in_the_structure_is_not_in_the_chronology_too() -> None:
    parts = " ".join(f"<id/{n}> ckg:partOf <id/person/ann> ." for n in "12") + "<id/1> ckg:partOf <id/2> ."
    entity = described(dated("1", "2", "3", "4", "5") + parts)
    assert [iri for iri, _ in entity.chronology] == [NAMES.thing(n) for n in "345"]
    assert {*entity.times} == {NAMES.thing(n) for n in "12345"}


def test_an_entity_stands_below_its_wholes() -> None:
    whole = "<id/whole> ckg:partOf <id/all> . <id/person/ann> ckg:partOf <id/all> ."
    assert [tree.iri for tree in described(f"{PART} . {whole}").trees] == [NAMES.thing("all")]


def test_the_parts_of_an_entity_stand_below_it() -> None:
    parts = "<id/b> ckg:partOf <id/person/ann> . <id/a> ckg:partOf <id/person/ann>, <id/b> ."
    assert [tree.iri for tree in described(parts).trees] == [ANN]


def test_parts_stand_in_the_order_of_their_times() -> None:
    parts = "<id/c> ckg:partOf <id/person/ann>, <id/2> . " + " ".join(
        f"<id/{n}> ckg:partOf <id/person/ann> ." for n in "123"
    )
    (tree,) = described(dated("3", "1") + parts).trees
    assert [child.iri for child in tree.children] == [NAMES.thing(n) for n in "132"]


@pytest.mark.parametrize("data", [f"{PART} .", f"{PART}, <id/other> .", "<id/a> ckg:partOf <id/person/ann> ."])
def test_parts_and_wholes_alone_are_no_tree(data: str) -> None:
    assert described(data).trees == []


def test_every_shown_iri_has_its_label() -> None:
    label = (
        '<id/whole> rdfs:label "Whole"@en . <id/rule/r> rdfs:label "a rule"@en . <source/text/p-1> rdfs:label "p"@en .'
    )
    entity = described(inferred("i", PART) + label)
    assert [entity.labels.text(NAMES.base + iri) for iri in ("id/whole", "id/rule/r", "source/text/p-1")] == [
        "Whole",
        "a rule",
        "p",
    ]


@pytest.mark.parametrize(("page", "more"), [(1, True), (2, False)])
def test_a_page_knows_if_another_follows(page: int, more: bool) -> None:
    data = " ".join(f"<id/person/ann> ckg:partOf <id/{number}> ." for number in range(PER_PAGE + 1))
    assert described(data, page=page).more is more


def links(data: str, *, derived: bool = False) -> list[str]:
    """The properties of Ann's relations on her page, or of those among them that are derived."""
    entity = described(f"ckg:knows rdfs:subPropertyOf ckg:metWith . {data}")
    rows = entity.derived if derived else [row for _, rows in entity.groups for row in rows]
    return sorted(row.link.removeprefix(NAMES.terms) for row in rows)


def test_a_broader_statement_is_derived_beside_the_one_that_implies_it() -> None:
    general = inferred("i", "<id/person/ann> ckg:metWith <id/person/bob>", "assertion/a")
    data = asserted("a", "<id/person/ann> ckg:knows <id/person/bob>") + general
    assert (links(data), links(data, derived=True)) == (["knows"], ["metWith"])


def test_a_broader_statement_is_shown_if_it_alone_is_stated() -> None:
    narrow = inferred("i", "<id/person/ann> ckg:knows <id/person/bob>", "assertion/a")
    assert links(asserted("a", "<id/person/ann> ckg:metWith <id/person/bob>") + narrow) == ["knows", "metWith"]


ORDER = "<graph/display#order> sh:in ( ckg:before ckg:after ) ."


def test_the_order_that_follows_from_dates_is_derived() -> None:
    order = inferred("i", "<id/person/ann> ckg:before <id/person/bob>", "assertion/a")
    assert (links(ORDER + order), links(ORDER + order, derived=True)) == ([], ["before"])


def test_the_order_that_is_stated_is_listed() -> None:
    order = asserted("a", "<id/person/ann> ckg:before <id/person/bob>")
    assert links(ORDER + order) == ["before"]


def test_values_with_dates_stand_in_the_order_of_time_before_the_others() -> None:
    (_, (row,)), *_ = described(dated("3", "1") + "<id/person/ann> ckg:see <id/0>, <id/2> .").groups
    assert [value.other.value for value in row.values] == [NAMES.thing(n) for n in "1302"]

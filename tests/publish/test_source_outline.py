"""Sources as outlines."""

from __future__ import annotations

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.entities.source_outline import SourceOutline, read_outline
from tests.publish.written import NAMES, written

SOURCE = NAMES.source("text")


def passage(number: int, section: str, more: str = "") -> str:
    return (
        f"<source/text/p-{number}> a ckg:Passage ; ckg:inSource <source/text> ; ckg:sequenceNumber {number} ; "
        f"ckg:inSection <source/text/section/{section}> ; ckg:startOffset {number * 10} ; "
        f"ckg:endOffset {number * 10 + 9} {more} ."
    )


def assertion(node: str, subject: str, passages: str) -> str:
    return (
        f"<id/assertion/{node}> a ckg:Assertion ; rdf:subject <id/{subject}> ; rdf:predicate ckg:p ; rdf:object 1 ; "
        f"ckg:evidenceStatus ckg:explicit ; ckg:supportedBy {passages} ."
    )


DATA = " ".join(
    [
        passage(4, "end"),
        passage(2, "lead", "; ckg:reason 'A heading.'@en"),
        passage(1, "lead"),
        passage(3, "body"),
        passage(5, "end"),
        assertion("a", "x", "<source/text/p-1>"),
        assertion("b", "y", "<source/text/p-1>, <source/text/p-5>"),
        assertion("c", "gap/g", "<source/text/p-3>, <source/text/p-1>"),
        assertion("d", "note/n", "<source/text/p-3>"),
        assertion("e", "z", "<source/other/p-1>"),
        "<id/gap/g> a ckg:Gap ; ckg:missingProperty ckg:p . <id/note/n> a ckg:CuratorNote .",
        '<source/text/section/lead> rdfs:label "Lead"@en . <id/gap/g> rdfs:label "G"@en .',
    ]
)


@pytest.fixture(scope="module")
def outline() -> SourceOutline:
    return read_outline(written(DATA), SOURCE, 1)


def test_passages_come_in_their_order(outline: SourceOutline) -> None:
    assert [item.passage.key for item in outline.items] == ["p-1", "p-2", "p-3", "p-4", "p-5"]


def test_passages_stand_in_their_sections(outline: SourceOutline) -> None:
    assert [(section.rpartition("/")[2], len(items)) for section, items in outline.sections] == [
        ("lead", 2),
        ("body", 1),
        ("end", 2),
    ]


def test_each_passage_is_in_a_state(outline: SourceOutline) -> None:
    assert [item.state for item in outline.items] == ["facts", "excused", "notes", "open", "facts"]


@pytest.mark.parametrize(("state", "number"), [("facts", 2), ("notes", 1), ("excused", 1), ("open", 1)])
def test_passages_are_counted_by_their_state(outline: SourceOutline, state: str, number: int) -> None:
    assert outline.count(state) == number


def test_a_fact_stands_at_each_of_its_passages(outline: SourceOutline) -> None:
    facts = {item.passage.key: [fact.node[-1] for fact in item.facts] for item in outline.items}
    assert (facts["p-1"], facts["p-5"]) == (["a", "b"], ["b"])


def test_assertions_about_gaps_and_notes_are_not_facts(outline: SourceOutline) -> None:
    assert {"c", "d"} & {fact.node[-1] for item in outline.items for fact in item.facts} == set()


@pytest.mark.parametrize(("gaps", "node"), [(True, "gap/g"), (False, "note/n")])
def test_gaps_and_notes_are_listed_once(outline: SourceOutline, gaps: bool, node: str) -> None:
    assert [entry.node for entry in outline.gaps_and_notes(gaps=gaps)] == [NAMES.thing(node)]


@pytest.mark.parametrize(("iri", "label"), [("source/text/section/lead", "Lead"), ("id/gap/g", "G")])
def test_every_shown_iri_of_an_outline_has_its_label(outline: SourceOutline, iri: str, label: str) -> None:
    assert outline.labels.text(NAMES.base + iri) == label


PLACES = {
    1: ("Lead, heading", "heading"),
    2: ("Lead, paragraph 1, sentence 1", "sentence"),
    3: ("Lead, paragraph 1, sentence 2", "sentence"),
    4: ("Lead, table, row 1", "tableRow"),
    5: ("Lead, table, row 2", "tableRow"),
}


@pytest.fixture(scope="module")
def placed() -> SourceOutline:
    """The outline of a section with a heading, a paragraph and a table."""
    passages = [
        passage(number, "lead", f"; ckg:locator '{place}'@en ; ckg:passageKind ckg:{kind}")
        for number, (place, kind) in PLACES.items()
    ]
    return read_outline(written(" ".join([*passages, '<source/text/section/lead> rdfs:label "Lead"@en .'])), SOURCE, 1)


def test_a_section_consists_of_paragraphs_and_tables(placed: SourceOutline) -> None:
    ((section, items),) = placed.sections
    assert [(block.name, block.table, len(block.items)) for block in placed.blocks(section, items)] == [
        ("", False, 1),
        ("paragraph 1", False, 2),
        ("table", True, 2),
    ]


def test_a_passage_is_numbered_within_its_paragraph(placed: SourceOutline) -> None:
    assert [item.number for item in placed.items] == ["heading", "sentence 1", "sentence 2", "row 1", "row 2"]


def test_a_passage_without_a_place_has_its_key_as_number(outline: SourceOutline) -> None:
    ((section, items), *_) = outline.sections
    (block,) = outline.blocks(section, items)
    assert (block.name, [item.number for item in block.items]) == ("", ["p-1", "p-2"])


def test_every_passage_of_the_dataset_is_in_one_block(published: PublishedDataset) -> None:
    outline = read_outline(published, published.names.source("9th-congress"), 1)
    blocks = [block for section, items in outline.sections for block in outline.blocks(section, items)]
    assert [item for block in blocks for item in block.items] == outline.items
    assert {block.name.partition(" ")[0] for block in blocks} == {"", "paragraph", "list", "table"}


def test_a_source_without_passages_has_an_empty_outline() -> None:
    outline = read_outline(written(""), SOURCE, 1)
    assert outline.items == []


def test_every_passage_of_the_dataset_is_accounted_for(published: PublishedDataset) -> None:
    rows = published.store.query("SELECT ?source { ?source a ckg:Source }", prefixes=published.names.prefixes).rows()
    outlines = [read_outline(published, row[0].value, 1) for row in rows if row[0]]
    assert (sum(len(outline.items) for outline in outlines) > 100, sum(one.count("open") for one in outlines)) == (
        True,
        0,
    )


def test_a_passage_shows_its_first_facts_only() -> None:
    one = f"<{SOURCE}/p-1> a ckg:Passage ; ckg:inSource <{SOURCE}> ; ckg:inSection <{SOURCE}/s> ; "
    one += "ckg:sequenceNumber 1 ; "
    facts = " ".join(
        f"<id/{n}> rdf:subject <id/x> ; rdf:predicate ckg:p ; rdf:object {n} ; ckg:supportedBy <{SOURCE}/p-1> ."
        for n in range(60)
    )
    (item,) = read_outline(written(f"{one} ckg:startOffset 0 ; ckg:endOffset 1 . {facts}"), SOURCE, 1).items
    assert (len(item.facts), item.more) == (50, True)


def test_an_outline_has_pages() -> None:
    passages = " ".join(
        f"<{SOURCE}/p-{n}> ckg:inSource <{SOURCE}> ; ckg:inSection <{SOURCE}/s> ; ckg:sequenceNumber {n} ; "
        "ckg:startOffset 0 ; ckg:endOffset 1 ."
        for n in range(1, 103)
    )
    found = [item.passage.key for item in read_outline(written(passages), SOURCE, 2).items]
    assert found == ["p-101", "p-102"]

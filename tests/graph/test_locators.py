"""Locators: where passages are in their source, in words."""

from __future__ import annotations

import pytest

from kg.graph.locators import locators
from kg.graph.ontology import load_ontology
from kg.graph.provenance import locator_words
from kg.graph.segmentation import CharacterRange, segment, segment_table
from kg.graph.sources import PassageRecord, SourceRecord, read_sources
from tests.conftest import FICTIONAL, NAMES, ROOT

WORDS = locator_words(load_ontology(ROOT / "ontology", NAMES))
TWO_TABLES = "== Votes ==\nThe votes.\n\n| a | 1 |\n\nMore votes.\n\n| b | 2 |\n| c | 3 |\n"


def of_keys(*passages: tuple[str, str, str], sections: int = 2) -> list[str]:
    """The locators of passages given by key, section and kind, in a source with some sections."""
    records = [PassageRecord(*passage, CharacterRange(0, 1), "0" * 64, "", "") for passage in passages]
    labels = {"opening": "Opening", "vote": "The vote"}
    named = dict(list(labels.items())[:sections])
    source = SourceRecord("text", "A text", "text", 1, "0" * 64, named, tuple(records))
    return list(locators(source, WORDS).values())


def of_text(text: str) -> dict[str, str]:
    """The locators of what ``kg cut`` makes of a text."""
    cut = segment(text)
    records = [PassageRecord(s.key, s.section, s.kind, s.span, "0" * 64, "", "") for s in cut.segments]
    sections = cut.sections | {"other": "Other"}
    return locators(SourceRecord("text", "A text", "text", len(text), "0" * 64, sections, tuple(records)), WORDS)


def test_the_passages_of_the_fictional_congress_are_named_in_words() -> None:
    source = read_sources([FICTIONAL / "data"])["lantern-congress"]
    assert list(locators(source, WORDS).values()) == [
        "Title",
        "Infobox, heading",
        "Infobox, line 1",
        "Infobox, line 2",
        "Introduction, paragraph 1, sentence 1",
        "Introduction, paragraph 1, sentence 2",
        "Proceedings, heading",
        "Proceedings, paragraph 1, sentence 1",
        "Proceedings, paragraph 1, sentence 2",
        "Proceedings, paragraph 1, sentence 3",
        "Reactions, heading",
        "Reactions, paragraph 1, sentence 1",
        "Reactions, table, row 1",
        "Reactions, table, row 2",
        "Reactions, table, row 3",
    ]


def test_several_tables_of_a_section_are_numbered() -> None:
    found = of_text(TWO_TABLES)
    assert (found["votes-2-1"], found["votes-4-2"]) == ("Votes, table 1, row 1", "Votes, table 2, row 2")


def test_lists_and_tables_count_as_paragraphs() -> None:
    assert of_text(TWO_TABLES)["votes-3-1"] == "Votes, paragraph 3, sentence 1"


def test_an_item_is_named_in_its_list() -> None:
    assert of_text("== Votes ==\n- yes\n- no\n")["votes-1-2"] == "Votes, list, item 2"


def test_the_rows_of_a_file_are_named_by_the_source() -> None:
    cut = segment_table("a,b\n1,2\n")
    records = [PassageRecord(s.key, s.section, s.kind, s.span, "0" * 64, "", "") for s in cut.segments]
    source = SourceRecord("t", "List of posts", "table", 8, "0" * 64, cut.sections, tuple(records))
    assert list(locators(source, WORDS).values()) == ["List of posts, row 1", "List of posts, row 2"]


def test_a_single_section_gives_way_to_the_source() -> None:
    assert of_keys(("opening-1-1", "opening", "sentence"), sections=1) == ["A text, paragraph 1, sentence 1"]


@pytest.mark.parametrize("key", ["oath", "opening-2", "opening-1-x", "opening-0x1-1", "vote-1-1", "row-1", "title"])
def test_a_key_that_a_curator_chose_is_no_position(key: str) -> None:
    assert of_keys((key, "opening", "sentence")) == [f"Opening, sentence {key}"]


def test_a_kind_without_a_pattern_has_its_name_and_key() -> None:
    assert of_keys(("opening-1-1", "opening", "caption")) == ["Opening, caption opening-1-1"]


def test_locators_within_a_source_differ() -> None:
    found = [*locators(read_sources([ROOT / "data"])["9th-congress"], WORDS).values()]
    assert (len(found), len({*found})) == (92, 92)

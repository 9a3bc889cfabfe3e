"""Segmentation of a text into passages."""

from __future__ import annotations

from kg.graph.segmentation import CharacterRange, quotations, segment, segment_table

TEXT = """= Title =

Infobox
- Place: Somewhere

First sentence. "Second one" ends here. Third asks? Yes.

== The Long Section ==
- item one
- item two

| a | b |
| 1 | 2 |
"""


def keys(text: str) -> list[str]:
    return [passage.key for passage in segment(text).segments]


def test_keys_consist_of_section_block_and_number() -> None:
    assert keys(TEXT) == [
        "title",
        "infobox-heading",
        "infobox-1",
        *(f"lead-1-{n}" for n in range(1, 5)),
        "long-heading",
        "long-1-1",
        "long-1-2",
        "long-2-1",
        "long-2-2",
    ]


def test_every_character_except_white_space_is_in_exactly_one_passage() -> None:
    owners = [0] * len(TEXT)
    for passage in segment(TEXT).segments:
        for position in range(passage.span.start, passage.span.end):
            owners[position] += 1
    assert all(count == 1 for count, char in zip(owners, TEXT, strict=True) if not char.isspace())


def test_a_sentence_keeps_its_full_stop() -> None:
    spans = {passage.key: passage.span for passage in segment(TEXT).segments}
    assert spans["lead-1-1"].of(TEXT) == "First sentence."


def test_an_abbreviation_before_a_lower_case_letter_does_not_end_a_sentence() -> None:
    assert keys("The U.S. respects it.") == ["lead-1-1"]


def test_sections_with_the_same_first_word_have_longer_keys() -> None:
    assert list(segment("== Good Day ==\na.\n\n== Good Night ==\nb.").sections) == ["good", "good-night"]


def test_the_label_of_a_section_is_its_heading() -> None:
    assert segment(TEXT).sections["long"] == "The Long Section"


def test_each_line_of_a_table_is_a_passage() -> None:
    assert [(passage.key, passage.span) for passage in segment_table("a,b\n\n1,2\n").segments] == [
        ("row-1", CharacterRange(0, 3)),
        ("row-3", CharacterRange(5, 8)),
    ]


def test_a_quotation_is_between_two_marks_in_one_passage() -> None:
    text = 'He said "never" and left "open.'
    assert [span.of(text) for span in quotations(text, CharacterRange(0, len(text)))] == ["never"]


def test_offsets_count_code_points() -> None:
    assert segment("Ünï. Two.").segments[1].span == CharacterRange(5, 9)

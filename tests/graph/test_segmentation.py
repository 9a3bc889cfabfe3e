"""Cutting a text into passages."""

from __future__ import annotations

from kg.graph.segmentation import Span, cut, cut_table, quotations

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
    return [one.key for one in cut(text).cuts]


def test_keys_follow_section_block_and_number() -> None:
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


def test_every_character_but_white_space_is_in_exactly_one_passage() -> None:
    owners = [0] * len(TEXT)
    for one in cut(TEXT).cuts:
        for position in range(one.span.start, one.span.end):
            owners[position] += 1
    assert all(count == 1 for count, char in zip(owners, TEXT, strict=True) if not char.isspace())


def test_a_sentence_keeps_its_full_stop() -> None:
    assert next(one for one in cut(TEXT).cuts if one.key == "lead-1-1").span.of(TEXT) == "First sentence."


def test_an_abbreviation_before_a_small_letter_ends_no_sentence() -> None:
    assert keys("The U.S. respects it.") == ["lead-1-1"]


def test_sections_of_the_same_first_word_get_longer_keys() -> None:
    assert list(cut("== Good Day ==\na.\n\n== Good Night ==\nb.").sections) == ["good", "good-night"]


def test_sections_have_the_heading_as_label() -> None:
    assert cut(TEXT).sections["long"] == "The Long Section"


def test_a_table_is_cut_by_lines() -> None:
    assert [(one.key, one.span) for one in cut_table("a,b\n\n1,2\n").cuts] == [
        ("row-1", Span(0, 3)),
        ("row-3", Span(5, 8)),
    ]


def test_quotations_stand_between_marks_of_one_passage() -> None:
    text = 'He said "never" and left "open.'
    assert [span.of(text) for span in quotations(text, Span(0, len(text)))] == ["never"]


def test_offsets_count_code_points() -> None:
    assert cut("Ünï. Two.").cuts[1].span == Span(5, 9)

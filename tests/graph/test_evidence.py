"""Evidence: every difference between the records and the source text is reported."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.graph.build import BuildResult
from kg.graph.evidence import coverage, find_source, read_text, verify_source
from tests.conftest import NAMES, Records

PERSON = "type: Person\nlabel: Someone\ncite: [p-1, p-2, p-3, p-4]\n"


def problems(records: Records, text: str | None = None) -> list[str]:
    inputs = records.read()
    return [str(problem) for problem in verify_source(text or records.text, inputs.sources["text"], inputs)]


def test_the_recorded_text_agrees(records: Records) -> None:
    assert problems(records) == []


def test_a_changed_passage_is_named(records: Records) -> None:
    assert any(
        problem.startswith("text/p-2: the text at 5-9") for problem in problems(records, "One. Too. Six. Ten. Odd.")
    )


def test_a_text_of_another_length_is_reported(records: Records) -> None:
    assert any("has 25 characters instead of 24" in problem for problem in problems(records, records.text + "!"))


def test_a_change_between_passages_is_reported(records: Records) -> None:
    assert any("has a different hash" in problem for problem in problems(records, "One.\tTwo. Six. Ten. Odd."))


def test_text_outside_all_passages_is_reported(records: Records) -> None:
    records.write_source("text", records.text, [(0, 4), (10, 14)])
    assert any("the text at 4-10 is not covered by any passage" in problem for problem in problems(records))


def test_overlapping_passages_are_reported(records: Records) -> None:
    records.write_source("text", records.text, [(0, 9), (5, 24)])
    assert any("text/p-2: overlaps" in problem for problem in problems(records))


def quotation(start: int, end: int, digest: str) -> str:
    return (
        f"type: Quotation\nlabel: q\ninPassage: source:text/p-2\nstartOffset: {start}\nendOffset: {end}\n"
        f"sha256: {digest}\nparaphrase: a number\ncite: p-2\n"
    )


def quoted(records: Records, text: str, words: str, recorded: str = "") -> list[str]:
    """The problems of a quotation of some words from a text with two passages, of which it is in the second."""
    end_of_first = text.index(" ")
    records.write_source("text", text, [(0, end_of_first), (end_of_first + 1, len(text))])
    start = text.index(words)
    record = quotation(start, start + len(words), sha256(words.encode()).hexdigest())
    records.write("quotation/q", record + (f"quotedWords: {recorded}\n" if recorded else ""))
    return problems(records, text)


EIGHT = "a b c d e f g h"
AGREEING = {
    "short": ('One. He says "two".', "two", "two"),
    "long": (f'One. He says "{EIGHT}".', EIGHT, ""),
    "with a comma before the mark": ("One. He says 'two,' and goes.", "two", "two"),
    "in typographic marks": ("One. He says “two”.", "two", "two"),
    "long and never closed": (f'One. He says "{EIGHT} and goes.', EIGHT, ""),
    "short and never closed, without its words": ('One. He says "two and goes.', "two", ""),
}
DISAGREEING = {
    "does not begin at a quotation mark": ("One. He says two.", "two", ""),
    "has quotedWords that no quotation mark ends": ('One. He says "two and goes.', "two", "two"),
    "has at most 7 words, and no quotedWords": ('One. He says "two".', "two", ""),
}


@pytest.mark.parametrize("kind", AGREEING)
def test_a_quotation_in_the_marks_of_the_text_agrees(records: Records, kind: str) -> None:
    assert quoted(records, *AGREEING[kind]) == []


@pytest.mark.parametrize("problem", DISAGREEING)
def test_a_quotation_is_held_to_the_marks_of_the_text(records: Records, problem: str) -> None:
    (found,) = quoted(records, *DISAGREEING[problem])
    assert found.startswith(f"quotation/q: {problem}")


def test_a_quotation_with_another_hash_is_reported(records: Records) -> None:
    records.write("quotation/q", quotation(5, 8, sha256(b"Too").hexdigest()))
    assert any("quotation/q: differs from the text at its offsets" in problem for problem in problems(records))


def test_a_quotation_outside_its_passage_is_reported(records: Records) -> None:
    records.write("quotation/q", quotation(10, 13, sha256(b"Six").hexdigest()))
    assert any("quotation/q: is outside its passage" in problem for problem in problems(records))


def test_an_incomplete_quotation_is_left_to_the_shapes(records: Records) -> None:
    records.write("quotation/q", "type: Quotation\nlabel: q\ninPassage: source:text/p-2\ncite: p-2\n")
    assert problems(records) == []


def test_a_passage_without_a_fact_or_reason_is_unused(records: Records) -> None:
    records.write("person/x", PERSON)
    assert coverage(records.read())[0].unused == ("p-5",)


def test_a_passage_with_a_reason_is_accounted_for(records: Records) -> None:
    records.write("person/x", PERSON)
    path = records.folder / "sources/text.csv"
    path.write_text(path.read_text().rstrip() + "Nothing new.\n")
    assert coverage(records.read())[0].unused == ()


def test_a_source_is_found_by_its_hash(records: Records) -> None:
    assert find_source(records.text, Path("other.txt"), records.read().sources).key == "text"


def test_a_changed_source_is_found_by_its_name(records: Records) -> None:
    assert find_source("changed", Path("text.txt"), records.read().sources).key == "text"


def test_the_text_of_no_source_is_refused(records: Records) -> None:
    with pytest.raises(DataError, match="is not the text of a recorded source"):
        find_source("changed", Path("other.txt"), records.read().sources)


BAD_ROWS = {
    "p-1,lead,sentence,4,4,{hash},,": "no text lies between the offsets",
    "p-1,lead,sentence,x,4,{hash},,": "is not a valid passage",
    "p-1,lead,sentence,0,4,abc,,": "64 hexadecimal digits",
    "p-1,tail,sentence,0,4,{hash},,": "section tail is not described",
    "p-1,lead,sentence,0,4,{hash},,\np-1,lead,sentence,5,9,{hash},,": "key p-1 is used twice",
    "p-1,lead": "is not a valid passage",
}


@pytest.mark.parametrize("row", BAD_ROWS)
def test_an_invalid_row_is_refused_with_its_line(records: Records, row: str) -> None:
    content = "key,section,kind,start,end,sha256,paraphrase,reason\n" + row.replace("{hash}", "0" * 64) + "\n"
    (records.folder / "sources/text.csv").write_text(content)
    with pytest.raises(DataError, match=BAD_ROWS[row]) as caught:
        records.read()
    assert "text.csv:" in caught.value.problems[0].where


def test_a_source_must_be_described_completely(records: Records) -> None:
    (records.folder / "sources/text.yaml").write_text("label: A text\n")
    with pytest.raises(DataError, match="does not describe a source"):
        records.read()


def test_a_title_must_be_in_the_text(records: Records) -> None:
    path = records.folder / "sources/text.yaml"
    path.write_text(path.read_text() + "title: Two\n")
    inputs = records.read()
    assert verify_source(records.text, inputs.sources["text"], inputs) == []
    path.write_text(path.read_text().replace("title: Two", "title: Three"))
    inputs = records.read()
    assert [problem.what for problem in verify_source(records.text, inputs.sources["text"], inputs)] == [
        "has a title that is not in the text."
    ]


def test_a_source_has_its_own_title_beside_the_label_of_the_curators(records: Records) -> None:
    path = records.folder / "sources/text.yaml"
    path.write_text(path.read_text() + "title: Two\n")
    title = f'<{NAMES.source("text")}> <http://purl.org/dc/terms/title> "Two"@en .'
    assert title in records.build().lines


def test_a_source_may_have_a_web_page(records: Records) -> None:
    path = records.folder / "sources/text.yaml"
    path.write_text(path.read_text() + "url: https://example.org/a%20text?v=1\n")
    page = f"<{NAMES.source('text')}> <{NAMES.term('webPage')}> <https://example.org/a%20text?v=1> ."
    assert page in records.build().lines


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org/", "https://example.org/#top", "https://a b/", '"'])
def test_a_web_page_has_an_address_without_a_fragment(records: Records, url: str) -> None:
    path = records.folder / "sources/text.yaml"
    path.write_text(path.read_text() + f"url: '{url}'\n")
    with pytest.raises(DataError, match="has a url that is not the address of a web page"):
        records.read()


BAD_DESCRIPTIONS = {
    "characters: many": "does not have a valid length and hash",
    "sha256: abc": "does not have a valid length and hash",
    "sections: none": "does not describe a source",
    "label: [a, b]": "does not describe a source",
    "label: [": "cannot be read",
}


@pytest.mark.parametrize("line", BAD_DESCRIPTIONS)
def test_an_invalid_description_is_refused(records: Records, line: str) -> None:
    path = records.folder / "sources/text.yaml"
    key = line.partition(":")[0]
    kept = [old for old in path.read_text().splitlines() if not old.startswith((key, " "))]
    sections = [] if key == "sections" else ["sections: {lead: Lead}"]
    path.write_text("\n".join([*(old for old in kept if old != "sections:"), *sections, line]) + "\n")
    with pytest.raises(DataError, match=BAD_DESCRIPTIONS[line]):
        records.read()


@pytest.mark.parametrize("key", ["9th-congress", "identifiers", "wrong-identifiers"])
def test_every_passage_of_the_project_is_accounted_for(built: BuildResult, key: str) -> None:
    assert {report.source.key: report.unused for report in coverage(built.inputs)}[key] == ()


FILES = ["sources/9th-congress.txt", "identifiers/identifiers.csv", "identifiers/do-not-use.csv"]


@pytest.mark.parametrize("name", FILES)
def test_the_project_agrees_with_its_sources(built: BuildResult, shared: Path, name: str) -> None:
    text = read_text(shared / name)
    source = find_source(text, shared / name, built.inputs.sources)
    assert verify_source(text, source, built.inputs) == []

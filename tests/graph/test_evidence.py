"""Evidence: what does not agree with the source text is found."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.graph.build import Built
from kg.graph.evidence import coverage, find_source, read_text, verify
from tests.conftest import Records

PERSON = "type: Person\nlabel: Someone\ncite: [p-1, p-2, p-3, p-4]\n"


def problems(records: Records, text: str | None = None) -> list[str]:
    material = records.read()
    return [str(problem) for problem in verify(text or records.text, material.sources["text"], material)]


def test_the_text_that_was_cut_agrees(records: Records) -> None:
    assert problems(records) == []


def test_a_changed_passage_is_named(records: Records) -> None:
    assert any(found.startswith("text/p-2: the text at 5-9") for found in problems(records, "One. Too. Six. Ten. Odd."))


def test_a_text_of_another_length_is_told(records: Records) -> None:
    assert any("has 25 characters instead of 24" in found for found in problems(records, records.text + "!"))


def test_a_change_between_passages_is_told(records: Records) -> None:
    assert any("has another hash" in found for found in problems(records, "One.\tTwo. Six. Ten. Odd."))


def test_text_in_no_passage_is_told(records: Records) -> None:
    records.write_source("text", records.text, [(0, 4), (10, 14)])
    assert any("the text at 4-10 belongs to no passage" in found for found in problems(records))


def test_overlapping_passages_are_told(records: Records) -> None:
    records.write_source("text", records.text, [(0, 9), (5, 24)])
    assert any("text/p-2: overlaps" in found for found in problems(records))


def quotation(start: int, end: int, digest: str) -> str:
    return (
        f"type: Quotation\nlabel: q\ninPassage: source:text/p-2\nstart: {start}\nend: {end}\nsha256: {digest}\n"
        "paraphrase: a number\ncite: p-2\n"
    )


def test_a_quotation_that_is_there_agrees(records: Records) -> None:
    records.write("quotation/q", quotation(5, 8, sha256(b"Two").hexdigest()))
    assert problems(records) == []


def test_a_quotation_with_another_hash_is_told(records: Records) -> None:
    records.write("quotation/q", quotation(5, 8, sha256(b"Too").hexdigest()))
    assert any("quotation/q: is not what the text has there" in found for found in problems(records))


def test_a_quotation_outside_its_passage_is_told(records: Records) -> None:
    records.write("quotation/q", quotation(10, 13, sha256(b"Six").hexdigest()))
    assert any("quotation/q: does not lie in its passage" in found for found in problems(records))


def test_a_passage_without_fact_and_reason_is_unused(records: Records) -> None:
    records.write("person/x", PERSON)
    assert coverage(records.read())[0].unused == ("p-5",)


def test_a_passage_with_a_reason_is_accounted_for(records: Records) -> None:
    records.write("person/x", PERSON)
    path = records.folder / "sources/text.csv"
    path.write_text(path.read_text().rstrip() + "Nothing new.\n")
    assert coverage(records.read())[0].complete


def test_a_source_is_known_by_its_hash(records: Records) -> None:
    assert find_source(records.text, Path("other.txt"), records.read().sources).key == "text"


def test_a_changed_source_is_known_by_its_name(records: Records) -> None:
    assert find_source("changed", Path("text.txt"), records.read().sources).key == "text"


def test_an_unknown_text_is_refused(records: Records) -> None:
    with pytest.raises(DataError, match="is none of the recorded sources"):
        find_source("changed", Path("other.txt"), records.read().sources)


BAD_ROWS = {
    "p-1,lead,sentence,4,4,{hash},": "enclose nothing",
    "p-1,lead,sentence,x,4,{hash},": "is not a passage",
    "p-1,lead,sentence,0,4,abc,": "64 hexadecimal digits",
    "p-1,tail,sentence,0,4,{hash},": "section tail is not described",
    "p-1,lead,sentence,0,4,{hash},\np-1,lead,sentence,5,9,{hash},": "key p-1 is taken",
    "p-1,lead": "is not a passage",
}


@pytest.mark.parametrize("row", BAD_ROWS)
def test_a_bad_row_is_refused_with_its_line(records: Records, row: str) -> None:
    content = "key,section,kind,start,end,sha256,reason\n" + row.replace("{hash}", "0" * 64) + "\n"
    (records.folder / "sources/text.csv").write_text(content)
    with pytest.raises(DataError, match=BAD_ROWS[row]) as caught:
        records.read()
    assert "text.csv:" in caught.value.problems[0].where


def test_a_source_must_be_described_completely(records: Records) -> None:
    (records.folder / "sources/text.yaml").write_text("label: A text\n")
    with pytest.raises(DataError, match="does not describe a source"):
        records.read()


BAD_DESCRIPTIONS = {
    "characters: many": "no usable length or hash",
    "sha256: abc": "no usable length or hash",
    "sections: none": "does not describe a source",
    "label: [a, b]": "does not describe a source",
    "label: [": "cannot be read",
}


@pytest.mark.parametrize("line", BAD_DESCRIPTIONS)
def test_a_bad_description_is_refused(records: Records, line: str) -> None:
    path = records.folder / "sources/text.yaml"
    kept = [one for one in path.read_text().splitlines() if not one.startswith(line.partition(":")[0])]
    path.write_text("\n".join([*(one for one in kept if line[:8] != "sections" or one[0] != " "), line]) + "\n")
    with pytest.raises(DataError, match=BAD_DESCRIPTIONS[line]):
        records.read()


@pytest.mark.parametrize("key", ["9th-congress", "identifiers", "wrong-identifiers"])
def test_every_passage_of_the_project_is_accounted_for(built: Built, key: str) -> None:
    assert {report.source.key: report.unused for report in coverage(built.material)}[key] == ()


FILES = ["sources/9th-congress.txt", "identifiers/identifiers.csv", "identifiers/do-not-use.csv"]


@pytest.mark.parametrize("name", FILES)
def test_the_project_agrees_with_its_sources(built: Built, shared: Path, name: str) -> None:
    text = read_text(shared / name)
    source = find_source(text, shared / name, built.material.sources)
    assert verify(text, source, built.material) == []

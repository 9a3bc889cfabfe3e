"""Records: every mistake of a curator is reported with its file, its line and a remedy."""

from __future__ import annotations

import pytest

from kg.errors import DataError
from tests.conftest import Records

PERSON = "type: Person\nlabel: Someone\ncite: p-1\n"

MISTAKES = {
    "broken YAML": ("type: [", "data/person/x.yaml:3", "is not valid YAML"),
    "repeated key": (PERSON + "label: Again\n", "data/person/x.yaml:5", "label is repeated"),
    "no citation": ("type: Person\nlabel: Someone\n", "data/person/x.yaml:1", "has no citation"),
    "no citation of a fact": (PERSON + "facts:\n- altLabel: Other\n", "data/person/x.yaml:6", "has no citation"),
    "citation of nothing": (PERSON + "facts:\n- cite: p-1\n", "data/person/x.yaml:6", "supports no fact"),
    "unknown key": (
        PERSON + "facts:\n- spoueOf: person/x\n  cite: p-1\n",
        "data/person/x.yaml:6",
        "spoueOf is not a key",
    ),
    "key of JSON-LD": (PERSON + "facts:\n- '@id': person/y\n  cite: p-1\n", "data/person/x.yaml:6", "@id is not a key"),
    "unknown class": ("type: Persn\nlabel: x\ncite: p-1\n", "data/person/x.yaml:2", "Persn is not a class"),
    "unknown passage": ("type: Person\nlabel: x\ncite: p-9\n", "data/person/x.yaml:4", "p-9 is not a passage of text"),
    "unknown source": ("type: Person\nlabel: x\ncite: txt/p-1\n", "data/person/x.yaml:4", "txt is not a source"),
    "unknown entity": (
        PERSON + "facts:\n- childOf: person/y\n  cite: p-1\n",
        "data/person/x.yaml:6",
        "person/y is not an entity",
    ),
    "unknown status": (PERSON + "status: sure\n", "data/person/x.yaml:1", "sure is not a status"),
    "interpretation without reason": (PERSON + "status: interpretation\n", "data/person/x.yaml:1", "needs a reason"),
    "reason without interpretation": (
        PERSON + "reason: because\n",
        "data/person/x.yaml:1",
        "explicit facts have no reason",
    ),
    "unknown confidence": (PERSON + "confidence: big\n", "data/person/x.yaml:1", "big is not a confidence"),
    "empty value": ("type: Person\nlabel:\ncite: p-1\n", "data/person/x.yaml:3", "label has no value"),
    "empty list": (PERSON + "altLabel: []\n", "data/person/x.yaml:5", "altLabel is not a single value"),
    "tagged value": (
        "type: Person\nlabel: !!python/name:os.system x\ncite: p-1\n",
        "data/person/x.yaml:3",
        "has the tag",
    ),
    "nested value": (
        PERSON + "facts:\n- childOf: {a: {b: c}}\n  cite: p-1\n",
        "data/person/x.yaml:6",
        "not a single value",
    ),
    "text instead of languages": (
        PERSON + "labelIn: Jemand\n",
        "data/person/x.yaml:5",
        "has a text without a language",
    ),
    "languages instead of text": (
        "type: Person\nlabel: {de: x}\ncite: p-1\n",
        "data/person/x.yaml:3",
        "cannot have texts by language",
    ),
    "facts that are not a list": (PERSON + "facts: some\n", "data/person/x.yaml:5", "facts is not a list"),
    "part without id": (
        PERSON + "---\ntype: Person\nlabel: y\ncite: p-1\n",
        "data/person/x.yaml:6",
        "no valid identifier",
    ),
    "entity without type": ("label: Someone\ncite: p-1\n", "data/person/x.yaml:2", "has no type"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_reported_with_its_line_and_a_remedy(
    records: Records, mistake: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, where, what = MISTAKES[mistake]
    monkeypatch.chdir(records.folder.parent)
    records.write("person/x", content)
    with pytest.raises(DataError) as caught:
        records.read()
    assert any(p.where == where and what in p.what and p.remedy for p in caught.value.problems), caught.value


INVALID_VALUES = {
    "date": ("Meeting", "2026-02-30", "a day as YYYY-MM-DD"),
    "inYear": ("Meeting", "26", "a year as YYYY"),
    "inMonth": ("Meeting", "2026-13", "a month as YYYY-MM"),
    "durationDays": ("Meeting", "1,000", "a whole number"),
    "enlarged": ("Meeting", "yes", "true or false"),
    "speechKind": ("Speech", "sermon", "a value of speechKind"),
}


@pytest.mark.parametrize("key", INVALID_VALUES)
def test_a_value_must_fit_its_datatype(records: Records, key: str) -> None:
    cls, value, form = INVALID_VALUES[key]
    records.write("event/x", f"type: {cls}\nlabel: x\n{key}: {value}\ncite: p-1\n")
    with pytest.raises(DataError, match=form):
        records.read()


def test_plain_scalars_stay_text(records: Records) -> None:
    records.write("person/x", "type: Person\nlabel: NO\naltLabel: [012, 12:30]\ncite: p-1\n")
    assert {str(a.triple[2]) for a in records.read().assertions} >= {"NO", "012", "12:30"}


def test_a_byte_order_mark_is_no_part_of_a_file(records: Records) -> None:
    records.write("person/x", PERSON)
    before = records.read().assertions
    for path in (*records.folder.rglob("*.yaml"), *records.folder.rglob("*.csv")):
        path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert records.read().assertions == before


def test_an_entity_has_one_file(records: Records) -> None:
    records.write("person/x", PERSON + "---\nid: person/y\n" + PERSON)
    records.write("person/y", PERSON)
    with pytest.raises(DataError, match="describes person/y, which"):
        records.read()


def test_a_file_must_name_its_source(records: Records) -> None:
    (records.folder / "person").mkdir()
    (records.folder / "person/x.yaml").write_text(PERSON)
    with pytest.raises(DataError, match="does not name a source"):
        records.read()


def test_a_file_name_must_be_an_identifier(records: Records) -> None:
    records.write("person/Some One", PERSON)
    with pytest.raises(DataError, match="no valid identifier"):
        records.read()


def test_an_empty_file_is_refused(records: Records) -> None:
    (records.folder / "person").mkdir()
    (records.folder / "person/x.yaml").write_text("")
    with pytest.raises(DataError, match="is empty"):
        records.read()


def test_a_file_must_be_utf8(records: Records) -> None:
    (records.folder / "person").mkdir()
    (records.folder / "person/x.yaml").write_bytes(b"label: \xff\n")
    with pytest.raises(DataError, match="not UTF-8"):
        records.read()


@pytest.mark.parametrize("name", ["x.yaml", "person/sub/x.yaml", "person/x.yml"])
def test_a_record_in_the_wrong_place_is_refused(records: Records, name: str) -> None:
    path = records.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("source: text\n" + PERSON)
    with pytest.raises(DataError, match="is outside the folders for records"):
        records.read()


def test_an_alias_is_refused(records: Records) -> None:
    records.write("person/x", "type: Person\nlabel: &a Someone\naltLabel: *a\ncite: p-1\n")
    with pytest.raises(DataError, match=r"x\.yaml:3: has an anchor or alias"):
        records.read()


def test_deep_brackets_are_refused(records: Records) -> None:
    records.write("person/x", "type: Person\nlabel: " + "[" * 100_000 + "\n")
    with pytest.raises(DataError, match="nests deeper than"):
        records.read()


def test_a_folder_named_like_a_record_is_refused(records: Records) -> None:
    (records.folder / "person/x.yaml").mkdir(parents=True)
    with pytest.raises(DataError, match="cannot be read"):
        records.read()


def test_references_to_an_invalid_record_are_not_reported(records: Records) -> None:
    records.write("person/x", "type: Persn\nlabel: x\ncite: p-1\n")
    records.write("person/y", PERSON + "facts:\n- childOf: person/x\n  cite: p-1\n")
    with pytest.raises(DataError) as caught:
        records.read()
    assert [problem.what for problem in caught.value.problems] == ["Persn is not a class."]


def test_problems_are_sorted_by_line(records: Records) -> None:
    wrong = "".join(f"- wrong{number}: x\n  cite: p-1\n" for number in range(6))
    records.write("person/x", PERSON + "facts:\n" + wrong)
    with pytest.raises(DataError) as caught:
        records.read()
    assert [problem.where.rpartition(":")[2] for problem in caught.value.problems] == ["6", "8", "10", "12", "14", "16"]


def test_an_asterisk_in_a_text_is_not_an_alias(records: Records) -> None:
    records.write("person/x", "type: Person\nlabel: Some * one & other\ncite: p-1\n")
    assert "Some * one & other" in {str(a.triple[2]) for a in records.read().assertions}


def test_all_problems_are_reported_together(records: Records) -> None:
    records.write("person/x", "type: Persn\nlabel: x\ncite: p-1\n")
    records.write("person/y", "type: Persn\nlabel: y\ncite: p-1\n")
    with pytest.raises(DataError) as caught:
        records.read()
    assert len([p for p in caught.value.problems if "Persn" in p.what]) == 2


def test_a_typo_gets_a_suggestion(records: Records) -> None:
    records.write("person/x", PERSON + "facts:\n- spoueOf: person/x\n  cite: p-1\n")
    with pytest.raises(DataError, match=r"Did you mean spouseOf\?"):
        records.read()

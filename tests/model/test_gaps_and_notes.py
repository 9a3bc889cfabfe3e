"""Gaps and curators' notes."""

from __future__ import annotations

from kg.engine.answer import Term
from kg.model.gaps_and_notes import GapOrNote, read_gaps_and_notes
from tests.publish.written import ANN, NAMES, iri, written

GAP, NOTE = NAMES.thing("gap/g"), NAMES.thing("note/n")
DATA = """
  <id/gap/g> a ckg:Gap ; ckg:about <id/person/ann> ; ckg:missingProperty ckg:knows, ckg:born ; ckg:gapKind ckg:omitted ;
    ckg:paraphrase "No names."@en .
  <id/note/n> a ckg:CuratorNote ; ckg:about <id/person/ann> ; ckg:noteKind ckg:errorOfFact ; ckg:noteText "A slip."@en ;
    ckg:asStated "Anm" ; ckg:readAs <id/person/ann> .
"""


def only(data: str, node: str) -> GapOrNote:
    (found,) = read_gaps_and_notes(written(data), [node])
    return found


def test_a_gap_names_the_missing_properties() -> None:
    assert only(DATA, GAP).missing == (NAMES.term("born"), NAMES.term("knows"))


def test_gaps_and_notes_are_distinguished() -> None:
    assert [entry.gap for entry in read_gaps_and_notes(written(DATA), [NOTE, GAP])] == [True, False]


def test_gaps_and_notes_have_their_kinds() -> None:
    kinds = [entry.kind for entry in read_gaps_and_notes(written(DATA), [GAP, NOTE])]
    assert kinds == [NAMES.term("omitted"), NAMES.term("errorOfFact")]


def test_gaps_and_notes_have_their_texts() -> None:
    texts = [entry.text and entry.text.value for entry in read_gaps_and_notes(written(DATA), [GAP, NOTE])]
    assert texts == ["No names.", "A slip."]


def test_a_note_has_what_the_source_states_and_how_it_is_read() -> None:
    note = only(DATA, NOTE)
    assert (note.stated and note.stated.value, note.read) == ("Anm", iri("id/person/ann"))


def test_without_a_kind_the_class_is_the_kind() -> None:
    assert only("<id/gap/g> a ckg:Gap .", GAP).kind == NAMES.term("Gap")


def test_a_gap_may_have_no_text() -> None:
    assert only("<id/gap/g> a ckg:Gap .", GAP).text is None


def test_the_language_of_a_text_is_kept() -> None:
    assert isinstance(text := only(DATA, GAP).text, Term)
    assert text.language == "en"


def test_other_entities_are_left_out() -> None:
    assert read_gaps_and_notes(written(DATA + "<id/person/ann> a ckg:Person ."), [ANN]) == []


def test_no_nodes_have_no_gaps_and_notes() -> None:
    assert read_gaps_and_notes(written(DATA), []) == []

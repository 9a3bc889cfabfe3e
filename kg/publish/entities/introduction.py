"""How a page begins: a sentence that says who or what the entity is, and its key facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from kg.engine.answer import Term
from kg.model.display import Display
from kg.model.key_facts import KeyFacts
from kg.model.labels import Labels
from kg.publish.answer_table import AnswerTable, Cell
from kg.publish.entities.key_facts import WHEN, EntityTime, KeyFact, column, key_facts
from kg.publish.entities.rows import PropertyRow
from kg.publish.questions.english import description_in_text, with_indefinite_article
from kg.publish.questions.sentence import SentenceError, fill_sentence

_UNBOUND = Cell("")


@dataclass(frozen=True)
class Introduction:
    """The sentence about an entity, as the texts and the cells in it, and its key facts; either may be empty."""

    sentence: list[Cell] = field(default_factory=list)
    facts: list[KeyFact] = field(default_factory=list)


@dataclass(frozen=True)
class Subject:
    """What an introduction is about, by its IRI: its class and its time.

    As many values of a property as ``unknown`` may not be all that it has, so that no sentence counts them.
    """

    iri: str
    cls: str
    time: EntityTime | None
    unknown: int


def introduce(
    display: Display, names: Labels, subject: Subject, profile: KeyFacts, rows: Sequence[PropertyRow]
) -> Introduction:
    """The introduction of an entity whose statements are in rows.

    A template that is malformed or names what is not a key fact gives no sentence: the page is complete without it.
    """
    facts = [*key_facts(display, profile, rows, subject.time)]
    columns = dict.fromkeys((column(display, path) for path in profile.paths), ())
    try:
        sentence = _sentence(names, subject, profile, columns, facts) if profile.sentence else []
    except SentenceError:
        return Introduction([], facts)
    return Introduction([*sentence, *_unstated(names, facts)] if sentence else [], facts)


def _unstated(names: Labels, facts: Iterable[KeyFact]) -> Iterator[Cell]:
    """What the sources leave open, in a sentence that follows the other; each gap is named by its label."""
    gaps = dict.fromkeys(gap.node for fact in facts if not (fact.values or fact.text) for gap in fact.gaps)
    for at, gap in enumerate(gaps):
        yield _text("; " if at else " Not stated: ")
        cell = _cell(names, Term("iri", gap))
        yield replace(cell, text=description_in_text(cell.text))
    if gaps:
        yield _text(".")


def _sentence(
    names: Labels, subject: Subject, profile: KeyFacts, columns: Iterable[str], facts: Iterable[KeyFact]
) -> list[Cell]:
    values = {name: list[Cell]() for name in columns}
    for fact in facts:
        if fact.column != WHEN and len(fact.values) < subject.unknown:
            values[fact.column] = [_cell(names, value.other) for value in fact.values]
    values["entity"] = [_cell(names, Term("iri", subject.iri))]
    values["kind"] = [_text(with_indefinite_article(names.text(subject.cls)))]
    values[WHEN] = [_text(subject.time.phrase)] if subject.time and subject.time.phrase else []
    rows = zip_longest(*values.values(), fillvalue=_UNBOUND)
    cells = fill_sentence(profile.sentence, AnswerTable([*values], [[*row] for row in rows], cut=False))
    # The page does not link to itself.
    return [replace(cell, link=None) if cell.link == subject.iri else cell for cell in cells]


def _cell(names: Labels, term: Term) -> Cell:
    if term.is_iri:
        return Cell(names.text(term.value), "iri", link=term.value, language=names.language(term.value), term=term)
    return _text(names.term(term))


def _text(text: str) -> Cell:
    return Cell(text, "literal", term=Term("literal", text))

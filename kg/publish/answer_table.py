"""The answer to a query as a table for readers: every IRI has its name, every date and number its format."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.engine.answer import Answer, Term
from kg.formats import GRAPH, TRUTH
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.display import Display, read_display
from kg.model.labels import Labels, format_literal
from kg.sparql.terms import is_absolute_iri

_NUMBERS = frozenset({"integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger", "int", "long"})
_DATE = re.compile("[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_DATES = {7: "http://www.w3.org/2001/XMLSchema#gYearMonth", 10: "http://www.w3.org/2001/XMLSchema#date"}
# What stands for an unbound variable.
_UNBOUND = "–"


@dataclass(frozen=True)
class Cell:
    """A term as readers see it; ``title`` is its full IRI or datatype, ``link`` is the IRI that the text links to.

    ``language`` is the tag of its language, ``tongue`` the name of a language other than English, which stands beside.
    Without a ``term`` it is plain text, or stands for an unbound variable.
    """

    text: str
    kind: str = "empty"
    title: str | None = None
    link: str | None = None
    language: str | None = None
    term: Term | None = None
    tongue: str | None = None


@dataclass(frozen=True)
class AnswerTable:
    """The first rows of an answer; ``cut``: it has more."""

    columns: list[str]
    rows: list[list[Cell]]
    cut: bool


def answer_table(dataset: PublishedDataset, answer: Answer, limit: int) -> AnswerTable:
    """The rows of a SELECT, the triples of a graph or the truth value of an ASK as a table of at most ``limit`` rows.

    Raises QueryError if the evaluation fails on the way.
    """
    if answer.kind == TRUTH:
        return AnswerTable(["answer"], [[Cell("yes" if answer.truth else "no", "literal")]], cut=False)
    columns = ["subject", "predicate", "object"] if answer.kind == GRAPH else answer.columns
    rows = [*islice(answer.rows(), limit + 1)]
    return AnswerTable(columns, read_cells(dataset, rows[:limit]), cut=len(rows) > limit)


def read_cells(dataset: PublishedDataset, rows: Iterable[Sequence[Term | None]]) -> list[list[Cell]]:
    """The cells of some rows, with the names that the dataset gives to IRIs."""
    rows = [[_readable(term, dataset.names.base) for term in row] for row in rows]
    iris = {term.value for row in rows for term in row if term and term.is_iri}
    names, display = labels.of(dataset, iris), read_display(dataset)
    return [[_cell(term, names, display) for term in row] for row in rows]


def _readable(term: Term | None, base: str) -> Term | None:
    """A term, or what a text stands for: an entity or a date, of which ``STR(?term)`` gives the IRI or the digits."""
    if term is None or term.kind != "literal":
        return term
    if term.value.startswith(base) and is_absolute_iri(term.value):
        return Term("iri", term.value)
    datatype = _DATES.get(len(term.value)) if _DATE.fullmatch(term.value) else None
    return Term("literal", term.value, datatype=datatype) if datatype else term


def _cell(term: Term | None, names: Labels, display: Display) -> Cell:
    if term is None:
        return Cell(_UNBOUND)
    if term.is_iri:
        link = term.value if term.value.startswith(("http://", "https://")) else None
        authority = display.authority(term.value)
        text = " ".join(authority) if authority else names.text(term.value)
        language = names.language(term.value)
        return Cell(text, "iri", term.value, link, language, term, _tongue(language, display))
    if term.kind == "literal":
        datatype = names.names.compact(term.datatype) if term.datatype else None
        number = datatype is not None and datatype.startswith("xsd:") and datatype[4:] in _NUMBERS
        text = format_literal(term)
        kind = "number" if number else "literal"
        tongue = _tongue(term.language, display)
        return Cell(text, kind, datatype, language=term.language, term=term, tongue=tongue)
    return Cell(f"_:{term.value}" if term.kind == "bnode" else term.value, term.kind, term=term)


def _tongue(tag: str | None, display: Display) -> str | None:
    return display.language(tag) if tag and tag.partition("-")[0] != "en" else None

"""The answer to a query as a table for a page."""

from dataclasses import dataclass
from itertools import islice

from kg.engine.answer import Answer, Term
from kg.formats import GRAPH, TRUTH
from kg.namespaces import Namespaces

_NUMBERS = frozenset({"integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger", "int", "long"})


@dataclass(frozen=True)
class Cell:
    """A term in a table; ``title`` is its full IRI or datatype, ``link`` is the IRI that the cell links to."""

    text: str
    kind: str = "empty"
    title: str | None = None
    link: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class AnswerTable:
    """The first rows of an answer; ``cut``: it has more."""

    columns: list[str]
    rows: list[list[Cell]]
    cut: bool


def answer_table(answer: Answer, names: Namespaces, limit: int) -> AnswerTable:
    """The rows of a SELECT, the triples of a graph or the truth value of an ASK as a table of at most ``limit`` rows.

    Raises QueryError if the evaluation fails on the way.
    """
    if answer.kind == TRUTH:
        return AnswerTable(["answer"], [[Cell("true" if answer.truth else "false", "literal")]], cut=False)
    columns = ["subject", "predicate", "object"] if answer.kind == GRAPH else answer.columns
    rows = [[_cell(term, names) for term in row] for row in islice(answer.rows(), limit + 1)]
    return AnswerTable(columns, rows[:limit], cut=len(rows) > limit)


def _cell(term: Term | None, names: Namespaces) -> Cell:
    if term is None:
        return Cell("")
    if term.is_iri:
        link = term.value if term.value.startswith(("http://", "https://")) else None
        return Cell(names.compact(term.value), "iri", term.value, link)
    if term.kind == "literal":
        datatype = names.compact(term.datatype) if term.datatype else None
        number = datatype is not None and datatype.startswith("xsd:") and datatype[4:] in _NUMBERS
        return Cell(term.value, "number" if number else "literal", datatype, language=term.language)
    return Cell(f"_:{term.value}" if term.kind == "bnode" else term.value, term.kind)

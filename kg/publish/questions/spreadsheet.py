"""The table of an answer as a file for spreadsheets, as readers see it on the page."""

from collections.abc import Iterator, Sequence

from kg.model.evidence import Evidence
from kg.model.labels import Labels
from kg.publish.csv_file import csv_text
from kg.publish.questions.answered import AnsweredQuestion

_EVIDENCE = ("Certainty", "Passages")


def spreadsheet(answered: AnsweredQuestion) -> str:
    """The table as CSV (RFC 4180): its columns, then the certainty of each row and the passages behind it."""
    return csv_text(_rows(answered))


def _rows(answered: AnsweredQuestion) -> Iterator[list[str]]:
    yield [*answered.table.columns, *_EVIDENCE]
    for row, supports, mark in zip(answered.table.rows, answered.evidence, answered.marks, strict=True):
        cells = (cell.text for cell in row)
        yield [*cells, _certainty(mark, answered.names), _places(supports, answered.names)]


def _certainty(support: Evidence | None, names: Labels) -> str:
    """The status of the least certain support, as its mark on the page has it."""
    if support is None:
        return ""
    status = names.text(support.status) if support.status else ""
    return f"inferred ({status})" if support.inferred else status


def _places(supports: Sequence[Evidence], names: Labels) -> str:
    passages = dict.fromkeys(passage for support in supports for passage in support.passages)
    return "; ".join(names.text(passage) for passage in passages)

"""The table of an answer as readers see it: titled columns, numbers that compare, and what empty cells mean."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.model.display import Display
from kg.publish.answer_table import AnswerTable, Cell

# What an empty cell means: a gap says that the source gives no value, or the dataset just has none.
NOT_STATED, NOT_RECORDED = "not stated", "not recorded"
_NUMBER = re.compile(r"(−?)([\d,]+)(?:\.(\d+))?")


def with_named_properties(table: AnswerTable, display: Display) -> AnswerTable:
    """The same table, in which properties have the names that pages of entities give to their values."""
    return replace(table, rows=[[_named(cell, display) for cell in row] for row in table.rows])


def readable_table(
    whole: AnswerTable, titles: dict[str, str], silent: Collection[tuple[int, str]], display: Display
) -> AnswerTable:
    """The columns of a table that have titles.

    ``silent`` are the empty cells, by the number of the row and the name of the column, of which a gap says that the
    source gives no value.
    """
    columns = []
    for name, title in titles.items():
        at = whole.columns.index(name)
        cells = [_filled(row[at], silent=(number, name) in silent) for number, row in enumerate(whole.rows)]
        columns.append([_without_language(cell, title, display) for cell in _comparable(cells)])
    return AnswerTable([*titles.values()], [[*row] for row in zip(*columns, strict=True)], whole.cut)


def _named(cell: Cell, display: Display) -> Cell:
    head = display.outgoing.get(cell.term.value) if cell.term and cell.term.is_iri else None
    return replace(cell, text=head.name) if head else cell


def _filled(cell: Cell, *, silent: bool) -> Cell:
    """A cell with a text even where a variable is unbound; soft, too, where the query itself gives "not stated"."""
    if cell.term:
        return replace(cell, kind="empty") if cell.text == NOT_STATED else cell
    return replace(cell, text=NOT_STATED if silent else NOT_RECORDED)


def _without_language(cell: Cell, title: str, display: Display) -> Cell:
    """A cell that does not repeat the language that the title of its column names."""
    known = cell.language and display.language(cell.language) in title
    return replace(cell, tongue=None) if known else cell


def _comparable(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a column, with as many decimals in each number, and a sign before gains where there are losses."""
    parts = [_NUMBER.fullmatch(cell.text) if cell.kind == "number" else None for cell in cells]
    numbers = [part for part in parts if part]
    signed = any(number[1] for number in numbers)
    digits = max((len(number[3] or "") for number in numbers), default=0)

    def text(sign: str, whole: str, fraction: str | None) -> str:
        gain = "+" if signed and not sign and (whole + (fraction or "")).strip("0") else ""
        return f"{sign or gain}{whole}{'.' + (fraction or '').ljust(digits, '0') if digits else ''}"

    return [
        replace(cell, text=text(part[1], part[2], part[3])) if part else cell
        for cell, part in zip(cells, parts, strict=True)
    ]

"""A cell of a list: the values of an entity in a column, and what sorts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.roles import RoleTaken
from kg.publish.answer_table import Cell
from kg.publish.questions.readable_table import NOT_STATED

REST_NOT_STATED = "rest not stated"
# The kind of what follows from other statements.
INFERRED_VALUE = "inferred"
# The kinds of values that a legend explains.
_MARKED = ("empty", INFERRED_VALUE)


@dataclass(frozen=True)
class ListCell:
    """The values of a cell, the number of ``more`` that are left out, and the text by which its column is sorted.

    The last value may be a "not stated" that links to the gap; a cell without values is empty.
    """

    values: tuple[Cell, ...] = ()
    more: int = 0
    key: str = ""

    @classmethod
    def of(cls, cells: Sequence[Cell], number: int) -> ListCell:
        """Some values of a cell, in their order, of which there are ``number`` in all."""
        values = tuple(sorted(cells, key=_sort_key))
        return cls(values, number - len(values), _sort_key(values[0])) if values else cls()

    def without_limits(self) -> ListCell:
        """The same without what is inferred where a value is said not to be stated: it only limits that value."""
        if not any(value.kind == "empty" for value in self.values):
            return self
        return replace(self, values=tuple(value for value in self.values if value.kind != INFERRED_VALUE))

    @property
    def text(self) -> str:
        """The values as plain text."""
        more = (f"and {self.more:,} more",) if self.more else ()
        return "; ".join((*(value.text for value in self.values), *more))

    @property
    def marks(self) -> frozenset[str]:
        """The kinds of its values that need a legend, and ``none`` if it has no value."""
        return frozenset(value.kind for value in self.values if value.kind in _MARKED) or frozenset(
            () if self.values else ("none",)
        )

    @property
    def is_prose(self) -> bool:
        """Whether it has sentences, which need more room than names."""
        return any(value.kind == "literal" and not value.link and value.text.endswith(".") for value in self.values)

    def with_gap(self, gap: str, about: str = "") -> ListCell:
        """The same with a mark that the source gives no value, or no others; ``gap`` is the IRI that says so.

        ``about`` is the value that is not stated, where it is only one of several.
        """
        stated = any(value.kind != INFERRED_VALUE for value in self.values)
        words = f"{about}: {NOT_STATED}" if about else REST_NOT_STATED if stated else NOT_STATED
        mark = Cell(words, "empty", link=gap)
        return replace(self, values=(*self.values, mark) if stated else (mark, *self.values))


def role_cell(taken: Sequence[RoleTaken]) -> ListCell:
    """A cell with roles of a person; one that several things give has their number instead of a link."""
    nodes = grouped((role.role.name, role.node) for role in taken)
    values = []
    for name, found in nodes.items():
        several = len({*found})
        values.append(
            Cell(f"{name} ({several:,})" if several > 1 else name, "literal", link=None if several > 1 else found[0])
        )
    return ListCell(tuple(values), 0, values[0].text if values else "")


def _sort_key(cell: Cell) -> str:
    """What sorts a value: a number or date by its digits, and a text without regard to case."""
    term: Term | None = cell.term
    return term.value if term and term.kind == "literal" and term.datatype else cell.text.casefold()

"""Answers in a sentence: templates of Jinja, filled with the rows of an answer.

A template sees ``rows`` and ``count``, their number; ``first`` and ``last`` among them; a column of a row as
``row.party``, which reads as its name with a link, with ``.text``, ``.value`` and ``.bound`` to compare.
``names("party")`` lists the distinct values of a column, of many the first five and how many more there are, since a
table has them all; ``names("party", 3)`` lists three. ``pairs("person", "post")`` gives each the values of another
column in parentheses. ``phrase("of", "party")`` is *of* with the names, or nothing where there are none;
``values("party")`` gives them one by one, and ``total("delegates")`` adds up numbers.
``interval(row.start, row.end)`` is "19 to 25 February 2026", ``days("date")`` lists a column of days as
"20 and 21 February 2026". The filters are ``words`` (7 as "seven"), ``number`` (5000 as "5,000") and ``listed``
("a, b and c", of many the first five). Names get the article that they need in a sentence, and the sentence its
capital.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError, meta
from jinja2.sandbox import SandboxedEnvironment

from kg.model.time import StatedTime
from kg.publish.answer_table import AnswerTable, Cell
from kg.publish.questions.english import listed, listed_days, number_in_text, with_commas
from kg.publish.questions.wording import worded

_T = TypeVar("_T")
# Stand around the number of a cell in the text that a template gives; no font has them, and no text should.
_OPENING, _CLOSING = "\ue000", "\ue001"
# As many values are listed; one more is no reason to leave any out.
_MOST = 5
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_QUOTED = re.compile(r"'(\w+)'")
_MARKED = re.compile(f"{_OPENING}([0-9]+){_CLOSING}")


class SentenceError(Exception):
    """A template cannot be filled; the message says why."""


@dataclass
class _Values:
    """The cells that a sentence may mention, each by its number."""

    cells: list[Cell] = field(default_factory=list)

    def add(self, cell: Cell) -> "_Value":
        self.cells.append(cell)
        return _Value(cell, f"{_OPENING}{len(self.cells) - 1}{_CLOSING}")


@dataclass(frozen=True)
class _Value:
    """A cell in a template."""

    cell: Cell
    mark: str

    def __str__(self) -> str:
        return self.mark

    @property
    def text(self) -> str:
        return self.cell.text

    @property
    def value(self) -> str:
        return self.cell.term.value if self.cell.term else ""

    @property
    def key(self) -> tuple[str, str]:
        return self.text, self.value

    @property
    def bound(self) -> bool:
        return self.cell.term is not None


def fill_sentence(template: str, table: AnswerTable, proper: Collection[str] = ()) -> list[Cell]:
    """The sentence that a template makes of a table, as the texts and the cells in it.

    Words that are ``proper`` names keep their capitals. Raises SentenceError for a template that is malformed, or names
    a column that the table does not have.
    """
    return [*worded(fill_phrase(template, table), proper)]


def fill_phrase(template: str, table: AnswerTable) -> list[Cell]:
    """The same without the articles and the capital of a sentence."""
    values = _Values()
    rows = [dict(zip(table.columns, map(values.add, row), strict=True)) for row in table.rows]

    def distinct(column: str) -> list[_Value]:
        return _distinct(row[column] for row in rows)

    variables = {
        "rows": rows,
        "count": len(rows),
        "first": rows[0] if rows else {},
        "last": rows[-1] if rows else {},
        "values": distinct,
        "names": lambda column, most=None: _listed(_first(distinct(column), most)),
        "pairs": lambda column, other: listed(_paired(rows, distinct(column), column, other)),
        "phrase": lambda words, column, most=None: _phrase(words, _listed(_first(distinct(column), most))),
        "interval": _interval,
        "days": lambda column: listed_days(
            day.text for day in sorted(distinct(column), key=_iso) if _iso(day)[:1].isdigit()
        ),
        "total": lambda column: sum(int(row[column].value) for row in rows),
    }
    try:
        text = _compiled(template).render(variables)
    except UndefinedError as error:
        raise SentenceError(_undefined(error)) from error
    except TemplateError as error:
        raise SentenceError(str(error).rstrip(".")) from error
    except KeyError as error:
        raise SentenceError(f"it names {error.args[0]}, which is no column of the query") from error
    except (
        ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
    ) as error:  # fmt: skip
        raise SentenceError("it calculates with a value that does not suit, such as an empty cell") from error
    # With one group, split gives what lies between the matches and the matches in turn.
    parts = _MARKED.split(" ".join(text.split()))
    return [values.cells[int(part)] if at % 2 else Cell(part) for at, part in enumerate(parts) if part]


def template_mistake(template: str) -> str | None:
    """What is wrong with the form of a template; None if nothing is."""
    if _PRIVATE.search(template):
        return "it holds a character that no font has"
    try:
        _compiled(template)
    except TemplateError as error:
        return str(error).rstrip(".")
    return None


@cache
def _compiled(template: str) -> Template:
    return _ENVIRONMENT.from_string(template)


def rows_shown(template: str, rows: Sequence[_T]) -> Sequence[_T]:
    """Those of some rows that a template, which is not malformed, shows: all unless it names only the first or last."""
    names = meta.find_undeclared_variables(_ENVIRONMENT.parse(template)) - {"interval"}
    ends = {"first": rows[:1], "last": rows[-1:]}
    return [row for name in names for row in ends[name]] if names and names <= ends.keys() else rows


def plain_text(sentence: Iterable[Cell]) -> str:
    """A sentence without its links."""
    return "".join(cell.text for cell in sentence)


def _undefined(error: UndefinedError) -> str:
    """Which name a template uses that nothing has; the message of the library names the classes of Python too."""
    name = _QUOTED.findall(str(error))
    return (
        f"it names {name[-1]}, which is no column of the query" if name else "it names what is no column of the query"
    )


def _distinct(values: Iterable[_Value]) -> list[_Value]:
    """The values that are bound, each once."""
    return [*{value.key: value for value in values if value.bound}.values()]


def _first(values: Sequence[_T], most: int | None) -> list[_T | str]:
    """The first of some values, and how many there are more."""
    shown = (_MOST if len(values) > _MOST + 1 else len(values)) if most is None else most
    left = len(values) - shown
    return [*values[:shown], f"{_words(left)} more"] if left > 0 else [*values]


def _paired(
    rows: Sequence[dict[str, _Value]], values: Sequence[_Value], column: str, other: str
) -> Iterator[tuple[str, str]]:
    """Values of a column, each with those of another column in the same rows, as they are written and as they read."""
    for value in _first(values, None):
        if isinstance(value, str):
            yield value, value
        else:
            others = _listed(_distinct(row[other] for row in rows if row[column].key == value.key))
            yield f"{value} ({others})" if others else str(value), value.text


def _phrase(words: str, names: str) -> str:
    """Words before some names, after what stands before them; nothing without names."""
    return f"{'' if words[:1] in (',', ':', ';') else ' '}{words} {names}" if names else ""


def _interval(start: _Value, end: _Value) -> str:
    """The time between two dates in words."""
    terms = [[value.cell.term] if value.cell.term else [] for value in (start, end)]
    time = StatedTime.of((), *terms)
    return time.text if time else ""


def _iso(value: _Value) -> str:
    return value.value


def _words(number: int | _Value) -> str:
    return number_in_text(int(number.value) if isinstance(number, _Value) else number)


def _listed(parts: Iterable[object]) -> str:
    return listed((str(part), part.text if isinstance(part, _Value) else str(part)) for part in parts)


def _listed_first(parts: Iterable[object]) -> str:
    return _listed(_first([*parts], None))


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters |= {"words": _words, "number": with_commas, "listed": _listed_first}
    return environment


_ENVIRONMENT = _environment()

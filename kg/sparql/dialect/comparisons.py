"""Comparisons of times with and without a time zone, and of truth values (17.3; XSD 1.1 Datatypes, D.2.1)."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from kg.sparql.prologue import Prologue
from kg.sparql.text import Replacement, SparqlText
from kg.sparql.tokens import TokenStream

COMPARISON = re.compile(r"=|[<>]\s*+(?:[^\s<>]*[?$(]|true|false)|\bin\b")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TIMES = frozenset(
    f"{_XSD}{name}"
    for name in ("dateTime", "dateTimeStamp", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
)
_BOOLEAN = f"{_XSD}boolean"
_OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
# How two truth values compare (SPARQL 1.1 Query, 17.3), false being less than true.
_ORDERS = {"<": "!{0} && {1}", ">": "{0} && !{1}", "<=": "!{0} || {1}", ">=": "{0} || !{1}"}
# Functions that give neither a time nor a truth value.
_OTHERS = frozenset(
    re.findall(
        r"\w+",
        """
    ABS AVG BNODE CEIL CONCAT COUNT DATATYPE DAY ENCODE_FOR_URI FLOOR GROUP_CONCAT HOURS IRI LANG LCASE MD5 MINUTES
    MONTH RAND REPLACE ROUND SECONDS SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRLANG STRLEN STRUUID SUBSTR
    SUM TIMEZONE TZ UCASE URI UUID YEAR
    """,
    )
)


class _Comparison(NamedTuple):
    """Two operands with an operator between them, or IN with a list behind it: the indexes of their tokens."""

    left: range
    operator: int
    right: range


def standard_comparisons(text: SparqlText, prologue: Prologue) -> Iterator[Replacement]:
    """Each comparison of what may be times or truth values, as the standard defines it.

    To the engine, times of which one has a zone are unequal even where that depends on the zone of the other, which is
    an error; and truth values have no order. ``prologue`` holds until the text declares its own.
    """
    prologue.read_all(text.tokens)
    groups: list[int] = []
    for at, token in text.tokens.of("bracket"):
        if token.text == "{":
            groups.append(at)
        elif token.text == "}" and groups:
            groups.pop()
        elif token.text == "(" and (closing := text.tokens.closing(at)) is not None:
            operands = _Operands(text, prologue, groups[-1] if groups else None)
            for part in _parts(text.tokens, at + 1, closing):
                if (comparison := _comparison(text.tokens, part)) is not None:
                    yield from operands.rewritten(comparison)


def _parts(stream: TokenStream, at: int, closing: int) -> Iterator[range]:
    """What stands between the signs in parentheses that bind less than a comparison."""
    start = at
    while at < closing:
        token = stream[at]
        if (token.kind == "operator" and token.text in {",", ";", "&&", "||"}) or token.is_keyword("AS", "DISTINCT"):
            yield range(start, at)
            start = at + 1
        at = (stream.closing(at) or at) + 1
    yield range(start, closing)


def _comparison(stream: TokenStream, part: range) -> _Comparison | None:
    at = part.start
    while at < part.stop:
        token = stream[at]
        is_operator = token.kind == "operator" and token.text in _OPERATORS
        if (is_operator or token.is_keyword("IN")) and at > part.start and not stream[at - 1].is_keyword("SEPARATOR"):
            return _Comparison(range(part.start, at), at, range(at + 1, part.stop))
        at = (stream.closing(at) or at) + 1
    return None


def _subjects(stream: TokenStream, group: int) -> Iterator[str]:
    """The variables that are the subject of triples of a group or a GRAPH in it, and so never a literal."""
    at, end = group + 1, stream.closing(group) or len(stream)
    while at < end and not stream[at].is_keyword("SELECT"):
        begins, following = stream[at - 1].text in {"{", ".", "}", ")"}, stream[at + 1]
        is_verb = following.kind in {"iri", "name", "variable"} or following.is_keyword("A")
        if stream[at].is_sign("{") and stream[at - 2].is_keyword("GRAPH"):
            yield from _subjects(stream, at)
        if begins and is_verb and stream[at].kind == "variable":
            yield stream[at].text[1:]
        at = (stream.closing(at) or at) + 1


class _Operands:
    """The operands of the comparisons in a group, whose brace is at an index; None outside of all groups."""

    def __init__(self, text: SparqlText, prologue: Prologue, group: int | None) -> None:
        self._text = text
        self._group = group
        self._stream = text.tokens
        self._prologue = prologue

    def rewritten(self, comparison: _Comparison) -> Iterator[Replacement]:
        """What takes the place of a comparison, unless its operands are other values."""
        operator = self._stream[comparison.operator].text.upper()
        if any(map(self._holds_comparison, (comparison.left, comparison.right))):
            self._refuse_choice(comparison.left)
            self._refuse_choice(comparison.right)
        elif operator == "IN":
            yield from self._of_list(comparison)
        elif self._may_be_time_or_truth(comparison.left) and self._may_be_time_or_truth(comparison.right):
            left, right = self._written(comparison.left), self._written(comparison.right)
            yield self._replacement(comparison, _compared(left, operator, right))

    def _of_list(self, comparison: _Comparison) -> Iterator[Replacement]:
        """IN as the disjunction by which it is defined (17.4.1.9), where a member may be a time."""
        negated = self._stream[comparison.left.stop - 1].is_keyword("NOT")
        left = range(comparison.left.start, comparison.left.stop - negated)
        members = list(_parts(self._stream, comparison.right.start + 1, comparison.right.stop - 1))
        if self._may_be_time_or_truth(left) and any(map(self._may_be_time_or_truth, members)):
            written = self._written(left)
            disjunction = " || ".join(_compared(written, "=", self._written(member)) for member in members)
            yield self._replacement(comparison, f"{'!' if negated else ''}({disjunction})")

    def _holds_comparison(self, operand: range) -> bool:
        """Whether an operand is made of comparisons or patterns; as a rule it is a truth value then."""
        tokens = self._stream.slice(operand.start, operand.stop)
        return any(token.is_keyword("IN", "EXISTS") or token.text in _OPERATORS for token in tokens)

    def _refuse_choice(self, operand: range) -> None:
        """Refuse to compare what a condition chooses, which may be a time."""
        choice = self._stream[operand.start]
        if choice.is_keyword("IF", "COALESCE"):
            what = f"a comparison has {choice.text.upper()} with another comparison as its operand,"
            raise self._text.unsupported(choice.start, what, "Bind the operand to a variable with BIND first.")

    def _may_be_time_or_truth(self, operand: range) -> bool:
        tokens = self._stream.slice(operand.start, operand.stop)
        if not tokens:
            return False
        first, *rest = tokens
        if not rest:
            is_variable = first.kind == "variable" and first.text[1:] not in self._resources
            return is_variable or first.is_keyword("TRUE", "FALSE")
        if first.kind == "string":
            datatype = self._prologue.resolve(rest[1]) if rest[0].is_sign("^^") and len(rest) > 1 else None
            return datatype in _TIMES or datatype == _BOOLEAN
        closing = self._stream.closing(operand.start + 1)
        if first.kind in {"word", "name", "iri"} and closing == operand.stop - 1:
            return first.text.upper() not in _OTHERS
        return first.is_sign("(") and self._stream.closing(operand.start) == operand.stop - 1

    @cached_property
    def _resources(self) -> frozenset[str]:
        return frozenset() if self._group is None else frozenset(_subjects(self._stream, self._group))

    def _replacement(self, comparison: _Comparison, written: str) -> Replacement:
        start = self._stream[comparison.left.start].start
        return Replacement(start, self._stream[comparison.right.stop - 1].end, written)

    def _written(self, operand: range) -> str:
        return self._text.text[self._stream[operand.start].start : self._stream[operand.stop - 1].end]


def _compared(left: str, operator: str, right: str) -> str:
    """A comparison in terms of what the engine does as the standard demands."""
    if operator == "=":
        return f"({left} = {right} || {_depends_on_zone(left, right)})"
    if operator == "!=":
        return f"({left} != {right} && !{_depends_on_zone(left, right)})"
    both = f"DATATYPE({left}) = <{_BOOLEAN}> && DATATYPE({right}) = <{_BOOLEAN}>"
    order = _ORDERS[operator].format(left, right)
    return f"COALESCE({left} {operator} {right}, IF({both}, {order}, 1/0))"


def _depends_on_zone(left: str, right: str) -> str:
    """An error where two times are neither equal nor in an order; else false.

    Most operands have an order, or have neither a year nor an hour: that is found in passing.
    """
    ordered = f"COALESCE(IF({left} < {right}, true, true), false)"
    parts = ", ".join(f"IF({part}({left}) = 0, true, true)" for part in ("YEAR", "HOURS", "MONTH", "DAY"))
    return f"IF({ordered}, false, IF(COALESCE({parts}, false) && {_same_type(left, right)}, 1/0, false))"


def _same_type(left: str, right: str) -> str:
    return f"COALESCE(DATATYPE({left}) = DATATYPE({right}), false)"

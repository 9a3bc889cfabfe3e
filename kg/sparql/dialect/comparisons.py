"""Comparisons of times with and without a time zone, and of truth values (17.3; XSD 1.1 Datatypes, D.2.1)."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from kg.limits import QueryLimits
from kg.sparql.dialect.times import BOOLEAN, ORDERS, TIMES, any_doubt, doubt, doubt_of_type, ordered
from kg.sparql.prologue import Prologue
from kg.sparql.text import Replacement, SparqlText
from kg.sparql.tokens import TokenStream

COMPARISON = re.compile(r"=|[<>]\s*+(?:[^\s<>]*[?$(]|true|false|[#'\"])|\bin\b")
_XSD = "http://www.w3.org/2001/XMLSchema#"
# Datatypes to which a cast gives neither.
_NUMBERS = frozenset(f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float", "string"))
# What may be a time or a truth value.
_EITHER = ""
_OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
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


def standard_comparisons(text: SparqlText, prologue: Prologue, limits: QueryLimits) -> Iterator[Replacement]:
    """Each comparison of what may be times or truth values, as the standard defines it.

    To the engine, times of which one has a zone are unequal even where that depends on the zone of the other, which is
    an error; and truth values have no order. ``prologue`` holds until the text declares its own. Raises EvaluationError
    for what would take too much text, and for operands that hold comparisons themselves.
    """
    prologue.read_all(text.tokens)
    groups: list[int] = []
    for at, token in text.tokens.of("bracket"):
        if token.text == "{":
            groups.append(at)
        elif token.text == "}" and groups:
            groups.pop()
        elif token.text == "(" and (closing := text.tokens.closing(at)) is not None:
            operands = _Operands(text, prologue, limits, groups[-1] if groups else None)
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
        # A path may have length zero, or lead back, from a literal.
        is_verb &= at + 2 < end and not any(map(stream[at + 2].is_sign, "*?+|/"))
        if stream[at].is_sign("{") and stream[at - 2].is_keyword("GRAPH"):
            yield from _subjects(stream, at)
        if begins and is_verb and stream[at].kind == "variable":
            yield stream[at].text[1:]
        at = (stream.closing(at) or at) + 1


class _Operands:
    """The operands of the comparisons in a group, whose brace is at an index; None outside of all groups."""

    def __init__(self, text: SparqlText, prologue: Prologue, limits: QueryLimits, group: int | None) -> None:
        self._text = text
        self._group = group
        self._stream = text.tokens
        self._prologue = prologue
        self._limits = limits

    def rewritten(self, comparison: _Comparison) -> Iterator[Replacement]:
        """What takes the place of a comparison, unless its operands are other values."""
        operator = self._stream[comparison.operator].text.upper()
        if operator == "IN":
            yield from self._of_list(comparison)
            return
        left, right = self._datatype(comparison.left), self._datatype(comparison.right)
        if left is None or right is None or (operator not in ORDERS and BOOLEAN in {left, right}):
            return
        written = self._written(comparison.left), self._written(comparison.right)
        if any(map(self._holds_comparison, (comparison.left, comparison.right))):
            self._refuse_choice(comparison.left, operator)
            self._refuse_choice(comparison.right, operator)
        elif operator in ORDERS:
            if not {left, right} & TIMES:
                yield self._replacement(comparison, ordered(*written, operator))
        else:
            equal = f"({' = '.join(written)} || {doubt(*written, left, right)})"
            yield self._replacement(comparison, equal if operator == "=" else f"(!{equal})")

    def _of_list(self, comparison: _Comparison) -> Iterator[Replacement]:
        """IN with the errors of the disjunction by which it is defined (17.4.1.9), where a member may be a time."""
        negated = self._stream[comparison.left.stop - 1].is_keyword("NOT")
        left = range(comparison.left.start, comparison.left.stop - negated)
        members = list(_parts(self._stream, comparison.right.start + 1, comparison.right.stop - 1))
        datatypes = {member: self._datatype(member) for member in members}
        times = [member for member in members if datatypes[member] not in {None, BOOLEAN}]
        if not times or (datatype := self._datatype(left)) in {None, BOOLEAN}:
            return
        if any(map(self._holds_comparison, (left, *times))):
            for operand in (left, *times):
                self._refuse_choice(operand, "IN")
            return
        written = self._written(left)
        constants, doubts = dict[str, list[str]](), list[str]()
        for member in times:
            if found := datatypes[member]:
                constants.setdefault(found, []).append(self._written(member))
            else:
                doubts.append(doubt(written, self._written(member), datatype or _EITHER, _EITHER))
        doubts += [doubt_of_type(written, name, values) for name, values in constants.items()]
        equal = f"({written} IN {self._written(comparison.right)} || {any_doubt(doubts)})"
        yield self._replacement(comparison, f"{'!' if negated else ''}{equal}")

    def _holds_comparison(self, operand: range) -> bool:
        """Whether an operand is made of comparisons or patterns; as a rule it is a truth value then."""
        tokens = self._stream.slice(operand.start, operand.stop)
        return any(token.is_keyword("IN", "EXISTS") or token.text in _OPERATORS for token in tokens)

    def _refuse_choice(self, operand: range, operator: str) -> None:
        """Refuse to compare what a condition chooses, which may be a time, and to order what is compared."""
        at = operand.start
        while self._stream[at].is_sign("("):
            at += 1
        is_call = self._stream[at].kind in {"word", "name", "iri"} and self._stream[at + 1].is_sign("(")
        if self._holds_comparison(operand) and (is_call or operator in ORDERS):
            what = f"a comparison has {self._written(operand)[:40]} as its operand, which holds another comparison,"
            remedy = "Bind the operand to a variable with BIND first."
            raise self._text.unsupported(self._stream[operand.start].start, what, remedy)

    def _datatype(self, operand: range) -> str | None:
        """The datatype of a time or truth value, or _EITHER; None for an operand that is neither."""
        tokens = self._stream.slice(operand.start, operand.stop)
        if not tokens:
            return None
        first, *rest = tokens
        if first.is_sign("!") or (not rest and first.is_keyword("TRUE", "FALSE")):
            return BOOLEAN
        if first.kind == "string" and rest:
            datatype = self._prologue.resolve(rest[1]) if rest[0].is_sign("^^") else None
            return datatype if datatype in TIMES or datatype == BOOLEAN else None
        return _EITHER if self._may_be_either(operand) else None

    def _may_be_either(self, operand: range) -> bool:
        first, closing = self._stream[operand.start], operand.stop - 1
        if len(operand) == 1:
            return first.kind == "variable" and first.text[1:] not in self._resources
        if first.kind in {"word", "name", "iri"} and self._stream.closing(operand.start + 1) == closing:
            if first.is_keyword("IF", "COALESCE"):
                chosen = list(_parts(self._stream, operand.start + 2, closing))[first.is_keyword("IF") :]
                return any(self._datatype(argument) is not None for argument in chosen)
            return first.text.upper() not in _OTHERS and self._prologue.resolve(first) not in _NUMBERS
        if first.is_sign("(") and self._stream.closing(operand.start) == closing:
            return True
        # A duration may be added to a time; a number may not.
        signs = self._stream.slice(operand.start + 1, operand.stop)
        has_number = any(token.kind == "number" for token in self._stream.slice(operand.start, operand.stop))
        return not has_number and any(token.is_sign("+") or token.is_sign("-") for token in signs)

    @cached_property
    def _resources(self) -> frozenset[str]:
        return frozenset() if self._group is None else frozenset(_subjects(self._stream, self._group))

    def _replacement(self, comparison: _Comparison, written: str) -> Replacement:
        start = self._stream[comparison.left.start].start
        if len(written) > self._limits.characters_written_out:
            what, remedy = "a comparison has too many operands that may be times,", "Bind them with VALUES."
            raise self._text.unsupported(start, what, remedy)
        return Replacement(start, self._stream[comparison.right.stop - 1].end, written)

    def _written(self, operand: range) -> str:
        return self._text.text[self._stream[operand.start].start : self._stream[operand.stop - 1].end]

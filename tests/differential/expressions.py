"""Random expressions: operators, functions and aggregates over the variables of a query."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.differential.datasets import LITERALS, THINGS, thing, written
from tests.differential.trees import Tree, leaf

_TESTS = (
    *(f"{{}} {operator} {{}}" for operator in ("=", "=", "!=", "<", ">", "<=", ">=")),
    *(f"{name}({{}})" for name in ("isIRI", "isBlank", "isLiteral", "isNumeric", "xsd:boolean")),
    "{} IN ({}, {})",
    "{} NOT IN ({}, {})",
    "sameTerm({}, {})",
    "LANGMATCHES(LANG({}), '*')",
    "LANGMATCHES(LANG({}), 'DE')",
)
_CONNECTIVES = ("{} && {}", "{} || {}", "!({})")
_MATCHES = (
    *(f"{name}({{}}, {{}})" for name in ("CONTAINS", "STRSTARTS", "STRENDS")),
    *(f"REGEX({{}}, '{pattern}')" for pattern in ("b", "^a", "[a-b]c", "^$", "\\\\d", "^.B")),
    "REGEX({}, 'B', 'i')",
)
_NUMBERS = (
    *(f"({{}} {operator} {{}})" for operator in "+-*/"),
    *(f"{name}({{}})" for name in ("ABS", "CEIL", "FLOOR", "ROUND", "STRLEN")),
    *(f"{name}({{}})" for name in ("xsd:integer", "xsd:decimal", "xsd:double", "xsd:float")),
    "(-{})",
)
_CALENDAR = tuple(f"{name}({{}})" for name in ("YEAR", "MONTH", "DAY", "HOURS", "TZ"))
_STRINGS = (
    *(f"{name}({{}})" for name in ("STR", "STR", "LANG", "UCASE", "LCASE", "ENCODE_FOR_URI", "xsd:string")),
    *("SUBSTR({}, 2)", "SUBSTR({}, 1, 2)", "CONCAT({}, {})", "STRBEFORE({}, {})", "STRAFTER({}, {})"),
    *("REPLACE({}, 'b', 'x')", "REPLACE({}, '(b)|(c)', '[$1]')", "REPLACE({}, 'B', 'Z', 'i')"),
)
_OTHERS = (
    *("COALESCE({}, {})", "IF({}, {}, {})", "DATATYPE({})", "IRI({})", "STRLANG({}, 'en')", "BNODE({})"),
    *("STRDT({}, xsd:integer)", "xsd:date({})", "xsd:dateTime({})"),
)
# The order within a group is free, so only the length of a concatenation says the same for all.
_AGGREGATES = (
    *("COUNT({})", "COUNT({})", "SUM({})", "MIN({})", "MAX({})", "AVG({})"),
    "STRLEN(GROUP_CONCAT({}; SEPARATOR='--'))",
)


class ExpressionMaker:
    """Makes expressions over ``variables``, to which their users may add."""

    def __init__(self, random: Random, variables: list[str]) -> None:
        self._random = random
        self.variables = variables

    def variable(self) -> Tree:
        """A variable, also where nothing binds it."""
        return leaf("expression", f"?{self._random.choice(self.variables)}")

    def constant(self) -> Tree:
        """An IRI or a literal."""
        if self._random.random() < 0.3:
            return leaf("expression", written(thing(self._random.choice(THINGS))))
        return leaf("expression", written(self._random.choice(LITERALS)))

    def any(self, depth: int) -> Tree:
        """An expression of any type."""
        if depth <= 0:
            return self.variable() if self._random.random() < 0.7 else self.constant()
        return self._random.choice((self.condition, self._number, self._string, self._other))(depth)

    def condition(self, depth: int) -> Tree:
        """An expression for a filter."""
        kind = self._random.random()
        if kind < 0.1:
            return leaf("expression", f"BOUND(?{self._random.choice(self.variables)})")
        if depth > 0 and kind < 0.3:
            return self._made(_CONNECTIVES, depth, self.condition)
        depth = max(depth, 1)
        return self._made(_MATCHES, depth, self._string) if kind < 0.5 else self._made(_TESTS, depth, self.any)

    def aggregate(self) -> Tree:
        """An aggregate, with DISTINCT now and then."""
        distinct = self._random.choice(("", "", "DISTINCT "))
        if self._random.random() < 0.1:
            return leaf("aggregate", f"COUNT({distinct}*)")
        inner = self.variable() if self._random.random() < 0.8 else self.any(1)
        return Tree("aggregate", self._random.choice(_AGGREGATES).replace("({}", "(" + distinct + "{}"), (inner,))

    def _number(self, depth: int) -> Tree:
        if self._random.random() < 0.15:
            return self._made(_CALENDAR, depth, self.any)
        return self._made(_NUMBERS, depth, self._number)

    def _string(self, depth: int) -> Tree:
        return self._made(_STRINGS, depth, self._string)

    def _other(self, depth: int) -> Tree:
        return self._made(_OTHERS, depth, self.any)

    def _made(self, forms: tuple[str, ...], depth: int, make: Callable[[int], Tree]) -> Tree:
        """One of the forms, its operands made one step less deep."""
        if depth <= 0:
            return self.any(0)
        form = self._random.choice(forms)
        operands = tuple(make(depth - 1) for _ in range(form.count("{}")))
        return Tree("expression", f"({form})" if " " in form.partition("(")[0] else form, operands)

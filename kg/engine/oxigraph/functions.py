"""The functions that the engine calls back where its own deviate from the standard."""

from collections.abc import Callable

import pyoxigraph as ox

from kg.engine.oxigraph.expressions import evaluated, matches_nothing
from kg.sparql.dialect.matching import FUNCTIONS
from kg.sparql.dialect.regular_expressions import RegularExpression, UnsupportedExpressionError, regular_expression
from kg.sparql.terms import string

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_Function = Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]


class MatchingFunctions:
    """REGEX and REPLACE with an expression or a replacement that depends on the data, for one evaluation.

    ``refused`` is why an expression could not be evaluated; the answer must not be used then.
    """

    def __init__(self) -> None:
        self.refused = ""

    def by_name(self) -> dict[ox.NamedNode, _Function]:
        """The functions with the names by which the engine calls them; None stands for an error."""
        return {ox.NamedNode(FUNCTIONS["REGEX"]): self._regex, ox.NamedNode(FUNCTIONS["REPLACE"]): self._replace}

    def _regex(self, text: object, pattern: object, *flags: object) -> ox.Literal | None:
        return self._called("REGEX", [text, pattern, *flags], replaces=False)

    def _replace(self, text: object, pattern: object, template: object, *flags: object) -> ox.Literal | None:
        return self._called("REPLACE", [text, pattern, template, *flags], replaces=True)

    def _called(self, name: str, arguments: list[object], *, replaces: bool) -> ox.Literal | None:
        """What the engine's own function gives for the arguments, as it reads them."""
        if not all(isinstance(argument, ox.Literal) for argument in arguments):
            return None
        text, *rest = [argument for argument in arguments if isinstance(argument, ox.Literal)]
        if any(argument.datatype.value != _STRING for argument in rest):
            return None
        values = [argument.value for argument in rest]
        try:
            expression, written = _translated(values, replaces=replaces)
        except UnsupportedExpressionError as error:
            self.refused = str(error)
            return None
        except ValueError:
            return None
        return evaluated(f"{name}({text}, {', '.join(map(string, [expression.pattern, *written, expression.flags]))})")


def _translated(values: list[str], *, replaces: bool) -> tuple[RegularExpression, list[str]]:
    """The expression of a call and its replacement, if it has one; raises ValueError for what is an error."""
    pattern, *templates = values[: 1 + replaces]
    expression = regular_expression(pattern, "".join(values[1 + replaces :]))
    empty = matches_nothing(expression.pattern, expression.flags)
    if empty is None:
        raise UnsupportedExpressionError("it is too large")
    if replaces and empty:
        raise ValueError("it matches the empty string")
    return expression, list(map(expression.replacement, templates))

"""REGEX and REPLACE (17.4.3.14 and 17.4.3.15), whose expressions and replacements are those of XPath."""

from collections.abc import Iterator

from kg.sparql.dialect.calls import Call, calls
from kg.sparql.dialect.context import EngineContext
from kg.sparql.dialect.regular_expressions import RegularExpression, regular_expression
from kg.sparql.terms import iri_ref, string
from kg.sparql.text import Replacement, SparqlText

MATCHING = ("regex", "replace")
# The functions by which the engine is to call back where an argument is not known before the evaluation.
FUNCTIONS = {"REGEX": "urn:x-congress-kg:regex", "REPLACE": "urn:x-congress-kg:replace"}
_FLAGS_AT = {"REGEX": 2, "REPLACE": 3}


def xpath_matching(text: SparqlText, context: EngineContext) -> Iterator[Replacement]:
    """Each expression as the engine's library reads it, and calls of ``FUNCTIONS`` where it depends on the data.

    Raises EvaluationError for an expression or replacement that is an error or cannot be evaluated, and for one that
    depends on the data in an update.
    """
    for call in calls(text, *FUNCTIONS):
        name = text.tokens[call.at].text.upper()
        flags_at = _FLAGS_AT[name]
        if not flags_at <= len(call.arguments) <= flags_at + 1:
            continue
        constants = [call.string(number) for number in range(1, len(call.arguments))]
        if None not in constants:
            pattern, *rest = map(str, constants)
            yield from _translated(call, pattern, rest, context)
        elif not context.is_update:
            yield Replacement(call.start, text.tokens[call.at].end, iri_ref(FUNCTIONS[name]))
        else:
            what = f"{name} takes its expression or replacement from the data, in an update,"
            raise text.unsupported(call.start, what, "Write it as a string.")


def _translated(call: Call, pattern: str, rest: list[str], context: EngineContext) -> Iterator[Replacement]:
    """The arguments of a call that are written otherwise for the library."""
    name = call.text.tokens[call.at].text.upper()
    flags = rest.pop() if len(call.arguments) > _FLAGS_AT[name] else ""
    try:
        expression = regular_expression(pattern, flags)
        _require_usable(expression, context, replaces=name == "REPLACE")
        written = [expression.pattern, *map(expression.replacement, rest)]
    except ValueError as error:
        what = f"the regular expression or replacement of {name} cannot be used: {error};"
        remedy = r"Correct it as XPath has it (Functions and Operators 3.1, 5.6); in a query, write each \ twice."
        raise call.text.unsupported(call.span(1)[0], what, remedy) from error
    if flags:
        written.append(expression.flags)
    for number, value in enumerate(written, start=1):
        if value != call.string(number):
            yield Replacement(*call.span(number), string(value))


def _require_usable(expression: RegularExpression, context: EngineContext, *, replaces: bool) -> None:
    """Raise ValueError for an expression too large for the library, or which matches nothing and is to be replaced."""
    matches_nothing = context.matches_nothing(expression.pattern, expression.flags)
    if matches_nothing is None:
        raise ValueError("it is too large")
    if replaces and matches_nothing:
        raise ValueError("it matches the empty string (err:FORX0003)")

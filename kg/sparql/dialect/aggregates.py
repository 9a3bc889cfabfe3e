"""Aggregates (18.5.1): where they may stand, what GROUP_CONCAT gives, and the variables that they are bound to."""

from collections.abc import Iterator

from kg.limits import QueryLimits
from kg.sparql.text import Replacement, SparqlText
from kg.sparql.tokens import TokenStream

_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
AGGREGATE = tuple(name.lower() for name in _AGGREGATES)


def refuse_nested_aggregates(text: SparqlText) -> None:
    """Refuse an aggregate inside another (19.8); a group in braces between them belongs to another query.

    Raises QueryError.
    """
    inside: list[bool] = [False]
    for at, token in text.tokens.of("bracket"):
        if token.text in "([{":
            called = at > 0 and token.text == "(" and text.tokens[at - 1].is_keyword(*_AGGREGATES)
            if called and inside[-1]:
                what = "an aggregate stands inside another,"
                raise text.error(text.tokens[at - 1].start, what, "Correct it there.")
            inside.append(called or (inside[-1] and token.text != "{"))
        elif len(inside) > 1:
            inside.pop()


def plain_concatenations(text: SparqlText) -> Iterator[Replacement]:
    """STR( before each GROUP_CONCAT with ) behind it, since it gives a literal without language (18.5.1.7)."""
    stream = text.tokens
    for at, token in stream.of("word"):
        if token.is_keyword("GROUP_CONCAT") and (end := stream.closing(at + 1)) is not None:
            yield Replacement(token.start, token.start, "STR(")
            yield Replacement(stream[end].end, stream[end].end, ")")


def reused_variables(text: SparqlText, limits: QueryLimits) -> Iterator[Replacement]:
    """The aggregate itself where its variable is used further on in the same SELECT (18.2.4.4).

    Raises EvaluationError where it would have to be written too often.
    """
    stream = text.tokens
    for at, token in stream.of("word"):
        if token.is_keyword("SELECT"):
            yield from _reused(text, list(_expressions(stream, at + 1)), limits)


def _expressions(stream: TokenStream, at: int) -> Iterator[range]:
    """The expressions with AS and their variables in the parentheses behind a SELECT."""
    while at < len(stream) and (stream[at].is_sign("(") or stream[at].kind == "variable" or _is_modifier(stream, at)):
        closing = stream.closing(at)
        if closing is not None:
            yield range(at + 1, closing)
        at = (closing or at) + 1


def _is_modifier(stream: TokenStream, at: int) -> bool:
    return stream[at].is_keyword("DISTINCT", "REDUCED")


def _reused(text: SparqlText, expressions: list[range], limits: QueryLimits) -> Iterator[Replacement]:
    stream, aggregates = text.tokens, dict[str, str]()
    for expression in expressions:
        if len(expression) < 3 or not stream[expression.stop - 2].is_keyword("AS"):
            continue
        body = range(expression.start, expression.stop - 2)
        replacements = [
            Replacement(stream[at].start, stream[at].end, aggregates[stream[at].text[1:]])
            for at in body
            if stream[at].kind == "variable" and stream[at].text[1:] in aggregates
        ]
        yield from replacements
        if replacements or any(stream[at].is_keyword(*_AGGREGATES) for at in body):
            written = f"({_written(text, body, replacements)})"
            if len(written) > limits.characters_written_out:
                what, remedy = "uses variables of aggregates too often,", "Put the aggregates into a subquery."
                raise text.unsupported(stream[body.start].start, what, remedy)
            aggregates[stream[expression.stop - 1].text[1:]] = written


def _written(text: SparqlText, body: range, replacements: list[Replacement]) -> str:
    start, end = text.tokens[body.start].start, text.tokens[body.stop - 1].end
    moved = [Replacement(part.start - start, part.end - start, part.text) for part in replacements]
    return SparqlText(text.text[start:end]).replaced(moved)

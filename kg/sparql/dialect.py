"""The differences between the engine's SPARQL and the standard's, as far as they show in the text of a query."""

import re
from collections.abc import Iterator

from kg.sparql.text import Replacement, SparqlText
from kg.sparql.tokens import TokenStream

_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_REWRITTEN_OR_REFUSED = re.compile("|".join(("TRUE", "FALSE", *_AGGREGATES)), re.IGNORECASE)


def standard(text: SparqlText) -> str:
    """A query or update rewritten so that the engine answers it as SPARQL 1.2 Query demands.

    true and false may be written in capitals (19.8). GROUP_CONCAT gives a literal without language (18.5.1.7).
    Raises QueryError for an aggregate inside another, which the engine accepts (19.8).
    """
    if not _REWRITTEN_OR_REFUSED.search(text.text):
        return text.text
    _refuse_nested_aggregates(text)
    return text.replaced(_replacements(text.tokens))


def _replacements(stream: TokenStream) -> Iterator[Replacement]:
    """Each boolean in small letters, and STR( before each GROUP_CONCAT with ) behind it."""
    for at, token in stream.of("word"):
        if token.is_keyword("TRUE", "FALSE"):
            yield Replacement(token.start, token.end, token.text.lower())
        elif token.is_keyword("GROUP_CONCAT") and (end := stream.closing(at + 1)) is not None:
            yield Replacement(token.start, token.start, "STR(")
            yield Replacement(stream[end].end, stream[end].end, ")")


def _refuse_nested_aggregates(text: SparqlText) -> None:
    """Refuse an aggregate inside another; a group in braces between them belongs to another query."""
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

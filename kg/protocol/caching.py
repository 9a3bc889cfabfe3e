"""What may be kept of an answer, and under which name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from kg.sparql.text import SparqlText
from kg.sparql.tokens import Token

# Functions that give something else each time, and CONSTRUCT, whose template may make new blank nodes each time. What
# mentions none of them needs no tokens: the engine reads these words only where their letters stand.
_MENTIONED = re.compile(r"rand|uuid|now|bnode|service|construct|\\u", re.IGNORECASE)
# The engine also reads a name at the end of a word, as in DISTINCTRAND, and in an IRI that may be a comparison.
_WORD = re.compile(r"(?:rand|uuid|now|bnode|service)$", re.IGNORECASE)
_COMPARISON = re.compile(r"(?:rand|uuid|now|bnode)[(#]|service", re.IGNORECASE)
_BLANK = frozenset("[({~") | {"<<"}


def is_repeatable(query: SparqlText) -> bool:
    """Whether a query gives the same bytes again as long as the data do not change; in doubt it does not."""
    if not _MENTIONED.search(query.text):
        return True
    return "\\u" not in query.text.lower() and not (
        any(_is_volatile(token) for _, token in query.tokens.of("word", "iri")) or _makes_blank_nodes(query)
    )


def _is_volatile(token: Token) -> bool:
    if token.kind == "word":
        return _WORD.search(token.text) is not None
    return "://" not in token.text and _COMPARISON.search(token.text) is not None


def _makes_blank_nodes(query: SparqlText) -> bool:
    """Whether the template of a CONSTRUCT may hold blank nodes."""
    stream = query.tokens
    starts = [at for at, token in stream.of("word") if token.text.lower().endswith("construct")]
    if not starts:
        return False
    opening = next((at for at, token in stream.of("bracket") if at > starts[0] and token.text == "{"), None)
    closing = None if opening is None else stream.closing(opening)
    if opening is None or closing is None or len(starts) > 1:
        return True
    return any(token.kind == "bnode" or token.text in _BLANK for token in stream.slice(opening + 1, closing))


def entity_tag(parts: Iterable[object]) -> str:
    """A strong entity tag (RFC 9110, 8.8.3) for what these parts determine, without its quotation marks."""
    return hashlib.sha256(repr(tuple(parts)).encode()).hexdigest()[:32]

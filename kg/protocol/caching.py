"""What may be kept of an answer, and under which name."""

import hashlib
import re
from collections.abc import Iterable

from kg.sparql.text import SparqlText

# Calls of functions that give something else each time, wherever they may stand: the engine reads a name also behind
# another word, as in DISTINCTRAND(), and a comment before the parenthesis.
_VOLATILE = re.compile(r"(?:rand|uuid|now|bnode)\s*+[(#]|service|\\u", re.IGNORECASE)
_BLANK = frozenset("[({~") | {"<<"}


def is_repeatable(query: SparqlText) -> bool:
    """Whether a query gives the same bytes again as long as the data do not change; in doubt it does not."""
    return not _VOLATILE.search(query.text) and not (query.mentions("construct") and _makes_blank_nodes(query))


def _makes_blank_nodes(query: SparqlText) -> bool:
    """Whether the first group of a query, which is the template of a CONSTRUCT, may hold blank nodes."""
    opening = next((at for at, token in query.tokens.of("bracket") if token.text == "{"), None)
    if opening is None or (closing := query.tokens.closing(opening)) is None:
        return True
    return any(token.kind == "bnode" or token.text in _BLANK for token in query.tokens.slice(opening + 1, closing))


def entity_tag(parts: Iterable[object]) -> str:
    """A strong entity tag (RFC 9110, 8.8.3) for what these parts determine, without its quotation marks."""
    return hashlib.sha256(repr(tuple(parts)).encode()).hexdigest()[:32]

"""What may be kept of an answer, and under which name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

# Functions that give something else each time; blank nodes of a template are new ones each time too.
_VOLATILE = re.compile(r"\b(?:rand|uuid|struuid|now|bnode|service)\b|\\u", re.IGNORECASE)
_TEMPLATE = re.compile(r"\bconstruct\b[^{]*(\{[^}]*)", re.IGNORECASE)
_BLANK = re.compile(r"_:|[\[(~]|<<|\{\|")


def repeatable(query: str) -> bool:
    """Whether a query gives the same bytes again as long as the data do not change; in doubt it does not."""
    templates = _TEMPLATE.findall(query)
    return not _VOLATILE.search(query) and not any(_BLANK.search(template) for template in templates)


def entity_tag(parts: Iterable[object]) -> str:
    """A strong entity tag (RFC 9110, 8.8.3) for what these parts determine, without its quotation marks."""
    return hashlib.sha256(repr(tuple(parts)).encode()).hexdigest()[:32]

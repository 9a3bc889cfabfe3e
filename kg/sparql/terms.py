"""RDF terms written into the text of a query or update (SPARQL 1.1 Query, 4.1)."""

import re

_ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[^\x00-\x20\x7f<>\"{}|^`\\%]|%[0-9A-Fa-f]{2})*")
# What an IRIREF must not hold (19.8, production 139).
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def iri_ref(iri: str) -> str:
    """An IRI between angle brackets; what must not stand there is escaped, so that it never ends the token."""
    return f"<{_NOT_IN_IRI.sub(lambda match: f'{chr(92)}u{ord(match[0]):04X}', iri)}>"


def string(text: str, language: str | None = None, datatype: str | None = None) -> str:
    """A literal between quotation marks, with its language tag or datatype IRI if one is given."""
    quoted = f'"{text.translate(_ESCAPES)}"'
    return f"{quoted}@{language}" if language else f"{quoted}^^{iri_ref(datatype)}" if datatype else quoted


def percent_encoded(iri: str) -> str:
    """An IRI in which the characters are percent-encoded that an IRI must not hold."""
    return _NOT_IN_IRI.sub(lambda match: f"%{ord(match[0]):02X}", iri)


def is_absolute_iri(text: str) -> bool:
    """Whether a text has the form of an absolute IRI."""
    return _ABSOLUTE_IRI.fullmatch(text) is not None

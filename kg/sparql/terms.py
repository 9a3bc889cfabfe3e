"""RDF terms written into the text of a query or update (SPARQL 1.1 Query, 4.1)."""

import re
import sys

_ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[^\x00-\x20\x7f<>\"{}|^`\\%]|%[0-9A-Fa-f]{2})*")
# What an IRIREF must not hold (19.8, production 139).
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def iri_ref(iri: str) -> str:
    """An IRI between angle brackets; what must not stand there is escaped, so that it never ends the token."""
    return f"<{_NOT_IN_IRI.sub(lambda match: f'{chr(92)}u{ord(match[0]):04X}', iri)}>"


def string(text: str, language: str | None = None, datatype: str | None = None) -> str:
    """A literal between quotation marks, with its language tag or datatype IRI if one is given."""
    quoted = f'"{text.translate(_ESCAPES)}"'
    return f"{quoted}@{language}" if language else f"{quoted}^^{iri_ref(datatype)}" if datatype else quoted


def string_value(literal: str) -> str:
    """The characters of a string literal as it is written, with its quotation marks (19.2; 19.8, 156 to 160).

    Raises ValueError with an escape that stands for no character.
    """
    quote = 3 if literal[:3] in {'"""', "'''"} else 1

    def character(escape: re.Match[str]) -> str:
        if escape[3] in _ESCAPED:
            return _ESCAPED[escape[3]]
        number = int(escape[1] or escape[2] or "0", 16)
        if escape[3] or number > sys.maxunicode or 0xD800 <= number < 0xE000:
            raise ValueError(escape[0])
        return chr(number)

    return _ESCAPE.sub(character, literal[quote:-quote])


def percent_encoded(iri: str) -> str:
    """An IRI in which the characters are percent-encoded that an IRI must not hold."""
    return _NOT_IN_IRI.sub(lambda match: f"%{ord(match[0]):02X}", iri)


def is_absolute_iri(text: str) -> bool:
    """Whether a text has the form of an absolute IRI."""
    return _ABSOLUTE_IRI.fullmatch(text) is not None

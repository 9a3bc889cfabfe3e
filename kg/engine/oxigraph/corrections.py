"""What the engine's serializers write, on its way to a file: corrected where that is exact, and refused elsewhere."""

import csv
import re
from collections.abc import Iterable
from typing import Protocol

import pyoxigraph as ox

from kg.engine.answer_writer import unwritable

_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
# Characters that XML 1.0 lacks (2.2); to delete the first is a faster search for them than the pattern.
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_NOT_IN_XML = re.compile(rb"[%b]|\xef\xbf[\xbe\xbf]" % re.escape(_CONTROLS))
# What the engine writes for an IRI without a local name, for the namespace that no document may declare (Namespaces in
# XML 1.0, 3), and for the properties that RDF/XML has dropped (RDF 1.1 XML Syntax, 6.1.4).
_NOT_IN_RDF_XML = re.compile(rb"</?(?:oxprefix:[\s/>]|xmlns:|rdf:(?:bagID|aboutEach|aboutEachPrefix)[\s/>])")
# The identifier of a node is an NCName, which begins with no digit; a further underscore keeps all of them distinct.
_NODE_ID = re.compile(rb'rdf:nodeID="(?=[0-9_])')


class ByteTarget(Protocol):
    """What an answer is written to."""

    def write(self, data: bytes, /) -> object:
        """Write the next part."""


class XmlDocument:
    """A document in XML: line breaks that its readers would change, and identifiers, are corrected.

    A reader turns a carriage return into a line feed unless it is a reference (XML 1.0, 2.11).
    """

    def __init__(self, target: ByteTarget, *, rdf: bool) -> None:
        self._target = target
        self._rdf = rdf
        self._rest = b""

    def write(self, data: bytes) -> int:
        """Write a part, up to the end of its last tag, and return its size.

        Raises RequestError with status 406 for what XML or, in RDF/XML, ``rdf`` cannot hold.
        """
        text = self._rest + data
        end = text.rfind(b">") + 1
        self._rest = text[end:]
        self._write(text[:end])
        return len(data)

    def flush(self) -> None:
        """Do nothing: part of a file's interface."""

    def close(self) -> None:
        """Write what follows the last tag; raises what ``write`` raises."""
        self._write(self._rest)

    def _write(self, text: bytes) -> None:
        if len(text.translate(None, _CONTROLS)) < len(text) or b"\xef\xbf" in text:
            _require_xml(text)
        if self._rdf and _NOT_IN_RDF_XML.search(text):
            raise unwritable("The answer has a property or a class whose IRI does not end in a name of an XML element.")
        text = text.replace(b"\r", b"&#xD;")
        self._target.write(_NODE_ID.sub(rb"\g<0>_", text) if self._rdf else text)


def _require_xml(text: bytes) -> None:
    if character := _NOT_IN_XML.search(text):
        code = ord(character[0].decode())
        raise unwritable(f"The answer holds the character U+{code:04X}, which XML lacks.")


class UnquotedFieldError(Exception):
    """A row of CSV has a field that should be within quotation marks."""


class CsvTable:
    """A table in CSV: finds out whether each row has as many fields as there are columns.

    The engine quotes literals (RFC 4180, 2) but neither IRIs, which may hold commas, nor triple terms as wholes.
    """

    def __init__(self, target: ByteTarget, columns: int) -> None:
        self._target = target
        self._commas_in_row = max(columns - 1, 0)
        self._quoted = False
        self._last = b""
        self._commas = 0
        self._rows = 0

    def write(self, data: bytes) -> int:
        """Write a part, and return its size; raises UnquotedFieldError."""
        outside = self._outside(data) if self._quoted or b'"' in data else data
        self._commas += outside.count(b",")
        self._rows += outside.count(b"\n")
        self._last = outside[-1:] or self._last
        if self._commas > (self._rows + 1) * self._commas_in_row:
            raise UnquotedFieldError
        self._target.write(data)
        return len(data)

    def _outside(self, data: bytes) -> bytes:
        """What is outside quotation marks."""
        parts = data.split(b'"')
        outside = parts[self._quoted :: 2]
        opened = [self._last + outside[0], *outside[1:]] if outside else []
        self._quoted ^= len(parts) % 2 == 0
        # A field is quoted from its beginning, unless it is a triple term with a literal.
        if any(part.endswith(b" ") for part in (opened if self._quoted else opened[:-1])):
            raise UnquotedFieldError
        return b"".join(outside)

    def flush(self) -> None:
        """Do nothing: part of a file's interface."""

    def close(self) -> None:
        """Compare all rows with the columns; raises UnquotedFieldError."""
        if self._commas != self._rows * self._commas_in_row:
            raise UnquotedFieldError


def write_csv(target: ByteTarget, columns: Iterable[str], rows: Iterable[Iterable[_Term | None]]) -> None:
    """Write a table as the engine does, with every field quoted that has to be; it takes three times as long."""
    writer = csv.writer(_Encoded(target))
    writer.writerow(columns)
    writer.writerows([_text(term) for term in row] for row in rows)


class _Encoded:
    def __init__(self, target: ByteTarget) -> None:
        self._target = target

    def write(self, row: str) -> object:
        return self._target.write(row.encode())


def _text(term: _Term | None) -> str:
    if isinstance(term, ox.Triple):
        return " ".join(map(_text, term))
    if isinstance(term, ox.BlankNode):
        return str(term)
    return term.value if term else ""

"""What the engine's serializers write, on its way to a file: corrected where that is exact, and refused elsewhere."""

import csv
import re
from collections.abc import Callable, Iterable, Mapping
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

_ESCAPED = re.compile(rb"\\(.)")
# A prefixed name in which a dot is escaped; in a text a backslash before a dot is escaped itself.
_ESCAPED_DOT = re.compile(
    rb'(?<![^\s(^])(?P<prefix>[^\s"<>:\\^(]*):(?P<local>(?:[^\s\\"<>]|\\[^\s.])*\\\.(?:[^\s\\"<>]|\\\S)*)'
)


class ByteTarget(Protocol):
    """What an answer is written to."""

    def write(self, data: bytes, /) -> object:
        """Write the next part."""


class CorrectedDocument:
    """A document on its way to a file, corrected in pieces that end with the byte ``end``."""

    def __init__(self, target: ByteTarget, end: bytes, corrected: Callable[[bytes], bytes]) -> None:
        self._target = target
        self._end = end
        self._corrected = corrected
        self._rest: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Write a part, but for what follows its last end of a piece, and return its size.

        Raises RequestError with status 406 for what the format cannot hold.
        """
        size = data.rfind(self._end) + 1
        if size:
            self._target.write(self._corrected(b"".join([*self._rest, data[:size]])))
            self._rest.clear()
        self._rest.append(data[size:])
        return len(data)

    def flush(self) -> None:
        """Do nothing: part of a file's interface."""

    def close(self) -> None:
        """Write what follows the last end of a piece; raises what ``write`` raises."""
        self._target.write(self._corrected(b"".join(self._rest)))


def turtle_document(target: ByteTarget, prefixes: Mapping[str, str]) -> CorrectedDocument:
    r"""A document in Turtle or TriG: an IRI whose local name has an escaped dot is in full, since rdflib misreads it.

    So ``x:Jr\.`` is ``<http://example.org/Jr.>``.
    """

    def in_full(name: re.Match[bytes]) -> bytes:
        return b"<%b%b>" % (prefixes[name["prefix"].decode()].encode(), _ESCAPED.sub(rb"\1", name["local"]))

    return CorrectedDocument(target, b" ", lambda text: _ESCAPED_DOT.sub(in_full, text) if b"\\." in text else text)


def xml_document(target: ByteTarget, *, rdf: bool) -> CorrectedDocument:
    """A document in XML: line breaks that its readers would change, and identifiers, are corrected.

    A reader turns a carriage return into a line feed unless it is a reference (XML 1.0, 2.11). What XML or, in RDF/XML,
    ``rdf`` cannot hold is refused.
    """
    return CorrectedDocument(target, b">", _correct_rdf_xml if rdf else _correct_xml)


def _correct_rdf_xml(text: bytes) -> bytes:
    if _NOT_IN_RDF_XML.search(text):
        raise unwritable("The answer has a property or a class whose IRI does not end in a name of an XML element.")
    return _NODE_ID.sub(rb"\g<0>_", _correct_xml(text))


def _correct_xml(text: bytes) -> bytes:
    if len(text.translate(None, _CONTROLS)) < len(text) or b"\xef\xbf" in text:
        _require_xml(text)
    return text.replace(b"\r", b"&#xD;")


def _require_xml(text: bytes) -> None:
    if character := _NOT_IN_XML.search(text):
        code = ord(character[0].decode())
        raise unwritable(f"The answer holds the character U+{code:04X}, which XML lacks.")


class UnquotedFieldError(Exception):
    """A row of CSV has a field that should be within quotation marks."""


class CsvTable:
    """A table in CSV: finds out whether each row has as many fields as there are columns.

    The engine quotes literals (RFC 4180, 2) but neither IRIs, which may hold commas, nor triple terms as wholes, nor an
    empty field that is alone in its row, which readers take for no row at all.
    """

    def __init__(self, target: ByteTarget, columns: int) -> None:
        self._target = target
        self._columns = columns
        self._commas_in_row = max(columns - 1, 0)
        self._quoted = False
        self._last = b""
        self._commas = 0
        self._lines = 0

    def write(self, data: bytes) -> int:
        """Write a part, and return its size; raises UnquotedFieldError."""
        outside = self._outside(data) if self._quoted or b'"' in data else data
        self._commas += outside.count(b",")
        self._lines += outside.count(b"\n")
        if self._commas > (self._lines + 1) * self._commas_in_row:
            raise UnquotedFieldError
        if self._columns == 1 and b"\n\r" in self._last + outside:
            raise UnquotedFieldError
        self._last = b'"' if self._quoted else outside[-1:] or self._last
        self._target.write(data)
        return len(data)

    @property
    def rows(self) -> int:
        """The number of rows below the line with the columns."""
        return self._lines - 1

    def _outside(self, data: bytes) -> bytes:
        """What is outside quotation marks, one of them instead of each text within."""
        parts = data.split(b'"')
        outside = parts[self._quoted :: 2]
        opened = [self._last + outside[0], *outside[1:]] if outside else []
        self._quoted ^= len(parts) % 2 == 0
        # A field is quoted from its beginning, unless it is a triple term with a literal.
        if any(part.endswith(b" ") for part in (opened if self._quoted else opened[:-1])):
            raise UnquotedFieldError
        return b'"'.join(outside)

    def flush(self) -> None:
        """Do nothing: part of a file's interface."""

    def close(self) -> None:
        """Compare all rows with the columns; raises UnquotedFieldError."""
        if self._commas != self._lines * self._commas_in_row:
            raise UnquotedFieldError


def write_csv(target: ByteTarget, columns: Iterable[str], rows: Iterable[Iterable[_Term | None]]) -> int:
    """Write a table as the engine does, with every field quoted that has to be, and return the number of rows.

    It takes three times as long as the engine.
    """
    writer, number = csv.writer(_Encoded(target)), 0
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):  # noqa: B007 - the last one is returned
        writer.writerow([_text(term) for term in row])
    return number


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

"""Quads: what the lines of an N-Quads file say, term by term, as they are written there."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import DatasetError, Problem

Triple = tuple[str, str, str]

_IRI, _BLANK = r"<[^<>\s]*>", r"_:\S+"
_LITERAL = rf'"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^{_IRI})?'
_STATEMENT = re.compile(rf"({_IRI}|{_BLANK}) ({_IRI}) ({_IRI}|{_BLANK}|{_LITERAL})(?: ({_IRI}|{_BLANK}))? \.")

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CONTROLS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Quad(NamedTuple):
    """A triple with its graph, empty for the default graph; terms are written as in N-Quads (RDF 1.1 N-Quads, 2)."""

    subject: str
    predicate: str
    object: str
    graph: str = ""

    @property
    def triple(self) -> Triple:
        """The triple, without its graph."""
        return self[:3]

    @property
    def line(self) -> str:
        """The quad as a line of N-Quads, without the end of the line."""
        return " ".join([*filter(None, self), "."])

    @classmethod
    def parse(cls, line: str) -> Quad | None:
        """The quad of a line as the build writes it, or None if it is none."""
        found = _STATEMENT.fullmatch(line)
        return cls(*found.groups(default="")) if found else None


def value_of(literal: str) -> str:
    """What stands between the quotation marks of a literal, with the characters that its escapes stand for."""

    def character(escape: re.Match[str]) -> str:
        code, sign = escape[1] or escape[2], escape[3]
        return chr(int(code, 16)) if code else _CONTROLS.get(sign, sign)

    return _ESCAPE.sub(character, literal.rpartition('"')[0][1:])


def read_quads(path: Path) -> Iterator[Quad]:
    """The quads of an N-Quads file that a build has written, in the order of the file; ``.gz`` is decompressed.

    Raises DatasetError for a file that cannot be read, with the line where there is something else in it.
    """
    remedy = "Name an N-Quads file that kg build or kg dump has written."
    try:
        # Only \n ends a line: literals hold other characters that Python would break lines at.
        text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        lines = text.decode().removesuffix("\n").split("\n")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DatasetError(Problem(str(path), f"cannot be read: {error}.", remedy)) from error
    for number, line in enumerate(lines, start=1):
        quad = Quad.parse(line)
        if quad is None:
            raise DatasetError(Problem(f"{path}:{number}", "This line is no quad as a build writes it.", remedy))
        yield quad

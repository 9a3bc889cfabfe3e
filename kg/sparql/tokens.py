"""The tokens of SPARQL with their places (SPARQL 1.1 Query, 19.8), and the prologue that they declare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

_BASE = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_MARKS = r"\u00B7\u0300-\u036F\u203F\u2040"
_CHAR = rf"{_BASE}_0-9{_MARKS}\-"
_NAME = rf"(?:[{_CHAR}]++|\.++(?=[{_CHAR}]))*+"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_LOCAL = rf"(?:[{_BASE}_0-9:]|{_ESCAPED}) (?: [{_CHAR}:]|{_ESCAPED}|\.++(?=[{_CHAR}:%\\]) )*+"
_IRI = r"[^<>\"{}|^`\\\x00-\x20]*+"
_NUMBER = r"(?:[0-9]++\.?[0-9]*+|\.[0-9]++)[eE][+\-]?[0-9]++ | [0-9]*+\.[0-9]++ | [0-9]++"

# No alternative can fail late more than once at a place, and an unclosed string takes the rest of its line or of the
# text with it; so the work grows with the length of the text, no faster.
_TOKEN = re.compile(
    rf"""
    (?P<comment> \#[^\n\r]*+ )
  | (?P<string> \"{{3}} (?:[^\"\\]++|\\.|\"{{1,2}}(?!\"))*+ \"{{3}}  | '{{3}} (?:[^'\\]++|\\.|'{{1,2}}(?!'))*+ '{{3}}
      | \"(?!\"\") (?:[^\"\\\n\r]++|\\.)*+ \"                 | '(?!'') (?:[^'\\\n\r]++|\\.)*+ ' )
  | (?P<iri> < {_IRI} (?: \\(?:u[0-9A-Fa-f]{{4}}|U[0-9A-Fa-f]{{8}}) {_IRI} )*+ > )
  | (?P<variable> [?$][{_BASE}_0-9][{_BASE}_0-9{_MARKS}]*+ )
  | (?P<run> [{_BASE}]{_NAME} ) (?![:])
  | (?P<name> (?:[{_BASE}]{_NAME})?: (?:{_LOCAL})?+ )
  | (?P<bnode> _:[{_BASE}_0-9]{_NAME} )
  | (?P<language> @[A-Za-z]++(?:-{{1,2}}[A-Za-z0-9]++)*+ )
  | (?P<number> {_NUMBER} )
  | (?P<bracket> [\[({{\])}}] )
  | (?P<operator> <<|>>|<=|>=|!=|&&|\|\||\^\^|[<>=!&|^+\-*/.,;?~] )
  | (?P<bad> \"{{3}}.*+ | '{{3}}.*+ | [\"'][^\n\r]*+ | [^ \t\r\n] )
    """,
    re.VERBOSE | re.DOTALL,
)
# What looked like the prefix of a name, but has no colon: keywords, with the end of a triple or a minus between them.
_PIECE = re.compile(
    rf"(?P<word>[{_BASE}_][{_BASE}_0-9]*+) | (?P<number>{_NUMBER}) | (?P<operator>[.\-]) | (?P<bad>.)", re.VERBOSE
)
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")
_NO_IRI = re.compile(r"[<>\"{}|^`\\\x00-\x20]")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_LOCAL_ESCAPE = re.compile(r"\\(.)")


class Token(NamedTuple):
    """A token as it stands in the text.

    ``kind`` is comment, string, iri (``<...>``), name (``prefix:local``), variable, bnode, language (``@en``), number,
    word (a keyword, ``a``, ``true``), bracket (one character), operator, or bad: what no token begins with. Two
    signs of the grammar are two tokens each: ``<<(`` and ``{|``, so that every bracket is a token.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The position behind the token."""
        return self.start + len(self.text)

    def says(self, *words: str) -> bool:
        """Whether the token is one of these keywords, given in capitals."""
        return self.kind == "word" and self.text.upper() in words

    def marks(self, sign: str) -> bool:
        """Whether the token is this bracket or operator."""
        return self.text == sign and self.kind in {"bracket", "operator"}


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in their order, without the white space; for any text, and in linear time.

    The longest token wins, as 19.8 demands: ``?a<?b&&?c>?d`` has an IRI in it. An IRI holds no brace, brace or not.
    """
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind != "run":
            yield Token(kind, match[0], match.start())
            continue
        for piece in _PIECE.finditer(text, match.start(), match.end()):
            yield Token(str(piece.lastgroup), piece[0], piece.start())


def closing(stream: Sequence[Token], at: int) -> int | None:
    """The place of the bracket that closes the one at a place; None if there is none."""
    depth = 0
    for index in range(at, len(stream)):
        if stream[index].kind == "bracket":
            depth += 1 if stream[index].text in "([{" else -1
            if depth == 0:
                return index
    return None


def unescaped(text: str) -> str:
    """A text with its codepoint escapes read, as 19.2 lets a processor do before anything else."""
    return _CODEPOINT.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), text)


def place(text: str, position: int, kind: str = "query") -> str:
    """A position as people count: by line and column from 1."""
    line = text.count("\n", 0, position) + 1
    return f"{kind}, line {line}, column {position - text.rfind(chr(10), 0, position)}"


class Prologue:
    """The prefixes and the base in force at a place of a text (SPARQL 1.1 Query, 4.1.1).

    ``prefixes`` and ``base`` hold until the text declares its own.
    """

    def __init__(self, prefixes: Mapping[str, str], base: str | None) -> None:
        self._given = prefixes
        self._declared: dict[str, str] = {}
        self._version = ""
        self.base = base

    def read(self, stream: Sequence[Token], at: int) -> int:
        """Take in the declaration that begins at a token; returns the place behind it, or ``at`` if there is none."""
        kinds = [token.kind for token in stream[at + 1 : at + 3]]
        if stream[at].says("PREFIX") and kinds == ["name", "iri"] and stream[at + 1].text.endswith(":"):
            self._declared[stream[at + 1].text[:-1]] = self._absolute(stream[at + 2])
            return at + 3
        if stream[at].says("BASE") and kinds[:1] == ["iri"]:
            self.base = self._absolute(stream[at + 1])
            return at + 2
        if stream[at].says("VERSION") and kinds[:1] == ["string"]:
            self._version = f"VERSION {stream[at + 1].text}\n"
            return at + 2
        return at

    def resolve(self, token: Token) -> str | None:
        """The IRI that an iri or a name stands for; None for any other token, and where the prefix is not declared."""
        if token.kind == "iri":
            return self._absolute(token)
        prefix, colon, local = token.text.partition(":")
        namespace = self._declared.get(prefix, self._given.get(prefix))
        if token.kind != "name" or not colon or namespace is None:
            return None
        return namespace + _LOCAL_ESCAPE.sub(r"\1", local)

    def written(self, used: Sequence[Token]) -> str:
        """The prologue as text: every declaration, and of the given prefixes those that the tokens use."""
        names = {token.text.partition(":")[0] for token in used if token.kind == "name"}
        prefixes = {prefix: iri for prefix, iri in self._given.items() if prefix in names} | self._declared
        base = f"BASE {_bracketed(self.base)}\n" if self.base is not None else ""
        return (
            self._version + base + "".join(f"PREFIX {prefix}: {_bracketed(iri)}\n" for prefix, iri in prefixes.items())
        )

    def _absolute(self, token: Token) -> str:
        iri = unescaped(token.text[1:-1])
        if not self.base or _ABSOLUTE.match(iri):
            return iri
        try:
            resolved = urljoin(self.base, iri)
        except ValueError:  # brackets that enclose no address
            return iri
        return f"{resolved}#" if iri.endswith("#") else resolved  # which urljoin takes for no fragment


def _bracketed(iri: str) -> str:
    """An IRI as a token again, whatever its escapes stood for."""
    return f"<{_NO_IRI.sub(lambda character: f'{chr(92)}u{ord(character[0]):04X}', iri)}>"

"""The tokens of SPARQL (SPARQL 1.1 Query, 19.8)."""

import re
from array import array
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

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
_TOKEN = rf"""
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
    """
# What looked like the prefix of a name, but has no colon: keywords, with the end of a triple or a minus between them.
_PIECE = re.compile(
    rf"(?P<word>[{_BASE}_][{_BASE}_0-9]*+) | (?P<number>{_NUMBER}) | (?P<operator>[.\-]) | (?P<bad>.)", re.VERBOSE
)
_OPERANDS = frozenset({"variable", "string", "language", "number", "name", "iri"})
VARIABLE = re.compile(rf"[{_BASE}_0-9][{_BASE}_0-9{_MARKS}]*+")


@cache
def token_pattern() -> re.Pattern[str]:
    """The pattern of all tokens, which takes a twentieth of a second to compile."""
    return re.compile(_TOKEN, re.VERBOSE | re.DOTALL)


class Token(NamedTuple):
    """A token as it stands in the text.

    ``kind`` is string, iri (``<...>``), name (``prefix:local``), variable, bnode, language (``@en``), number,
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

    def is_keyword(self, *words: str) -> bool:
        """Whether the token is one of these keywords, given in capitals."""
        return self.kind == "word" and self.text.isascii() and self.text.upper() in words

    def is_sign(self, sign: str) -> bool:
        """Whether the token is this bracket or operator."""
        return self.text == sign and self.kind in {"bracket", "operator"}


class TokenStream:
    """The tokens of any text in their order, without white space and comments; made in linear time.

    The longest token wins, as 19.8 demands: ``?a<?b&&?c>?d`` has an IRI in it. An update may have millions of tokens,
    so each takes 16 bytes here, and a Token is made when it is read.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._kinds: list[str] = []
        self._starts, self._ends = array("I"), array("I")
        for token in token_pattern().finditer(text):
            if token.lastgroup == "comment":
                continue
            for match in _PIECE.finditer(text, *token.span()) if token.lastgroup == "run" else (token,):
                self._kinds.append(str(match.lastgroup))
                self._starts.append(match.start())
                self._ends.append(match.end())

    def __len__(self) -> int:
        return len(self._kinds)

    def __getitem__(self, at: int) -> Token:
        return Token(self._kinds[at], self._text[self._starts[at] : self._ends[at]], self._starts[at])

    def slice(self, start: int, end: int) -> list[Token]:
        """The tokens from an index to before another, or to the last."""
        return [self[at] for at in range(start, min(end, len(self)))]

    def of(self, *kinds: str) -> Iterator[tuple[int, Token]]:
        """The tokens of some kinds, each with its index."""
        return ((at, self[at]) for at, kind in enumerate(self._kinds) if kind in kinds)

    def closing(self, at: int) -> int | None:
        """The index of the bracket that closes the one at an index; None if either is missing."""
        return self._partners.get(at)

    @cached_property
    def _partners(self) -> dict[int, int]:
        """The index of each opening bracket with that of its closing one; brackets may be of different kinds."""
        partners, opened = {}, []
        for at, token in self.of("bracket"):
            if token.text in "([{":
                opened.append(at)
            elif opened:
                partners[opened.pop()] = at
        return partners


def compares(stream: TokenStream, at: int, *hidden: str) -> bool:
    """Whether an IRI in parentheses may be a comparison to the engine, which reads by context, and hide something."""
    before, iri = stream[at - 1], stream[at].text.lower()
    ends = before.kind in _OPERANDS or before.is_keyword("TRUE", "FALSE") or before.text in {")", "}", ">>"}
    return ends and "://" not in iri and any(sign in iri for sign in hidden)

"""The prologue of a query or update: the prefixes and the base that it declares (SPARQL 1.1 Query, 4.1)."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

from kg.sparql.terms import iri_ref, is_absolute_iri
from kg.sparql.text import SparqlText, unescaped
from kg.sparql.tokens import Token, TokenStream

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_PREFIX = re.compile(r"[A-Za-z][\w-]*")
_LOCAL_ESCAPE = re.compile(r"\\(.)")


class Prologue:
    """The prefixes and the base in force at a place of a text (SPARQL 1.1 Query, 4.1.1).

    ``prefixes`` and ``base`` hold until the text declares its own; ``declared`` are those that it has declared.
    """

    def __init__(self, prefixes: Mapping[str, str], base: str | None) -> None:
        self._given = prefixes
        self.declared: dict[str, str] = {}
        self._version = ""
        self.base = base

    def read(self, stream: TokenStream, at: int) -> int:
        """Take in the declaration that begins at a token; returns the place behind it, or ``at`` if there is none."""
        kinds = [token.kind for token in stream.slice(at + 1, at + 3)]
        if stream[at].is_keyword("PREFIX") and kinds == ["name", "iri"] and stream[at + 1].text.endswith(":"):
            self.declared[stream[at + 1].text[:-1]] = self._absolute(stream[at + 2])
            return at + 3
        if stream[at].is_keyword("BASE") and kinds[:1] == ["iri"]:
            self.base = self._absolute(stream[at + 1])
            return at + 2
        if stream[at].is_keyword("VERSION") and kinds[:1] == ["string"]:
            self._version = f"VERSION {stream[at + 1].text}\n"
            return at + 2
        return at

    def read_all(self, stream: TokenStream) -> int:
        """Take in all declarations at the beginning of a text; returns the place behind them."""
        at = 0
        while at < len(stream) and (behind := self.read(stream, at)) > at:
            at = behind
        return at

    def resolve(self, token: Token) -> str | None:
        """The IRI that an iri or a name stands for; None for any other token, and where the prefix is not declared."""
        if token.kind == "iri":
            return self._absolute(token)
        prefix, colon, local = token.text.partition(":")
        namespace = self.declared.get(prefix, self._given.get(prefix))
        if token.kind != "name" or not colon or namespace is None:
            return None
        return namespace + _LOCAL_ESCAPE.sub(r"\1", local)

    def written(self, used: Sequence[Token]) -> str:
        """The prologue as text: every declaration, and of the given prefixes those that the tokens use."""
        names = {token.text.partition(":")[0] for token in used if token.kind == "name"}
        prefixes = {prefix: iri for prefix, iri in self._given.items() if prefix in names} | self.declared
        base = f"BASE {iri_ref(self.base)}\n" if self.base is not None else ""
        return "".join([self._version, base, *(f"PREFIX {name}: {iri_ref(iri)}\n" for name, iri in prefixes.items())])

    def _absolute(self, token: Token) -> str:
        iri = unescaped(token.text[1:-1])
        if not self.base or _ABSOLUTE.match(iri):
            return iri
        try:
            resolved = urljoin(self.base, iri)
        except ValueError:  # brackets that enclose no address
            return iri
        return f"{resolved}#" if iri.endswith("#") else resolved  # which urljoin takes for no fragment


def prefixes_to_parse(text: SparqlText, known: Mapping[str, str]) -> Mapping[str, str]:
    """The prefixes with which a query is parsed: those whose names occur in it, or all if they shorten its answer too.

    Each costs the parser, and the way to it, about as much as a short pattern.
    """
    if text.mentions("construct") or text.mentions("describe"):
        return known
    readings = {text.text, text.unescaped.text}
    return {name: iri for name, iri in known.items() for reading in readings if f"{name}:" in reading}


def prefixes_in_use(text: SparqlText, known: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that a query declares at its beginning, as far as any serializer accepts them, and those it uses."""
    prologue = Prologue(known, None)
    prologue.read_all(text.tokens)
    names = {token.text.partition(":")[0] for _, token in text.tokens.of("name")}
    return {prefix: iri for prefix, iri in known.items() if prefix in names} | {
        prefix: iri for prefix, iri in prologue.declared.items() if _PREFIX.fullmatch(prefix) and is_absolute_iri(iri)
    }

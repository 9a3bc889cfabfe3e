"""Loading: the LOAD operations of an update, their documents fetched outside the engine (SPARQL 1.1 Update, 3.1.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from kg.errors import KgError, Problem, RequestError
from kg.sparql.tokens import Prologue, Token, place, tokens, unescaped

_MOST = 10
_Document = TypeVar("_Document")

# A blank node of N-Triples, and what may hold its two signs without being one.
_BNODE = re.compile(r"(?P<opaque> \"(?:[^\"\\]++|\\.)*+\" | <[^<>]*+> ) | _:", re.VERBOSE | re.DOTALL)


class _Load(NamedTuple):
    start: int
    end: int
    silent: bool
    iri: str
    graph: str


def has_load(update: str) -> bool:
    """Whether a text has the operation LOAD, also if codepoint escapes are read first (Query, 19.2)."""
    return any(
        _begins_load(stream[at])
        for stream in (_stream(update), _stream(unescaped(update)))
        for at in _operations(stream, Prologue({}, None))
    )


def inline_loads(
    update: str,
    prefixes: Mapping[str, str],
    base: str | None,
    document: Callable[[str], _Document],
    to_ntriples: Callable[[_Document, str], str],
) -> str:
    """An update with each LOAD replaced by INSERT DATA of the triples in its document.

    ``document`` fetches an IRI, and ``to_ntriples`` writes the triples of a document, relative to its IRI, in
    N-Triples without comments; its blank nodes are made new for each LOAD here. ``prefixes`` and ``base`` hold where
    the text does not declare its own. All documents are fetched before the update begins. Where SILENT is said, the
    operation does nothing if its document cannot be fetched or read.

    Raises RequestError with status 400 for a LOAD that is not ``LOAD [SILENT] iri [INTO GRAPH iri]``, and for more
    than ten; and whatever ``document`` and ``to_ntriples`` raise.
    """
    label = "_:load"
    while label in update:
        label += "x"
    pieces, behind = [], 0
    for number, load in enumerate(list(_loads(update, Prologue(prefixes, base))), start=1):
        triples = _renamed(_triples(load, document, to_ntriples), f"{label}{number}-")
        # On as many lines as before, so that an error behind it is reported where the author sees it.
        lines = "\n" * update.count("\n", load.start, load.end)
        data = f"GRAPH {load.graph} {{ {triples} }}" if load.graph else triples
        pieces += [update[behind : load.start], f"INSERT DATA {{ {data} }}{lines}"]
        behind = load.end
    return "".join([*pieces, update[behind:]])


def _stream(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.kind != "comment"]


def _operations(stream: Sequence[Token], prologue: Prologue) -> Iterator[int]:
    """The place of each operation's first token, when the prologue has read the declarations before it."""
    at = depth = 0
    begins = True
    while at < len(stream):
        if begins and (behind := prologue.read(stream, at)) > at:
            at = behind
            continue
        separates = stream[at].marks(";") and not depth
        if begins and not separates:
            yield at
        depth += stream[at].marks("{") - stream[at].marks("}")
        begins = separates
        at += 1


def _loads(update: str, prologue: Prologue) -> Iterator[_Load]:
    stream = _stream(update)
    count = 0
    for at in _operations(stream, prologue):
        if _begins_load(stream[at]):
            count += 1
            if count > _MOST:
                what = f"is one LOAD too many: {_MOST} are carried out."
                raise _refused(update, stream[at], what, "Send several updates.")
            yield _load(update, stream, at, prologue)


def _begins_load(first: Token) -> bool:
    """Whether the engine may read LOAD at the beginning of an operation; it needs no space behind the keyword."""
    return first.kind in {"word", "name"} and first.text.lower().startswith("load")


def _load(update: str, stream: Sequence[Token], at: int, prologue: Prologue) -> _Load:
    length = next((length for length, token in enumerate(stream[at : at + 7]) if token.marks(";")), 7)
    operation = stream[at : at + length]
    silent = len(operation) > 1 and operation[1].says("SILENT")
    source, target = operation[1 + silent : 2 + silent], operation[2 + silent :]
    iri = prologue.resolve(source[0]) if source else None
    if not operation[0].says("LOAD") or iri is None or (target and not _is_target(target, prologue)):
        what = "is no operation that loads a document from an IRI, into the default graph or a named one."
        raise _refused(update, stream[at], what, "Write LOAD <iri> or LOAD SILENT <iri> INTO GRAPH <iri>, with spaces.")
    return _Load(operation[0].start, operation[-1].end, silent, iri, target[2].text if target else "")


def _is_target(target: Sequence[Token], prologue: Prologue) -> bool:
    return (
        len(target) == 3
        and target[0].says("INTO")
        and target[1].says("GRAPH")
        and prologue.resolve(target[2]) is not None
    )


def _triples(load: _Load, document: Callable[[str], _Document], to_ntriples: Callable[[_Document, str], str]) -> str:
    try:
        return to_ntriples(document(load.iri), load.iri)
    except KgError:
        if load.silent:
            return ""
        raise


def _renamed(triples: str, tag: str) -> str:
    """N-Triples on one line, the tag before the label of each blank node instead of its two signs."""
    return _BNODE.sub(lambda found: found[0] if found["opaque"] else tag, triples.replace("\n", " "))


def _refused(update: str, token: Token, what: str, remedy: str) -> RequestError:
    return RequestError(400, Problem(place(update, token.start, "update"), what, remedy))

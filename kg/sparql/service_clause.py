"""Federation: the SERVICE blocks of a query, answered outside the engine (SPARQL 1.1 Federated Query)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from kg.errors import KgError, Problem, RequestError
from kg.sparql.tokens import Prologue, Token, place, tokens, unescaped

_MOST = 10
_DEEPEST_TERM = 10

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[^\x00-\x20\x7f<>\"{}|^`\\%\[\]\ud800-\udfff]|%[0-9A-Fa-f]{2})*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_DIRECTIONS = {None: "", "ltr": "--ltr", "rtl": "--rtl"}
_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"})
_OPERANDS = {"variable", "string", "language", "number", "name", "iri"}


class _Call(NamedTuple):
    start: int
    end: int
    silent: bool
    endpoint: str
    query: str


def has_service(query: str) -> bool:
    """Whether a text calls a service, or may do so in a reading of it that is not the standard's.

    The engine reads by context (SERVICESILENT is two words to it), and codepoint escapes may be read first (19.2).
    """
    if "service" not in (plain := unescaped(query)).lower():
        return False
    return any(
        any(token.says("SERVICE") for token in stream) or _doubtful(stream) is not None
        for stream in (_stream(query), _stream(plain))
    )


def inline_services(
    query: str, prefixes: Mapping[str, str], base: str | None, select: Callable[[str, str], bytes]
) -> str:
    """A query or update with each outermost SERVICE block replaced by the solutions that its endpoint has for it.

    ``select`` asks an endpoint (its IRI) a query, and returns SPARQL 1.1 Query Results JSON. ``prefixes`` and ``base``
    hold where the text does not declare its own. The endpoint is asked for all solutions of the block's pattern as it
    stands (Federated Query, 4), under the prologue in force; a SERVICE in the pattern is the endpoint's affair. Where
    SILENT is said, a failure counts as one solution without bindings (2.3). Text that is malformed is left as it is,
    for the parser to report.

    A blank node of a remote answer, which no VALUES may hold, becomes ``<urn:bnode:N:LABEL>``: N is the number of the
    block in the text, LABEL percent-encoded. It joins with nothing outside the block, as a blank node would; but
    isBlank is false for it.

    Raises RequestError: 400 for an endpoint given by a variable, for more than ten blocks, and for text in which it is
    open what calls a service; 502 for an answer that cannot be used; and whatever ``select`` raises.
    """
    _refuse_doubt(query)
    pieces, behind = [], 0
    for number, call in enumerate(list(_calls(query, Prologue(prefixes, base))), start=1):
        # As many lines as before, so that an error behind them is reported where the author sees it.
        lines = "\n" * query.count("\n", call.start, call.end)
        pieces += [query[behind : call.start], " ", _answered(call, number, select), lines, " "]
        behind = call.end
    return "".join([*pieces, query[behind:]])


def _stream(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.kind != "comment"]


def _calls(query: str, prologue: Prologue) -> Iterator[_Call]:
    stream = _stream(query)
    at = count = 0
    while at < len(stream):
        token, declared = stream[at], prologue.read(stream, at)
        at = max(declared, at + 1)
        if not token.says("SERVICE"):
            continue
        silent = stream[at : at + 1] != [] and stream[at].says("SILENT")
        at += silent
        endpoint = _endpoint(query, stream[at : at + 2], prologue)
        if endpoint is None:
            continue
        close = _closing(stream, at + 1)
        if close is None:
            return
        count += 1
        if count > _MOST:
            raise _refused(query, token, f"is one SERVICE too many: {_MOST} are answered.", "Ask several queries.")
        pattern = query[stream[at + 1].start : stream[close].end]
        asked = f"{prologue.written(stream[at + 1 : close])}SELECT * WHERE {pattern}"
        yield _Call(token.start, stream[close].end, silent, endpoint, asked)
        at = close + 1


def _endpoint(query: str, following: Sequence[Token], prologue: Prologue) -> str | None:
    """The IRI of the endpoint that is to be asked for the block that follows; None for malformed text."""
    if len(following) < 2 or not following[1].marks("{"):
        return None
    if following[0].kind == "variable":
        what = f"asks a service that only {following[0].text} knows, which is not supported."
        raise _refused(query, following[0], what, "Name the endpoint by its IRI.")
    return prologue.resolve(following[0])


def _closing(stream: Sequence[Token], at: int) -> int | None:
    """The place of the brace that closes the one at a place; None if there is none."""
    depth = 0
    for here, token in enumerate(stream[at:], start=at):
        depth += token.marks("{") - token.marks("}")
        if not depth:
            return here
    return None


def _refuse_doubt(query: str) -> None:
    if "service" not in (plain := unescaped(query)).lower():
        return
    stream = _stream(query)
    if (token := _doubtful(stream)) is not None:
        what = f"can be read in two ways, as a call of a service or not: {token.text[:40]!r}."
        raise _refused(query, token, what, "Put spaces around SERVICE, SILENT and <, or write the whole IRI.")
    if plain != query:
        calls = [sum(one.says("SERVICE") for one in reading) for reading in (stream, _stream(plain))]
        if calls[0] != calls[1]:
            what = "hides a SERVICE behind codepoint escapes."
            raise RequestError(400, Problem("query", what, "Write the characters themselves."))


def _doubtful(stream: Sequence[Token]) -> Token | None:
    """The first token that the engine may read as a call of a service, or as a comparison before a hidden one."""
    opened: list[str] = []
    for at, token in enumerate(stream):
        if token.kind != "bracket":
            if _reads_otherwise(stream, at, opened[-1:]):
                return token
        elif token.text in "([{":
            opened.append(token.text)
        elif opened:
            opened.pop()
    return None


def _reads_otherwise(stream: Sequence[Token], at: int, within: list[str]) -> bool:
    kind, word = stream[at].kind, stream[at].text.lower()
    if kind == "word":
        return "service" in word and word != "service"
    if kind == "name":
        return word.startswith("service") and within != [] and _calls_as_name(stream, at)
    return kind == "iri" and within == ["("] and _compares(stream[at - 1], word)


def _calls_as_name(stream: Sequence[Token], at: int) -> bool:
    before, after = stream[at - 1], stream[at + 1 : at + 2]
    return bool(after) and after[0].marks("{") and not before.says("GRAPH", "SERVICE", "SILENT")


def _compares(before: Token, iri: str) -> bool:
    left = before.kind in _OPERANDS or before.marks(")")
    return left and "://" not in iri and any(sign in iri for sign in ("'", "#", "service"))


def _answered(call: _Call, number: int, select: Callable[[str, str], bytes]) -> str:
    try:
        answer = select(call.endpoint, call.query)
        try:
            return _group(json.loads(answer), number)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            what = "answers with what is no SPARQL 1.1 Query Results JSON of RDF terms."
            remedy = "Ask it for less, or ask without it."
            raise RequestError(502, Problem(call.endpoint, what, remedy)) from error
    except KgError:
        if call.silent:
            return "{}"
        raise


def _group(answer: dict[str, Any], number: int) -> str:
    """The solutions of an answer as a group; raises what reading a malformed answer raises."""
    names, rows = list(dict.fromkeys(answer["head"]["vars"])), answer["results"]["bindings"]
    if any(list(tokens(f"?{name}")) != [("variable", f"?{name}", 0)] for name in names):
        raise ValueError(names)
    if not names:
        return (
            "{ FILTER(false) }" if not rows else "{}" if len(rows) == 1 else f"{{ VALUES () {{ {'() ' * len(rows)}}} }}"
        )
    written = (" ".join(_term(row[name], number) if name in row else "UNDEF" for name in names) for row in rows)
    group = f"{{ VALUES ({' '.join(f'?{name}' for name in names)}) {{ {' '.join(f'({row})' for row in written)} }} }}"
    group.encode()
    return group


def _term(term: dict[str, Any], number: int, depth: int = 0) -> str:
    kind, value = term["type"], term["value"]
    if kind == "uri":
        return _iri(value)
    if kind == "bnode":
        return f"<urn:bnode:{number}:{quote(value, safe='')}>"
    if kind == "triple" and depth < _DEEPEST_TERM:
        return _triple(value, number, depth + 1)
    if kind in {"literal", "typed-literal"}:
        return f'"{value.translate(_ESCAPES)}"{_annotation(term)}'
    raise ValueError(kind)


def _triple(triple: dict[str, Any], number: int, depth: int) -> str:
    """A triple term (RDF 1.2 Concepts, 3.1): only its object may be a literal or a triple term again."""
    if triple["subject"]["type"] not in {"uri", "bnode"} or triple["predicate"]["type"] != "uri":
        raise ValueError(triple)
    parts = (_term(triple[part], number, depth) for part in ("subject", "predicate", "object"))
    return f"<<( {' '.join(parts)} )>>"


def _annotation(literal: dict[str, Any]) -> str:
    """What follows a literal's quotation marks: its language with a direction (RDF 1.2), or its datatype."""
    language, datatype = literal.get("xml:lang"), literal.get("datatype")
    if language is None:
        return "" if datatype is None else f"^^{_iri(datatype)}"
    if not _LANGUAGE.fullmatch(language):
        raise ValueError(language)
    return f"@{language}{_DIRECTIONS[literal.get('its:dir')]}"


def _iri(value: str) -> str:
    if not _IRI.fullmatch(value):
        raise ValueError(value)
    return f"<{value}>"


def _refused(query: str, token: Token, what: str, remedy: str) -> RequestError:
    return RequestError(400, Problem(place(query, token.start), what, remedy))

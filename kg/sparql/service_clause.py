"""Federation: the SERVICE blocks of a query, answered outside the engine (SPARQL 1.1 Federated Query)."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from kg.errors import KgError, Problem, RequestError
from kg.limits import QueryLimits
from kg.sparql.prologue import Prologue
from kg.sparql.terms import iri_ref, string
from kg.sparql.text import Replacement, SparqlText
from kg.sparql.tokens import VARIABLE, Token, TokenStream, compares

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[^\x00-\x20\x7f<>\"{}|^`\\%\[\]\ud800-\udfff]|%[0-9A-Fa-f]{2})*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_DIRECTIONS = {None: "", "ltr": "--ltr", "rtl": "--rtl"}


class _Call(NamedTuple):
    start: int
    end: int
    silent: bool
    endpoint: str
    query: str


def inline_services(
    query: SparqlText, prologue: Prologue, limits: QueryLimits, select: Callable[[str, str], bytes]
) -> Iterator[Replacement]:
    """The solutions that its endpoint has for each outermost SERVICE block of a query or update, as a group.

    ``select`` asks an endpoint (its IRI) a query, and returns SPARQL 1.1 Query Results JSON. ``prologue`` holds until
    the text declares its own. The endpoint is asked for all solutions of the block's pattern as it stands (Federated
    Query, 4), under the prologue in force; a SERVICE in the pattern is left to the endpoint. The failure of a SERVICE
    SILENT counts as one solution without bindings (2.3). Text that is malformed is left as it is, for the parser to
    report.

    A blank node of a remote answer, which no VALUES may hold, becomes ``<urn:bnode:N:LABEL>``: N is the number of the
    block in the text, LABEL percent-encoded. It joins with nothing outside the block, as a blank node would; but
    isBlank is false for it.

    Raises RequestError: 400 for an endpoint given by a variable, for too many blocks, and for text that may call a
    service or not; 502 for an answer that cannot be used; and whatever ``select`` raises.
    """
    _refuse_ambiguity(query)
    for number, call in enumerate(list(_calls(query, prologue, limits.fetches)), start=1):
        yield Replacement(call.start, call.end, f" {_answered(call, number, limits.term_depth, select)} ")


def _calls(query: SparqlText, prologue: Prologue, most: int) -> Iterator[_Call]:
    stream = query.tokens
    at = count = 0
    while at < len(stream):
        token, declared = stream[at], prologue.read(stream, at)
        at = max(declared, at + 1)
        if not token.is_keyword("SERVICE"):
            continue
        silent = at < len(stream) and stream[at].is_keyword("SILENT")
        at += silent
        endpoint = _endpoint(query, stream.slice(at, at + 2), prologue)
        if endpoint is None:
            continue
        close = stream.closing(at + 1)
        if close is None:
            return
        count += 1
        if count > most:
            what = f"exceeds the limit of {most} SERVICE clauses."
            raise query.refusal(token.start, what, "Ask several queries.")
        pattern = query.text[stream[at + 1].start : stream[close].end]
        asked = f"{prologue.written(stream.slice(at + 1, close))}SELECT * WHERE {pattern}"
        yield _Call(token.start, stream[close].end, silent, endpoint, asked)
        at = close + 1


def _endpoint(query: SparqlText, following: list[Token], prologue: Prologue) -> str | None:
    """The IRI of the endpoint that is to be asked for the block that follows; None for malformed text."""
    if len(following) < 2 or not following[1].is_sign("{"):
        return None
    if following[0].kind == "variable":
        what = f"names its endpoint by the variable {following[0].text}, which is not supported."
        raise query.refusal(following[0].start, what, "Name the endpoint by its IRI.")
    return prologue.resolve(following[0])


def _refuse_ambiguity(query: SparqlText) -> None:
    """Refuse what the engine may read as a call of a service, or as a comparison before a hidden one."""
    opened: list[str] = []
    for at, token in query.tokens.of("bracket", "word", "name", "iri"):
        if token.kind != "bracket" and _is_ambiguous(query.tokens, at, opened[-1:]):
            what = f"can be read in two ways, as a call of a service or not: {token.text[:40]!r}."
            raise query.refusal(token.start, what, "Put spaces around SERVICE, SILENT and <, or write the whole IRI.")
        if token.kind == "bracket" and token.text in "([{":
            opened.append(token.text)
        elif token.kind == "bracket" and opened:
            opened.pop()
    if _calls_in(query.tokens) != _calls_in(query.unescaped.tokens):
        what = "hides a SERVICE behind codepoint escapes."
        raise RequestError(400, Problem("query", what, "Write the characters themselves."))


def _calls_in(stream: TokenStream) -> int:
    return sum(token.is_keyword("SERVICE") for _, token in stream.of("word"))


def _is_ambiguous(stream: TokenStream, at: int, within: list[str]) -> bool:
    kind, word = stream[at].kind, stream[at].text.lower()
    if kind == "word":
        return "service" in word and word != "service"
    if kind == "iri":
        return within == ["("] and compares(stream, at, "'", "#", "service")
    calls = word.startswith("service") and within != [] and at + 1 < len(stream) and stream[at + 1].is_sign("{")
    return calls and not stream[at - 1].is_keyword("GRAPH", "SERVICE", "SILENT")


def _answered(call: _Call, number: int, depth: int, select: Callable[[str, str], bytes]) -> str:
    try:
        answer = select(call.endpoint, call.query)
        try:
            return _solutions(answer, number, depth)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            what = "answers with what is not SPARQL 1.1 Query Results JSON of RDF terms."
            remedy = "Ask it for less, or ask without it."
            raise RequestError(502, Problem(call.endpoint, what, remedy)) from error
    except KgError:
        if call.silent:
            return "{}"
        raise


def _solutions(answer: bytes, number: int, depth: int) -> str:
    """The solutions of an answer in SPARQL 1.1 Query Results JSON as a group; raises whatever reading it raises.

    The SERVICE has a ``number``; triple terms are at most ``depth`` levels deep.
    """
    document = json.loads(answer)
    names, rows = list(dict.fromkeys(document["head"]["vars"])), document["results"]["bindings"]
    if not all(VARIABLE.fullmatch(name) for name in names):
        raise ValueError(names)
    written = (" ".join(_term(row[name], number, depth) if name in row else "UNDEF" for name in names) for row in rows)
    group = f"{{ VALUES ({' '.join(f'?{name}' for name in names)}) {{ {' '.join(f'({row})' for row in written)} }} }}"
    group.encode()
    return group


def _term(term: dict[str, Any], number: int, depth: int) -> str:
    kind, value = term["type"], term["value"]
    if kind == "uri":
        return _iri(value)
    if kind == "bnode":
        return iri_ref(f"urn:bnode:{number}:{quote(value, safe='')}")
    if kind == "triple" and depth > 0:
        # Only its object may be a literal or a triple term again (RDF 1.2 Concepts, 3.1).
        if value["subject"]["type"] not in {"uri", "bnode"} or value["predicate"]["type"] != "uri":
            raise ValueError(value)
        parts = (_term(value[part], number, depth - 1) for part in ("subject", "predicate", "object"))
        return f"<<( {' '.join(parts)} )>>"
    if kind in {"literal", "typed-literal"}:
        return f"{string(value)}{_annotation(term)}"
    raise ValueError(kind)


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
    return iri_ref(value)

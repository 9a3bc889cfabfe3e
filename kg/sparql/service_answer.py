"""The answer of a remote endpoint (SPARQL 1.1 Query Results JSON Format), as a group of a query."""

import json
import re
from typing import Any
from urllib.parse import quote

from kg.sparql.terms import string
from kg.sparql.tokens import VARIABLE

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[^\x00-\x20\x7f<>\"{}|^`\\%\[\]\ud800-\udfff]|%[0-9A-Fa-f]{2})*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_DIRECTIONS = {None: "", "ltr": "--ltr", "rtl": "--rtl"}


def solutions(answer: bytes, number: int, depth: int) -> str:
    """The solutions of the answer to the SERVICE with a ``number``, its triple terms at most ``depth`` levels deep.

    Raises whatever reading a malformed answer raises.
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
        return f"<urn:bnode:{number}:{quote(value, safe='')}>"
    if kind == "triple" and depth > 0:
        return _triple(value, number, depth - 1)
    if kind in {"literal", "typed-literal"}:
        return f"{string(value)}{_annotation(term)}"
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

"""RDF terms as people write them on a command line."""

from __future__ import annotations

import re

from kg.model.dataset import PublishedDataset

_THING = re.compile(r"[a-z0-9-]+/[A-Za-z0-9./-]+")
_LITERAL = re.compile(r'"(.*)"(?:@([A-Za-z-]+)|\^\^(\S+))?', re.DOTALL)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def sparql_term(dataset: PublishedDataset, text: str) -> list[str]:
    """The SPARQL terms that a text may mean, the likeliest first.

    ``person/kim-jong-un`` is a thing, ``memberOf`` a term of the ontology, ``skos:altLabel`` a prefixed name,
    ``https://...`` an IRI and ``"4"^^xsd:integer`` a literal as SPARQL writes it. Any other text may also be a literal
    that the dataset holds, whatever its datatype.
    """
    if written := _LITERAL.fullmatch(text):
        return [_written(dataset, *written.groups())]
    if iri := _iri(dataset, text):
        return [iri, *_literals(dataset, text)]
    return _literals(dataset, text) or [_quoted(text)]


def _iri(dataset: PublishedDataset, text: str) -> str | None:
    names = dataset.names
    prefix, colon, local = text.partition(":")
    if text.startswith(("http://", "https://")):
        return f"<{_safe(text)}>"
    if text == "a":
        return "rdf:type"
    if colon and prefix in names.prefixes:
        return f"<{_safe(names.prefixes[prefix] + local)}>"
    if _THING.fullmatch(text):
        return f"<{names.thing(text)}>"
    return f"<{names.term(text)}>" if _NAME.fullmatch(text) else None


def _written(dataset: PublishedDataset, value: str, language: str | None, datatype: str | None) -> str:
    if language:
        return f"{_quoted(value)}@{language}"
    kind = _iri(dataset, datatype.strip("<>")) if datatype else None
    return f"{_quoted(value)}^^{kind}" if kind else _quoted(value)


def _literals(dataset: PublishedDataset, text: str) -> list[str]:
    answer = dataset.store.query(
        f"{dataset.names.prologue}SELECT DISTINCT ?o WHERE {{ ?s rdf:object ?o . FILTER (isLiteral(?o)) "
        f"FILTER (STR(?o) = {_quoted(text)}) }} ORDER BY DATATYPE(?o) LANG(?o)"
    )
    terms = [row[0] for row in answer.rows() if row[0] is not None]
    return [_quoted(term.value) + (f"@{term.language}" if term.language else f"^^<{term.datatype}>") for term in terms]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _safe(iri: str) -> str:
    """An IRI without the characters that SPARQL refuses in one."""
    return re.sub(r"[\x00-\x20<>\"{}|^`\\]", lambda match: f"%{ord(match[0]):02X}", iri)

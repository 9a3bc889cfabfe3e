"""RDF terms as people write them on a command line."""

import re

from kg.model.dataset import PublishedDataset
from kg.sparql.terms import iri_ref, string

_ENTITY = re.compile(r"[a-z0-9-]+/[A-Za-z0-9./-]+")
_LITERAL = re.compile(r'"(.*)"(?:@([A-Za-z-]+)|\^\^(\S+))?', re.DOTALL)
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def sparql_terms(dataset: PublishedDataset, text: str) -> list[str]:
    """The SPARQL terms that a text may mean, the likeliest first.

    ``person/kim-jong-un`` is an entity, ``memberOf`` a term of the ontology, ``skos:altLabel`` a prefixed name,
    ``https://...`` an IRI and ``"4"^^xsd:integer`` a literal in SPARQL's syntax. Any other text may also be a literal
    of the dataset, with any datatype.
    """
    if match := _LITERAL.fullmatch(text):
        value, language, datatype = match.groups()
        return [string(value, language, _iri(dataset, datatype.strip("<>")) if datatype else None)]
    iri = _iri(dataset, text)
    query = (
        "SELECT DISTINCT ?o WHERE { ?s rdf:object ?o . FILTER (isLiteral(?o)) "
        f"FILTER (STR(?o) = {string(text)}) }} ORDER BY DATATYPE(?o) LANG(?o)"
    )
    literals = [string(term.value, term.language, term.datatype) for (term,) in dataset.select_bound(query)]
    return [iri_ref(iri), *literals] if iri else literals or [string(text)]


def _iri(dataset: PublishedDataset, text: str) -> str | None:
    """The IRI that a text means; None if it does not have the form of one."""
    names = dataset.names
    prefix, colon, local = text.partition(":")
    if text.startswith(("http://", "https://")):
        return _percent_encoded(text)
    if text == "a":
        return f"{names.prefixes['rdf']}type"
    if colon and prefix in names.prefixes:
        return names.prefixes[prefix] + _percent_encoded(local)
    if _ENTITY.fullmatch(text):
        return names.thing(text)
    return names.term(text) if _NAME.fullmatch(text) else None


def _percent_encoded(iri: str) -> str:
    """An IRI with the characters encoded that are not allowed in an IRI."""
    return _NOT_IN_IRI.sub(lambda match: f"%{ord(match[0]):02X}", iri)

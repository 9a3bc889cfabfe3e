"""The RDF document about an entity, as a query: whatever writes graphs can write it in every format."""

import json
import re

from kg.formats import TEXT, XML, by_suffix
from kg.model.evidence import EVIDENCE_PATH
from kg.model.graphs import anywhere
from kg.model.statements import Extent, evidence_pattern, window
from kg.sparql.terms import iri_ref

# Characters that no XML document may have (XML 1.0, 2.2), and hyphens before others: two in a row would end a comment
# too early (2.5).
_INVALID_IN_XML = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HYPHENS = re.compile("-(?=-)")
_REIFIED = "VALUES ?p { rdf:subject rdf:predicate rdf:object } GRAPH ?reified { ?s ?p ?o }"


def document_query(extent: Extent, page: int) -> str:
    """A query for the graph with what a page, counted from 1, says about an entity; it needs the project's prefixes.

    The graph holds the statements that the entity is the subject or the object of, the assertions and inferences behind
    them, the statement of each assertion or inference among the neighbours, the entity in standard vocabularies, and
    the labels of all that is mentioned.
    """
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_pattern(extent, page)} }} ORDER BY {_order(extent)}"


def document_quads_query(extent: Extent, page: int) -> str:
    """A query for the same as quads ``?s ?p ?o ?g``: all of it in the default graph, and what graphs hold in those too.

    So each statement is in the passages that support it, and clients that follow links, or read a single graph, find
    the description without the name of a graph.
    """
    triples = f"SELECT DISTINCT ?s ?p ?o WHERE {{ {_pattern(extent, page)} }}"
    return (
        f"SELECT ?s ?p ?o ?g WHERE {{ {{ {triples} }} LATERAL {{ {{}} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }} }} "
        f"ORDER BY ?g {_order(extent)}"
    )


def _order(extent: Extent) -> str:
    """An order for triples, the entity first; without one the engine gives another each time."""
    return f"(?s != {iri_ref(extent.iri)}) ?s ?p ?o LANG(?o)"


def _pattern(extent: Extent, page: int) -> str:
    entity, (outgoing, incoming) = iri_ref(extent.iri), window(extent, page)
    evidence = evidence_pattern(extent, page)
    neighbours = f"{{ {outgoing} UNION {incoming} }}"
    parts = (
        *([f"{_standard(extent, '?p ?o')} BIND ({entity} AS ?s)"] if page == 1 else ()),
        f"{outgoing} BIND ({entity} AS ?s) BIND (?link AS ?p) BIND (?other AS ?o)",
        f"{incoming} BIND (?other AS ?s) BIND (?link AS ?p) BIND ({entity} AS ?o)",
        f"{evidence} GRAPH ?evidence {{ ?node ?p ?o }} BIND (?node AS ?s)",
        f"{neighbours} BIND (?other AS ?s) LATERAL {{ {_REIFIED} }}",
        *(
            f"{pattern} LATERAL {{ VALUES ?p {{ rdfs:label skos:prefLabel }} {anywhere('?s ?p ?o')} }}"
            for pattern in (
                f"{anywhere(f'{entity} rdf:type ?class')} BIND ({entity} AS ?s)",
                f"{neighbours} BIND (?other AS ?s)",
                f"{neighbours} BIND (?link AS ?s)",
                f"{neighbours} GRAPH ?evidence {{ ?other rdf:subject|rdf:predicate|rdf:object ?s }}",
                *([_standard(extent, "?restated ?s")] if page == 1 else ()),
                f"{evidence} GRAPH ?evidence {{ ?node {EVIDENCE_PATH} ?s }}",
                f"{evidence} GRAPH ?evidence {{ ?node ?s ?any }}",
            )
        ),
    )
    return " UNION ".join(f"{{ {part} }}" for part in parts)


def _standard(extent: Extent, pair: str) -> str:
    """A pattern for the predicates and objects of the entity in standard vocabularies, which the first page has."""
    triple, limit = f"{iri_ref(extent.iri)} {pair}", extent.limits.statements
    return f"{{ SELECT {pair} WHERE {{ GRAPH graph:standard {{ {triple} }} }} LIMIT {limit} }}"


def empty_document(suffix: str, reason: str) -> str:
    """An RDF document without triples, with the reason as a comment."""
    line = " ".join(reason.split())
    syntax = by_suffix(suffix).syntax
    if syntax == TEXT:
        return f"# {line}\n"
    if syntax == XML:
        comment = _HYPHENS.sub("- ", _INVALID_IN_XML.sub("", line))
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {comment} -->\n'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>\n'
        )
    # A key that no context explains means nothing in JSON-LD (JSON-LD 1.1 Processing Algorithms, 5.1.2).
    return json.dumps({"comment": line}) + "\n"

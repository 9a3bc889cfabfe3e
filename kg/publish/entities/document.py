"""The RDF document about a thing, as a query: whatever writes graphs can write it in every format."""

from __future__ import annotations

from kg.model.statements import Extent, proving, window

_EVIDENCE = "rdf:type|ckg:supportedBy|ckg:readWith|ckg:restsOn|ckg:status|ckg:accordingTo|ckg:confidence|ckg:rule"


def document(iri: str, size: Extent, page: int) -> str:
    """A query for the graph with what a page, counted from 1, says of a thing; the prefixes have to be known.

    The graph holds the statements that the thing is the subject or the object of, the assertions and inferences behind
    them, the statement of each assertion or inference among the neighbours, and the labels of all that is mentioned.
    """
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_pattern(iri, size, page)} }} ORDER BY {_order(iri)}"


def quads(iri: str, size: Extent, page: int) -> str:
    """A query for the same as quads ``?s ?p ?o ?g``: each statement in the passages that support it, among others."""
    triples = f"SELECT DISTINCT ?s ?p ?o WHERE {{ {_pattern(iri, size, page)} }}"
    graphs = "OPTIONAL { GRAPH ?g { ?s ?p ?o } }"
    return f"SELECT ?s ?p ?o ?g WHERE {{ {{ {triples} }} {graphs} }} ORDER BY ?g {_order(iri)}"


def _order(iri: str) -> str:
    """An order for triples, the thing first; without one the engine gives another each time."""
    return f"(?s != <{iri}>) ?s ?p ?o LANG(?o)"


def _pattern(iri: str, size: Extent, page: int) -> str:
    shown = window(iri, size, page)
    proofs = proving(iri, size, shown)
    neighbours = f"{{ {shown.outgoing} UNION {shown.incoming} }}"
    parts = (
        f"{shown.outgoing} BIND (<{iri}> AS ?s) BIND (?link AS ?p) BIND (?other AS ?o)",
        f"{shown.incoming} BIND (?other AS ?s) BIND (?link AS ?p) BIND (<{iri}> AS ?o)",
        f"{proofs} ?node ?p ?o BIND (?node AS ?s)",
        f"{neighbours} BIND (?other AS ?s) LATERAL {{ VALUES ?p {{ rdf:subject rdf:predicate rdf:object }} ?s ?p ?o }}",
        _labels(f"<{iri}> rdf:type ?class BIND (<{iri}> AS ?s)"),
        _labels(f"{neighbours} BIND (?other AS ?s)"),
        _labels(f"{neighbours} BIND (?link AS ?s)"),
        _labels(f"{neighbours} ?other rdf:subject|rdf:predicate|rdf:object ?s"),
        _labels(f"{proofs} ?node {_EVIDENCE} ?s"),
        _labels(f"{proofs} ?node ?s ?any"),
    )
    return " UNION ".join(f"{{ {part} }}" for part in parts)


def _labels(pattern: str) -> str:
    """The labels of what a pattern binds to ``?s``."""
    return f"{pattern} LATERAL {{ VALUES ?p {{ rdfs:label skos:prefLabel }} ?s ?p ?o }}"

"""Triples that a test writes in one graph, moved into the separate graphs in which a built dataset has them."""

from __future__ import annotations

from kg.engine.jobs import PreparedUpdate
from kg.engine.oxigraph.store import Store
from kg.namespaces import Namespaces

# What belongs to each graph, as a pattern that binds the subjects.
_SUBJECTS = {
    "proofs": "?s a ?kind VALUES ?kind { ckg:Inference ckg:Rule }",
    "assertions": "?s rdf:subject|ckg:supportedBy ?any",
    "dataset": "VALUES ?s { <> }",
    "display": """{ ?s sh:targetClass|sh:path|sh:in|sh:group|void:uriSpace ?any } UNION { ?any sh:in/rdf:rest* ?s }
        UNION { ?any sh:group ?s } UNION { ?any sh:path ?s FILTER isBlank(?s) }""",
}


def separate(store: Store, names: Namespaces) -> None:
    """Move what the default graph leaves out of it."""
    moves = (
        f"DELETE {{ ?s ?p ?o }} INSERT {{ GRAPH graph:{graph} {{ ?s ?p ?o }} }} WHERE {{ {{ {subjects} }} ?s ?p ?o }}"
        for graph, subjects in _SUBJECTS.items()
    )
    for move in moves:
        store.update(PreparedUpdate(move, names.prefixes, names.base))

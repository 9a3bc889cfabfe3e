"""What a client gets that asks for a document about nothing: an empty one in its format, with the reason as a comment."""

from __future__ import annotations

import json

_COMMENTED = frozenset({"ttl", "nt", "trig"})


def absent(suffix: str, words: str) -> str:
    """An RDF document without triples that says why it is empty."""
    line = " ".join(words.split())
    if suffix in _COMMENTED:
        return f"# {line}\n"
    if suffix == "rdf":
        # Two hyphens in a row would end the comment too early (XML 1.0, 2.5).
        comment = line.replace("--", "- -").rstrip("-")
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {comment} -->\n'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>\n'
        )
    # A key that no context explains means nothing in JSON-LD (JSON-LD 1.1 Processing Algorithms, 5.1.2).
    return json.dumps({"comment": line}) + "\n"

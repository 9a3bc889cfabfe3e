"""What who asks for a document about nothing gets: an empty one in its format, with the reason as a comment."""

from __future__ import annotations

import json
import re

from kg.formats import TEXT, XML, by_name

# Characters that no XML document may have (XML 1.0, 2.2), and hyphens before others: two in a row would end a comment
# too early (2.5).
_NO_CHARACTER = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HYPHENS = re.compile("-(?=-)")


def absent(suffix: str, words: str) -> str:
    """An RDF document without triples that says why it is empty."""
    line = " ".join(words.split())
    syntax = by_name(suffix).syntax
    if syntax == TEXT:
        return f"# {line}\n"
    if syntax == XML:
        comment = _HYPHENS.sub("- ", _NO_CHARACTER.sub("", line))
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {comment} -->\n'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>\n'
        )
    # A key that no context explains means nothing in JSON-LD (JSON-LD 1.1 Processing Algorithms, 5.1.2).
    return json.dumps({"comment": line}) + "\n"

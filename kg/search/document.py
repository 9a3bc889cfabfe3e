"""The whole index as one document, for programs and for the search of the static site."""

import json
from collections.abc import Iterable

from kg.search.entries import SearchEntry


def search_document(entries: Iterable[SearchEntry]) -> str:
    """The entries of an index as compact JSON, in static order; equal entries give equal text.

    ``kinds`` are in words. Each of ``entries`` is an array: the path of the entry from the root of the site, the index
    of its kind, its label, its other names, its summary, the texts that are searched by words, and whether its label
    is a description and no name::

        {"kinds": ["person"], "entries": [["/id/person/ann", 0, "Ann", ["Anna"], "chair of the club", [], false]]}
    """
    kinds: dict[str, int] = {}
    rows = [
        (
            entry.path,
            kinds.setdefault(entry.kind, len(kinds)),
            entry.label,
            entry.names,
            entry.summary,
            entry.texts,
            entry.description,
        )
        for entry in entries
    ]
    return json.dumps({"kinds": [*kinds], "entries": rows}, ensure_ascii=False, separators=(",", ":")) + "\n"

"""Patches: what has to be removed from a dataset and added to it to make another one of it, as RDF Patch.

The format is that of RDF Delta and Apache Jena (https://jena.apache.org/documentation/rdf-patch/). Blank nodes are
named by their labels, ``_:label``, as the format wants it: a build gives equal blank nodes equal labels.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import DataError, Problem
from kg.releases.edition import Edition
from kg.releases.quads import Quad

MEDIA_TYPE = "application/rdf-patch"
ADD, DELETE = "A", "D"
# The rows that change no quad: headers, the bounds of a transaction, prefixes.
_OTHERS = ("H", "TX", "TC", "PA", "PD")


def patch(before: Edition, after: Edition) -> str:
    """The patch between two editions: one transaction, removals first, each kind of row in the order of its lines.

    The headers ``from`` and ``to`` name the contents, where the builds have named them.
    """
    old, new = set(before.quads), set(after.quads)
    contents = (("from", before.content), ("to", after.content))
    rows = [f'H {name} "{content}" .' for name, content in contents if content]
    rows.append("TX .")
    rows += sorted(f"{DELETE} {quad.line}" for quad in old - new)
    rows += sorted(f"{ADD} {quad.line}" for quad in new - old)
    rows.append("TC .")
    return "".join(f"{row}\n" for row in rows)


def patched(quads: Iterable[Quad], text: str) -> set[Quad]:
    """The quads that a patch makes of others; it may remove what is not there and add what is.

    Raises DataError with the line of a row that is none of RDF Patch, or that aborts its transaction.
    """
    found = set(quads)
    for number, row in enumerate(text.removesuffix("\n").split("\n"), start=1):
        code, _, rest = row.partition(" ")
        quad = Quad.parse(rest) if code in (ADD, DELETE) else None
        if quad is None and code not in _OTHERS:
            raise DataError(Problem(f"patch:{number}", "This row changes no quad.", "Make the patch with kg diff."))
        if quad and code == ADD:
            found.add(quad)
        elif quad:
            found.discard(quad)
    return found

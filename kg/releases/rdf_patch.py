"""RDF Patch: the quads to remove from a dataset and to add to it to obtain another.

The format is that of RDF Delta and Apache Jena (https://jena.apache.org/documentation/rdf-patch/). Blank nodes keep
their labels, ``_:label``, as the format requires: a build gives equal blank nodes equal labels.
"""

from __future__ import annotations

from kg.releases.dataset_file import DatasetFile

RDF_PATCH_MEDIA_TYPE = "application/rdf-patch"


def rdf_patch(before: DatasetFile, after: DatasetFile) -> str:
    """The patch between two datasets: one transaction, removals first, each kind of row in the order of its lines.

    The headers ``from`` and ``to`` hold the checksums of the contents that the builds have recorded.
    """
    old, new = set(before.quads), set(after.quads)
    checksums = (("from", before.content), ("to", after.content))
    rows = [f'H {name} "{checksum}" .' for name, checksum in checksums if checksum]
    rows.append("TX .")
    rows += sorted(f"D {quad.line}" for quad in old - new)
    rows += sorted(f"A {quad.line}" for quad in new - old)
    rows.append("TC .")
    return "".join(f"{row}\n" for row in rows)

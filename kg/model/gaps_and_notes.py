"""Gaps and curators' notes: what is said about a thing besides the statements of the sources."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset


@dataclass(frozen=True)
class Remark:
    """A gap or a curators' note.

    ``missing`` are the properties for which a gap says that the source gives no value. ``stated`` is what the source
    has where a note is about a slip, ``read`` how the curators read it. ``kind`` is an IRI.
    """

    node: str
    gap: bool
    kind: str
    text: Term | None
    missing: tuple[str, ...]
    stated: Term | None
    read: Term | None


def remarks(dataset: PublishedDataset, nodes: Collection[str]) -> list[Remark]:
    """The gaps and notes among some nodes, in the order of their IRIs."""
    if not nodes:
        return []
    values = " ".join(f"<{node}>" for node in sorted(nodes))
    text = (
        f"SELECT ?node ?kind ?key ?value WHERE {{ VALUES ?node {{ {values} }} "
        "VALUES ?kind { ckg:Gap ckg:CuratorNote } ?node rdf:type ?kind ; ?key ?value }"
    )
    rows: dict[tuple[str, str], dict[str, list[Term]]] = {}
    for node, kind, key, value in dataset.store.query(text, prefixes=dataset.names.prefixes).rows():
        if node and kind and key and value:
            rows.setdefault((node.value, kind.value), {}).setdefault(key.value, []).append(value)
    return [_remark(dataset, node, kind, rows[node, kind]) for node, kind in sorted(rows)]


def _remark(dataset: PublishedDataset, node: str, kind: str, values: dict[str, list[Term]]) -> Remark:
    names = dataset.names

    def one(*terms: str) -> Term | None:
        return next((values[names.term(term)][0] for term in terms if names.term(term) in values), None)

    sort = one("gapKind", "noteKind")
    missing = tuple(sorted(value.value for value in values.get(names.term("missing"), ())))
    return Remark(
        node,
        kind == names.term("Gap"),
        sort.value if sort else kind,
        one("noteText", "paraphrase"),
        missing,
        one("asStated"),
        one("readAs"),
    )

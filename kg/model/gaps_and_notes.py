"""Gaps and curators' notes: what the curators state about an entity besides the statements of the sources."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, bound_rows
from kg.namespaces import Namespaces
from kg.sparql.terms import iri_ref

# Binds the class of a gap or note in a pattern of SPARQL.
GAP_OR_NOTE = "VALUES ?kind { ckg:Gap ckg:CuratorNote }"


@dataclass(frozen=True)
class GapOrNote:
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

    @property
    def mentioned(self) -> tuple[str, ...]:
        """The IRIs that it names."""
        return (self.kind, *self.missing)


def read_gaps_and_notes(dataset: PublishedDataset, nodes: Collection[str]) -> list[GapOrNote]:
    """The gaps and notes among some nodes, in the order of their IRIs."""
    query = (
        "SELECT ?node ?kind ?key ?value WHERE { VALUES ?node { %s } "
        f"{GAP_OR_NOTE} ?node rdf:type ?kind ; ?key ?value }}"
    )
    rows = bound_rows(dataset.select_about(nodes, query))
    pairs = grouped(((node.value, kind.value), (key.value, value)) for node, kind, key, value in rows)
    return [_gap_or_note(dataset.names, node, kind, grouped(pairs[node, kind])) for node, kind in sorted(pairs)]


def notes_about(dataset: PublishedDataset, iris: Collection[str]) -> dict[str, list[GapOrNote]]:
    """The curators' notes about each of some entities that has any."""
    query = "SELECT ?about ?node WHERE { VALUES ?about { %s } ?node rdf:type ckg:CuratorNote ; ckg:about ?about }"
    pairs = sorted((about.value, node.value) for about, node in bound_rows(dataset.select_about(iris, query)))
    entries = {entry.node: entry for entry in read_gaps_and_notes(dataset, {node for _, node in pairs})}
    return grouped((about, entries[node]) for about, node in pairs)


def gaps_and_notes_citing(dataset: PublishedDataset, source: str) -> dict[str, list[GapOrNote]]:
    """The gaps and notes that cite each passage of a source."""
    rows = dataset.select_bound(
        f"SELECT DISTINCT ?passage ?node WHERE {{ {GAP_OR_NOTE} ?node rdf:type ?kind . "
        "GRAPH graph:assertions { ?assertion rdf:subject ?node ; ckg:supportedBy ?passage } "
        f"?passage ckg:inSource {iri_ref(source)} }} "
        "ORDER BY ?node"
    )
    pairs = [(passage.value, node.value) for passage, node in rows]
    entries = {entry.node: entry for entry in read_gaps_and_notes(dataset, {node for _, node in pairs})}
    return grouped((passage, entries[node]) for passage, node in pairs)


def unstated_values(dataset: PublishedDataset, iris: Collection[str]) -> dict[tuple[str, str], str]:
    """The gap that says that the source gives no value, or not all, by the entity, of some, and the property."""
    query = (
        "SELECT ?entity ?property ?gap WHERE { VALUES ?entity { %s } "
        "?gap ckg:about ?entity ; ckg:missingProperty ?property } ORDER BY DESC(?gap)"
    )
    rows = bound_rows(dataset.select_about(iris, query))
    return {(entity.value, link.value): gap.value for entity, link, gap in rows}


def _gap_or_note(names: Namespaces, node: str, kind: str, values: Mapping[str, list[Term]]) -> GapOrNote:
    def first(*terms: str) -> Term | None:
        return next((values[names.term(term)][0] for term in terms if names.term(term) in values), None)

    narrower = first("gapKind", "noteKind")
    return GapOrNote(
        node,
        kind == names.term("Gap"),
        narrower.value if narrower else kind,
        first("noteText", "paraphrase"),
        tuple(sorted(value.value for value in values.get(names.term("missingProperty"), ()))),
        first("asStated"),
        first("readAs"),
    )

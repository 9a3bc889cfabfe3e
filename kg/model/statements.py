"""The statements about an entity, page by page, with their evidence: never more than a page is read at once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.limits import PageLimits
from kg.model import evidence
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence, Triple
from kg.model.graphs import anywhere
from kg.model.inversions import without_inversions
from kg.sparql.terms import iri_ref

_REIFIED = "?link NOT IN (rdf:subject, rdf:predicate, rdf:object)"


def without_restated(triple: str) -> str:
    """A pattern for triples wherever they stand, but for those that only restate others in standard vocabularies."""
    return f"{anywhere(triple)} FILTER NOT EXISTS {{ GRAPH graph:standard {{ {triple} }} }}"


@dataclass(frozen=True)
class Extent:
    """How many statements have an entity as subject and as object, and how much evidence is about it, up to limits."""

    iri: str
    outgoing: int
    incoming: int
    proofs: int
    limits: PageLimits

    @property
    def exists(self) -> bool:
        """Whether the dataset mentions the entity."""
        return bool(self.outgoing or self.incoming)

    @property
    def hub(self) -> bool:
        """Whether too many links lead to the entity for all to be counted."""
        return self.incoming + self.proofs > self.limits.hub


@dataclass(frozen=True)
class Statement:
    """A statement seen from one of its ends: ``other`` is the term at the other end."""

    inverse: bool
    link: str
    other: Term
    evidence: tuple[Evidence, ...] = ()


def read_extent(dataset: PublishedDataset, iri: str) -> Extent:
    """How many statements mention an entity."""
    entity, limits = iri_ref(iri), dataset.limits.page
    rows = dataset.select_bound(f"""SELECT ?outgoing ?proofs (COUNT(*) AS ?number) WHERE {{
        {{ SELECT ?link (true AS ?outgoing) (false AS ?proofs) WHERE {{ {without_restated(f"{entity} ?link ?other")} }}
          LIMIT {limits.sorted_statements + 1} }}
        UNION
        {{ SELECT (false AS ?outgoing) (?link IN (rdf:subject, rdf:predicate, rdf:object) AS ?proofs)
          WHERE {{ {without_restated(f"?other ?link {entity}")} }} LIMIT {limits.hub + 1} }}
    }} GROUP BY ?outgoing ?proofs""")
    counts = Counter({(outgoing.value, proofs.value): int(number.value) for outgoing, proofs, number in rows})
    return Extent(iri, counts["true", "false"], counts["false", "false"], counts["false", "true"], limits)


def has_page_after(dataset: PublishedDataset, extent: Extent, page: int) -> bool:
    """Whether there is a page after this one, counted from 1, within the limit."""
    limits = extent.limits
    if page >= limits.pages:
        return False
    if extent.outgoing <= limits.sorted_statements and not extent.hub:
        return max(extent.outgoing, extent.incoming) > page * limits.statements
    outgoing, incoming = window(extent, page + 1)
    return dataset.ask(f"ASK {{ {{ {outgoing} }} UNION {{ {incoming} }} }}")


def window(extent: Extent, page: int) -> tuple[str, str]:
    """The statements that a page shows, counted from 1, as patterns of SPARQL for each direction.

    They bind ``?link`` and ``?other`` to predicates and objects, and to predicates and subjects. Too many statements
    are not sorted, which would take too long.
    """
    entity = iri_ref(extent.iri)
    size, sorted_size = extent.limits.statements, extent.limits.sorted_statements

    def part(pattern: str, *, ordered: bool) -> str:
        order = " ORDER BY (?link != rdf:type) ?link ?other" if ordered else ""
        return f"{{ SELECT ?link ?other WHERE {{ {pattern} }}{order} LIMIT {size} OFFSET {size * (page - 1)} }}"

    incoming = f"{without_restated(f'?other ?link {entity}')} FILTER ({_REIFIED})"
    return (
        part(without_restated(f"{entity} ?link ?other"), ordered=extent.outgoing <= sorted_size),
        part(incoming, ordered=extent.incoming <= sorted_size and not extent.hub),
    )


def read_statements(dataset: PublishedDataset, extent: Extent, page: int) -> list[Statement]:
    """The statements about an entity that a page shows, those with the entity as their subject first."""
    outgoing, incoming = window(extent, page)
    rows = _rows(dataset, [(outgoing, False), (incoming, True)])
    return _statements(dataset, extent, rows, [evidence_pattern(extent, page)])


def read_values(dataset: PublishedDataset, extent: Extent, links: Iterable[tuple[str, bool]]) -> list[Statement]:
    """The statements about an entity by some properties, which are seen from their object if the flag says so.

    Of each there are as many as a page has, wherever in the pages of the entity they stand.
    """
    entity, limit = iri_ref(extent.iri), extent.limits.statements

    def part(link: str, *, inverse: bool) -> str:
        triple = f"?other {iri_ref(link)} {entity}" if inverse else f"{entity} {iri_ref(link)} ?other"
        return f"{{ SELECT ({iri_ref(link)} AS ?link) ?other WHERE {{ {without_restated(triple)} }} LIMIT {limit} }}"

    parts = {(link, inverse): part(link, inverse=inverse) for link, inverse in links}
    rows = _rows(dataset, [(pattern, inverse) for (_, inverse), pattern in parts.items()])
    # One property at a time, or the engine begins at the end of the entity, which may be a hub.
    behind = [
        _evidence_from_other(extent, parts[link, inverse], inverse=inverse)
        for link, inverse in {(link, inverse): None for inverse, link, _ in rows}
    ]
    return _statements(dataset, extent, rows, behind)


def _rows(dataset: PublishedDataset, patterns: Iterable[tuple[str, bool]]) -> list[tuple[bool, str, Term]]:
    """Whether it is seen from its object, the property and the term at the other end of what patterns select."""
    parts = _either(f"{pattern} BIND ({str(inverse).lower()} AS ?inverse)" for pattern, inverse in patterns)
    rows = dataset.select_bound(f"SELECT ?inverse ?link ?other WHERE {parts}")
    return [(inverse.value == "true", link.value, other) for inverse, link, other in rows if other.kind != "bnode"]


def _statements(
    dataset: PublishedDataset, extent: Extent, rows: Iterable[tuple[bool, str, Term]], behind: Iterable[str]
) -> list[Statement]:
    """Statements with the evidence to which patterns bind ``?node``, those with the entity as their subject first."""
    selected = [support for pattern in behind for support in evidence.select(dataset, pattern)]
    readable = zip(selected, without_inversions(dataset, selected), strict=True)
    supports = grouped((support.statement, shown) for support, shown in readable)
    entity = Term("iri", extent.iri)

    def triple(inverse: bool, link: str, other: Term) -> Triple:
        return (other, Term("iri", link), entity) if inverse else (entity, Term("iri", link), other)

    statements = (Statement(*row, tuple(supports.get(triple(*row), ()))) for row in rows)
    return sorted(statements, key=lambda statement: (statement.inverse, statement.link, statement.other.value))


def evidence_pattern(extent: Extent, page: int) -> str:
    """A pattern that binds ``?node`` to the assertions and inferences behind the statements of a page.

    Where a page does not show all statements, they are looked up from the other end of each: from the end of a hub that
    takes a hundred times as long.
    """
    if max(extent.outgoing, extent.incoming) > extent.limits.statements or extent.hub:
        outgoing, incoming = window(extent, page)
        shown = ((outgoing, False), (incoming, True))
        return _either(_evidence_from_other(extent, pattern, inverse=inverse) for pattern, inverse in shown)
    return _either(_behind(extent, end) for end in ("subject", "object"))


def _evidence_from_other(extent: Extent, pattern: str, *, inverse: bool) -> str:
    """The same for the statements of one direction that a pattern selects, each from its other end (LATERAL)."""
    other, own = ("subject", "object") if inverse else ("object", "subject")
    node = f"GRAPH ?evidence {{ ?node rdf:{other} ?other ; rdf:predicate ?link }}"
    return f"{pattern} LATERAL {{ {node} {_behind(extent, own)} }}"


def _either(patterns: Iterable[str]) -> str:
    return f"{{ {' UNION '.join(f'{{ {pattern} }}' for pattern in patterns)} }}"


def _behind(extent: Extent, end: str) -> str:
    return f"GRAPH ?evidence {{ ?node rdf:{end} {iri_ref(extent.iri)} }}"

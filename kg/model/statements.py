"""The statements about an entity, page by page, with their evidence: never more than a page is read at once."""

from collections import Counter
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.limits import PageLimits
from kg.model import evidence
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence
from kg.model.graphs import anywhere
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
    rows = dataset.select_bound(
        f"SELECT ?inverse ?link ?other WHERE {{ {{ {outgoing} BIND (false AS ?inverse) }} "
        f"UNION {{ {incoming} BIND (true AS ?inverse) }} }}"
    )
    selected = evidence.select(dataset, evidence_pattern(extent, page))
    supports = grouped((support.statement, support) for support in selected)
    entity = Term("iri", extent.iri)
    statements = []
    for direction, link, other in rows:
        inverse = direction.value == "true"
        triple = (other, link, entity) if inverse else (entity, link, other)
        if other.kind != "bnode":
            statements.append(Statement(inverse, link.value, other, tuple(supports.get(triple, ()))))
    return sorted(statements, key=lambda statement: (statement.inverse, statement.link, statement.other.value))


def evidence_pattern(extent: Extent, page: int) -> str:
    """A pattern that binds ``?node`` to the assertions and inferences behind the statements of a page.

    Where a page does not show all statements, they are looked up from the other end of each (LATERAL): from the end of
    a hub that takes a hundred times as long.
    """
    outgoing, incoming = (
        f"GRAPH ?evidence {{ ?node rdf:{end} {iri_ref(extent.iri)} }}" for end in ("subject", "object")
    )
    if max(extent.outgoing, extent.incoming) > extent.limits.statements or extent.hub:
        shown = window(extent, page)
        outgoing = (
            f"{shown[0]} LATERAL {{ GRAPH ?evidence {{ ?node rdf:object ?other ; rdf:predicate ?link }} {outgoing} }}"
        )
        incoming = (
            f"{shown[1]} LATERAL {{ GRAPH ?evidence {{ ?node rdf:subject ?other ; rdf:predicate ?link }} {incoming} }}"
        )
    return f"{{ {{ {outgoing} }} UNION {{ {incoming} }} }}"

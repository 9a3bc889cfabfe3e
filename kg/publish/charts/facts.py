"""Statements as charts need them: each with the most certain support, and the gaps beside them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model import labels
from kg.model.classes import most_specific, superclasses
from kg.model.dataset import PublishedDataset, query_text
from kg.model.display import Display, DisplayList, read_display
from kg.model.evidence import EvidenceSummary, inverses
from kg.model.labels import Labels
from kg.namespaces import Namespaces
from kg.sparql.prologue import prefixes_in_use
from kg.sparql.text import SparqlText


@dataclass(frozen=True)
class ChartFact:
    """A statement with the most certain support; ``entity`` and ``link`` are IRIs."""

    entity: str
    link: str
    value: Term
    support: EvidenceSummary | None = None


@dataclass(frozen=True)
class ChartFacts:
    """What a query gives: statements by entity and property, IRIs of ``gaps``, and ``labels`` of all mentioned."""

    query: str
    labels: Labels
    display: Display
    superclasses: Mapping[str, set[str]]
    inverses: Mapping[str, str]
    stated: Mapping[tuple[str, str], list[ChartFact]]
    gaps: Mapping[tuple[str, str], str]

    def of(self, entity: str, *lists: DisplayList) -> list[ChartFact]:
        """The statements about an entity with the properties of some lists, in their order."""
        return [fact for link in self.display.terms(*lists) for fact in self.stated.get((entity, link), ())]

    def iris(self, entity: str, *lists: DisplayList) -> set[str]:
        """The entities at the other end of these statements."""
        return {fact.value.value for fact in self.of(entity, *lists) if fact.value.is_iri}

    def classes(self, entity: str) -> set[str]:
        """The classes of an entity."""
        rdf_type = f"{self.display.names.prefixes['rdf']}type"
        return {fact.value.value for fact in self.stated.get((entity, rdf_type), ())}

    def kind(self, entity: str) -> str | None:
        """The most specific class of an entity."""
        return most_specific(self.classes(entity), self.superclasses)

    def name(self, iri: str) -> str:
        """The label of an entity, as it sorts."""
        return self.labels.text(iri).casefold()

    def number(self, entity: str, numbers: DisplayList) -> int | None:
        """A number that is stated of an entity, the first of several."""
        values = (whole_number(fact.value.value) for fact in self.of(entity, numbers))
        return next((value for value in values if value is not None), None)

    def having(self, *lists: DisplayList) -> Iterator[ChartFact]:
        """All statements with the properties of some lists."""
        links = {*self.display.terms(*lists)}
        return (fact for (_, link), facts in self.stated.items() if link in links for fact in facts)

    def to(self, entity: str, *lists: DisplayList) -> list[ChartFact]:
        """The statements with an entity as their value and the properties of some lists."""
        return [fact for fact in self.having(*lists) if fact.value.value == entity]

    def from_both_ends(self, fact: ChartFact) -> ChartFact:
        """A statement with the most certain support for it or for the inverse statement."""
        others = self.stated.get((fact.value.value, self.inverses.get(fact.link, "")), ())
        supports = [fact.support, *(other.support for other in others if other.value.value == fact.entity)]
        return replace(fact, support=min(supports, key=self.display.certainty.rank))

    def gap(self, entity: str, *lists: DisplayList) -> str | None:
        """A gap that says that a value of a property in some lists is not given."""
        return next((gap for link in self.display.terms(*lists) if (gap := self.gaps.get((entity, link)))), None)

    def entities(self) -> list[str]:
        """All entities that statements are about, in the order of their IRIs."""
        return sorted({entity for entity, _ in self.stated})


def chart_query(name: str, names: Namespaces) -> str:
    """The query behind a chart with the prefixes that it uses, so that it can be asked anywhere."""
    text = query_text(__package__, name)
    used = prefixes_in_use(SparqlText(text), names.prefixes)
    return "".join(f"PREFIX {prefix}: <{used[prefix]}>\n" for prefix in sorted(used)) + text


def read_facts(dataset: PublishedDataset, chart: str) -> ChartFacts:
    """The statements and gaps that the query of a chart gives: thing, link, value, known, status, rule and gap."""
    query, display = chart_query(chart, dataset.names), read_display(dataset)
    gaps: dict[tuple[str, str], str] = {}
    supports: dict[tuple[str, str, Term], EvidenceSummary | None] = {}
    for entity, link, value, node, status, rule, gap in dataset.select(query):
        if entity and link and value:
            key = (entity.value, link.value, value)
            support = EvidenceSummary(node.value, *(term and term.value for term in (status, rule))) if node else None
            supports[key] = min(supports.get(key), support, key=display.certainty.rank)
        elif entity and link and gap:
            gaps.setdefault((entity.value, link.value), gap.value)
    facts = [ChartFact(*statement, support) for statement, support in supports.items()]
    stated = grouped(((fact.entity, fact.link), fact) for fact in facts)
    values = {fact.value.value for fact in facts if fact.value.is_iri}
    statuses = {fact.support.status for fact in facts if fact.support and fact.support.status}
    names = labels.of(dataset, {iri for key in stated for iri in key} | values | statuses)
    return ChartFacts(query, names, display, superclasses(dataset), inverses(dataset), stated, gaps)


def whole_number(text: str | None) -> int | None:
    """The whole number that a text is, if it has at most 18 digits."""
    return int(text) if text and re.fullmatch(r"[+-]?[0-9]{1,18}", text) else None


def by_link(facts: Iterable[ChartFact]) -> tuple[tuple[str, tuple[ChartFact, ...]], ...]:
    """Statements by their properties, in the order in which these come first."""
    return tuple((link, tuple(members)) for link, members in grouped((fact.link, fact) for fact in facts).items())

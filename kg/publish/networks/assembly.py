"""The assembly of networks: names, classes, times and evidence are read for a selection."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from kg.engine.answer import Answer
from kg.grouping import grouped
from kg.model import evidence, labels
from kg.model.chronology import read_times
from kg.model.classes import most_specific, superclasses
from kg.model.dataset import PublishedDataset, bound_rows, filled_query
from kg.model.display import read_display
from kg.model.evidence import Triple
from kg.model.statements import without_restated
from kg.model.time import StatedTime
from kg.publish.catalog.lookup import is_described
from kg.publish.networks.layout import lay_out
from kg.publish.networks.network import UNGROUPED, Edge, Network, Node, read_node_groups
from kg.publish.networks.selection import Selection, select_all, select_neighbourhood, select_triples


@dataclass(frozen=True)
class NaryRelation:
    """An entity that relates others, the ``link`` that it stands for, and the statements that name those others."""

    iri: str
    link: Triple
    roles: tuple[Triple, ...]


Links = Mapping[Triple, list[NaryRelation]]


def dataset_network(dataset: PublishedDataset) -> Network:
    """The network of all nodes of a dataset, laid out.

    Raises RequestError as ``select_all`` and ``lay_out`` do.
    """
    return lay_out(assemble(dataset, select_all(dataset), dataset_name(dataset)), dataset.limits.network)


def entity_network(dataset: PublishedDataset, iri: str, depth: int) -> Network | None:
    """The network around an entity, ``depth`` links deep, laid out; None if the dataset does not describe the entity.

    Raises RequestError as ``select_neighbourhood`` and ``lay_out`` do.
    """
    if not is_described(dataset, iri):
        return None
    title = labels.of(dataset, [iri]).text(iri)
    return lay_out(assemble(dataset, select_neighbourhood(dataset, iri, depth), title), dataset.limits.network)


def query_network(dataset: PublishedDataset, answer: Answer) -> Network:
    """The network of the triples that a query constructs, laid out.

    Raises RequestError as ``select_triples`` and ``lay_out`` do.
    """
    limits = dataset.limits.network
    return lay_out(assemble(dataset, select_triples(answer, limits), "Result of a query"), limits)


def dataset_name(dataset: PublishedDataset) -> str:
    """The name of the dataset."""
    return labels.of(dataset, [dataset.names.base]).text(dataset.names.base)


def assemble(dataset: PublishedDataset, selection: Selection, title: str) -> Network:
    """The network of a selection, not laid out.

    An n-ary relation is an edge and no node; its participants are nodes even if only the relation was selected.
    """
    relations = _read_nary_relations(dataset)
    links = _relations_by_link(relations, selection.links)
    linked = {end.value for source, _, target in links for end in (source, target)}
    entities = (selection.entities - relations.keys()) | linked
    facts = _Facts(dataset, entities, links)
    edges = [edge for link, behind in links.items() for edge in facts.edges(link, behind)]
    return Network(
        title,
        tuple(facts.node(iri) for iri in sorted(entities)),
        tuple(sorted(edges, key=lambda edge: (edge.source, edge.target, edge.relation, edge.through))),
        facts.groups,
    )


class _Facts:
    """What the dataset states about the entities of a network; every key is an IRI, or a statement."""

    def __init__(self, dataset: PublishedDataset, entities: Collection[str], links: Links) -> None:
        relations = {relation for behind in links.values() for relation in behind}
        dated = {*entities, *(relation.iri for relation in relations)}
        statements = {*links} | {role for relation in relations for role in relation.roles}
        query = f"SELECT ?iri ?class {{ VALUES ?iri {{ %s }} {without_restated('?iri a ?class')} }}"
        rows = bound_rows(dataset.select_about(entities, query))
        self.types = grouped((iri.value, cls.value) for iri, cls in rows)
        self.display = read_display(dataset)
        self.groups = read_node_groups(dataset)
        self.labels = labels.of(dataset, {*entities, *(link[1].value for link in links), *chain(*self.types.values())})
        self.times = read_times(dataset, self.display, dated, acquired=True)
        self.evidence = evidence.of_statements(dataset, statements)
        self.superclasses = superclasses(dataset)

    def node(self, iri: str) -> Node:
        """The node of an entity."""
        types = self.types.get(iri, [])
        cls = most_specific(types, self.superclasses)
        return Node(
            iri,
            self.labels.text(iri),
            tuple(label.value for label in self.labels.others(iri)),
            self.labels.text(cls) if cls else "",
            next((group for group in self.groups if group.iri in types), UNGROUPED),
            self.times.get(iri),
        )

    def edges(self, link: Triple, behind: list[NaryRelation]) -> Iterator[Edge]:
        """The edges of a link: one for each n-ary relation behind it, or else one of its own.

        Their grounds are the most certain evidence for each statement that has any.
        """
        certainty = self.display.certainty
        for relation in behind or [NaryRelation("", link, (link,))]:
            supports = (self.evidence[statement] for statement in relation.roles if statement in self.evidence)
            grounds = [certainty.best_first(evidence)[0] for evidence in supports]
            yield Edge(
                link[0].value,
                link[2].value,
                link[1].value,
                self.labels.text(link[1].value),
                relation.iri,
                self.times.get(relation.iri) or self._event_time(link),
                certainty.least_certain(grounds),
                tuple(sorted({iri for ground in grounds for iri in ground.passages})),
                tuple(ground.node for ground in grounds),
            )

    def _event_time(self, link: Triple) -> StatedTime | None:
        """The time of the event that an agent or a place is linked to.

        Other relations, such as the order of events or the topic of a message, are not limited to that time.
        """
        types = {end.value: {*self.types.get(end.value, ())} for end in (link[0], link[2])}
        occurrences, attendants = (
            [iri for iri, classes in types.items() if not classes.isdisjoint(ends)]
            for ends in (self.display.terms("occurrences"), self.display.terms("attendants"))
        )
        return self.times.get(occurrences[0]) if len(occurrences) == len(attendants) == 1 else None


def _read_nary_relations(dataset: PublishedDataset) -> Mapping[str, NaryRelation]:
    """The n-ary relations of a dataset that stand for a link, by IRI."""
    rows = dataset.select_bound(filled_query(__package__, "nary-relations", dataset.names))
    return {
        node.value: NaryRelation(node.value, (source, link, target), ((node, role, source), (node, other, target)))
        for node, source, role, link, other, target in rows
    }


def _relations_by_link(relations: Mapping[str, NaryRelation], links: Collection[Triple]) -> Links:
    """Links with the n-ary relations that stand for each, which replace the links to and from them."""
    standing_for = grouped((relation.link, relation) for relation in relations.values())
    by_link: dict[Triple, list[NaryRelation]] = {}
    for link in links:
        ends = [relations[end.value] for end in (link[0], link[2]) if end.value in relations]
        for relation in ends:
            if relation not in by_link.setdefault(relation.link, []):
                by_link[relation.link].append(relation)
        if not ends:
            by_link[link] = standing_for.get(link, [])
    return by_link

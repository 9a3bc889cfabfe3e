"""The selection of a network: the entities that are nodes, and the statements between them, each relation once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from kg.engine.answer import Answer, Term
from kg.errors import Problem, RequestError
from kg.formats import GRAPH
from kg.limits import NetworkLimits
from kg.model.dataset import PublishedDataset, bound_rows, filled_query
from kg.model.display import read_display
from kg.model.evidence import Triple
from kg.namespaces import EXTERNAL_PREFIXES
from kg.publish.networks.network import read_node_groups
from kg.sparql.terms import iri_ref, string

_RDF_TYPE = f"{EXTERNAL_PREFIXES['rdf']}type"
_ENDS = ("source", "target")


@dataclass(frozen=True)
class Selection:
    """The IRIs of entities, whether linked or not, and the statements that link entities."""

    entities: frozenset[str]
    links: tuple[Triple, ...]


class LinkReader:
    """Reads the nodes of a dataset and the links between them.

    The ``centre`` is the IRI of an entity that is a node whatever its class. Where links are returned, RequestError
    with status 507 is raised if they are too many for a network.
    """

    def __init__(self, dataset: PublishedDataset, centre: str | None = None) -> None:
        self._dataset = dataset
        self._centre = centre
        self._groups = ", ".join(iri_ref(group.iri) for group in read_node_groups(dataset))
        # In the parentheses of IN, which must not be empty.
        self.order = ", ".join(map(iri_ref, read_display(dataset).terms("order"))) or "false"

    def is_node(self, iri: str) -> bool:
        """Whether an entity is a node of every network."""
        return self._dataset.ask(f"ASK {{ VALUES ?node {{ {iri_ref(iri)} }} {self._filter('node')} }}")

    def everything(self) -> Selection:
        """All nodes of the dataset, and the links between them, each relation once."""
        rows = self._dataset.select_bound(f"SELECT ?node WHERE {{ {self.node_pattern()} }}")
        links = _bounded(self._dataset.select_bound(self._query()), self._dataset.limits.network)
        return Selection(frozenset(node.value for (node,) in rows), tuple(links))

    def touching(self, entities: Collection[str]) -> list[Triple]:
        """The links that have some entities at either end; a link between two of them is there twice."""
        return [link for end in _ENDS for link in self.leaving(entities, end)]

    def leaving(self, entities: Collection[str], end: str = "source") -> list[Triple]:
        """The links that have some entities at one end."""
        rows = bound_rows(self._dataset.select_about(entities, self._query(f"VALUES ?{end} {{ %s }}")))
        return _bounded(rows, self._dataset.limits.network)

    def between(self, entities: Collection[str]) -> tuple[Triple, ...]:
        """The links between some nodes, of which there are at most some hundreds."""
        targets = " ".join(map(iri_ref, sorted(entities)))
        query = self._query(f"VALUES ?source {{ %s }} VALUES ?target {{ {targets} }}")
        rows = bound_rows(self._dataset.select_about(entities, query))
        return tuple(_bounded(rows, self._dataset.limits.network))

    def node_pattern(self) -> str:
        """A pattern that binds ``?node`` once to each node."""
        inside = f"FILTER (STRSTARTS(STR(?node), {string(self._dataset.names.things)}))"
        return f"{{ SELECT DISTINCT ?node WHERE {{ ?node a ?group FILTER (?group IN ({self._groups})) {inside} }} }}"

    def neighbour_pattern(self, entities: Iterable[str], group: str | None = None) -> str:
        """A pattern for a ``?node`` of a ``?group`` that is linked to an ``?entity`` and is none of the entities.

        The group is the one with a name, or any.
        """
        iris = [iri_ref(iri) for iri in entities]
        groups = iri_ref(self._dataset.names.term(group)) if group else self._groups
        ends = {"entities": " ".join(iris), "others": ", ".join(iris)}
        return filled_query(__package__, "neighbours", self._dataset.names, **ends, groups=groups, order=self.order)

    def _query(self, pattern: str = "") -> str:
        filters = " ".join(self._filter(end) for end in _ENDS)
        limit = self._dataset.limits.network.statements + 1
        values = {"pattern": pattern, "filters": filters, "order": self.order, "limit": limit}
        return filled_query(__package__, "links", self._dataset.names, **values)

    def _filter(self, variable: str) -> str:
        """A filter that keeps a variable to nodes."""
        inside = f"STRSTARTS(STR(?{variable}), {string(self._dataset.names.things)})"
        grouped = f"EXISTS {{ ?{variable} a ?group FILTER (?group IN ({self._groups})) }}"
        centre = f" || ?{variable} = {iri_ref(self._centre)}" if self._centre else ""
        return f"FILTER ({inside} && {grouped}{centre})"


def select_all(dataset: PublishedDataset) -> Selection:
    """All nodes of a dataset, and the links between them.

    Raises RequestError with status 507 if they are too many for a network.
    """
    return LinkReader(dataset).everything()


def select_neighbourhood(dataset: PublishedDataset, iri: str, depth: int) -> Selection:
    """An entity of any class, the nodes at most ``depth`` links away from it, and the links between all these.

    Raises RequestError with status 507 if they are too many for a network.
    """
    reader = LinkReader(dataset, iri)
    reached, ring = {iri}, {iri}
    for _ in range(depth):
        ring = {end.value for source, _, target in reader.touching(ring) for end in (source, target)} - reached
        reached |= ring
    links = (link for link in reader.leaving(reached) if link[2].value in reached)
    return Selection(frozenset(reached), tuple(links))


def select_triples(answer: Answer, limits: NetworkLimits) -> Selection:
    """The triples of a CONSTRUCT or DESCRIBE: their subjects, and a link for each object that has an IRI too.

    Blank nodes, other values and classes are no nodes. Raises RequestError: 406 for an answer of another kind, 507 if
    there are too many triples.
    """
    if answer.kind != GRAPH:
        what = "Only the triples of a CONSTRUCT or DESCRIBE make a network."
        raise RequestError(406, Problem("format", what, "Write such a query, or choose another format."))
    triples = _bounded(bound_rows(answer.rows()), limits)
    entities = frozenset(subject.value for subject, _, _ in triples if subject.is_iri)
    links = (link for link in triples if link[0].is_iri and link[2].is_iri and link[1].value != _RDF_TYPE)
    return Selection(entities, tuple(links))


def _bounded(rows: Iterable[list[Term]], limits: NetworkLimits) -> list[Triple]:
    bounded = [(subject, predicate, value) for subject, predicate, value in islice(rows, limits.statements + 1)]
    if len(bounded) <= limits.statements:
        return bounded
    what = f"The network has more than {limits.statements:,} statements."
    raise RequestError(507, Problem("network", what, "Ask for a part of it, with a CONSTRUCT or about an entity."))

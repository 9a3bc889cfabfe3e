"""What the corrections of queries and updates ask the engine."""

from itertools import chain, islice

import pyoxigraph as ox

from kg.engine.oxigraph.expressions import matches_nothing
from kg.sparql.dataset_clause import NamedDataset


class QueryContext:
    """The engine's store as a query sees it, whose ``dataset`` is None for that of the store itself."""

    is_update = False

    def __init__(self, engine: ox.Store, dataset: NamedDataset | None) -> None:
        self._engine = engine
        self._dataset = dataset

    def named_graphs(self, most: int) -> list[str] | None:
        """The IRIs of the named graphs; None where there are more than ``most``, or where one has no IRI."""
        if self._dataset is not None:
            return self._dataset.named if len(self._dataset.named) <= most else None
        names = list(islice(self._engine.named_graphs(), most + 1))
        iris = [name.value for name in names if isinstance(name, ox.NamedNode)]
        return iris if len(iris) == len(names) <= most else None

    def is_node(self, iri: str) -> bool:
        """Whether an IRI is the subject or object of a triple in the default graph; False if the query names it."""
        if self._dataset is not None:
            return False
        node, graph = ox.NamedNode(iri), ox.DefaultGraph()
        as_subject = self._engine.quads_for_pattern(node, None, None, graph)
        as_object = self._engine.quads_for_pattern(None, None, node, graph)
        return any(True for _ in chain(as_subject, as_object))

    def matches_nothing(self, pattern: str, flags: str) -> bool | None:
        """Whether a regular expression of its library matches the empty string; None if it is too large."""
        return matches_nothing(pattern, flags)


class UpdateContext:
    """The engine as an update sees it, each of whose operations may change the dataset."""

    is_update = True

    def named_graphs(self, _: int) -> None:
        """Not known."""

    def is_node(self, _: str) -> bool:
        """Not known."""
        return False

    def matches_nothing(self, pattern: str, flags: str) -> bool | None:
        """Whether a regular expression of its library matches the empty string; None if it is too large."""
        return matches_nothing(pattern, flags)


def _around(node: ox.NamedNode) -> list[tuple[ox.NamedNode | None, None, ox.NamedNode | None]]:
    return [(node, None, None), (None, None, node)]

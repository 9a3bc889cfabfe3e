"""The lists of RDF as values, instead of the chains of blank nodes that they are (RDF 1.1 Semantics, D.3)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import cast

import pyoxigraph as ox

RdfNode = ox.NamedNode | ox.BlankNode
_Term = RdfNode | ox.Literal | ox.Triple
RdfValue = _Term | list[_Term]
"""What a property has: a term, or the items of a list."""
RdfLink = tuple[ox.NamedNode, RdfValue]
"""A property of a node with one of its values."""
NodeInGraph = tuple[RdfNode | None, RdfNode]
"""A graph, None for the default graph, and a node that it describes."""
_Cells = Mapping[tuple[RdfNode | None, object], tuple[_Term, _Term]]

FIRST, REST, NIL = (
    ox.NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}") for name in ("first", "rest", "nil")
)


class ListFolder:
    """Keeps the nodes that refer to blank nodes, and the cells of lists, until all nodes are there."""

    def __init__(self) -> None:
        self._kept: defaultdict[NodeInGraph, list[RdfLink]] = defaultdict(list)
        # The blank nodes that are no cells of lists, since they are also graphs, or nodes that are not kept.
        self._others: set[RdfNode] = set()

    def takes(self, place: NodeInGraph, links: list[RdfLink]) -> bool:
        """Whether a node has been kept, or some more about it."""
        graph, node = place
        if isinstance(graph, ox.BlankNode):
            self._others.add(graph)
        is_blank = isinstance(node, ox.BlankNode)
        if any(isinstance(value, ox.BlankNode) or (is_blank and link in {FIRST, REST}) for link, value in links):
            self._kept[place] += links
            return True
        if is_blank:
            self._others.add(node)
        return False

    def nodes(self) -> Iterator[tuple[NodeInGraph, list[RdfLink]]]:
        """The kept nodes, each list as a value instead of its cells."""
        cells = self._cells()
        folded: set[object] = set()
        for place, links in self._kept.items():
            if place not in cells:
                yield place, [_folded(place[0], link, cells, folded) for link in links]
        for place, links in self._kept.items():
            if place in cells and place not in folded:
                yield place, links

    def _cells(self) -> _Cells:
        """The item and the rest for each node that is nothing but the cell of a list, with one reference to it."""
        places = Counter(node for _, node in self._kept)
        references = Counter(cast("_Term", value) for links in self._kept.values() for _, value in set(links))
        cells: dict[tuple[RdfNode | None, object], tuple[_Term, _Term]] = {}
        for (graph, node), links in self._kept.items():
            properties = dict(cast("list[tuple[ox.NamedNode, _Term]]", links))
            is_alone = places[node] == references[node] == 1 and node not in self._others
            is_cell = len(set(links)) == len(properties) and properties.keys() == {FIRST, REST}
            if isinstance(node, ox.BlankNode) and is_alone and is_cell:
                cells[graph, node] = (properties[FIRST], properties[REST])
        return cells


def _folded(graph: RdfNode | None, link: RdfLink, cells: _Cells, folded: set[object]) -> RdfLink:
    """A link to the head of a list with the items instead; the link itself if its value is anything else.

    A list within a list stays a node, since JSON-LD 1.0 cannot nest lists. So does the rest of a node that is not a
    cell.
    """
    items: list[_Term] = []
    passed: list[object] = []
    predicate, rest = link
    while (graph, rest) in cells:
        passed.append((graph, rest))
        item, rest = cells[graph, rest]
        items.append(item)
    if rest != NIL or not passed or predicate == REST:
        return link
    folded.update(passed)
    return predicate, items

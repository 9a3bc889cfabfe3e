"""A network: entities as nodes, and the relations between them as edges with their times and their evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.time import StatedTime

Point = tuple[float, float]
# Integers up to this one are exact enough for points, and short to write.
EXTENT = 10_000
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class NodeGroup:
    """A class of nodes with its local name.

    The ``shape`` is named as in yEd. Black text can be read on the ``fill``; the ``accent`` is for the border of a
    shape, and for nodes without a border or a text.
    """

    iri: str = ""
    name: str = ""
    shape: str = "roundrectangle"
    fill: str = "#E6E6E6"
    accent: str = "#9A9A9A"


# The nodes of no group, such as the entity at the centre of a network.
UNGROUPED = NodeGroup()


@dataclass(frozen=True)
class Node:
    """An entity: its IRI, its name, its other names, the label of its class, and the group of its class.

    The ``point`` is set if the network is laid out: x to the right and y downwards, from 0 to EXTENT.
    """

    iri: str
    label: str
    names: tuple[str, ...]
    kind: str
    group: NodeGroup
    time: StatedTime | None
    point: Point | None = None

    @property
    def summary(self) -> str:
        """Its class and time, in a line."""
        return _line(self.kind, self.time)

    @property
    def attributes(self) -> dict[str, str]:
        """The columns of a table of nodes besides identifier and name, in their order; all values are text."""
        described = {"kind": self.kind, "group": self.group.name, "other names": "; ".join(self.names)}
        return described | _time_columns(self.time)


@dataclass(frozen=True)
class Edge:
    """A relation between the entities with two IRIs: the IRI of its property and its label.

    ``status`` is that of its least certain evidence, ``passages`` are those that support it. ``through`` is the
    n-ary relation, such as a mandate, that the edge stands for. ``grounds`` are the IRIs of the assertions or
    inferences behind it: the most certain for each statement that it is made of.
    """

    source: str
    target: str
    relation: str
    label: str
    through: str
    time: StatedTime | None
    status: str
    passages: tuple[str, ...]
    grounds: tuple[str, ...]

    @property
    def summary(self) -> str:
        """Its label, its status and its time, in a line."""
        return _line(self.label, self.time, self.status)

    @property
    def attributes(self) -> dict[str, str]:
        """The columns of a table of edges besides the ends and the label, in their order."""
        evidence = {"evidence": " ".join(self.grounds), "passages": " ".join(self.passages)}
        described = {"relation": self.relation, "status": self.status} | evidence | {"through": self.through}
        return described | _time_columns(self.time)


@dataclass(frozen=True)
class Network:
    """Nodes in the order of their IRIs, and directed edges between them, of which several may link the same nodes.

    ``groups`` are all groups that nodes can have.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[NodeGroup, ...]

    def scale(self, room: float) -> float:
        """The factor for points at which each node has ``room`` in either direction."""
        return room * sqrt(len(self.nodes)) / EXTENT


def read_node_groups(dataset: PublishedDataset) -> tuple[NodeGroup, ...]:
    """The groups of a dataset, in the order of the display data."""
    appearances = ("shape", "fill", "accent")
    return tuple(
        NodeGroup(
            iri,
            iri.removeprefix(dataset.names.terms),
            **{name: display.settings[name] for name in appearances if name in display.settings},
        )
        for display in read_display(dataset).group("nodes")
        for iri in display.classes
    )


def present(values: Mapping[str, _Value]) -> dict[str, _Value]:
    """The values that are not empty."""
    return {name: value for name, value in values.items() if value}


def _line(first: str, time: StatedTime | None, *more: str) -> str:
    return ", ".join(part for part in (first, *more, time.notation if time else "") if part)


def _time_columns(time: StatedTime | None) -> dict[str, str]:
    days = (time.notation, time.first_day or "", time.last_day or "") if time else ("", "", "")
    return dict(zip(("dates", "first day", "last day"), days, strict=True))


NODE_COLUMNS = tuple(Node("", "", (), "", UNGROUPED, None).attributes)
EDGE_COLUMNS = tuple(Edge("", "", "", "", "", None, "", (), ()).attributes)

"""A network: things as nodes, the relations between them as dated edges that know their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from kg.model.time import StatedTime

Place = tuple[float, float]
# Whole numbers up to this one are exact enough for places, and short to write.
EXTENT = 10_000


@dataclass(frozen=True)
class Node:
    """A thing: its IRI, its name, its other names, the label of its class, and the group that its class belongs to.

    ``place`` is where it is drawn, if the network is laid out: x to the right and y downwards, from 0 to EXTENT.
    """

    iri: str
    label: str
    names: tuple[str, ...]
    kind: str
    group: str
    time: StatedTime | None
    place: Place | None = None

    @property
    def summary(self) -> str:
        """What it is and when it was, in a line."""
        return _line(self.kind, self.time)

    @property
    def attributes(self) -> dict[str, str]:
        """What a table of nodes tells beside identifier and name, in the order of its columns; all values are text."""
        return {"kind": self.kind, "group": self.group, "other names": "; ".join(self.names)} | _times(self.time)


@dataclass(frozen=True)
class Edge:
    """A relation between the things with two IRIs: the IRI of its property and its label.

    ``status`` is the least certain way in which it is known, ``passages`` are those that it rests on. ``through`` is
    the involvement, such as a mandate, that the edge stands for. ``grounds`` are the IRIs of the assertions or
    inferences that back it: the best one for each statement that it is made of.
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
        """What it says, how that is known and when it held, in a line."""
        return _line(self.label, self.time, self.status)

    @property
    def attributes(self) -> dict[str, str]:
        """What a table of edges tells beside the ends and the label, in the order of its columns."""
        evidence = {"evidence": " ".join(self.grounds), "passages": " ".join(self.passages)}
        known = {"status": self.status} | evidence | {"through": self.through}
        return {"relation": self.relation} | known | _times(self.time)


@dataclass(frozen=True)
class Network:
    """Nodes in the order of their IRIs, and directed edges between them, of which two may join the same nodes."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def scale(self, room: float) -> float:
        """The number by which places are to be multiplied so that each node has so much room in either direction."""
        return room * sqrt(len(self.nodes)) / EXTENT


def _line(said: str, time: StatedTime | None, *more: str) -> str:
    return ", ".join(part for part in (said, *more, time.notation if time else "") if part)


def _times(time: StatedTime | None) -> dict[str, str]:
    days = (time.notation, time.first_day or "", time.last_day or "") if time else ("", "", "")
    return dict(zip(("dates", "first day", "last day"), days, strict=True))


NODE_COLUMNS = tuple(Node("", "", (), "", "", None).attributes)
EDGE_COLUMNS = tuple(Edge("", "", "", "", "", None, "", (), ()).attributes)

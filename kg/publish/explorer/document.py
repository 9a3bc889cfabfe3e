"""A network as the explorer's script reads it: compact JSON, in which things and relations are known by number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg.model import labels
from kg.model.addresses import path_of
from kg.model.certainty import read_certainty
from kg.model.classes import listed_classes
from kg.model.dataset import PublishedDataset
from kg.model.display import Display, read_display
from kg.model.evidence import INFERRED
from kg.model.time import StatedTime
from kg.namespaces import Namespaces
from kg.publish.explorer.hubs import Cluster
from kg.publish.explorer.overview import Overview
from kg.publish.networks.network import Edge, Network, Node
from kg.publish.networks.selection import GROUPS


def overview_document(dataset: PublishedDataset, shown: Overview) -> str:
    """An overview with what its controls need to know.

    ``groups`` and ``statuses`` are arrays of names and what people call them, in the order of their display; ``nodes``,
    ``edges`` and ``relations`` are those of ``network_document``. ``clusters`` have the number of a node as ``hub``::

        {"title": "…", "base": "https://…/", "whole": true, "number": 132, "clusters": [],
         "groups": [{"name": "Person", "label": "persons"}], "statuses": [{"name": "explicit", "label": "explicit"}]}
    """
    names = dataset.names
    plurals = {kind.key: kind.plural for kind in listed_classes(dataset)}
    head = {
        "title": shown.network.title,
        "base": names.base,
        "whole": shown.whole,
        "number": shown.number,
        "groups": [{"name": group, "label": plurals[group]} for group in GROUPS if group in plurals],
        "statuses": _statuses(dataset, shown.network),
        "clusters": _clusters(shown.network, shown.clusters),
    }
    return _written(head | _parts(dataset, shown.network))


def network_document(dataset: PublishedDataset, network: Network, *, more: bool = False) -> str:
    """A part of a network, without places; ``more`` tells that there is more of it.

    ``path`` is that of a thing below the base. A relation has the names of its rows on the pages of things, from either
    end. ``source``, ``target`` and ``relation`` are numbers of nodes and
    relations; ``grounds`` the paths of the assertions and inferences behind an edge, ``through`` that of the
    involvement which it stands for, ``passages`` their number. What is empty is left out::

        {"more": false, "relations": [{"path": "def#memberOf", "label": "member of", "inverse": "members"}],
         "nodes": [{"path": "id/person/ann", "label": "Ann", "kind": "person", "group": "Person"}],
         "edges": [{"source": 0, "target": 1, "relation": 0, "status": "explicit", "passages": 1, "grounds": ["…"]}]}
    """
    return _written({"more": more} | _parts(dataset, network))


def _parts(dataset: PublishedDataset, network: Network) -> dict[str, Any]:
    names, display = dataset.names, read_display(dataset)
    numbers = {node.iri: number for number, node in enumerate(network.nodes)}
    relations = sorted({edge.relation for edge in network.edges})
    order = {iri: number for number, iri in enumerate(relations)}
    return {
        "relations": [_relation(names, display, iri) for iri in relations],
        "nodes": [_node(names, node) for node in network.nodes],
        "edges": [_edge(names, edge, numbers, order[edge.relation]) for edge in network.edges],
    }


def _relation(names: Namespaces, display: Display, iri: str) -> dict[str, str]:
    heads = {"label": display.head(iri, inverse=False).name, "inverse": display.head(iri, inverse=True).name}
    return {"path": _path(names, iri)} | heads


def _node(names: Namespaces, node: Node) -> dict[str, Any]:
    found = {"path": _path(names, node.iri), "label": node.label, "kind": node.kind, "group": node.group}
    place = {"x": node.place[0], "y": node.place[1]} if node.place else {}
    return _filled(found | {"names": node.names} | _times(node.time)) | place


def _edge(names: Namespaces, edge: Edge, numbers: Mapping[str, int], relation: int) -> dict[str, Any]:
    joined = {"source": numbers[edge.source], "target": numbers[edge.target], "relation": relation}
    known = {
        "status": edge.status,
        "passages": len(edge.passages),
        "grounds": [_path(names, iri) for iri in edge.grounds],
        "through": _path(names, edge.through),
    }
    return joined | _filled(known | _times(edge.time))


def _times(time: StatedTime | None) -> dict[str, str | None]:
    return {"dates": time.notation, "first": time.first_day, "last": time.last_day} if time else {}


def _clusters(network: Network, clusters: Iterable[Cluster]) -> list[dict[str, Any]]:
    numbers = {node.iri: number for number, node in enumerate(network.nodes)}
    return [{"hub": numbers[one.hub], "group": one.group, "number": one.number} for one in clusters]


def _statuses(dataset: PublishedDataset, network: Network) -> list[dict[str, str]]:
    """The statuses in the order of certainty; those of the network that have no place in it come last."""
    ordered = read_certainty(dataset).status_names
    used = {edge.status for edge in network.edges if edge.status}
    iris = {name: name if ":" in name else dataset.names.term(name) for name in [*ordered, *sorted(used - {*ordered})]}
    called = labels.of(dataset, iris.values())
    return [{"name": name, "label": name if name == INFERRED else called.text(iri)} for name, iri in iris.items()]


def _path(names: Namespaces, iri: str) -> str:
    """The path of an IRI from the root of the site, without its slash; an IRI elsewhere as it is."""
    return (path_of(iri, names) or iri).removeprefix("/")


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"

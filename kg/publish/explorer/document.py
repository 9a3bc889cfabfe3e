"""A network as the explorer's script reads it: compact JSON, in which nodes and relations are referred to by number."""

import json
from collections.abc import Mapping
from typing import Any

from kg.model import labels
from kg.model.addresses import path_of
from kg.model.classes import listed_classes
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.evidence import INFERRED
from kg.model.time import StatedTime
from kg.namespaces import Namespaces
from kg.publish.explorer.overview import Overview
from kg.publish.networks.network import Edge, Network, Node, present


def overview_document(dataset: PublishedDataset, overview: Overview) -> str:
    """An overview with the data for its controls.

    ``groups`` and ``statuses`` are arrays of names and labels, in the order of their display; ``nodes``, ``edges`` and
    ``relations`` are those of ``network_document``. ``clusters`` have the number of a node as ``hub``. ``whole``: all
    nodes of the dataset are there::

        {"title": "…", "base": "https://…/", "whole": true, "number": 132, "clusters": [],
         "groups": [{"name": "Person", "label": "persons"}], "statuses": [{"name": "explicit", "label": "explicit"}]}
    """
    network = overview.network
    plurals = {cls.iri: cls.plural for cls in listed_classes(dataset)}
    groups = [group for group in network.groups if group.iri in plurals]
    numbers = _numbers(network)
    head = {
        "title": network.title,
        "base": dataset.names.base,
        "whole": overview.complete,
        "number": overview.number,
        "groups": [{"name": group.name, "label": plurals[group.iri]} for group in groups],
        "statuses": _statuses(dataset, network),
        "clusters": [{**vars(cluster), "hub": numbers[cluster.hub]} for cluster in overview.clusters],
    }
    return _document(dataset, network, head)


def network_document(dataset: PublishedDataset, network: Network, *, more: bool = False) -> str:
    """A part of a network, without coordinates; ``more``: the network has further nodes.

    ``path`` is that of an entity below the base. A relation has the names of its rows on the pages of entities, from
    either end. ``source``, ``target`` and ``relation`` are numbers of nodes and relations; ``grounds`` are the paths of
    the assertions and inferences behind an edge, ``through`` is that of the n-ary relation that it stands for,
    ``passages`` the number of passages. Empty values are left out::

        {"more": false, "relations": [{"path": "def#memberOf", "label": "member of", "inverse": "members"}],
         "nodes": [{"path": "id/person/ann", "label": "Ann", "kind": "person", "group": "Person"}],
         "edges": [{"source": 0, "target": 1, "relation": 0, "status": "explicit", "passages": 1, "grounds": ["…"]}]}
    """
    return _document(dataset, network, {"more": more})


def _document(dataset: PublishedDataset, network: Network, head: dict[str, Any]) -> str:
    names, display, numbers = dataset.names, read_display(dataset), _numbers(network)
    relations = {iri: number for number, iri in enumerate(sorted({edge.relation for edge in network.edges}))}
    heads = ((iri, display.head(iri, inverse=False), display.head(iri, inverse=True)) for iri in relations)
    parts = {
        "relations": [{"path": _path(names, iri), "label": to.name, "inverse": back.name} for iri, to, back in heads],
        "nodes": [_node(names, node) for node in network.nodes],
        "edges": [_edge(names, edge, numbers, relations[edge.relation]) for edge in network.edges],
    }
    return json.dumps(head | parts, ensure_ascii=False, separators=(",", ":")) + "\n"


def _node(names: Namespaces, node: Node) -> dict[str, Any]:
    values = {"path": _path(names, node.iri), "label": node.label, "kind": node.kind, "group": node.group.name}
    point = {"x": node.point[0], "y": node.point[1]} if node.point else {}
    return present({**values, "names": node.names, **_times(node.time)}) | point


def _edge(names: Namespaces, edge: Edge, numbers: Mapping[str, int], relation: int) -> dict[str, Any]:
    ends = {"source": numbers[edge.source], "target": numbers[edge.target], "relation": relation}
    values = {
        "status": edge.status,
        "passages": len(edge.passages),
        "grounds": [_path(names, iri) for iri in edge.grounds],
        "through": _path(names, edge.through),
    }
    return ends | present({**values, **_times(edge.time)})


def _times(time: StatedTime | None) -> dict[str, str | None]:
    return {"dates": time.notation, "first": time.first_day, "last": time.last_day} if time else {}


def _statuses(dataset: PublishedDataset, network: Network) -> list[dict[str, str]]:
    """The statuses in the order of certainty; other statuses of the network come last."""
    certainty = read_display(dataset).certainty
    used = {edge.status for edge in network.edges if edge.status}
    ordered = dict.fromkeys([*certainty.status_names, *sorted(used)])
    iris = {name: certainty.status_iri(name) for name in ordered}
    names = labels.of(dataset, iris.values())
    return [{"name": name, "label": name if name == INFERRED else names.text(iri)} for name, iri in iris.items()]


def _numbers(network: Network) -> dict[str, int]:
    """The numbers of the nodes, by IRI."""
    return {node.iri: number for number, node in enumerate(network.nodes)}


def _path(names: Namespaces, iri: str) -> str:
    """The path of an IRI from the root of the site, without its slash; an external IRI stays unchanged."""
    return (path_of(iri, names) or iri).removeprefix("/")

"""The hubs of a dataset that is too large to be drawn whole, and how many things lie around each of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.publish.networks import selection
from kg.publish.networks.selection import GROUPS, Selection

# So many of the most linked things are shown, each with its clusters.
MOST = 200


@dataclass(frozen=True)
class Cluster:
    """How many things of a group are linked with a hub and are no hubs themselves; things can be in several."""

    hub: str
    group: str
    number: int


def number_of_things(dataset: PublishedDataset) -> int:
    """How many things of a dataset can be nodes."""
    text = f"SELECT (COUNT(*) AS ?number) WHERE {{ {_node(dataset, 'thing')} }}"
    return next((int(row[0].value) for row in selection.rows(dataset, text)), 0)


def most_linked(dataset: PublishedDataset) -> Selection:
    """The things with the most links, and the links between them; of equal ones those first by IRI."""
    rows = selection.rows(
        dataset,
        f"""SELECT ?thing (COUNT(*) AS ?degree) WHERE {{ {_node(dataset, "thing")}
          {{ ?thing ?property ?other FILTER (isIRI(?other)) }} UNION {{ ?other ?property ?thing }}
          FILTER (STRSTARTS(STR(?property), "{dataset.names.terms}"))
        }} GROUP BY ?thing ORDER BY DESC(?degree) ?thing LIMIT {MOST}""",
    )
    found = frozenset(row[0].value for row in rows)
    return Selection(found, selection.between(dataset, found))


def clusters(dataset: PublishedDataset, found: Collection[str]) -> tuple[Cluster, ...]:
    """What lies around each hub, by group; the largest cluster first."""
    if not found:
        return ()
    hubs = [f"<{iri}>" for iri in sorted(found)]
    groups = ", ".join(f"ckg:{group}" for group in GROUPS)
    rows = selection.rows(
        dataset,
        f"""SELECT ?hub ?group (COUNT(DISTINCT ?thing) AS ?number) WHERE {{
          VALUES ?hub {{ {" ".join(hubs)} }} {{ ?hub ?property ?thing }} UNION {{ ?thing ?property ?hub }}
          FILTER (isIRI(?thing) && STRSTARTS(STR(?property), "{dataset.names.terms}"))
          FILTER (STRSTARTS(STR(?thing), "{dataset.names.things}") && ?thing NOT IN ({", ".join(hubs)}))
          ?thing a ?group FILTER (?group IN ({groups}))
        }} GROUP BY ?hub ?group ORDER BY DESC(?number) ?hub ?group""",
    )
    terms = dataset.names.terms
    return tuple(Cluster(hub.value, group.value.removeprefix(terms), int(number.value)) for hub, group, number in rows)


def _node(dataset: PublishedDataset, name: str) -> str:
    """A pattern that a variable matches once if it is a thing that can be a node."""
    groups = " ".join(f"ckg:{group}" for group in GROUPS)
    inside = f'FILTER (STRSTARTS(STR(?{name}), "{dataset.names.things}"))'
    return f"{{ SELECT DISTINCT ?{name} WHERE {{ VALUES ?group {{ {groups} }} ?{name} a ?group {inside} }} }}"

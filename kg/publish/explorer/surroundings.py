"""What lies around a thing, a part at a time, in a dataset that is too large to be drawn whole."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.publish.networks import selection
from kg.publish.networks.assembly import assemble
from kg.publish.networks.network import Network
from kg.publish.networks.selection import GROUPS, Selection

# So many neighbours come at a time.
AT_A_TIME = 100


@dataclass(frozen=True)
class Surroundings:
    """A thing with some of its neighbours, and the links between all these; ``more`` tells that it has others."""

    network: Network
    more: bool


def surroundings(dataset: PublishedDataset, iri: str, group: str | None, page: int) -> Surroundings:
    """A page, counted from 1, of the neighbours of a thing, which are those of a group if one is named.

    Of a thing without neighbours there is the thing alone. Raises RequestError as the store does.
    """
    groups = ", ".join(f"ckg:{one}" for one in ([group] if group else GROUPS))
    found = selection.rows(
        dataset,
        f"""SELECT DISTINCT ?thing WHERE {{
          {{ <{iri}> ?property ?thing }} UNION {{ ?thing ?property <{iri}> }}
          FILTER (isIRI(?thing) && STRSTARTS(STR(?property), "{dataset.names.terms}"))
          FILTER (STRSTARTS(STR(?thing), "{dataset.names.things}") && ?thing != <{iri}>)
          ?thing a ?group FILTER (?group IN ({groups}))
        }} ORDER BY ?thing LIMIT {AT_A_TIME + 1} OFFSET {(page - 1) * AT_A_TIME}""",
    )
    things = frozenset([iri, *(row[0].value for row in found[:AT_A_TIME])])
    network = assemble(dataset, Selection(things, selection.between(dataset, things, iri)), "")
    return Surroundings(network, len(found) > AT_A_TIME)

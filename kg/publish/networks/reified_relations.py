"""The involvements behind links: mandates, memberships and the like, each of which is one edge and no node."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Triple


@dataclass(frozen=True)
class Involvement:
    """A thing that relates others, the ``link`` that it stands for, and the statements that name those others."""

    iri: str
    link: Triple
    roles: tuple[Triple, Triple]


def involvements(dataset: PublishedDataset) -> Mapping[str, Involvement]:
    """The involvements of a dataset that stand for a link, by IRI.

    The ontology tells which link that is, by a property chain from who is involved, through the involvement: to have a
    mandate that is for a post is to hold the post (OWL 2, 9.2.1).
    """
    answer = dataset.store.query(
        """SELECT ?involvement ?source ?role ?property ?for ?target WHERE {
          ?property owl:propertyChainAxiom ?chain . ?chain rdf:first ?has ; rdf:rest/rdf:first ?for .
          ?has owl:inverseOf ?role .
          ?involvement a ckg:Involvement ; ?role ?source ; ?for ?target
        } ORDER BY ?involvement ?source ?property ?target""",
        prefixes=dataset.names.prefixes,
    )
    return {one.iri: one for one in map(_read, answer.rows())}


def by_link(found: Mapping[str, Involvement], links: Collection[Triple]) -> Mapping[Triple, list[Involvement]]:
    """Links with the involvements that each stands for; a link to or from an involvement gives its own link instead."""
    gathered: dict[Triple, list[Involvement]] = {}
    behind: dict[Triple, list[Involvement]] = {}
    for one in found.values():
        behind.setdefault(one.link, []).append(one)
    for link in links:
        ends = [found[end.value] for end in (link[0], link[2]) if end.value in found]
        for one in ends:
            if one not in gathered.setdefault(one.link, []):
                gathered[one.link].append(one)
        if not ends:
            gathered[link] = behind.get(link, [])
    return gathered


def _read(row: list[Term | None]) -> Involvement:
    node, source, role, link, other_role, target = (term for term in row if term)
    return Involvement(node.value, (source, link, target), ((node, role, source), (node, other_role, target)))

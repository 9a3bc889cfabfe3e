"""The n-ary relations behind links: mandates, memberships and the like, each of which is one edge and no node."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.model.evidence import Triple


@dataclass(frozen=True)
class NaryRelation:
    """An entity that relates others, the ``link`` that it stands for, and the statements that name those others."""

    iri: str
    link: Triple
    roles: tuple[Triple, Triple]


def read_nary_relations(dataset: PublishedDataset) -> Mapping[str, NaryRelation]:
    """The n-ary relations of a dataset that stand for a link, by IRI.

    The link follows from a property chain of the ontology, from a participant through the relation: who has a mandate
    for a post holds the post (OWL 2 Structural Specification, 9.2.1).
    """
    rows = dataset.select_bound(
        f"""SELECT ?relation ?source ?role ?property ?for ?target WHERE {{
          ?property owl:propertyChainAxiom ?chain . ?chain rdf:first ?has ; rdf:rest/rdf:first ?for .
          ?has owl:inverseOf ?role . <{dataset.names.display("relations")}> sh:in/rdf:rest*/rdf:first ?class .
          ?relation a ?class ; ?role ?source ; ?for ?target
        }} ORDER BY ?relation ?source ?property ?target"""
    )
    return {
        node.value: NaryRelation(node.value, (source, link, target), ((node, role, source), (node, other, target)))
        for node, source, role, link, other, target in rows
    }


def relations_by_link(
    relations: Mapping[str, NaryRelation], links: Collection[Triple]
) -> Mapping[Triple, list[NaryRelation]]:
    """Links with the n-ary relations that stand for each, which replace the links to and from them."""
    standing_for: dict[Triple, list[NaryRelation]] = {}
    for relation in relations.values():
        standing_for.setdefault(relation.link, []).append(relation)
    grouped: dict[Triple, list[NaryRelation]] = {}
    for link in links:
        ends = [relations[end.value] for end in (link[0], link[2]) if end.value in relations]
        for relation in ends:
            if relation not in grouped.setdefault(relation.link, []):
                grouped[relation.link].append(relation)
        if not ends:
            grouped[link] = standing_for.get(link, [])
    return grouped

"""Inferences that only turn a statement round: what readers get in their place is the statement itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.engine.answer import Term
from kg.model import evidence
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence, Triple


def without_inversions(dataset: PublishedDataset, supports: Sequence[Evidence]) -> list[Evidence]:
    """Some evidence in its order, with what to show for each in its place, which mostly is the same.

    A statement that follows from one other by an inverse property alone, such as *Ann was elected in X* from *X elected
    Ann*, has the evidence of that one, which is marked as ``inverted``: a proof of one step would prove nothing more.
    """
    turned = {support: triple for support in supports if (triple := turned_premise(dataset, support))}
    premises = evidence.of_nodes(dataset, {support.premises[0] for support in turned})
    stated = {(premise.node, premise.statement): replace(premise, inverted=True) for premise in premises}
    return [
        stated.get((support.premises[0], turned[support]), support) if support in turned else support
        for support in supports
    ]


def distinct(supports: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence of which each assertion or inference stands once, as itself where it also stands for its inverse."""
    by_node: dict[str, Evidence] = {}
    for support in supports:
        if support.node not in by_node or by_node[support.node].inverted:
            by_node[support.node] = support
    return tuple(by_node.values())


def turned_premise(dataset: PublishedDataset, support: Evidence) -> Triple | None:
    """The statement with the inverse property from which an inference with one premise may follow."""
    subject, predicate, value = support.statement
    inverse = evidence.inverses(dataset).get(predicate.value)
    if not (support.inferred and len(support.premises) == 1 and inverse and value.is_iri):
        return None
    return value, Term("iri", inverse), subject

"""The dataset that a query names (SPARQL 1.1 Query, 13.2)."""

from typing import NamedTuple

from kg.sparql.prologue import Prologue
from kg.sparql.text import SparqlText


class NamedDataset(NamedTuple):
    """The IRIs of the graphs that make up the default graph, and of the named graphs; each once."""

    default: list[str]
    named: list[str]


def dataset_clause(query: SparqlText, prologue: Prologue) -> NamedDataset | None:
    """The graphs behind FROM and FROM NAMED; None if the query names no dataset.

    ``prologue`` holds until the text declares its own.
    """
    if not query.mentions("from"):
        return None
    stream, dataset = query.tokens, NamedDataset([], [])
    prologue.read_all(stream)
    for at, token in stream.of("word"):
        if token.is_keyword("FROM"):
            following = stream.slice(at + 1, at + 3)
            is_named = bool(following) and following[0].is_keyword("NAMED")
            graphs = dataset.named if is_named else dataset.default
            graphs += filter(None, map(prologue.resolve, following[is_named : is_named + 1]))
    return NamedDataset(*map(_each_once, dataset)) if any(dataset) else None


def _each_once(iris: list[str]) -> list[str]:
    return list(dict.fromkeys(iris))

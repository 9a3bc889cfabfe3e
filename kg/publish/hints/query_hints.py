"""All hints for a query."""

from kg.model.dataset import PublishedDataset
from kg.publish.hints.hint import Hint
from kg.publish.hints.terms import hints_about_terms
from kg.publish.hints.values import hints_about_values
from kg.sparql.prologue import Prologue
from kg.sparql.text import SparqlText


def query_hints(dataset: PublishedDataset, query: SparqlText) -> list[Hint]:
    """What is in a query, but not in the dataset: namespaces, terms and values, in the order of the text.

    A term outside the namespaces that the project knows is left alone, unless the dataset has one much like it.
    """
    prologue = Prologue(dataset.names.prefixes, dataset.names.things)
    body = prologue.read_all(query.tokens)
    terms = [*hints_about_terms(dataset, query, prologue, body)]
    values = hints_about_values(dataset, query, prologue, {hint.term for hint in terms})
    return sorted([*terms, *values], key=lambda hint: (hint.line, hint.column))

"""The evaluation of queries and updates by the engine, as the standard means them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pyoxigraph as ox

from kg.engine import jobs
from kg.engine.oxigraph.context import QueryContext, UpdateContext
from kg.engine.oxigraph.expressions import check_syntax
from kg.engine.oxigraph.functions import MatchingFunctions
from kg.engine.oxigraph.merging import have_triples_in_common, merged
from kg.engine.oxigraph.solutions import StoreAnswer, engine_errors
from kg.errors import EvaluationError, Problem, QueryError
from kg.limits import QueryLimits
from kg.sparql.dataset_clause import NamedDataset, dataset_clause
from kg.sparql.dialect.context import EngineContext
from kg.sparql.dialect.standard import grammatical, needs_correction, standard
from kg.sparql.guard import refuse_deep
from kg.sparql.prologue import Prologue
from kg.sparql.text import SparqlText

_GraphNames = list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
_Result = TypeVar("_Result")


def answer_query(engine: ox.Store, query: jobs.PreparedQuery, limits: QueryLimits) -> StoreAnswer:
    """The answer of a store to a query, whose graphs replace its dataset (SPARQL 1.1 Protocol, 2.1.4).

    Raises QueryError, with line and column where the text cannot be parsed, as an EvaluationError where it would not be
    answered as the standard demands.
    """
    text = SparqlText(query.text)
    refuse_deep(text, limits)
    dataset, functions = _dataset(query, text), MatchingFunctions()
    try:
        source, default, named = _source(engine, dataset, limits)
    except ValueError as error:
        raise QueryError(Problem("dataset", f"A graph has no valid IRI: {error}.", "Name graphs by IRI.")) from error
    evaluate = partial(
        source.query,
        prefixes=dict(query.prefixes),
        base_iri=query.base,
        default_graph=default,
        named_graphs=named,
        custom_functions=functions.by_name(),
    )
    begin = partial(_evaluated, evaluate, text, query, QueryContext(source, dataset), limits)
    answer = StoreAnswer(begin, text, functions)
    return answer.quads() if query.as_quads else answer


def apply_update(engine: ox.Store, update: jobs.PreparedUpdate, limits: QueryLimits) -> None:
    """Apply an update to a store, all of its operations or none of them; raises what ``answer_query`` raises."""
    text = SparqlText(update.text, "update")
    refuse_deep(text, limits, update=True)
    apply = partial(engine.update, prefixes=dict(update.prefixes), base_iri=update.base)
    _evaluated(apply, text, update, UpdateContext(), limits)


def _dataset(query: jobs.PreparedQuery, text: SparqlText) -> NamedDataset | None:
    """The dataset that the protocol gives a query, or else that it names itself; None for that of the store."""
    if query.default_graphs or query.named_graphs:
        return NamedDataset(list(dict.fromkeys(query.default_graphs)), list(dict.fromkeys(query.named_graphs)))
    return dataset_clause(text, Prologue(query.prefixes, query.base))


def _source(
    engine: ox.Store, dataset: NamedDataset | None, limits: QueryLimits
) -> tuple[ox.Store, _GraphNames | None, list[ox.NamedNode | ox.BlankNode] | None]:
    """The store in which a dataset is evaluated, and the names of its graphs there, None for all of the store.

    Raises EvaluationError for a merge of too many triples, and ValueError for what is not an IRI.
    """
    if dataset is None:
        return engine, None, None
    named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in dataset.named]
    if len(dataset.default) < 2 or not have_triples_in_common(engine, dataset.default):
        return engine, [ox.NamedNode(iri) for iri in dataset.default], named
    merge = merged(engine, dataset.default, dataset.named, limits.merged)
    if merge is None:
        what = f"The graphs of the dataset have triples in common, and more than {limits.merged} triples."
        raise EvaluationError(Problem("dataset", what, "Name fewer graphs, or query them with GRAPH."))
    return merge, [ox.DefaultGraph()], named


def _evaluated(
    function: Callable[[str], _Result],
    text: SparqlText,
    job: jobs.PreparedQuery | jobs.PreparedUpdate,
    context: EngineContext,
    limits: QueryLimits,
) -> _Result:
    """What a function of the engine returns for a text as the standard means it."""
    with engine_errors(text):
        parsed = grammatical(text, limits)
        try:
            if not needs_correction(parsed):
                return function(parsed.text)
            check_syntax(parsed.text, job.prefixes, job.base, is_update=text.kind == "update")
        except SyntaxError:
            # The error is to report a place in the text as it was written.
            return function(text.text)
        corrected = standard(parsed, partial(Prologue, job.prefixes, job.base), context, limits)
        try:
            return function(corrected.text)
        except SyntaxError as error:
            what = f"cannot be written as the engine needs it: {error}."
            remedy = "Use variables instead of blank nodes, or split it into several queries."
            raise EvaluationError(Problem(text.kind, what, remedy)) from error

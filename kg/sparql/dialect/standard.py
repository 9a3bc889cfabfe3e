"""A query or update as the engine has to be asked, so that the answer is the standard's."""

import re
from collections.abc import Callable, Iterator, Sequence

from kg.limits import QueryLimits
from kg.sparql.dialect.aggregates import AGGREGATE, plain_concatenations, refuse_nested_aggregates, reused_variables
from kg.sparql.dialect.blank_nodes import NAMED_BLANK_NODE, fresh_blank_nodes
from kg.sparql.dialect.casts import CAST, casts_of_trimmed_texts
from kg.sparql.dialect.comparisons import COMPARISON, standard_comparisons
from kg.sparql.dialect.context import EngineContext
from kg.sparql.dialect.grammar import (
    BOUNDS,
    GROUPING,
    IRI_OR_COMPARISON,
    TRIPLE_TERM,
    asked_groups,
    countable_bounds,
    refuse_grouping,
    refuse_hidden_comparison,
    refuse_run_together,
    refuse_triple_term_subjects,
)
from kg.sparql.dialect.graphs import GRAPH_WORD, USING, existing_graphs, graph_by_graph, refuse_merge_in_update
from kg.sparql.dialect.matching import MATCHING, xpath_matching
from kg.sparql.dialect.paths import PATH_SIGN, standard_paths
from kg.sparql.prologue import Prologue
from kg.sparql.text import Replacement, SparqlText

# What a text in small letters has to hold, one of several words or a match, if a refusal or correction may concern it.
_Trigger = tuple[str, ...] | re.Pattern[str]
_Correction = Callable[[SparqlText], Iterator[Replacement]]


def grammatical(text: SparqlText, limits: QueryLimits) -> SparqlText:
    """A text that the engine parses if it follows the grammar of SPARQL 1.2 Query (19.8).

    true and false may be written in capitals, and the variable of an aggregate may be used again in its SELECT. Raises
    QueryError for what the engine accepts against the grammar, and EvaluationError for what it cannot parse.
    """
    lower = text.text.lower()
    for trigger, refuse in _REFUSALS:
        if _concerns(trigger, lower):
            refuse(text)
    corrections: list[tuple[_Trigger, _Correction]] = [
        (("true", "false"), _small_booleans),
        (BOUNDS, countable_bounds),
        (GROUPING, asked_groups),
        (AGGREGATE, lambda text: reused_variables(text, limits)),
        (AGGREGATE, plain_concatenations),
    ]
    return _corrected(text, corrections)


def needs_correction(text: SparqlText) -> bool:
    """Whether ``standard`` may change or refuse a text; an update whose operations have no WHERE holds data alone."""
    lower = text.text.lower()
    has_patterns = text.kind == "query" or "where" in lower
    return has_patterns and any(_concerns(trigger, lower) for trigger in _TRIGGERS)


def standard(
    text: SparqlText, prologue: Callable[[], Prologue], context: EngineContext, limits: QueryLimits
) -> SparqlText:
    """A text that the engine can parse, written so that it is answered as SPARQL demands.

    ``prologue`` makes the one that holds until the text declares its own. Raises EvaluationError, with its place in the
    text, for what the engine would answer otherwise and what cannot be written so.
    """
    refuse_run_together(text)
    corrections: list[tuple[_Trigger, _Correction]] = [
        # First, since what the others write may hold comparisons.
        (COMPARISON, lambda text: standard_comparisons(text, prologue(), limits)),
        (MATCHING, lambda text: xpath_matching(text, context)),
        (NAMED_BLANK_NODE, fresh_blank_nodes),
        (CAST, lambda text: casts_of_trimmed_texts(text, prologue(), limits)),
        (PATH_SIGN, lambda text: standard_paths(text, context, prologue(), limits)),
        (GRAPH_WORD, existing_graphs),
        (GRAPH_WORD, lambda text: graph_by_graph(text, context, limits)),
    ]
    return _corrected(text, corrections)


def _corrected(text: SparqlText, corrections: Sequence[tuple[_Trigger, _Correction]]) -> SparqlText:
    """A text after one correction upon another; an error of one is reported at its place in the text itself."""
    lower = text.text.lower()
    for number, (trigger, correct) in enumerate(corrections):
        if _concerns(trigger, lower) and (replacements := list(correct(text))):
            with text.evaluated_with(replacements) as corrected:
                return _corrected(SparqlText(corrected, text.kind), corrections[number + 1 :])
    return text


def _concerns(trigger: _Trigger, lower: str) -> bool:
    if isinstance(trigger, tuple):
        return any(word in lower for word in trigger)
    return trigger.search(lower) is not None


def _small_booleans(text: SparqlText) -> Iterator[Replacement]:
    for _, token in text.tokens.of("word"):
        if token.is_keyword("TRUE", "FALSE") and not token.text.islower():
            yield Replacement(token.start, token.end, token.text.lower())


_REFUSALS: Sequence[tuple[_Trigger, Callable[[SparqlText], None]]] = (
    (IRI_OR_COMPARISON, refuse_hidden_comparison),
    (TRIPLE_TERM, refuse_triple_term_subjects),
    (GROUPING, refuse_grouping),
    (AGGREGATE, refuse_nested_aggregates),
    (USING, refuse_merge_in_update),
)
_TRIGGERS = (MATCHING, NAMED_BLANK_NODE, CAST, COMPARISON, PATH_SIGN, GRAPH_WORD)

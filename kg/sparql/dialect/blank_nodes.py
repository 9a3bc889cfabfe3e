"""BNODE with a text (17.4.2.9): a blank node for each text and each solution."""

from collections.abc import Iterator

from kg.sparql.dialect.calls import calls
from kg.sparql.text import Replacement, SparqlText

NAMED_BLANK_NODE = ("bnode",)


def fresh_blank_nodes(text: SparqlText) -> Iterator[Replacement]:
    """BNODE without a text where the texts of a solution are all different; the engine makes one node for each text.

    Raises EvaluationError where two calls may have the same text, and so have to give the same node.
    """
    named = [call for call in calls(text, "BNODE") if len(call.arguments) == 1]
    texts = [call.string(0) for call in named]
    for call, value in zip(named, texts, strict=True):
        if len(named) > 1 and (None in texts or texts.count(value) > 1):
            what = "BNODE is called twice with a text that may be the same,"
            raise text.unsupported(call.start, what, "Bind one node with BIND(BNODE() AS ?node), and use ?node.")
        start, end = call.span(0)
        if value is not None:
            yield Replacement(start, end, "")
        else:
            yield Replacement(call.start, text.tokens[call.closing].end, _of_a_text(call.written(0)))


def _of_a_text(argument: str) -> str:
    """A blank node if an argument is a simple literal, else an error."""
    return f"IF(DATATYPE({argument}) = <http://www.w3.org/2001/XMLSchema#string>, BNODE(), 1/0)"

"""The dataset that a request gives to an update, written into the update, since the engine takes it only there."""

from collections.abc import Iterator, Sequence

from kg.sparql.terms import iri_ref
from kg.sparql.text import Replacement, SparqlText

_DEPTH = {"{": 1, "}": -1}


def using_clauses(
    update: SparqlText, default_graphs: Sequence[str], named_graphs: Sequence[str]
) -> Iterator[Replacement]:
    """The clauses by which the WHERE clauses of an update are evaluated over the graphs (SPARQL 1.1 Protocol, 2.2.3).

    Raises RequestError with status 400 if the update names a dataset itself.
    """
    if not (default_graphs or named_graphs):
        return
    clauses = "".join(f"USING {iri_ref(iri)} " for iri in default_graphs)
    clauses += "".join(f"USING NAMED {iri_ref(iri)} " for iri in named_graphs)
    depth, stream = 0, update.tokens
    for at, token in stream.of("bracket", "word"):
        depth += _DEPTH.get(token.text, 0)
        if depth == 0 and token.is_keyword("USING", "WITH"):
            what = f"{token.text.upper()} stands in an update that comes with using-graph-uri."
            raise update.refusal(token.start, what, "Use one of the two.")
        if depth == 0 and token.is_keyword("WHERE"):
            # DELETE WHERE has no place for the clauses; its pattern is its template too (SPARQL 1.1 Update, 3.1.3.3).
            end = stream.closing(at + 1) if stream[at - 1].is_keyword("DELETE") else None
            template = "" if end is None else update.text[stream[at + 1].start : stream[end].end]
            yield Replacement(token.start, token.start, f"{template} {clauses}")

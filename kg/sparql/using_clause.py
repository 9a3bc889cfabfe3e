"""The dataset that a request gives to an update, written into the update, since the engine takes none beside it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import Problem, RequestError
from kg.sparql.tokens import Token, closing, place, tokens

_DEPTH = {"{": 1, "}": -1}


def with_dataset(update: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """An update whose WHERE clauses are evaluated over the graphs given (SPARQL 1.1 Protocol, 2.2.3).

    Raises RequestError with status 400 if the update names a dataset itself.
    """
    if not (default_graphs or named_graphs):
        return update
    clauses = "".join(f"USING <{iri}> " for iri in default_graphs)
    clauses += "".join(f"USING NAMED <{iri}> " for iri in named_graphs)
    stream = [token for token in tokens(update) if token.kind != "comment"]
    parts, copied, depth = [], 0, 0
    for at, token in enumerate(stream):
        depth += _DEPTH.get(token.text, 0) if token.kind == "bracket" else 0
        if depth == 0 and token.says("USING", "WITH"):
            what = f"{token.text.upper()} stands in an update that comes with using-graph-uri."
            raise RequestError(400, Problem(place(update, token.start, "update"), what, "Use one of the two."))
        if depth == 0 and token.says("WHERE"):
            # DELETE WHERE has no place for the clauses; its pattern is its template too (SPARQL 1.1 Update, 3.1.3.3).
            template = _group(update, stream, at + 1) if stream[at - 1].says("DELETE") else ""
            parts += [update[copied : token.start], template, f" {clauses}"]
            copied = token.start
    return "".join([*parts, update[copied:]])


def _group(text: str, stream: Sequence[Token], at: int) -> str:
    """The group in braces that begins at a token."""
    end = closing(stream, at) if at < len(stream) and stream[at].marks("{") else None
    return "" if end is None else text[stream[at].start : stream[end].end]

"""An update as the engine can apply it: the documents of LOAD (SPARQL 1.1 Update, 3.1.4) and the dataset are in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.errors import KgError
from kg.sparql.prologue import Prologue
from kg.sparql.terms import iri_ref
from kg.sparql.text import Replacement, SparqlText
from kg.sparql.tokens import TokenStream


class Load(NamedTuple):
    """A LOAD at a place of an update; ``graph`` is the name of its graph as written, empty for the default graph."""

    start: int
    end: int
    silent: bool
    iri: str
    graph: str


def find_loads(update: SparqlText, prologue: Prologue, most: int) -> list[Load]:
    """The LOADs of an update; ``prologue`` holds until the text declares its own.

    Raises RequestError with status 400 for a LOAD that is not ``LOAD [SILENT] iri [INTO GRAPH iri]``, and for more
    than ``most``.
    """
    loads: list[Load] = []
    for at in _operations(update.tokens, prologue):
        first = update.tokens[at]
        # The engine needs no space behind the keyword.
        if first.kind in {"word", "name"} and first.text.lower().startswith("load"):
            if len(loads) == most:
                what = f"exceeds the limit of {most} LOAD operations."
                raise update.refusal(first.start, what, "Send several updates.")
            loads.append(_load(update, at, prologue))
    return loads


def inline_loads(loads: Iterable[Load], ntriples: Callable[[str], str]) -> Iterator[Replacement]:
    """INSERT DATA of the triples in its document for each LOAD.

    ``ntriples`` returns the triples of the document at an IRI in N-Triples without comments, with blank nodes that no
    other document has. A LOAD SILENT whose document cannot be fetched or read does nothing. Raises what it raises.
    """
    for load in loads:
        try:
            triples = ntriples(load.iri).replace("\n", " ")
        except KgError:
            if not load.silent:
                raise
            triples = ""
        data = f"GRAPH {load.graph} {{ {triples} }}" if load.graph else triples
        yield Replacement(load.start, load.end, f"INSERT DATA {{ {data} }}")


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
        depth += token.is_sign("{") - token.is_sign("}")
        if depth == 0 and token.is_keyword("USING", "WITH"):
            what = f"{token.text.upper()} stands in an update that comes with using-graph-uri."
            raise update.refusal(token.start, what, "Use one of the two.")
        if depth == 0 and token.is_keyword("WHERE"):
            # DELETE WHERE has no place for the clauses; its pattern is its template too (SPARQL 1.1 Update, 3.1.3.3).
            end = stream.closing(at + 1) if stream[at - 1].is_keyword("DELETE") else None
            template = "" if end is None else update.text[stream[at + 1].start : stream[end].end]
            yield Replacement(token.start, token.start, f"{template} {clauses}")


def _operations(stream: TokenStream, prologue: Prologue) -> Iterator[int]:
    """The index of each operation's first token, when the prologue has read the declarations before it."""
    at = depth = 0
    begins = True
    while at < len(stream):
        if begins and (behind := prologue.read(stream, at)) > at:
            at = behind
            continue
        token = stream[at]
        separates = token.is_sign(";") and not depth
        if begins and not separates:
            yield at
        depth += token.is_sign("{") - token.is_sign("}")
        begins = separates
        at += 1


def _load(update: SparqlText, at: int, prologue: Prologue) -> Load:
    following = update.tokens.slice(at, at + 7)
    length = next((length for length, token in enumerate(following) if token.is_sign(";")), 7)
    operation = following[:length]
    silent = len(operation) > 1 and operation[1].is_keyword("SILENT")
    source, *target = operation[1 + silent :] or [operation[0]]
    iri = prologue.resolve(source)
    into = [token.text.upper() for token in target[:2]] == ["INTO", "GRAPH"] and len(target) == 3
    if not operation[0].is_keyword("LOAD") or iri is None or (target and not (into and prologue.resolve(target[2]))):
        what = "is not an operation that loads a document from an IRI, into the default graph or a named graph."
        remedy = "Write LOAD <iri> or LOAD SILENT <iri> INTO GRAPH <iri>, with spaces."
        raise update.refusal(operation[0].start, what, remedy)
    return Load(operation[0].start, operation[-1].end, silent, iri, target[2].text if target else "")

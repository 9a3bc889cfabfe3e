"""GRAPH: its block is evaluated in the graph that it names, or in each, and joined with the graph's name (18.6)."""

from collections.abc import Iterator

from kg.errors import EvaluationError
from kg.limits import QueryLimits
from kg.sparql.dialect.context import EngineContext
from kg.sparql.terms import iri_ref
from kg.sparql.text import Replacement, SparqlText
from kg.sparql.tokens import TokenStream

GRAPH_WORD = ("graph",)
USING = ("using",)
# The engine evaluates the block once, with the variable as one more position of each triple pattern. That is the same
# unless a part of the block has no triple pattern, has solutions of its own, or removes some of another part.
_EVALUATED_APART = ("SELECT", "VALUES", "MINUS", "GRAPH", "SERVICE", "LATERAL")
# What a template has of blank nodes, collections, reifiers and annotations.
_BLANK = frozenset("[(~|") | {"<<"}
_FOR_EACH_SOLUTION = ("SELECT", "BNODE", "UUID", "STRUUID", "RAND")
_WITHOUT_TRIPLES = (*_EVALUATED_APART, "BIND", "FILTER", "OPTIONAL", "UNION")


def refuse_merge_in_update(text: SparqlText) -> None:
    """Refuse several USING where it matters that what two of the graphs have in common is found twice (13.2.1).

    That is so in a subquery, which may count it, and for nodes that are new in each solution. Raises EvaluationError.
    """
    stream = text.tokens
    for operation in _operations(stream):
        words = [at for at in operation if stream[at].kind == "word"]
        using = [at for at in words if stream[at].is_keyword("USING") and not stream[at + 1].is_keyword("NAMED")]
        if len(using) > 1 and any(stream[at].is_keyword(*_FOR_EACH_SOLUTION) or _is_blank(stream, at) for at in words):
            what = "USING names several graphs, in an update with a subquery or with new nodes,"
            raise text.unsupported(stream[using[1]].start, what, "Use GRAPH instead.")


def _operations(stream: TokenStream) -> Iterator[range]:
    """The indexes of the tokens of each operation of an update."""
    start = at = 0
    while at < len(stream):
        if stream[at].is_sign(";"):
            yield range(start, at)
            start = at + 1
        at = (stream.closing(at) or at) + 1
    yield range(start, at)


def _is_blank(stream: TokenStream, at: int) -> bool:
    """Whether an INSERT at an index has a template that makes blank nodes."""
    if not stream[at].is_keyword("INSERT") or (closing := stream.closing(at + 1)) is None:
        return False
    return any(token.kind == "bnode" or token.text in _BLANK for token in stream.slice(at + 2, closing))


def existing_graphs(text: SparqlText) -> Iterator[Replacement]:
    """A check that the graph of a block exists, where the engine finds solutions without a triple of the graph."""
    stream = text.tokens
    for at, token in stream.of("word"):
        following = stream.slice(at + 1, at + 3)
        if not token.is_keyword("GRAPH") or len(following) < 2 or not following[1].is_sign("{"):
            continue
        block = range(at + 2, stream.closing(at + 2) or at + 2)
        name = following[0]
        if name.kind != "variable" and any(stream[index].is_keyword(*_WITHOUT_TRIPLES) for index in block):
            yield Replacement(token.start, token.start, f"GRAPH {name.text} {{}} ")


def graph_by_graph(text: SparqlText, context: EngineContext, limits: QueryLimits) -> Iterator[Replacement]:
    """Each block that the engine would not evaluate graph by graph, as the union of its solutions in every graph.

    Raises EvaluationError where there are too many graphs for that, and in an update.
    """
    stream, behind = text.tokens, 0
    for at, token in stream.of("word"):
        if token.is_keyword("INSERT", "DELETE", "DATA") and stream[at + 1].is_sign("{"):
            # A template, whose GRAPH names where its triples belong.
            behind = stream.closing(at + 1) or at
        if at < behind or not token.is_keyword("GRAPH") or (block := _block(stream, at)) is None:
            continue
        opening, closing = block
        if _is_one_pattern(stream, opening, closing, stream[at + 1].text[1:]):
            continue
        behind = closing
        yield Replacement(token.start, stream[closing].end, _Union(text, context, limits).of(at, opening, closing))


def _block(stream: TokenStream, at: int) -> tuple[int, int] | None:
    """The indexes of the braces behind GRAPH and a variable."""
    following = stream.slice(at + 1, at + 3)
    if len(following) < 2 or following[0].kind != "variable" or not following[1].is_sign("{"):
        return None
    closing = stream.closing(at + 2)
    return None if closing is None else (at + 2, closing)


def _is_one_pattern(stream: TokenStream, opening: int, closing: int, variable: str) -> bool:
    """Whether the engine evaluates a block as the standard demands.

    In filters, and in groups within the block, the variable of the graph is not bound (18.6); in the triples of the
    block itself it is joined with the graph.
    """
    depth = 0
    for at in range(opening, closing):
        token = stream[at]
        if token.kind == "bracket":
            depth += 1 if token.text in "([{" else -1
        elif token.is_keyword(*_EVALUATED_APART) or (
            token.kind == "variable" and token.text[1:] == variable and depth > 1
        ):
            return False
    return True


class _Union:
    """Blocks of a text, written out for each graph."""

    def __init__(self, text: SparqlText, context: EngineContext, limits: QueryLimits) -> None:
        self._text = text
        self._stream = text.tokens
        self._limits = limits
        self._graphs = context.named_graphs(limits.graphs_written_out)

    def of(self, at: int, opening: int, closing: int) -> str:
        """The union of what the block has in every graph, for the GRAPH at an index."""
        if self._graphs is None:
            raise self._refusal(at)
        variable, block = self._stream[at + 1].text, self._inner(opening, closing)
        if not self._graphs:
            return f"{{ GRAPH {variable} {block} FILTER (false) }}"
        if len(block) * len(self._graphs) > self._limits.characters_written_out:
            raise self._refusal(at)
        copies = _Copies(block)
        parts = [
            f"{{ GRAPH {iri} {copies.copy(number)} VALUES {variable} {{ {iri} }} }}"
            for number, iri in enumerate(map(iri_ref, self._graphs))
        ]
        return f"{{ {_union(parts)} }}"

    def _inner(self, opening: int, closing: int) -> str:
        """The text of a block, in which inner blocks are written out."""
        start, end = self._stream[opening].start, self._stream[closing].end
        parts, copied, at = [], start, opening
        while at < closing:
            block = _block(self._stream, at) if self._stream[at].is_keyword("GRAPH") else None
            if block and not _is_one_pattern(self._stream, *block, self._stream[at + 1].text[1:]):
                parts += [self._text.text[copied : self._stream[at].start], self.of(at, *block)]
                at = block[1]
                copied = self._stream[at].end
            at += 1
        return "".join([*parts, self._text.text[copied:end]])

    def _refusal(self, at: int) -> EvaluationError:
        variable = self._stream[at + 1].text
        what = f"GRAPH {variable} needs an evaluation for each graph, and there are too many graphs or an update,"
        remedy = (
            f"Name the graph, or write GRAPH {variable} around the triples inside, and {variable} into SELECT and "
            "GROUP BY."
        )
        return self._text.unsupported(self._stream[at].start, what, remedy)


def _union(parts: list[str]) -> str:
    """A union that nests no deeper than the logarithm of its length, since the parser is recursive."""
    while len(parts) > 1:
        pairs = zip(parts[::2], [*parts[1::2], None], strict=False)
        parts = [left if right is None else f"{{ {left} UNION {right} }}" for left, right in pairs]
    return parts[0]


class _Copies:
    """Copies of a block, each with blank nodes of its own, since two patterns must not share one (4.1.4)."""

    def __init__(self, block: str) -> None:
        self._block = SparqlText(block)
        self._ends = [token.end for _, token in self._block.tokens.of("bnode")]

    def copy(self, number: int) -> str:
        """The copy with a number."""
        return self._block.replaced(Replacement(end, end, f"_{number}") for end in self._ends)

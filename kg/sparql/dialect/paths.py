"""Property paths of which the engine overlooks solutions.

A path of length zero is true of a constant though it is no node of the graph (9.1). What two alternatives lead to is
two solutions (18.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import EvaluationError
from kg.limits import QueryLimits
from kg.sparql.dialect.context import EngineContext
from kg.sparql.dialect.extents import behind_constraint, behind_semicolons, behind_term
from kg.sparql.dialect.path_reader import Branch, PathReader
from kg.sparql.prologue import Prologue
from kg.sparql.text import Replacement, SparqlText
from kg.sparql.tokens import TokenStream
from kg.sparql.verbs import property_list

# An operator of paths; a question mark that begins no variable.
PATH_SIGN = re.compile(r"[*+|!]|\?(?!\w)")
_CONSTANTS = frozenset({"iri", "name", "string", "number"})
_BLOCKS = ("FILTER", "BIND", "VALUES", "HAVING")
_REMEDY = "Use variables for its ends; VALUES binds them."


def standard_paths(
    text: SparqlText, context: EngineContext, prologue: Prologue, limits: QueryLimits
) -> Iterator[Replacement]:
    """Each pattern of which the engine overlooks a solution, as the union of what it finds and what it lacks.

    ``prologue`` holds until the text declares its own. Raises EvaluationError for a pattern inside another term.
    """
    prologue.read_all(text.tokens)
    reader = _Patterns(text, context, prologue, limits)
    for at, token in text.tokens.of("bracket"):
        if token.text == "[":
            reader.refuse_inside(at)
        elif token.text == "{" and text.tokens[at + 1].is_sign("|"):
            reader.refuse_inside(at + 1)
        elif token.text == "{" and not _holds_data(text.tokens, at):
            yield from reader.group(at)


def _holds_data(stream: TokenStream, at: int) -> bool:
    """Whether a brace opens a template or the data of an update."""
    return at > 0 and stream[at - 1].is_keyword("CONSTRUCT", "INSERT", "DELETE", "DATA")


@dataclass(frozen=True)
class _Pair:
    """A verb and an object in the list of a subject: the indexes of their tokens, and the branches of the verb."""

    verb: range
    object: range
    branches: Sequence[Branch]


class _Patterns:
    """The triples of a text's groups."""

    def __init__(self, text: SparqlText, context: EngineContext, prologue: Prologue, limits: QueryLimits) -> None:
        self._text = text
        self._stream = text.tokens
        self._context = context
        self._prologue = prologue
        self._limits = limits
        self._in_graph = False

    def group(self, opening: int) -> Iterator[Replacement]:
        """The replacements for the triples that stand directly in a group."""
        at, end = opening + 1, self._stream.closing(opening) or len(self._stream)
        self._in_graph = self._text.is_within(opening, "GRAPH")
        while at < end:
            token = self._stream[at]
            if token.is_keyword(*_BLOCKS):
                at = behind_constraint(self._stream, at)
            elif token.is_sign("{"):
                at = behind_term(self._stream, at)
            elif token.is_keyword("GRAPH", "SERVICE", "SILENT"):
                at += 2 if self._stream[at + 1].kind != "word" else 1
            elif token.kind == "word" and not token.is_keyword("TRUE", "FALSE"):
                at = end if token.is_keyword("SELECT") else at + 1
            elif token.is_sign("."):
                at += 1
            else:
                subject = range(at, behind_term(self._stream, at))
                items = property_list(self._stream, subject.stop - 1)
                at = behind_semicolons(self._stream, max([subject.stop, *(item.stop for item in items)]))
                yield from self._statement(subject, items, at)

    def refuse_inside(self, opening: int) -> None:
        """Refuse a pattern of which the engine overlooks a solution in the brackets of a blank node or annotation."""
        subject = range(opening, opening + 1)
        for item in property_list(self._stream, opening):
            for pair in self._pairs(item):
                if self._is_incomplete(subject, pair):
                    raise self._refusal(pair.verb, "stands inside a blank node or annotation")

    def _statement(self, subject: range, items: Sequence[range], behind: int) -> Iterator[Replacement]:
        """The replacement of a subject's triples, up to an index, if the engine overlooks solutions of one of them."""
        pairs = [pair for item in items for pair in self._pairs(item)]
        incomplete = [pair for pair in pairs if self._is_incomplete(subject, pair)]
        if not incomplete:
            return
        kept = [self._written(item) for item in items if not any(pair.verb.start in item for pair in incomplete)]
        kept += [
            f"{self._written(pair.verb)} {self._written(pair.object)}"
            for pair in pairs
            if pair not in incomplete and any(pair.verb == other.verb for other in incomplete)
        ]
        is_blank = self._is_bracketed(subject) or self._stream[subject.start].kind == "bnode"
        if is_blank and (kept or len(incomplete) > 1):
            raise self._refusal(incomplete[0].verb, "has a blank node as its subject, which has more objects")
        statement = [f"{self._written(subject)} {' ; '.join(kept)} ."] if kept else []
        groups = [self._union(subject, pair) for pair in incomplete]
        start, end = self._stream[subject.start].start, self._stream[behind - 1].end
        yield Replacement(start, end, " ".join([*statement, *groups]))

    def _pairs(self, item: range) -> Iterator[_Pair]:
        """The verb of an item with each of its objects; nothing where the verb is a variable."""
        if not item or self._stream[item.start].kind == "variable":
            return
        reader = PathReader(self._text, item.start, self._limits.patterns)
        try:
            branches = reader.read()
        except ValueError as error:
            what, remedy = f"{error},", "Use fewer alternatives."
            raise self._text.unsupported(self._stream[item.start].start, what, remedy) from error
        at = reader.at
        while at < item.stop:
            end = at
            while end < item.stop and not self._stream[end].is_sign(","):
                end = behind_term(self._stream, end)
            yield _Pair(range(item.start, reader.at), range(at, end), branches)
            at = end + 1

    def _is_incomplete(self, subject: range, pair: _Pair) -> bool:
        """Whether the engine may overlook solutions: it returns what several branches lead to only once."""
        return len(pair.branches) > 1 or any(self._zero_length(subject, pair, branch) for branch in pair.branches)

    def _zero_length(self, subject: range, pair: _Pair, branch: Branch) -> int:
        """How often a branch is true of a constant that may be no node of the graph, as a path of length zero."""
        ends = subject, pair.object
        if (branch.may_be_empty or branch.both) and any(map(self._is_constant_in_brackets, ends)):
            raise self._refusal(pair.verb, "may have no step, from or to a constant in brackets")
        constants = [end for end in ends if self._is_constant(end)]
        if not any(map(self._is_overlooked, constants)):
            return 0
        count = branch.alone if len(constants) == 1 else branch.both
        if len(constants) == 2 and self._resolved(subject) != self._resolved(pair.object):
            return 0
        if branch.leads_on and not count:
            # By the letter of the standard there is no solution (18.2.2.4, 18.4); most products find one.
            raise self._refusal(pair.verb, "may have no step, and several parts, from a constant that may be no node")
        return count

    def _union(self, subject: range, pair: _Pair) -> str:
        """The union of the branches, and of the solutions of paths of length zero where there is no such node."""
        ends = [self._end(end, pair) for end in (subject, pair.object)]
        groups = [f"{{ {ends[0]} {branch.text} {ends[1]} }}" for branch in pair.branches]
        if zero := sum(self._zero_length(subject, pair, branch) for branch in pair.branches):
            groups += [f"{{ {self._solution(subject, pair)} }}"] * zero
        return f"{{ {' UNION '.join(groups)} }}"

    def _end(self, end: range, pair: _Pair) -> str:
        """An end of a path, in a pattern of its own."""
        token = self._stream[end.start]
        if token.kind != "bnode":
            return self._written(end)
        if sum(other.text == token.text for _, other in self._stream.of("bnode")) > 1:
            raise self._refusal(pair.verb, f"leads to or from {token.text}, which occurs again")
        return "[]"

    def _solution(self, subject: range, pair: _Pair) -> str:
        """The solution of a path of length zero from a constant that is no node of the graph, or to one."""
        constant, other = (subject, pair.object) if self._is_constant(subject) else (pair.object, subject)
        written, near, verb = self._written(constant), self._unused("near"), self._unused("verb")
        is_iri = self._stream[constant.start].kind in {"iri", "name"}
        as_subject = f"{written} {verb} {near}" if is_iri else "FILTER (false)"
        solution = f"FILTER NOT EXISTS {{ {{ {as_subject} }} UNION {{ {near} {verb} {written} }} }}"
        if self._stream[other.start].kind == "variable":
            return f"VALUES {self._written(other)} {{ {written} }} {solution}"
        if self._is_bracketed(other) and self._stream[other.start + 1].text != "]":
            raise self._refusal(pair.verb, "leads from a constant to a term in brackets, or back")
        return solution

    def _refusal(self, verb: range, what: str) -> EvaluationError:
        return self._text.unsupported(self._stream[verb.start].start, f"the path {what},", _REMEDY)

    def _is_bracketed(self, term: range) -> bool:
        return self._stream[term.start].kind == "bracket" or self._stream[term.start].is_sign("<<")

    def _unused(self, name: str) -> str:
        """A variable that does not occur in the text."""
        while name in self._text.text:
            name += "_"
        return f"?{name}"

    def _is_constant(self, term: range) -> bool:
        first = self._stream[term.start]
        return first.kind in _CONSTANTS or first.is_keyword("TRUE", "FALSE") or first.text in {"+", "-"}

    def _is_constant_in_brackets(self, term: range) -> bool:
        """Whether a term is the empty collection or a triple term, which may be no node of the graph."""
        signs = [token.text for token in self._stream.slice(term.start, min(term.start + 2, term.stop))]
        return signs in (["(", ")"], ["<<", "("])

    def _is_overlooked(self, term: range) -> bool:
        """Whether a term is a constant that may be no node of the graph."""
        if not self._is_constant(term):
            return False
        iri = self._prologue.resolve(self._stream[term.start])
        return iri is None or self._in_graph or not self._context.is_node(iri)

    def _resolved(self, term: range) -> str:
        return self._prologue.resolve(self._stream[term.start]) or self._written(term)

    def _written(self, part: range) -> str:
        return self._text.text[self._stream[part.start].start : self._stream[part.stop - 1].end]

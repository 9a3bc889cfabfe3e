"""Where a property is the verb of a triple pattern, and what stands around it, on the tokens of a query."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import RequestError
from kg.sparql.prologue import Prologue
from kg.sparql.text import SparqlText
from kg.sparql.tokens import Token, TokenStream

_CONSTRAINTS = ("FILTER", "BIND", "HAVING")
# What ends a block of triples without a full stop.
_PATTERNS = ("FILTER", "BIND", "OPTIONAL", "MINUS", "GRAPH", "SERVICE", "VALUES", "UNION", "LATERAL")
_PATHS = ("/", "|", "^", "*", "+", "?", "!")
# Whose triples are no patterns of this query's dataset: what a group in them holds is left alone.
_FOREIGN = {"SERVICE", "VALUES"}
_TEMPLATES = {"CONSTRUCT", "INSERT", "DELETE"}


@dataclass(frozen=True)
class Verb:
    """A use of a property as the verb of a pattern: the indexes of its token and of its subject's token."""

    at: int
    subject: int


@dataclass
class _Scope:
    """What stands between two brackets: the subject of the present triples, and what the next term may be.

    ``role`` is the keyword before a group. A pair of parentheses in the place of a verb is a path.
    """

    bracket: str
    role: str = ""
    is_path: bool = False
    is_annotation: bool = False
    subject: int | None = None
    expects_subject: bool = True
    expects_name: bool = False
    in_constraint: bool = False

    def start_triples(self) -> None:
        """Expect a subject, after a full stop or a pattern in brackets."""
        self.subject, self.expects_subject, self.in_constraint = None, True, False


class VerbReader:
    """Reads the uses of a property as a verb, whose IRI is ``term``; ``use`` says how to use it.

    ``prologue`` holds until the text declares its own; after reading it has what the text declares. Raises RequestError
    with status 400 for a use that cannot be answered. What stands in a SERVICE is left to its endpoint.
    """

    def __init__(self, query: SparqlText, prologue: Prologue, term: str, use: str) -> None:
        self._query = query
        self._stream = query.tokens
        self._prologue = prologue
        self._term = term
        self._use = use
        self._scopes = [_Scope("")]
        self._role = ""
        # How many quoted triples are open.
        self._quoted = 0

    def verbs(self) -> Iterator[Verb]:
        """The uses, in the order of the text."""
        at = 0
        while at < len(self._stream):
            token, declared = self._stream[at], self._prologue.read(self._stream, at)
            if declared > at:
                at = declared
                continue
            if token.is_keyword(*_TEMPLATES, *_FOREIGN, "GRAPH"):
                self._role = self._role_of(at, token)
            if token.kind == "bracket":
                self._step(at, token)
            else:
                self._quoted += (token.text == "<<") - (token.text == ">>")
                yield from self._verb(at, token)
                _take(self._scopes[-1], at, token)
            at += 1

    def _role_of(self, at: int, token: Token) -> str:
        """The keyword of a group; that of a short form, whose one group is pattern and template, has a mark."""
        following = self._stream[at + 1] if at + 1 < len(self._stream) else None
        word = token.text.upper()
        is_short = following is not None and following.is_keyword("WHERE", "FROM")
        return f"{word} WHERE" if word in _TEMPLATES and is_short else word

    def _verb(self, at: int, token: Token) -> Iterator[Verb]:
        roles = {scope.role for scope in self._scopes}
        if self._prologue.resolve(token) != self._term or roles & _FOREIGN:
            return
        subject = self._subject(at)
        if subject is None:
            return
        if short := next((role for role in roles if role.endswith(" WHERE")), None):
            long = f"{short.removesuffix(' WHERE')} {{ … }} WHERE {{ … }}"
            raise self._refusal(at, f"stands in the short form of {short}", f"Write {long}.")
        if roles & _TEMPLATES:
            raise self._refusal(at, "stands in a template", "Search in WHERE instead.")
        if "GRAPH" in roles:
            raise self._refusal(at, "stands in GRAPH, but the search knows no graphs", "Put it before GRAPH.")
        yield Verb(at, subject)

    def _subject(self, at: int) -> int | None:
        """The subject of the property as a verb; None where it is a subject or an object itself."""
        stream, scope = self._stream, self._scopes[-1]
        before, behind = stream[at - 1], stream[at + 1] if at + 1 < len(stream) else None
        in_path = before.text in _PATHS or (behind is not None and behind.kind == "operator" and behind.text in _PATHS)
        if scope.bracket == "(" and not (in_path or scope.is_path):
            return None
        if self._quoted or scope.is_annotation:
            raise self._refusal(at, "stands in a quoted triple, which is not supported", self._use)
        if scope.bracket != "{" or in_path:
            where = "in a path" if in_path or scope.bracket == "(" else "about a blank node"
            raise self._refusal(at, f"stands {where}, which is not supported", self._use)
        if scope.expects_subject or scope.subject is None:
            return None
        if not before.is_sign(";") and at - 1 != _end(stream, scope.subject):
            return None
        if stream[scope.subject].kind not in {"variable", "iri", "name"}:
            raise self._refusal(at, "has a subject that is not supported", self._use)
        return scope.subject

    def _refusal(self, at: int, what: str, remedy: str) -> RequestError:
        token = self._stream[at]
        return self._query.refusal(token.start, f"{token.text} {what}.", remedy)

    def _step(self, at: int, token: Token) -> None:
        """Enter or leave a bracket."""
        scope = self._scopes[-1]
        if token.text in "([{":
            is_path = token.text == "(" and self._is_verb_place(at, scope)
            if token.text != "{" and not scope.in_constraint and not is_path:
                _take(scope, at, token)
            is_annotation = token.text == "{" and at + 1 < len(self._stream) and self._stream[at + 1].is_sign("|")
            self._scopes.append(_Scope(token.text, self._role if token.text == "{" else "", is_path, is_annotation))
            self._role = "" if token.text == "{" else self._role
        elif len(self._scopes) > 1:
            closed = self._scopes.pop()
            # An annotation belongs to the triples around it.
            if (closed.bracket == "{" and not closed.is_annotation) or self._scopes[-1].in_constraint:
                self._scopes[-1].start_triples()

    def _is_verb_place(self, at: int, scope: _Scope) -> bool:
        """Whether a parenthesis opens where a verb is expected, or within a path that begins there."""
        before = self._stream[at - 1]
        if scope.in_constraint or at == 0:
            return False
        if scope.is_path or (before.kind == "operator" and before.text in _PATHS):
            return True
        has_subject = scope.subject is not None and not scope.expects_subject
        return has_subject and (before.is_sign(";") or at - 1 == _end(self._stream, scope.subject or 0))


def _take(scope: _Scope, at: int, token: Token) -> None:
    """Take in a token that is no bracket, or the opening bracket of a term."""
    if token.is_sign("."):
        scope.start_triples()
    elif token.is_keyword(*_CONSTRAINTS):
        scope.start_triples()
        scope.in_constraint = True
    elif token.is_keyword("GRAPH", "SERVICE"):
        scope.expects_name = True
    elif token.kind == "word" and not token.is_keyword("A", "TRUE", "FALSE"):
        return
    elif scope.expects_name:
        scope.expects_name = False
    elif scope.expects_subject and not scope.in_constraint and token.kind != "operator":
        scope.subject, scope.expects_subject = at, False


def _end(stream: TokenStream, at: int) -> int:
    """The last token of the term that begins at a token."""
    return (stream.closing(at) or at) if stream[at].kind == "bracket" else at


def property_list(stream: TokenStream, subject: int) -> list[range]:
    """The verbs with their objects behind a subject that is one token: the tokens of each, without semicolons."""
    items, start, at = list[range](), subject + 1, subject + 1
    while at < len(stream) and not _ends_list(stream, at):
        if stream[at].is_sign(";"):
            items.append(range(start, at))
            start = at + 1
        elif stream[at].kind == "bracket":
            at = stream.closing(at) or len(stream)
        at += 1
    # An empty pair between two semicolons is allowed (grammar, 77).
    return [item for item in [*items, range(start, min(at, len(stream)))] if item]


def _ends_list(stream: TokenStream, at: int) -> bool:
    token = stream[at]
    if token.is_sign("{"):
        return not (at + 1 < len(stream) and stream[at + 1].is_sign("|"))
    return token.is_sign(".") or token.text in {"]", ")", "}"} or token.is_keyword(*_PATTERNS)

"""What the engine cannot survive: its parser is recursive, and too deep a query ends the process."""

import re
from collections import Counter
from dataclasses import dataclass

from kg.limits import QueryLimits
from kg.sparql.text import SparqlText
from kg.sparql.tokens import Token, compares

# The limits are far below what was measured to overflow a thread's stack of 2 MB: about 530 nested groups, 1,130 nested
# parentheses, 1,560 chained UNIONs and 2,270 chained disjunctions. The optimizer's time grows with the third power or
# so of the patterns that it joins: 0.7 s for 100 in a star, 4 s for 150, 14 s for 200.
_CHAINED_WORDS = re.compile(r"(union|minus|optional|bind|as|values|filter)$", re.IGNORECASE)
_CHAINED_SIGNS = frozenset({"|", "||", "&&", "^", "*", "/", "+", "-"})
_UNARY = frozenset({"!", "^", "^^", "+", "-"})
_OPENING, _BRACKET, _SEPARATORS = frozenset("[({"), re.compile(r"[\[({\])}]"), frozenset(";,.")
# What may count as an operator, or be the end of a word that the engine reads as one.
_LINKS = (*"|&!^*/+-", "union", "minus", "optional", "bind", "as", "values", "filter")
_OPERATOR = re.compile(r"\|\|?|&&|[!^*/+\-]|\b(?:union|minus|optional|bind|as|values|filter)\b", re.IGNORECASE)


def refuse_deep(text: SparqlText, limits: QueryLimits, *, update: bool = False) -> None:
    """Let pass a text that the parser can read; the work grows with its length, no faster.

    An ``update`` may hold any number of triples, since most of them are data.

    Raises QueryError with the place at which a limit is passed.
    """
    if _is_small(text.text, limits):
        return
    guard = _Guard(text, limits, unlimited=update)
    readers = {"bracket": guard.bracket, "operator": guard.operator, "word": guard.word, "iri": guard.iri}
    for at, token in text.tokens.of(*readers):
        readers[token.kind](at, token)


def _is_small(text: str, limits: QueryLimits) -> bool:
    """Whether a text passes no limit even if all that looks like a bracket, a separator or an operator is one."""
    if sum(map(text.count, _OPENING)) > limits.nesting or sum(map(text.count, _SEPARATORS)) > limits.patterns:
        return False
    return sum(map(text.lower().count, _LINKS)) <= min(limits.nesting, limits.chain)


@dataclass
class _Bracket:
    """An open bracket, with the ends of patterns directly in it; ``data``: its braces hold the rows of VALUES."""

    sign: str
    data: bool = False
    patterns: int = 0


class _Guard:
    """What has been read of a text, as far as it counts."""

    def __init__(self, text: SparqlText, limits: QueryLimits, *, unlimited: bool) -> None:
        self._text = text
        self._limits = limits
        self._most_patterns = float("inf") if unlimited else limits.patterns
        self._open = [_Bracket("{")]
        self._nesting = 0
        self._chains: Counter[str] = Counter()
        self._signs = 0
        self._last_sign = -1
        self._values = False
        self._is_small = False

    def bracket(self, _: int, token: Token) -> None:
        """Nest deeper, or less deep; a closing bracket without partner gives no credit."""
        if token.text in _OPENING:
            self._nest(token, 1)
            self._nesting += 1
            rows = token.text == "{" and self._values
            self._values = self._values and not rows
            self._open.append(_Bracket(token.text, rows or (token.text == "(" and self._open[-1].data)))
        else:
            self._nesting = max(self._nesting - 1, 0)
            if len(self._open) > 1:
                self._open.pop()

    def operator(self, at: int, token: Token) -> None:
        """Count the end of a pattern, a sign in a row of signs, or a link of a chain."""
        if token.text in _SEPARATORS:
            # In parentheses a comma separates arguments.
            bracket = self._open[-1]
            bracket.patterns += bracket.sign != "("
            if bracket.patterns > self._most_patterns:
                self._refuse(token, f"has more than {self._most_patterns} patterns in a group,")
        if token.text == ";" and not self._nesting:
            # Another operation of an update begins.
            self._chains.clear()
        if token.text in _UNARY:
            self._signs = len(token.text) + (self._signs if at == self._last_sign + 1 else 0)
            self._last_sign = at
            if self._signs > self._limits.nesting:
                self._refuse(token, f"has more than {self._limits.nesting} signs in a row,")
        if token.text in _CHAINED_SIGNS and not self._is_of_number(at, token):
            self._chain(token, token.text)

    def word(self, _: int, token: Token) -> None:
        """Count a keyword; the engine also reads it at the end of a word, as in trueOPTIONAL."""
        if match := _CHAINED_WORDS.search(token.text):
            self._values = self._values or match[0].lower() == "values"
            self._chain(token, match[0].lower())

    def iri(self, at: int, token: Token) -> None:
        """Count the brackets in what may be a comparison; they close nothing outside."""
        if _BRACKET.search(token.text):
            depth = peak = 0
            for sign in token.text:
                depth += (sign in _OPENING) - (sign in "])}")
                peak = max(peak, depth)
            self._nest(token, peak)
            self._nesting += max(depth, 0)
        if not self._is_small and self._open[-1].sign == "(" and compares(self._text.tokens, at, "'", "#"):
            self._refuse_hidden(token)

    def _nest(self, token: Token, levels: int) -> None:
        if self._nesting + levels > self._limits.nesting:
            self._refuse(token, f"nests deeper than {self._limits.nesting} levels,")

    def _chain(self, token: Token, operator: str) -> None:
        self._chains[operator] += 1
        if self._chains[operator] > self._limits.chain:
            self._refuse(token, f"has {operator} more than {self._limits.chain} times,")

    def _is_of_number(self, at: int, token: Token) -> bool:
        """Whether a sign belongs to the number behind it, which is data; only in parentheses there are sums."""
        in_sum = self._open[-1].sign == "(" and not self._open[-1].data
        following = self._text.tokens.slice(at + 1, at + 2)
        number = [next_token.kind for next_token in following if next_token.start == token.end] == ["number"]
        return number and token.text in "+-" and not in_sum

    def _refuse_hidden(self, token: Token) -> None:
        """Refuse a text in which a comparison may hide strings or comments, unless it is small whatever they hide."""
        brackets = sum(sign in _OPENING for sign in self._text.text)
        operators = sum(1 for _ in _OPERATOR.finditer(self._text.text))
        self._is_small = brackets <= self._limits.nesting and operators <= self._limits.chain
        if not self._is_small:
            what = f"can be read in two ways, as an IRI or as a comparison: {token.text[:40]!r},"
            raise self._text.error(token.start, what, "Put a space behind <, or write the whole IRI.")

    def _refuse(self, token: Token, what: str) -> None:
        raise self._text.error(token.start, what, "Reduce the nesting, or split it into several queries.")

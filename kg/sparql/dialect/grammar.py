"""What the engine's parser accepts or reads otherwise than the grammar (SPARQL 1.2 Query, 19.8)."""

import re
from collections.abc import Iterator

from kg.sparql.text import Replacement, SparqlText
from kg.sparql.tokens import Token, TokenStream

# An IRI with a sign in it that may as well stand between two comparisons.
IRI_OR_COMPARISON = re.compile(r"<[^<>\"{}|^`\\\s]*[&,)=][^<>\"{}|^`\\\s]*>")
TRIPLE_TERM = re.compile(r"<<\s*\(")
GROUPING = ("group", "having")
BOUNDS = ("limit", "offset")
# The keywords of SPARQL 1.2, Query and Update, with those that the engine adds: ADJUST and LATERAL.
_KEYWORDS = frozenset(
    re.findall(
        r"\w+",
        """
    A ABS ADD ADJUST ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL CLEAR COALESCE CONCAT CONSTRUCT CONTAINS COPY
    COUNT CREATE DATA DATATYPE DAY DEFAULT DELETE DESC DESCRIBE DISTINCT DROP ENCODE_FOR_URI EXISTS FALSE FILTER
    FLOOR FROM GRAPH GROUP GROUP_CONCAT HASLANG HASLANGDIR HAVING HOURS IF IN INSERT INTO IRI ISBLANK ISIRI
    ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LATERAL LCASE LIMIT LOAD MAX MD5 MIN MINUS MINUTES
    MONTH MOVE NAMED NOT NOW OBJECT OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM
    SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS
    STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TO TRIPLE TRUE TZ UCASE UNDEF UNION URI
    USING UUID VALUES VERSION WHERE WITH YEAR
    """,
    )
)
_REMEDY = "Put spaces around it."


def refuse_run_together(text: SparqlText) -> None:
    """Refuse keywords without a space between them, which the corrections would not find.

    Raises EvaluationError, since the grammar allows them.
    """
    for _, token in text.tokens.of("word"):
        if not (token.text.isascii() and token.text.upper() in _KEYWORDS):
            raise text.unsupported(token.start, f"{token.text[:40]!r} is not a keyword,", _REMEDY)


def refuse_hidden_comparison(text: SparqlText) -> None:
    """Refuse an IRI behind an operand, which the engine reads as the beginning of a comparison.

    Raises QueryError.
    """
    for at, token in in_expressions(text.tokens, "iri"):
        before = text.tokens[at - 1]
        is_predicate = [token.text for token in text.tokens.slice(at - 3, at - 1)] == ["<<", "("]
        is_operand = before.kind in {"variable", "number", "string"} or before.is_sign(")")
        if is_operand and not is_predicate:
            raise text.error(token.start, f"{token.text[:40]} is an IRI, behind an operand,", _REMEDY)


def in_expressions(stream: TokenStream, *kinds: str) -> Iterator[tuple[int, Token]]:
    """The tokens of some kinds that stand in expressions, with their indexes."""
    expressions = [False]
    for at, token in stream.of("bracket", *kinds):
        if token.kind in kinds:
            if expressions[-1]:
                yield at, token
        elif token.text in "([{":
            expressions.append(token.text == "(" and (expressions[-1] or _begins_expression(stream, at)))
        elif len(expressions) > 1:
            expressions.pop()


def _begins_expression(stream: TokenStream, at: int) -> bool:
    """Whether an outermost parenthesis holds an expression, not a list of terms, a path or a row of values."""
    return at > 0 and stream[at - 1].kind == "word" and not stream[at - 1].is_keyword("A", "VALUES")


def refuse_triple_term_subjects(text: SparqlText) -> None:
    """Refuse a triple term in an expression whose subject is a literal or a triple term (19.8).

    Raises QueryError.
    """
    stream = text.tokens
    for at, token in in_expressions(stream, "operator"):
        following = stream.slice(at + 1, at + 3)
        if not token.is_sign("<<") or len(following) < 2 or not following[0].is_sign("("):
            continue
        subject = following[1]
        if subject.kind in {"string", "number"} or subject.text in {"<<", "+", "-"} or _is_truth(subject):
            what = f"{subject.text[:40]} begins the subject of a triple term,"
            raise text.error(subject.start, what, "Use an IRI, a blank node or a variable.")


def refuse_grouping(text: SparqlText) -> None:
    """Refuse GROUP BY and HAVING behind the pattern of a CONSTRUCT or DESCRIBE, which the engine cannot parse.

    Raises EvaluationError, since the grammar allows them.
    """
    form, grouping = _form(text), _grouping(text)
    if grouping is not None and not form.is_keyword("ASK", "SELECT"):
        what = f"{form.text.upper()} with {grouping.text.upper()} is not supported,"
        raise text.unsupported(grouping.start, what, f"Put a SELECT with {grouping.text.upper()} into its pattern.")


def asked_groups(text: SparqlText) -> Iterator[Replacement]:
    """An ASK for the groups of a subquery, where GROUP BY or HAVING stands behind its pattern."""
    if not _form(text).is_keyword("ASK") or _grouping(text) is None:
        return
    pattern = next(token for _, token in text.tokens.of("word", "bracket") if _begins_pattern(token))
    yield Replacement(pattern.start, pattern.start, "{ SELECT (COUNT(*) AS ?count) ")
    yield Replacement(len(text.text), len(text.text), "\n}")


def countable_bounds(text: SparqlText) -> Iterator[Replacement]:
    """A bound that the engine can count to, in the place of a larger one."""
    for at, token in text.tokens.of("word"):
        (bound,) = text.tokens.slice(at + 1, at + 2) or [token]
        digits = bound.text.lstrip("0")
        if token.is_keyword("LIMIT", "OFFSET") and digits.isdecimal() and digits[18:]:
            # No answer has as many rows as the engine can count to.
            yield Replacement(bound.start, bound.end, "9" * 18)


def _begins_pattern(token: Token) -> bool:
    return token.is_keyword("WHERE") or token.is_sign("{")


def _form(text: SparqlText) -> Token:
    """The keyword of a query; the first word of anything else."""
    words = [token for _, token in text.tokens.of("word")]
    return next((word for word in words if word.is_keyword("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), words[0])


def _grouping(text: SparqlText) -> Token | None:
    """The GROUP or HAVING of the query itself."""
    depth = 0
    for _, token in text.tokens.of("word", "bracket"):
        depth += token.is_sign("{") - token.is_sign("}")
        if not depth and token.is_keyword("GROUP", "HAVING"):
            return token
    return None


def _is_truth(token: Token) -> bool:
    return token.is_keyword("TRUE", "FALSE")

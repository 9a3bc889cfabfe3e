"""Where terms and constraints end among the tokens of a group."""

from kg.sparql.tokens import TokenStream


def behind_term(stream: TokenStream, at: int) -> int:
    """The index behind the token or the brackets at an index, and behind what belongs to a literal."""
    token = stream[at]
    if token.kind == "bracket":
        return (stream.closing(at) or at) + 1
    if token.is_sign("<<"):
        depth, index = 1, at + 1
        while depth and index < len(stream):
            depth += stream[index].is_sign("<<") - stream[index].is_sign(">>")
            index += 1
        return index
    following = stream.slice(at + 1, at + 2)
    if token.is_sign("+") or token.is_sign("-"):
        return at + 2
    if token.kind == "string" and following and following[0].kind == "language":
        return at + 2
    return at + 3 if token.kind == "string" and following and following[0].is_sign("^^") else at + 1


def behind_constraint(stream: TokenStream, at: int) -> int:
    """The index behind a FILTER, BIND, HAVING or VALUES with its brackets."""
    has_rows = stream[at].is_keyword("VALUES") and stream[at + 1].is_sign("(")
    while at < len(stream) and stream[at].kind != "bracket":
        at += 1
    at = behind_term(stream, at)
    return behind_term(stream, at) if has_rows else at


def behind_semicolons(stream: TokenStream, at: int) -> int:
    """The index behind the semicolons at an index, which may end the triples of a subject (grammar, 77)."""
    while at < len(stream) and stream[at].is_sign(";"):
        at += 1
    return at

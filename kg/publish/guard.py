"""What the endpoint refuses: updates, and SERVICE, which would make the server fetch what strangers name."""

from __future__ import annotations

import re

from kg.errors import Problem, RequestError

_UPDATE = re.compile(
    r"(?:\s|\#[^\n\r]*+|BASE\s*+<[^>]*+>|PREFIX\s*+[^:\s]*+:\s*+<[^>]*+>)*+"
    r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)

# What can hide the letters of a keyword, in the order of trial (SPARQL 1.1 Query, 19.8). The engine reads by context
# and needs no space after a keyword: SERVICESILENT and SERVICEex:a are calls, and in ?a<?b)SERVICE?c#> nothing is an
# IRI. So an IRI is believed only with ://, which no expression can hold; other angle brackets around a quotation
# mark, a # or the keyword are refused with it.
_TOKEN = re.compile(
    r"""
    (?P<harmless>
        \#[^\n\r]*+
      | \"{3} (?: \"{0,2} (?:[^\"\\]|\\.) )*+ \"{3}  | '{3} (?: '{0,2} (?:[^'\\]|\\.) )*+ '{3}
      | \" (?:[^\"\\\n\r]|\\.)*+ \"                  | ' (?:[^'\\\n\r]|\\.)*+ '
      | <[a-z][a-z0-9+.-]*+://[^<>\"{}|^`\\\x00-\x20]*+>
      | \\. | [?$][a-z0-9_]++ | :[a-z0-9_-]++
    )
  | (?P<ambiguous> <(?=[^<>\"{}|^`\\\x00-\x20]*+>) (?=[^>]*?(?:'|\#|service)) )
  | (?P<service> service )
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")


def refuse_foreign(query: str) -> None:
    """Let pass a query that only reads this dataset; the work grows with the length of the text, no faster.

    Raises RequestError with status 403 for an update and for a query with the keyword SERVICE outside strings, IRIs
    and comments.
    """
    if update := _UPDATE.match(query):
        what = f"{update[1].upper()} would change the dataset, which can only be read."
        raise RequestError(
            403, Problem(_place(query, update.start(1)), what, "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.")
        )
    # Codepoint escapes may be read before anything else (19.2), so the query is judged with and without them.
    for text in {query, _CODEPOINT.sub(_character, query)}:
        if (position := _service(text)) is not None:
            what = "SERVICE is refused: this endpoint sends no requests to others."
            raise RequestError(
                403, Problem(_place(text, position), what, "Leave it out, or federate from your own client.")
            )


def _service(text: str) -> int | None:
    if "service" not in text.lower():
        return None
    refused = (token for token in _TOKEN.finditer(text) if token.lastgroup != "harmless")
    return next((token.start() for token in refused), None)


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1] or escape[2], 16))


def _place(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"query, line {line}, column {position - text.rfind(chr(10), 0, position)}"

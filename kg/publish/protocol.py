"""The SPARQL 1.1 Protocol without a web framework: what a request says becomes one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.errors import Problem, RequestError

Arguments = Sequence[tuple[str, str]]

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = Problem("request", "The dataset cannot be changed.", "Send a query in the parameter query.")


@dataclass(frozen=True)
class Operation:
    """A query to answer.

    The graphs, where given, replace the dataset that the query itself names (SPARQL 1.1 Protocol, 2.1.4).
    ``format`` is the value of the parameter ``format`` or ``output``, which overrides the Accept header.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None


def parse(method: str, content_type: str | None, arguments: Arguments, body: bytes) -> Operation:
    """The operation that a request asks for; unknown parameters are ignored.

    ``arguments`` are the decoded parameters of the URL. The three ways to send a query are those of SPARQL 1.1
    Protocol, 2.1.1 to 2.1.3: GET, a form by POST, and the query itself by POST.
    Raises RequestError: 400 for a missing, repeated or undecodable query, 403 for an update, 405 for another
    method, 415 for another content type.
    """
    if method in ("GET", "HEAD"):
        return _operation(arguments, ())
    if method != "POST":
        raise RequestError(405, Problem("request", f"{method} is not possible here.", "Use GET or POST."))
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if media_type == _FORM:
        return _operation(_form(body), arguments)
    if media_type == _QUERY:
        # The query is the body; a parameter of that name in the URL has no meaning (2.1.3).
        named = [(name, value) for name, value in arguments if name != "query"]
        return _operation([*named, ("query", _decoded(body))], ())
    if media_type == _UPDATE:
        raise RequestError(403, _READ_ONLY)
    what = f"The content type {media_type} is not understood." if media_type else "There is no content type."
    raise RequestError(415, Problem("Content-Type", what, f"Send {_FORM} or {_QUERY}."))


def _operation(arguments: Arguments, more: Arguments) -> Operation:
    """The operation that parameters describe; only the format may also stand among ``more``."""

    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in arguments if key == name)

    if values("update"):
        raise RequestError(403, _READ_ONLY)
    queries = values("query")
    if len(queries) != 1 or not queries[0].strip():
        what = "The query is missing." if len(queries) < 2 else f"There are {len(queries)} queries."
        raise RequestError(400, Problem("parameter query", what, "Send one query, for example ASK {}."))
    wanted = [value for name in ("format", "output") for key, value in [*arguments, *more] if key == name and value]
    return Operation(queries[0], values("default-graph-uri"), values("named-graph-uri"), next(iter(wanted), None))


def _form(body: bytes) -> Arguments:
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise _undecodable() from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _undecodable() from error


def _undecodable() -> RequestError:
    return RequestError(400, Problem("request", "The body is not encoded as UTF-8.", "Encode the query as UTF-8."))

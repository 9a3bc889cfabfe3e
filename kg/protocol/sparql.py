"""The SPARQL 1.1 Protocol, with what 1.2 adds, without a web framework: what a request says becomes one value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl

from kg.errors import Problem, RequestError
from kg.limits import QueryLimits
from kg.sparql.text import SparqlText

Arguments = Sequence[tuple[str, str]]

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_VERSIONS = ("1.0", "1.1", "1.2-basic", "1.2")


@dataclass(frozen=True)
class Query:
    """A query to answer.

    The graphs, where given, replace the dataset that the query itself names (SPARQL 1.1 Protocol, 2.1.4).
    ``format`` is the value of the parameter ``format`` or ``output``, which overrides the Accept header. ``seconds``
    is the client's own time limit.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    seconds: float | None = None

    @cached_property
    def sparql(self) -> SparqlText:
        """The text with its tokens."""
        return SparqlText(self.text)


@dataclass(frozen=True)
class Content(Query):
    """The query for the content of a ``graph``; None is the default graph."""

    graph: str | None = None


@dataclass(frozen=True)
class Quads(Query):
    """A SELECT whose rows are quads, ``?s ?p ?o ?g``; where ?g is unbound, one of the default graph."""


@dataclass(frozen=True)
class Update:
    """An update to apply; the graphs, where given, are the dataset of its WHERE clauses (2.2.3)."""

    text: str
    using_graphs: tuple[str, ...] = ()
    using_named_graphs: tuple[str, ...] = ()
    seconds: float | None = None


def parse_operation(
    method: str, content_type: str | None, arguments: Arguments, body: bytes, limits: QueryLimits
) -> Query | Update:
    """The operation that a request asks for; unknown parameters are ignored.

    ``arguments`` are the decoded parameters of the URL. The ways to send an operation are those of SPARQL 1.1
    Protocol, 2.1 and 2.2: a query by GET, a form by POST, and the query or update itself by POST.
    Raises RequestError: 400 for a missing, repeated or undecodable operation, 405 for another method, 415 for another
    content type.
    """
    if method in ("GET", "HEAD"):
        return _query(arguments)
    if method != "POST":
        raise RequestError(405, Problem("request", f"{method} is not possible here.", "Use GET or POST."))
    media_type, version = _media_type(content_type)
    if media_type == FORM:
        return _form(body, arguments, limits.form_fields)
    if media_type not in (QUERY, UPDATE):
        what = f"The content type {media_type} is not understood." if media_type else "There is no content type."
        raise RequestError(415, Problem("Content-Type", what, f"Send {FORM}, {QUERY} or {UPDATE}."))
    # The operation is the body; a parameter of that name in the URL has no meaning (2.1.3, 2.2.2).
    named = [(name, value) for name, value in arguments if name not in ("query", "update")] + version
    if media_type == QUERY:
        return _query([*named, ("query", decoded(body))])
    return _update([*named, ("update", decoded(body))])


def _form(body: bytes, arguments: Arguments, most: int) -> Query | Update:
    """What a form asks for; of the URL's own parameters those that choose the format and the dataset count too."""
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=most)
    except ValueError as error:
        raise _bad("body", "It is no form that can be read.", "Encode it as UTF-8, with few fields.") from error
    names = {name for name, _ in fields}
    more = [pair for pair in arguments if pair[0] not in ("query", "update")]
    if {"query", "update"} <= names:
        raise _bad("request", "There are a query and an update.", "Send one of them.")
    return _update([*fields, *more]) if "update" in names else _query([*fields, *more])


def _query(arguments: Arguments) -> Query:
    values = _Values(arguments)
    if values.all("update"):
        raise _bad("parameter update", "An update cannot be sent like this.", f"Send it by POST, as {UPDATE}.")
    text = values.operation("query", "ASK {}")
    return Query(
        text, values.all("default-graph-uri"), values.all("named-graph-uri"), values.format(), values.seconds()
    )


def _update(arguments: Arguments) -> Update:
    values = _Values(arguments)
    text = values.operation("update", "CREATE GRAPH <https://example.org/g>")
    return Update(text, values.all("using-graph-uri"), values.all("using-named-graph-uri"), values.seconds())


class _Values:
    """The parameters of a request by name."""

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a parameter, in the order of the request."""
        return tuple(value for key, value in self._arguments if key == name)

    def operation(self, name: str, example: str) -> str:
        """The one query or update, in a version of SPARQL that is understood."""
        found = self.all(name)
        if len(found) != 1 or not found[0].strip():
            what = f"The {name} is missing." if len(found) < 2 else f"There is more than one {name}."
            raise _bad(f"parameter {name}", what, f"Send one {name}, for example {example}.")
        for version in self.all("version"):
            if version not in _VERSIONS:
                known = ", ".join(_VERSIONS)
                raise _bad("parameter version", f"SPARQL {version!r} is not known.", f"Use one of {known}.")
        return found[0]

    def format(self) -> str | None:
        """The format that the parameters name; SPARQLWrapper uses several names for the same."""
        return next((value for name in ("format", "output") for value in self.all(name) if value), None)

    def seconds(self) -> float | None:
        """The client's own time limit."""
        for value in self.all("timeout"):
            try:
                seconds = float(value)
            except ValueError:
                seconds = math.nan
            if not 0 < seconds < math.inf:
                raise _bad("parameter timeout", f"{value!r} is no number of seconds.", "Give one like timeout=5.")
            return seconds
        return None


def _media_type(content_type: str | None) -> tuple[str, list[tuple[str, str]]]:
    """The media type in a Content-Type header, and its parameter ``version`` (SPARQL 1.2 Protocol, 2.1)."""
    media_type, *parameters = (content_type or "").split(";")
    pairs = [parameter.partition("=") for parameter in parameters]
    named = {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs}
    if named.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise _undecodable()
    return media_type.strip().lower(), [("version", named["version"])] if "version" in named else []


def decoded(body: bytes) -> str:
    """A body as text.

    Raises RequestError with status 400 if it is not encoded as UTF-8.
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _undecodable() from error


def _undecodable() -> RequestError:
    return _bad("request", "The body is not encoded as UTF-8.", "Encode it as UTF-8.")


def _bad(where: str, what: str, remedy: str) -> RequestError:
    return RequestError(400, Problem(where, what, remedy))

"""The SPARQL 1.1 Protocol, with what 1.2 adds, without a web framework: a request becomes an operation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict
from werkzeug.http import parse_options_header

from kg.errors import Problem, RequestError
from kg.limits import QueryLimits
from kg.protocol.numbers import positive_number
from kg.protocol.percent_encoding import require_utf8
from kg.sparql.terms import iri_ref
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


def content_query(graph: str | None, form: str | None = None) -> Content:
    """The query for the content of a named graph, or of the default graph, in the format of a name."""
    pattern = "?s ?p ?o" if graph is None else f"GRAPH {iri_ref(graph)} {{ ?s ?p ?o }}"
    return Content(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", format=form, graph=graph)


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
        raise RequestError(405, Problem("request", f"{method} is not allowed here.", "Use GET or POST."))
    media_type, options = parse_options_header(content_type)
    require_utf8_charset(options)
    # The operation is the body; a parameter of that name in the URL has no meaning (2.1.3, 2.2.2).
    others = [(name, value) for name, value in arguments if name not in ("query", "update")]
    # The version is also a parameter of the media type (SPARQL 1.2 Protocol, 2.1).
    others += [(name, value) for name, value in options.items() if name == "version"]
    if media_type.lower() == FORM:
        return _form(body, others, limits.form_fields)
    if media_type.lower() == QUERY:
        return _query([*others, ("query", decoded(body))])
    if media_type.lower() == UPDATE:
        return _update([*others, ("update", decoded(body))])
    what = f"The content type {media_type} is not supported." if media_type else "There is no content type."
    raise RequestError(415, Problem("Content-Type", what, f"Send {FORM}, {QUERY} or {UPDATE}."))


def _form(body: bytes, others: Arguments, most: int) -> Query | Update:
    """The operation of a form; the URL's own parameters may choose the format and the dataset too."""
    fields = form_fields(body, most)
    names = {name for name, _ in fields}
    if {"query", "update"} <= names:
        raise _bad("request", "There are a query and an update.", "Send one of them.")
    return _update([*fields, *others]) if "update" in names else _query([*fields, *others])


def _query(arguments: Arguments) -> Query:
    values = MultiDict(arguments)
    if "update" in values:
        raise _bad("parameter update", "An update cannot be sent like this.", f"Send it by POST, as {UPDATE}.")
    default_graphs, named_graphs = values.getlist("default-graph-uri"), values.getlist("named-graph-uri")
    # SPARQLWrapper uses several names for the format.
    form = next((value for name in ("format", "output") for value in values.getlist(name) if value), None)
    text = _text(values, "query", "ASK {}")
    return Query(text, tuple(default_graphs), tuple(named_graphs), form, _seconds(values))


def _update(arguments: Arguments) -> Update:
    values = MultiDict(arguments)
    graphs, named_graphs = values.getlist("using-graph-uri"), values.getlist("using-named-graph-uri")
    text = _text(values, "update", "CREATE GRAPH <https://example.org/g>")
    return Update(text, tuple(graphs), tuple(named_graphs), _seconds(values))


def _text(values: MultiDict[str, str], name: str, example: str) -> str:
    """The only query or update, in a version of SPARQL that is understood."""
    texts = values.getlist(name)
    if len(texts) != 1 or not texts[0].strip():
        what = f"The {name} is missing." if len(texts) < 2 else f"There is more than one {name}."
        raise _bad(f"parameter {name}", what, f"Send one {name}, for example {example}.")
    for version in values.getlist("version"):
        if version not in _VERSIONS:
            remedy = f"Use one of {', '.join(_VERSIONS)}."
            raise _bad("parameter version", f"SPARQL {version!r} is not supported.", remedy)
    return texts[0].removeprefix("\ufeff")


def _seconds(values: MultiDict[str, str]) -> float | None:
    """The client's time limit, None if it has set none."""
    limits = values.getlist("timeout")
    if len(limits) > 1:
        raise _bad("parameter timeout", "There is more than one timeout.", "Give one like timeout=5.")
    seconds = positive_number(limits[0]) if limits else None
    if limits and seconds is None:
        raise _bad("parameter timeout", f"{limits[0]!r} is not a number of seconds.", "Give one like timeout=5.")
    return seconds


def form_fields(body: bytes, most: int) -> list[tuple[str, str]]:
    """The names and values of a form; raises RequestError (400) if it cannot be read or has more than ``most``."""
    if not body.isascii():
        raise _bad("body", "The form has characters that are not ASCII.", "Percent-encode them, as UTF-8.")
    form = body.decode("ascii")
    require_utf8(form, "field")
    try:
        return parse_qsl(form, keep_blank_values=True, errors="strict", max_num_fields=most)
    except ValueError as error:
        raise _bad("body", f"The form has more than {most} fields, the limit.", "Send fewer.") from error


def decoded(body: bytes) -> str:
    """A body as text; raises RequestError (400) if it is not encoded as UTF-8."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _undecodable() from error


def require_utf8_charset(parameters: Mapping[str, str]) -> None:
    """Raise RequestError (400) if the parameters of a media type name another character encoding than UTF-8.

    ASCII is a part of it.
    """
    if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise _undecodable()


def _undecodable() -> RequestError:
    return _bad("request", "The body is not encoded as UTF-8.", "Encode it as UTF-8.")


def _bad(where: str, what: str, remedy: str) -> RequestError:
    return RequestError(400, Problem(where, what, remedy))

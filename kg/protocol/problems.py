"""The kinds of problems that the endpoint answers with, as RFC 9457 wants them: each with a type, a title, a status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from kg.errors import EvaluationError, KgError, Problem, QueryError, RequestError


@dataclass(frozen=True)
class Kind:
    """A kind of problem; ``words`` explain it to who meets it."""

    slug: str
    status: int
    title: str
    words: str


SYNTAX = Kind("query", 400, "The query cannot be read", "It does not follow the grammar of SPARQL.")
UNEVALUABLE = Kind(
    "evaluation", 422, "The query cannot be evaluated", "It follows the grammar of SPARQL, but asks for what fails."
)
KINDS = (
    Kind("request", 400, "The request is wrong", "It does not follow the SPARQL Protocol."),
    SYNTAX,
    Kind("token", 401, "A token is needed", "Send it in the header Authorization: Bearer."),
    Kind("refused", 403, "This is not done here", "The operator of the endpoint does not allow it."),
    Kind("missing", 404, "There is nothing here", "No page, thing or graph has this address."),
    Kind("method", 405, "The method is not possible here", "The header Allow names those that are."),
    Kind("format", 406, "No acceptable format", "The answer cannot be written in any of the formats asked for."),
    Kind("slow-request", 408, "The request came too slowly", "Its body was not there in time."),
    Kind("condition", 412, "The condition does not hold", "The graph is not, or no longer, as the request wants it."),
    Kind("large-request", 413, "The request is too large", "Its body is larger than the limit."),
    Kind("media-type", 415, "The content type is not understood", "The body is in a format that is not read here."),
    UNEVALUABLE,
    Kind("many-requests", 429, "Too many at a time", "This client has too many queries under way; wait for one."),
    Kind("failure", 500, "The server failed", "The failure is recorded."),
    Kind("remote", 502, "A remote endpoint failed", "What SERVICE or LOAD asked for did not come."),
    Kind("busy", 503, "The server is busy", "All workers are busy; the header Retry-After tells when to come back."),
    Kind("time", 504, "The time limit", "The evaluation took longer than the limit and was stopped."),
    Kind("size", 507, "The limit of memory or size", "The evaluation or its answer grew beyond the limit."),
)
_BY_STATUS = {kind.status: kind for kind in reversed(KINDS) if kind is not SYNTAX}


def kind_of(error: KgError) -> Kind:
    """The kind of one of our errors; one that is no fault of the client's is a failure."""
    if isinstance(error, RequestError):
        return of_status(error.status)
    if isinstance(error, EvaluationError):
        return UNEVALUABLE
    return SYNTAX if isinstance(error, QueryError) else _BY_STATUS[500]


def of_status(status: int) -> Kind:
    """The kind for an HTTP status."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    known = status in {one.value for one in HTTPStatus}
    return Kind("other", status, HTTPStatus(status).phrase if known else "The request failed", "")


def details(kind: Kind, problems: Sequence[Problem], page: str) -> dict[str, Any]:
    """The members of an object in application/problem+json; ``page`` is the address of the kinds' explanations."""
    members: dict[str, Any] = {"type": f"{page}#{kind.slug}", "title": kind.title, "status": kind.status}
    members["detail"] = " ".join(str(problem) for problem in problems)
    for problem in problems:
        if problem.line is not None:
            members |= {"line": problem.line, "column": problem.column, "excerpt": problem.excerpt}
    return members

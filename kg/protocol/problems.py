"""The problem types of the endpoint's error responses (RFC 9457)."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from kg.errors import DatasetError, DiskFullError, EvaluationError, KgError, Problem, QueryError, RequestError


@dataclass(frozen=True)
class ProblemType:
    """A type of problem with an HTTP status; ``slug`` is the end of its URI, and ``words`` explain it to clients."""

    slug: str
    status: int
    title: str
    words: str


_ROWS = (
    ("request", 400, "Invalid request", "It does not follow the SPARQL Protocol."),
    ("query", 400, "Invalid query", "It does not follow the grammar of SPARQL."),
    ("token", 401, "Token required", "Send it in the header Authorization: Bearer."),
    ("refused", 403, "Not allowed", "The operator of this endpoint has disabled it."),
    ("missing", 404, "Not found", "No page, entity or graph has this address."),
    ("method", 405, "Method not allowed", "See the Allow header for the supported methods."),
    ("format", 406, "No acceptable format", "The answer cannot be written in any of the requested formats."),
    ("slow-request", 408, "Request timed out", "Its body did not arrive in time."),
    ("condition", 412, "Precondition failed", "The graph is not in the state that the request requires."),
    ("large-request", 413, "The request is too large", "Its body is larger than the limit."),
    ("long-address", 414, "The address is too long", "A query of any length can be sent by POST, in the body."),
    ("media-type", 415, "Unsupported content type", "The endpoint does not accept bodies in this format."),
    ("evaluation", 422, "The query cannot be evaluated", "It follows the grammar of SPARQL, but its evaluation fails."),
    ("many-requests", 429, "Too many requests", "Too many at a time, or failed tokens: wait as Retry-After states."),
    ("large-headers", 431, "The headers are too large", "They are larger than the limit, all together."),
    ("failure", 500, "Internal server error", "The error has been logged."),
    ("remote", 502, "A remote endpoint failed", "The host named in SERVICE or LOAD did not return a usable response."),
    (
        "busy",
        503,
        "The server cannot answer now",
        "All workers are busy, or one was lost; the header Retry-After states when to come back.",
    ),
    (
        "fault",
        503,
        "The server has a fault",
        "One of its disks or processes fails; its log has the reason.",
    ),
    ("time", 504, "Time limit exceeded", "The evaluation took longer than the limit and was stopped."),
    ("size", 507, "Memory or size limit exceeded", "The evaluation or its answer grew beyond the limit."),
    ("room", 507, "The server has no room", "One of its disks is full; its log names it."),
)
PROBLEM_TYPES = tuple(ProblemType(*row) for row in _ROWS)
_BY_SLUG = {kind.slug: kind for kind in PROBLEM_TYPES}
_BY_STATUS = {kind.status: kind for kind in reversed(PROBLEM_TYPES)}


def problem_type(error: KgError) -> ProblemType:
    """The type of one of our errors; one that neither the client nor a fault of the machine has caused is a failure."""
    if isinstance(error, RequestError):
        return type_of_status(error.status)
    if isinstance(error, EvaluationError):
        return _BY_SLUG["evaluation"]
    if isinstance(error, DatasetError):
        return _BY_SLUG["room" if isinstance(error, DiskFullError) else "fault"]
    return _BY_SLUG["query" if isinstance(error, QueryError) else "failure"]


def type_of_status(status: int) -> ProblemType:
    """The type for an HTTP status."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    known = status in {code.value for code in HTTPStatus}
    return ProblemType("other", status, HTTPStatus(status).phrase if known else "The request failed", "")


def problem_details(kind: ProblemType, problems: Sequence[Problem], page: str) -> dict[str, Any]:
    """The members of an object in application/problem+json; ``page`` is the address of the types' explanations."""
    members: dict[str, Any] = {"type": f"{page}#{kind.slug}", "title": kind.title, "status": kind.status}
    members["detail"] = " ".join(str(problem) for problem in problems)
    for problem in problems:
        if problem.line is not None:
            members |= {"line": problem.line, "column": problem.column, "excerpt": problem.excerpt}
    return members
